// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/further_connections.h"

#include "daemon/engine/event_text.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace portolan::engine {

namespace {

using std::chrono::milliseconds;

/// The first attempt after a loss: what took one connection often takes the next one a moment later.
constexpr milliseconds kAfterLoss{500};

} // namespace

std::uint32_t FurtherConnections::wanted(const store::NodeRecord &record, const Session &session)
{
    return std::min(
        {record.settings.maxConnections, session.info.parameters.maxConnections, session.plane->maxConnections()});
}

FurtherConnections::FurtherConnections(Config config, std::vector<std::uint16_t> standing, Report report,
                                       QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_report(std::move(report))
    , m_cids(std::move(standing))
{}

FurtherConnections::~FurtherConnections() = default;

void FurtherConnections::start() { later(milliseconds(0)); }

void FurtherConnections::later(milliseconds delay)
{
    m_timer = m_config.env->time->after(delay, [this] { logIn(); });
}

/// Not one that was used a moment ago: with its number a target could take the new connection for the old one.
std::uint16_t FurtherConnections::freeCid()
{
    do
        ++m_lastCid;
    while (std::ranges::find(m_cids, m_lastCid) != m_cids.end());
    return m_lastCid;
}

void FurtherConnections::logIn()
{
    m_timer.reset();
    const Session &session = *m_config.session;
    if (m_attempt || m_refused || count() >= wanted(m_config.record, session))
        return;
    auto request = m_config.env->prepareLogin(m_config.record, m_config.md5Only);
    if (!request)
        return failed(request.error(), false);
    const auto cmdSn = session.plane->commandNumber(session.handle);
    if (!cmdSn)
        return failed(cmdSn.error(), false);
    const std::uint16_t cid = freeCid();
    request->portal = session.info.portal; // in the portal group of the session, §4.2 (MCS-02)
    request->login.isid = session.info.isid;
    request->login.tsih = session.info.tsih;
    request->login.cid = cid;
    request->login.initialCmdSn = *cmdSn;
    request->login.expectedPortalGroupTag = session.info.portalGroupTag;
    m_attempt = m_config.env->startLogin(
        std::move(*request), [](std::string_view) {},
        [this, cid](net::LoginAttempt::Report report) { loginEnded(cid, std::move(report)); });
}

void FurtherConnections::loginEnded(std::uint16_t cid, net::LoginAttempt::Report report)
{
    m_attempt.reset();
    if (!report.result)
        return failed(report.result.error(), report.secretTested);
    auto &login = *report.result;
    m_attempt = std::make_unique<QObject>();
    dataplane::LoggedInConnection connection{
        std::move(login.socket), login.outcome.parameters, login.outcome.numbers, cid, login.outcome.tsih, {}};
    m_config.session->plane->addConnection(
        m_config.session->handle, std::move(connection),
        [this, cid, wanted = QPointer<QObject>(m_attempt.get())](const Result<> &result) {
            if (wanted)
                joined(cid, result);
        });
}

void FurtherConnections::joined(std::uint16_t cid, const Result<> &result)
{
    m_attempt.reset();
    if (!result)
        return failed(result.error(), false);
    m_cids.push_back(cid);
    m_streak = {};
    m_report(Severity::Info, QStringLiteral("connection.joined"),
             QStringLiteral("connection %1 joined: %2 of %3")
                 .arg(cid)
                 .arg(count())
                 .arg(wanted(m_config.record, *m_config.session)),
             {{QStringLiteral("cid"), uint(cid)}, {QStringLiteral("connections"), count()}});
    emit changed();
    later(milliseconds(0));
}

void FurtherConnections::failed(const Error &error, bool secretTested)
{
    ++m_streak.attempts;
    const auto failure = classify(error, secretTested, true);
    m_refused = failure != FailureClass::Transient; // MCS-10: the session keeps those it has
    QVariantMap details = detailsOf(error);
    details.insert(QStringLiteral("connections"), count());
    if (m_refused) {
        m_report(Severity::Warning, QStringLiteral("connection.refused"),
                 QStringLiteral("no further connection, the session goes on with %1: %2")
                     .arg(count())
                     .arg(textOf(error.message)),
                 std::move(details));
        return;
    }
    if (m_streak.attempts == 1)
        m_report(Severity::Warning, QStringLiteral("connection.failed"),
                 QStringLiteral("a further connection failed and is tried again: %1").arg(textOf(error.message)),
                 std::move(details));
    later(delayAfter(FailureClass::Transient, m_streak, m_config.env->random()).value_or(milliseconds(30'000)));
}

void FurtherConnections::dropped(std::uint16_t cid, const Error &reason, int time2Wait)
{
    if (std::erase(m_cids, cid) == 0)
        return;
    QVariantMap details = detailsOf(reason);
    details.insert(QStringLiteral("cid"), uint(cid));
    details.insert(QStringLiteral("connections"), count());
    m_report(Severity::Warning, QStringLiteral("connection.lost"),
             QStringLiteral("connection %1 was lost, the session goes on with %2: %3")
                 .arg(cid)
                 .arg(count())
                 .arg(textOf(reason.message)),
             std::move(details));
    emit changed();
    if (!m_attempt && !m_timer) // one after the other must not put it off
        later(std::max<milliseconds>(kAfterLoss, std::chrono::seconds(std::max(time2Wait, 0))));
}

} // namespace portolan::engine
