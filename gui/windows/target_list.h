// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/target_filter.h"
#include "gui/models/target_model.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace portolan::gui {

class ListView;

/// The left side: all targets with filters above. The choice survives sorting, filtering and a restart of the service.
class TargetList : public QWidget {
    Q_OBJECT

public:
    explicit TargetList(TargetModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QString current() const;      ///< Node path, or empty.
    [[nodiscard]] QStringList selected() const; ///< All chosen nodes; a target with several stands for all of them.
    void choose(const QString &node);
    void focusFilter();
    void focusList();
    [[nodiscard]] QByteArray saveHeader() const;
    void restoreHeader(const QByteArray &state);

signals:
    void currentChanged(const QString &node);
    void selectionChanged();
    void activated(const QString &node);
    void contextMenuRequested(const QPoint &globalPosition);

private:
    void build();
    void buildColumns();
    void handleCurrent();
    void handleInserted(const QModelIndex &parent, int first, int last);
    void handleFiltered();
    void open(int first, int last);
    void updateDecoration();
    void setCurrent(const QModelIndex &index);
    void reselect();
    void showHeaderMenu(const QPoint &position);

    TargetModel &m_model;
    TargetFilter m_proxy;
    QLineEdit *m_filter;
    QComboBox *m_show;
    ListView *m_view;
    QString m_shown;        ///< What current() was last.
    QSet<QString> m_closed; ///< Targets with several nodes, by the first of these.
    QString m_wanted;       ///< What the person chose, also while it is not in the list.
};

} // namespace portolan::gui
