// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/target_table_model.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLineEdit;

namespace portolan::gui {

class ListView;

/// The left side: all targets with a filter above. The choice survives sorting, filtering and a restart of the service.
class TargetList : public QWidget {
    Q_OBJECT

public:
    explicit TargetList(TargetTableModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QString current() const; ///< Node path, or empty.
    void choose(const QString &node);
    void focusFilter();
    void focusList();
    [[nodiscard]] QByteArray saveHeader() const;
    void restoreHeader(const QByteArray &state);

signals:
    void currentChanged(const QString &node);
    void activated(const QString &node);
    void contextMenuRequested(const QPoint &globalPosition);

private:
    void build();
    void handleCurrent();
    void reselect();
    void showHeaderMenu(const QPoint &position);

    TargetTableModel &m_model;
    QSortFilterProxyModel m_proxy;
    QLineEdit *m_filter;
    ListView *m_view;
    QString m_wanted; ///< What the person chose, also while it is not in the list.
};

} // namespace portolan::gui
