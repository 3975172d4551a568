// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_feed.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace portolan::gui {

namespace {

constexpr uint kSampleIntervalMs = 1000;
constexpr uint kTrayIntervalMs = 5000; ///< For tooltip and busy state while no window is open.
constexpr int kRatesTogetherMs = 50;   ///< Samples of one second come one after the other.
constexpr qint64 kTurnMs = 8;          ///< For rows, in one turn of the event loop.
constexpr qint64 kLongestWaitMs = 200; ///< However much more there is to do.

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
    m_work.setSingleShot(true);
    m_work.setInterval(0);
    connect(&m_work, &QTimer::timeout, this, &TargetFeed::work);
    m_ratesWait.setSingleShot(true);
    m_ratesWait.setInterval(kRatesTogetherMs);
    connect(&m_ratesWait, &QTimer::timeout, this, &TargetFeed::deliverRates);
    connect(&m_client, &InitiatorClient::ready, this, &TargetFeed::fill);
    connect(&m_client, &InitiatorClient::unavailable, this, &TargetFeed::clear);
    connect(&m_client, &InitiatorClient::nodeChanged, this, &TargetFeed::touch);
    connect(&m_client, &InitiatorClient::nodeRemoved, this, &TargetFeed::removeNode);
    connect(&m_client, &InitiatorClient::sessionChanged, this, &TargetFeed::touchNodeOf);
    connect(&m_client, &InitiatorClient::sessionRemoved, this, [this](const QString &path) {
        unfollow(path);
        touch(m_nodeOfSession.take(path));
    });
    connect(&m_client, &InitiatorClient::lunChanged, this,
            [this](const QString &, const QString &session) { touchNodeOf(session); });
    connect(&m_client, &InitiatorClient::lunRemoved, this,
            [this](const QString &, const QString &session) { touchNodeOf(session); });
    connect(&m_client, &InitiatorClient::sample, this, &TargetFeed::take);
    if (!m_client.available())
        return;
    for (const client::NodeInfo &node : m_client.nodes())
        touch(node.path);
    for (const client::SessionInfo &session : m_client.sessions())
        touchNodeOf(session.path);
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
        removeNode(node);
        emit statesChanged();
    } else if (m_hidden.remove(node)) {
        touch(node);
    }
}

int TargetFeed::count(dbus::NodeStatus status) const { return m_model.count(status); }

void TargetFeed::fill()
{
    // The client has told of every node and session before it was ready.
    follow(dbus::kManagerPath);
    m_work.start();
}

void TargetFeed::clear()
{
    const QStringList followed = m_last.keys();
    for (const QString &object : followed)
        m_client.unsubscribe(object);
    m_last.clear();
    m_nodeOfSession.clear();
    m_dirty.clear();
    m_rows.clear();
    m_rates.clear();
    m_complete = false;
    m_fresh.clear();
    m_model.clear();
    setTotals({}, {});
    emit statesChanged();
}

void TargetFeed::touch(const QString &node)
{
    if (node.isEmpty())
        return;
    m_dirty.insert(node);
    if (!m_work.isActive())
        m_work.start();
}

void TargetFeed::removeNode(const QString &node)
{
    m_dirty.remove(node);
    m_rows.remove(node);
    m_rates.remove(node);
    m_fresh.remove(node); // it is filled before the service counts as available
    if (!m_client.available())
        return; // with the service everything goes, and all at once: clear()
    m_model.remove(node);
    m_work.start(); // for who counts states
}

void TargetFeed::work()
{
    QElapsedTimer turn;
    turn.start();
    const bool made = !m_dirty.isEmpty();
    for (auto node = m_dirty.begin(); node != m_dirty.end() && turn.elapsed() < kTurnMs; node = m_dirty.erase(node)) {
        if (m_rows.isEmpty())
            m_waiting.start();
        if (auto row = make(*node))
            m_rows.emplace(*node, std::move(*row));
    }
    if (made)
        m_work.start();
    if (!m_complete && made)
        prepare();
    else if (m_client.available() && (!made || m_waiting.elapsed() > kLongestWaitMs)) // takes a turn of its own
        deliver();
}

/// Nobody looks at the fresh model, so it is filled bit by bit.
void TargetFeed::prepare()
{
    std::vector<TargetModel::Prepared> rows;
    for (Made &made : m_rows)
        rows.push_back(std::move(made.row));
    m_rows.clear();
    m_fresh.upsert(std::move(rows));
    if (m_dirty.isEmpty())
        m_fresh.rankTitles();
}

void TargetFeed::deliver()
{
    if (!std::exchange(m_complete, true)) {
        m_model.adopt(m_fresh);
        emit statesChanged();
        emit completed();
        return;
    }
    std::vector<TargetModel::Prepared> rows;
    std::vector<TargetModel::Rates> silent; // nothing is measured without a session
    rows.reserve(std::size_t(m_rows.size()));
    for (auto row = m_rows.begin(); row != m_rows.end(); ++row) {
        rows.push_back(std::move(row->row));
        if (!row->measured)
            silent.push_back({row.key(), {}, {}});
    }
    m_rows.clear();
    for (const TargetModel::Rates &rate : silent)
        m_rates.remove(rate.node);
    m_model.upsert(std::move(rows));
    m_model.setRates(silent);
    emit statesChanged();
}

std::optional<TargetFeed::Made> TargetFeed::make(const QString &path) const
{
    const std::optional<client::NodeInfo> node = m_client.node(path);
    if (!node || m_hidden.contains(path))
        return std::nullopt;
    TargetRow row{node->path, node->title(), node->targetName, node->portalText(), node->status, {}, {}, {}};
    if (!node->session.isEmpty()) {
        for (const client::LunInfo &lun : m_client.luns(node->session)) {
            if (!lun.bestPath().isEmpty())
                row.disks << displayable(lun.bestPath());
        }
    }
    if (const auto error = lastErrorOf(*node))
        row.problem = client::sentenceOf(*error, displayable(node->title()));
    row.detail = detailOf(*node);
    return Made{m_model.prepare(row), !node->session.isEmpty()};
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

void TargetFeed::touchNodeOf(const QString &path)
{
    const std::optional<client::SessionInfo> session = m_client.session(path);
    if (!session)
        return;
    m_nodeOfSession.insert(path, session->node);
    if (live())
        follow(path);
    touch(session->node);
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
    else if (const QString node = m_nodeOfSession.value(object); !node.isEmpty()) {
        m_rates.insert(node, {node, read, write});
        if (!m_ratesWait.isActive())
            m_ratesWait.start();
    }
}

void TargetFeed::deliverRates()
{
    std::vector<TargetModel::Rates> rates;
    for (const TargetModel::Rates &rate : std::as_const(m_rates))
        rates.push_back(rate);
    m_rates.clear();
    m_model.setRates(rates);
}

void TargetFeed::setTotals(std::optional<double> read, std::optional<double> write)
{
    m_totalRead = read;
    m_totalWrite = write;
    emit totalsChanged();
}

} // namespace portolan::gui
