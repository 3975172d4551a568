// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/event_feed.h"

namespace portolan::gui {

using client::InitiatorClient;

namespace {

constexpr uint kAtOnce = 1000; // the most that Events.GetEvents gives
constexpr int kMostCalls = 10;

} // namespace

EventFeed::EventFeed(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::ready, this, &EventFeed::fill);
    connect(&m_client, &InitiatorClient::nodeChanged, this, &EventFeed::name);
    // Together, when there are many: views look at every row that comes.
    m_together.setSingleShot(true);
    m_together.setInterval(0);
    connect(&m_together, &QTimer::timeout, this, &EventFeed::deliver);
    connect(&m_client, &InitiatorClient::eventHappened, this, [this](const client::EventInfo &event) {
        m_new.push_back(event);
        if (!m_together.isActive())
            m_together.start();
    });
    if (m_client.available())
        fill();
}

void EventFeed::fill()
{
    // The numbers of a service that was started anew may begin anew.
    m_model.clear();
    m_new.clear();
    m_failed = false;
    ++m_serial;
    for (const client::NodeInfo &node : m_client.nodes())
        name(node.path);
    fetch(0, kMostCalls);
}

void EventFeed::deliver()
{
    m_model.add(std::exchange(m_new, {}));
    emit changed();
}

void EventFeed::name(const QString &node)
{
    if (const auto info = m_client.node(node))
        m_model.setTitle(node, info->title());
}

void EventFeed::fetch(quint64 afterId, int callsLeft)
{
    m_client.events(afterId, kAtOnce, {}, this,
                    [this, callsLeft, serial = m_serial](const Result<std::vector<client::EventInfo>> &events) {
                        if (serial != m_serial)
                            return;
                        m_failed = !events;
                        if (events)
                            m_model.add(*events);
                        emit changed();
                        if (events && events->size() == kAtOnce && callsLeft > 1)
                            fetch(events->back().id, callsLeft - 1);
                    });
}

} // namespace portolan::gui
