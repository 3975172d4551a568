// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/target_choice.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/icons.h"

#include <QHeaderView>
#include <QPainter>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

enum Column { TargetColumn, PortalColumn, StateColumn, ColumnCount };
constexpr int kPathRole = Qt::UserRole;

} // namespace

TargetChoice::TargetChoice(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(u"targets"_s);
    setAccessibleName(tr("Targets found"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Target"), tr("Portal"), tr("State")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(TargetColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(PortalColumn, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(StateColumn, QHeaderView::ResizeToContents);
    header()->setSectionsMovable(false);
    connect(this, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *, int column) {
        if (column == TargetColumn)
            emit choiceChanged();
    });
}

QTreeWidgetItem *TargetChoice::itemOf(const QString &node)
{
    for (int row = 0; row < topLevelItemCount(); ++row) {
        if (topLevelItem(row)->data(TargetColumn, kPathRole).toString() == node)
            return topLevelItem(row);
    }
    auto *const item = new QTreeWidgetItem(this);
    item->setData(TargetColumn, kPathRole, node);
    item->setCheckState(TargetColumn, Qt::Unchecked);
    return item;
}

void TargetChoice::showState(QTreeWidgetItem &item, dbus::NodeStatus status, bool connected, bool mute)
{
    if (connected)
        item.setText(StateColumn, tr("Already connected"));
    else
        item.setText(StateColumn, mute ? tr("Does not answer") : capitalized(client::wordOf(status)));
    item.setIcon(StateColumn, statusIcon(mute ? dbus::NodeStatus::ConnectionFailed : status));
    const QString why =
        tr("The server names this address, but nothing answers there now. It can be chosen all the same.");
    item.setToolTip(StateColumn, mute ? toolTipText(why) : QString());
}

void TargetChoice::setNodes(const std::vector<client::NodeInfo> &nodes, const QSet<QString> &silent)
{
    const QStringList ticked = chosen();
    QSignalBlocker blocker(this);
    QSet<QString> present;
    for (const client::NodeInfo &node : nodes) {
        present.insert(node.path);
        QTreeWidgetItem *const item = itemOf(node.path);
        const bool connected = !node.session.isEmpty() || node.status == dbus::NodeStatus::BySystem;
        item->setText(TargetColumn, displayable(node.title()));
        item->setToolTip(TargetColumn, toolTipText(displayable(node.targetName)));
        item->setText(PortalColumn, displayable(node.portalText()));
        showState(*item, node.status, connected, !connected && silent.contains(node.path));
        item->setFlags(connected ? Qt::ItemIsSelectable
                                 : Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(TargetColumn, connected || ticked.contains(node.path) ? Qt::Checked : Qt::Unchecked);
    }
    for (int row = topLevelItemCount() - 1; row >= 0; --row) {
        if (!present.contains(topLevelItem(row)->data(TargetColumn, kPathRole).toString()))
            delete takeTopLevelItem(row);
    }
    if (currentItem() == nullptr && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
    viewport()->update();
    blocker.unblock();
    emit choiceChanged();
}

void TargetChoice::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

QStringList TargetChoice::chosen() const
{
    QStringList paths;
    for (int row = 0; row < topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = topLevelItem(row);
        if ((item->flags() & Qt::ItemIsUserCheckable) && item->checkState(TargetColumn) == Qt::Checked)
            paths << item->data(TargetColumn, kPathRole).toString();
    }
    return paths;
}

void TargetChoice::tickOnlyOne()
{
    if (topLevelItemCount() == 1 && (topLevelItem(0)->flags() & Qt::ItemIsUserCheckable))
        topLevelItem(0)->setCheckState(TargetColumn, Qt::Checked);
}

void TargetChoice::paintEvent(QPaintEvent *event)
{
    QTreeWidget::paintEvent(event);
    if (topLevelItemCount() > 0 || m_placeholder.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int margin = fontMetrics().height();
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                     m_placeholder);
}

} // namespace portolan::gui
