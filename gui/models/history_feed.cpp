// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/history_feed.h"

#include <QDateTime>

#include <algorithm>

namespace portolan::gui {

using client::InitiatorClient;

namespace {

constexpr uint kSampleIntervalMs = 1000;

} // namespace

HistoryFeed::HistoryFeed(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::sample, this, [this](const QString &object, const client::Sample &sample) {
        if (m_looking && object == m_source)
            m_history.add(sample);
    });
    // The service that is back has counted anew.
    connect(&m_client, &InitiatorClient::unavailable, this, [this] {
        m_history.clear();
        m_asked.fill(false);
    });
    connect(&m_client, &InitiatorClient::ready, this, &HistoryFeed::load);
}

HistoryFeed::~HistoryFeed() { follow(false); }

void HistoryFeed::setSource(const QString &object)
{
    if (object == m_source)
        return;
    follow(false);
    m_source = object;
    ++m_serial;
    m_history.clear();
    m_asked.fill(false);
    follow(m_looking);
    load();
}

void HistoryFeed::setLooking(bool looks)
{
    if (looks == m_looking)
        return;
    m_looking = looks;
    // What was measured meanwhile is asked for.
    m_asked.fill(false);
    follow(looks);
    load();
}

void HistoryFeed::need(qint64 backUs)
{
    m_neededUs = backUs;
    load();
}

void HistoryFeed::follow(bool on)
{
    const auto luns = m_client.luns();
    if (m_source.isEmpty() || std::ranges::none_of(luns, [this](const auto &lun) { return lun.path == m_source; }))
        return;
    if (on)
        m_client.subscribe(m_source, kSampleIntervalMs);
    else
        m_client.unsubscribe(m_source);
}

void HistoryFeed::load()
{
    if (!m_looking || m_source.isEmpty() || !m_client.available())
        return;
    qint64 reached = 0;
    // Finest first: they show at once what is looked at most, and their values stay where rings overlap.
    for (std::size_t i = 0; i < kRings.size() && reached < std::max(m_neededUs, kRings[0].reachUs); ++i) {
        reached = kRings.at(i).reachUs;
        if (m_asked.at(i))
            continue;
        m_asked.at(i) = true;
        fetch(kRings.at(i));
    }
}

void HistoryFeed::fetch(const Ring &ring)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (int piece = 0; piece < ring.pieces; ++piece) {
        const qint64 to = now - ring.reachUs / ring.pieces * piece, from = to - ring.reachUs / ring.pieces;
        m_client.history(m_source, from, to, ring.resolution, this,
                         [this, serial = m_serial](const Result<std::vector<client::Sample>> &samples) {
                             // Without history the graph begins now; the live samples come anyway.
                             if (!samples || serial != m_serial || samples->empty())
                                 return;
                             m_history.merge(*samples);
                             emit filled();
                         });
    }
}

} // namespace portolan::gui
