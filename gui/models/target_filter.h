// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"

#include <QSortFilterProxyModel>

namespace portolan::gui {

class TargetModel;

/// The targets that a person wants to see, by text and by state, in the order of a column. A target with several nodes
/// stays as a whole as soon as one of them fits. Its source is a TargetModel.
class TargetFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum class Show { All, Connected, NotConnected, Problems };
    Q_ENUM(Show)

    explicit TargetFilter(QObject *parent = nullptr);

    void setShow(Show show);
    void setText(const QString &text); ///< Anywhere in names, portals, disks and states; without regard to case.

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] static bool fits(Show show, dbus::NodeStatus status);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] const TargetModel &model() const;
    void chooseAnew();
    void prepareToSort();

    Show m_show = Show::All;
    QString m_text; ///< Folded.
};

} // namespace portolan::gui
