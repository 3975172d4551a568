// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/start_pages.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/copyable_label.h"
#include "gui/widgets/icons.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QLabel *text(const QString &name, double scale, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(scale > 1.2);
    label->setFont(font);
    label->setMinimumWidth(label->fontMetrics().averageCharWidth() * 30);
    return label;
}

/// Everything in one column in the middle, not wider than is good to read.
QVBoxLayout *middleColumn(QWidget *page)
{
    auto *column = new QWidget(page);
    column->setMaximumWidth(page->fontMetrics().averageCharWidth() * 96);
    auto *outer = new QHBoxLayout(page);
    outer->addStretch(1);
    outer->addWidget(column, 8);
    outer->addStretch(1);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    return layout;
}

QLabel *picture(const QIcon &icon, QWidget *parent)
{
    auto *label = new QLabel(parent);
    const int side = parent->fontMetrics().height() * 6;
    label->setPixmap(icon.pixmap(QSize(side, side), parent->devicePixelRatioF()));
    label->setAlignment(Qt::AlignHCenter);
    return label;
}

/// The button does what the action does, and can be pressed when that can be done.
void follow(QAction *action, QPushButton *button)
{
    const auto update = [action, button] {
        button->setEnabled(action->isEnabled());
        button->setIcon(action->icon());
        button->setToolTip(action->toolTip());
    };
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, update);
    update();
}

} // namespace

EmptyPage::EmptyPage(QAction *add, QAction *import, QWidget *parent)
    : QWidget(parent)
    , m_initiatorName(new CopyableLabel(tr("This computer's initiator name"), this))
    , m_import(new QPushButton(this))
{
    setObjectName(u"emptyPage"_s);
    auto *heading = text(u"emptyHeading"_s, 1.6, this);
    heading->setText(tr("No storage yet"));
    auto *sentence = text(u"emptySentence"_s, 1.0, this);
    sentence->setText(tr("Connect to a NAS, a SAN or another computer that offers disks by iSCSI. Its address is all "
                         "you need to begin."));
    auto *button = new QPushButton(add->icon(), add->text(), this);
    button->setObjectName(u"emptyAddButton"_s);
    button->setDefault(true);
    button->setAutoDefault(true);
    QFont font = button->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    button->setFont(font);
    button->setMinimumHeight(button->fontMetrics().height() * 5 / 2);
    button->setMinimumWidth(button->sizeHint().width() + button->fontMetrics().height() * 2);
    follow(add, button);
    m_import->setObjectName(u"emptyImportButton"_s);
    m_import->setAutoDefault(false);
    m_import->setMinimumHeight(m_import->fontMetrics().height() * 2);
    m_import->hide();
    follow(import, m_import);
    m_initiatorName->setObjectName(u"emptyInitiatorName"_s);
    auto *own = text(u"emptyOwn"_s, 1.0, this);
    own->setText(tr("Servers with a list of allowed initiators need this computer's name:"));

    QVBoxLayout *layout = middleColumn(this);
    layout->addStretch(2);
    layout->addWidget(picture(applicationIcon(), this));
    layout->addWidget(heading);
    layout->addWidget(sentence);
    layout->addSpacing(4);
    layout->addWidget(button, 0, Qt::AlignHCenter);
    layout->addWidget(m_import, 0, Qt::AlignHCenter);
    layout->addSpacing(24);
    layout->addWidget(own);
    layout->addWidget(m_initiatorName, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setFocusProxy(button);
}

void EmptyPage::setInitiatorName(const QString &name) { m_initiatorName->setValue(name); }

void EmptyPage::setImportable(uint targets)
{
    m_import->setText(tr("Take over %n target(s) from open-iscsi…", nullptr, int(targets)));
    m_import->setVisible(targets > 0);
}

UnavailablePage::UnavailablePage(QWidget *parent)
    : QWidget(parent)
    , m_heading(text(u"unavailableHeading"_s, 1.6, this))
    , m_sentence(text(u"unavailableSentence"_s, 1.0, this))
    , m_details(text(u"unavailableDetails"_s, 0.9, this))
    , m_commandRow(new QWidget(this))
{
    setObjectName(u"unavailablePage"_s);
    auto *command = new CopyableLabel(tr("Command that starts the service"), m_commandRow);
    command->setObjectName(u"startCommand"_s);
    command->setValue(u"sudo systemctl start portoland"_s);
    auto *row = new QHBoxLayout(m_commandRow);
    row->setContentsMargins({});
    row->addStretch(1);
    row->addWidget(command);
    row->addStretch(1);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QVBoxLayout *layout = middleColumn(this);
    layout->addStretch(2);
    layout->addWidget(picture(trayIcon(u"error"_s), this));
    layout->addWidget(m_heading);
    layout->addWidget(m_sentence);
    layout->addWidget(m_commandRow);
    layout->addWidget(m_details);
    layout->addStretch(3);
    setWaiting();
}

void UnavailablePage::setWaiting()
{
    m_heading->setText(tr("Looking for the Portolan service…"));
    m_sentence->clear();
    m_details->clear();
    m_details->hide(); // with nothing to read it must not take the focus
    m_commandRow->hide();
}

void UnavailablePage::setReason(const Error &reason, bool again)
{
    m_heading->setText(again ? tr("The Portolan service has stopped") : client::sentenceOf(reason));
    m_sentence->setText(again
                            ? tr("Your disks stay connected. This window continues by itself when the service is back.")
                            : client::cureOf(reason));
    // What stopped is said already.
    m_details->setText(again ? QString() : displayable(QString::fromStdString(reason.message)));
    m_details->setVisible(!m_details->text().isEmpty());
    m_commandRow->setVisible(reason.code == ErrorCode::ServiceUnavailable);
}

} // namespace portolan::gui
