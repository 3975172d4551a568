// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/event_filter.h"

#include <algorithm>

namespace portolan::gui {

EventFilter::EventFilter(EventsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void EventFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void EventFilter::setSeverity(dbus::Severity least)
{
    m_severity = least;
    invalidateFilter();
}

void EventFilter::setNode(const std::optional<QString> &node)
{
    if (node == m_node)
        return;
    m_node = node;
    invalidateFilter();
}

void EventFilter::setKind(std::optional<EventKind> kind)
{
    m_kind = kind;
    invalidateFilter();
}

void EventFilter::setSince(const QDateTime &since)
{
    m_since = since;
    invalidateFilter();
}

bool EventFilter::narrows() const
{
    return !m_text.isEmpty() || m_severity > dbus::Severity::Debug || m_kind || m_since.isValid();
}

const client::EventInfo *EventFilter::eventAt(const QModelIndex &index) const
{
    return index.isValid() ? &m_model.at(mapToSource(index).row()) : nullptr;
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const client::EventInfo &event = m_model.at(row);
    return event.severity >= m_severity && (!m_node || event.node == *m_node) &&
           (!m_kind || kindOf(event.code) == *m_kind) && (!m_since.isValid() || event.time >= m_since) &&
           (m_text.isEmpty() || containsText(row));
}

bool EventFilter::containsText(int row) const
{
    const client::EventInfo &event = m_model.at(row);
    const std::array texts{m_model.sentenceAt(row), m_model.targetAt(row), event.source, event.code, event.message};
    return std::ranges::any_of(texts,
                               [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); });
}

} // namespace portolan::gui
