// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/offer_list.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using Source = AddressOffer::Source;

namespace {

constexpr int kMostRowsShown = 5;
constexpr int kAddressRole = Qt::UserRole, kSourceRole = Qt::UserRole + 1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::OfferList)
};

QString textOf(const AddressOffer &offer)
{
    // Isolated (U+2068, U+2069), so that a name written from right to left leaves the address in its order.
    const QString address = displayable(offer.address);
    const QString name = offer.name.isEmpty() ? QString() : u'\u2068' + displayable(offer.name) + u'\u2069';
    switch (offer.source) {
    case Source::UsedBefore:
        return name.isEmpty() ? Text::tr("Used before: %1").arg(address)
                              : Text::tr("Used before: %1, %2", "name, address").arg(name, address);
    case Source::Known:
        return name.isEmpty() ? Text::tr("Known server: %1").arg(address)
                              : Text::tr("Known server: %1, %2", "name, address").arg(name, address);
    case Source::Network:
        break;
    }
    return name.isEmpty() ? Text::tr("On your network: %1").arg(address)
                          : Text::tr("On your network: %1, %2", "name, address").arg(name, address);
}

QString symbolOf(Source source)
{
    switch (source) {
    case Source::UsedBefore:
        return u"timeline"_s;
    case Source::Known:
        return u"disk"_s;
    case Source::Network:
        break;
    }
    return u"connection"_s;
}

} // namespace

OfferList::OfferList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"offers"_s);
    setAccessibleName(tr("Addresses to choose from"));
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    connect(this, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { emit chosen(item->data(kAddressRole).toString()); });
    hide();
}

void OfferList::setOffers(const std::vector<AddressOffer> &offers)
{
    if (offers == m_offers)
        return;
    m_offers = offers;
    const QString current = currentItem() == nullptr ? QString() : currentItem()->data(kAddressRole).toString();
    clear();
    for (const AddressOffer &offer : offers) {
        auto *item = new QListWidgetItem(symbolicIcon(symbolOf(offer.source)), textOf(offer), this);
        item->setData(kAddressRole, offer.address);
        item->setData(kSourceRole, int(offer.source));
        item->setToolTip(toolTipText(offer.source == Source::UsedBefore
                                         ? tr("%1\nThe Delete key takes it off this list.").arg(item->text())
                                         : item->text()));
        if (offer.address == current)
            setCurrentItem(item, QItemSelectionModel::NoUpdate);
    }
    if (hasFocus())
        selectCurrent();
    fitHeight();
}

void OfferList::selectCurrent() { setCurrentRow(std::max(currentRow(), 0)); }

void OfferList::focusInEvent(QFocusEvent *event)
{
    QListWidget::focusInEvent(event);
    selectCurrent();
}

/// Nothing looks chosen while one types in the field.
void OfferList::focusOutEvent(QFocusEvent *event)
{
    QListWidget::focusOutEvent(event);
    clearSelection();
}

void OfferList::fitHeight()
{
    const int rows = std::min(count(), kMostRowsShown);
    setFixedHeight(rows == 0 ? 0 : rows * sizeHintForRow(0) + 2 * frameWidth());
}

void OfferList::changeEvent(QEvent *event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void OfferList::keyPressEvent(QKeyEvent *event)
{
    const QListWidgetItem *item = currentItem();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: // not the default button's
        if (item != nullptr)
            emit chosen(item->data(kAddressRole).toString());
        return;
    case Qt::Key_Delete:
        if (item != nullptr && item->data(kSourceRole).toInt() == int(Source::UsedBefore))
            emit forgetRequested(item->data(kAddressRole).toString());
        return;
    case Qt::Key_Up:
        if (currentRow() <= 0)
            emit leftUpwards();
        break;
    default:
        break;
    }
    QListWidget::keyPressEvent(event);
}

} // namespace portolan::gui
