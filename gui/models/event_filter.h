// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/event_kind.h"
#include "gui/models/events_model.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace portolan::gui {

/// The events a person wants to see. Each condition narrows what the others leave.
class EventFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit EventFilter(EventsModel &model, QObject *parent = nullptr);

    void setText(const QString &text); ///< In sentence, target, source, code or message; any case.
    void setSeverity(dbus::Severity least);
    void setNode(const std::optional<QString> &node); ///< nullopt: all, also what concerns none.
    void setKind(std::optional<EventKind> kind);
    void setSince(const QDateTime &since); ///< Invalid: everything.
    [[nodiscard]] bool narrows() const;    ///< By more than the node.

    [[nodiscard]] const client::EventInfo *eventAt(const QModelIndex &index) const; ///< nullptr for an invalid one.

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool containsText(int row) const;

    const EventsModel &m_model;
    QString m_text;
    dbus::Severity m_severity = dbus::Severity::Debug;
    std::optional<QString> m_node;
    std::optional<EventKind> m_kind;
    QDateTime m_since;
};

} // namespace portolan::gui
