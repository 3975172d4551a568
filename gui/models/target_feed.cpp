// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_feed.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QLocale>

#include <algorithm>

namespace portolan::gui {

namespace {

constexpr uint kSampleIntervalMs = 1000;
constexpr uint kTrayIntervalMs = 5000; ///< For tooltip and busy state while no window is open.

std::optional<double> rate(const client::Sample &before, const client::Sample &now, dbus::StatCounter counter)
{
    if (before.timeUs <= 0 || now.timeUs <= before.timeUs || now.at(counter) < before.at(counter))
        return std::nullopt;
    return double(now.at(counter) - before.at(counter)) * 1e6 / double(now.timeUs - before.timeUs);
}

} // namespace

std::optional<Error> lastErrorOf(const client::NodeInfo &node)
{
    if (node.lastError.isEmpty())
        return std::nullopt;
    return Error{dbus::errorCode(dbus::kErrorPrefix + node.lastError), node.lastErrorMessage.toStdString(),
                 std::uint16_t(node.lastLoginStatus), 0};
}

TargetFeed::TargetFeed(client::InitiatorClient &client, TargetModel &model, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_model(model)
{
    using client::InitiatorClient;
    // Who counts states looks at all of them: once for all that have changed together.
    m_statesChange.setSingleShot(true);
    m_statesChange.setInterval(0);
    connect(&m_statesChange, &QTimer::timeout, this, &TargetFeed::statesChanged);
    connect(&m_client, &InitiatorClient::ready, this, &TargetFeed::fill);
    connect(&m_client, &InitiatorClient::unavailable, this, &TargetFeed::clear);
    connect(&m_client, &InitiatorClient::nodeChanged, this, &TargetFeed::updateNode);
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        m_model.remove(path);
        m_statesChange.start();
    });
    connect(&m_client, &InitiatorClient::sessionChanged, this, &TargetFeed::updateNodeOfSession);
    connect(&m_client, &InitiatorClient::sessionRemoved, this, [this](const QString &path) {
        unfollow(path);
        updateNode(m_nodeOfSession.take(path));
    });
    connect(&m_client, &InitiatorClient::lunChanged, this,
            [this](const QString &, const QString &session) { updateNodeOfSession(session); });
    connect(&m_client, &InitiatorClient::lunRemoved, this,
            [this](const QString &, const QString &session) { updateNodeOfSession(session); });
    connect(&m_client, &InitiatorClient::sample, this, &TargetFeed::take);
    if (m_client.available())
        fill();
}

void TargetFeed::setLooking(const QObject *who, bool looks)
{
    const bool before = live();
    if (looks)
        m_lookers.insert(who);
    else
        m_lookers.remove(who);
    if (live() == before || !m_client.available())
        return;
    unfollow(dbus::kManagerPath);
    follow(dbus::kManagerPath);
    for (const client::SessionInfo &session : m_client.sessions()) {
        if (live())
            follow(session.path);
        else
            unfollow(session.path);
    }
}

void TargetFeed::setHidden(const QString &node, bool hidden)
{
    if (hidden) {
        m_hidden.insert(node);
        m_model.remove(node);
        emit statesChanged();
    } else if (m_hidden.remove(node)) {
        updateNode(node);
    }
}

int TargetFeed::count(dbus::NodeStatus status) const { return m_model.count(status); }

void TargetFeed::fill()
{
    for (const client::NodeInfo &node : m_client.nodes())
        updateNode(node.path);
    for (const client::SessionInfo &session : m_client.sessions())
        updateNodeOfSession(session.path);
    follow(dbus::kManagerPath);
    emit statesChanged();
}

void TargetFeed::clear()
{
    const QStringList followed = m_last.keys();
    for (const QString &object : followed)
        m_client.unsubscribe(object);
    m_last.clear();
    m_nodeOfSession.clear();
    m_model.clear();
    setTotals({}, {});
    emit statesChanged();
}

void TargetFeed::updateNode(const QString &path)
{
    const std::optional<client::NodeInfo> node = m_client.node(path);
    if (!node || m_hidden.contains(path))
        return;
    TargetRow row{node->path, node->title(), node->targetName, node->portalText(), node->status, {}, {}, {}};
    if (!node->session.isEmpty()) {
        for (const client::LunInfo &lun : m_client.luns(node->session)) {
            if (!lun.bestPath().isEmpty())
                row.disks << displayable(lun.bestPath());
        }
    } else {
        m_model.setRates(path, {}, {});
    }
    if (const auto error = lastErrorOf(*node))
        row.problem = client::sentenceOf(*error, displayable(node->title()));
    row.detail = detailOf(*node);
    m_model.upsert(row);
    m_statesChange.start();
}

QString TargetFeed::detailOf(const client::NodeInfo &node) const
{
    if (node.status == dbus::NodeStatus::ConnectionFailed) {
        const auto error = lastErrorOf(node);
        return error ? client::sentenceOf(*error, {}) : QString();
    }
    const auto session = node.status == dbus::NodeStatus::Reconnecting ? m_client.session(node.session) : std::nullopt;
    if (!session || !session->stateSince.isValid())
        return {};
    const QDateTime since = session->stateSince.toLocalTime(), now = QDateTime::currentDateTime();
    const bool today = since.date() == now.date();
    return tr("since %1").arg(today ? QLocale().toString(since.time(), QLocale::ShortFormat) : momentText(since, now));
}

void TargetFeed::updateNodeOfSession(const QString &path)
{
    const std::optional<client::SessionInfo> session = m_client.session(path);
    if (!session)
        return;
    m_nodeOfSession.insert(path, session->node);
    if (live())
        follow(path);
    updateNode(session->node);
}

void TargetFeed::follow(const QString &object)
{
    if (m_last.contains(object))
        return;
    m_last.insert(object, {});
    m_client.subscribe(object, live() ? kSampleIntervalMs : kTrayIntervalMs);
}

void TargetFeed::unfollow(const QString &object)
{
    if (m_last.remove(object) > 0)
        m_client.unsubscribe(object);
}

void TargetFeed::take(const QString &object, const client::Sample &sample)
{
    const auto last = m_last.find(object);
    if (last == m_last.end())
        return;
    const auto read = rate(*last, sample, dbus::StatCounter::ReadBytes);
    const auto write = rate(*last, sample, dbus::StatCounter::WrittenBytes);
    *last = sample;
    if (object == dbus::kManagerPath)
        setTotals(read, write);
    else
        m_model.setRates(m_nodeOfSession.value(object), read, write);
}

void TargetFeed::setTotals(std::optional<double> read, std::optional<double> write)
{
    m_totalRead = read;
    m_totalWrite = write;
    emit totalsChanged();
}

} // namespace portolan::gui
