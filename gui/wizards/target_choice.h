// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QSet>
#include <QTreeWidget>

#include <vector>

namespace portolan::gui {

/// The targets that were found, to be ticked. What was ticked stays so while the list grows; connected ones cannot be.
class TargetChoice : public QTreeWidget {
    Q_OBJECT

public:
    explicit TargetChoice(QWidget *parent = nullptr);

    /// \param silent  paths of those whose portal does not answer
    void setNodes(const std::vector<client::NodeInfo> &nodes, const QSet<QString> &silent = {});
    void setPlaceholder(const QString &text);
    [[nodiscard]] QStringList chosen() const; ///< Node paths.
    /// A single target is what the person came for.
    void tickOnlyOne();

signals:
    void choiceChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTreeWidgetItem *itemOf(const QString &node); ///< A new one for a node that has none.
    static void showState(QTreeWidgetItem &item, dbus::NodeStatus status, bool connected, bool mute);

    QString m_placeholder;
};

} // namespace portolan::gui
