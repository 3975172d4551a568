// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/removals.h"

#include <memory>

namespace portolan::gui {

using client::InitiatorClient;

Removals::Removals(InitiatorClient &client, TargetFeed &feed, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_feed(feed)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kGraceMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { commit(); });
}

void Removals::start(const QStringList &nodes)
{
    if (nodes.isEmpty() || m_client.permission(QStringLiteral("modify")) != client::Permission::Auth)
        return hide(nodes);
    // An update of nothing needs the same authorization as the removals, which need not ask again then.
    m_client.update(nodes.first(), {}, this, [this, nodes](const Result<void> &allowed) {
        if (!allowed)
            return emit failed(nodes.first(), allowed.error());
        hide(nodes);
    });
}

void Removals::hide(const QStringList &nodes)
{
    for (const QString &node : nodes) {
        if (!m_client.node(node) || m_waiting.contains(node))
            continue;
        m_waiting << node;
        m_feed.setHidden(node, true);
        m_timer.start();
    }
    emit changed();
}

void Removals::undo()
{
    m_timer.stop();
    for (const QString &node : std::exchange(m_waiting, {}))
        m_feed.setHidden(node, false);
    emit changed();
}

void Removals::commit(std::function<void()> done)
{
    m_timer.stop();
    const QStringList nodes = std::exchange(m_waiting, {});
    emit changed();
    if (nodes.isEmpty())
        return done ? done() : void();
    auto left = std::make_shared<qsizetype>(nodes.size());
    for (const QString &node : nodes) {
        m_client.removeNode(node, this, [this, node, left, done](const Result<void> &result) {
            m_feed.setHidden(node, false); // also for when a search finds it again
            if (!result && m_client.node(node))
                emit failed(node, result.error());
            if (--*left == 0 && done)
                done();
        });
    }
}

} // namespace portolan::gui
