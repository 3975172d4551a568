// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/session.h"

#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <utility>

namespace portolan::dataplane::worker {

namespace {

using namespace std::chrono_literals;

/// What the machine and the executor are sized for.
constexpr std::size_t kCommands = 160;
/// Of these, kept free for scans, so that a full queue cannot keep us from learning that the disk grew.
constexpr std::size_t kReserve = 2 * LunScanner::kProbes;

/// A target that tells of changes all the time is not asked all the time.
constexpr auto kScanPause = 1s;
constexpr auto kNotReadyPause = 10s;

} // namespace

Session::Session(UnitListener &unitListener, ipc::CountersWriter &counters, std::size_t maxRequests, PageMover *pages,
                 SessionListener &listener)
    : m_listener(listener)
    , m_counters(counters)
    , m_pages(pages)
    , m_executor(kCommands, *this, *this)
    , m_blocks(m_executor, counters.session(), maxRequests, kReserve)
    , m_units(m_blocks, unitListener, counters)
    , m_scanner(m_executor, [this](const LunScanner::Scan &scan, Instant now) { scanned(scan, now); })
    , m_connections(counters.session(), pages)
{}

// --- what the daemon asks for ---

Result<> Session::attach(const ipc::Connection &connection, const ipc::Timeouts &timeouts, UniqueFd socket, Instant now)
{
    if (isAttached())
        return fail(ErrorCode::AlreadyExists, "this worker has a session already");
    if (!socket)
        return fail(ErrorCode::InvalidArgument, "attach comes without a socket");
    m_timeouts = timeouts;
    protocol::SessionMachine::Config config;
    config.parameters = connection.parameters;
    config.numbers = connection.numbers;
    config.cid = connection.cid;
    config.maxTasks = kCommands;
    config.nopInterval = timeouts.nopInterval;
    config.nopTimeout = timeouts.nopTimeout;
    config.commandTimeout = timeouts.command;
    config.foreignMemory = m_pages;
    m_machine = std::make_unique<protocol::SessionMachine>(config, now);
    m_connections.connect(0, connection.cid, std::move(socket));
    scheduleRescan(now);
    return {};
}

Result<> Session::reattach(const ipc::Connection &connection, UniqueFd socket, Instant now)
{
    if (!isAttached())
        return fail(ErrorCode::NotFound, "this worker has no session yet");
    if (!socket)
        return fail(ErrorCode::InvalidArgument, "reattach comes without a socket");
    suspend(now); // the daemon may know of the loss before us
    work(now);    // what the old connection still has to say
    m_connections.connect(0, connection.cid, std::move(socket));
    m_requestsFailed = false;
    m_machine->reconnect(connection.parameters, connection.numbers, now);
    logLine("connected again");
    // While we were away units may have changed without a unit attention for this nexus.
    m_lastScan = {};
    scheduleRescan(now);
    return {};
}

Result<> Session::addConnection(const ipc::Connection &connection, UniqueFd socket, Instant now)
{
    if (!isConnected())
        return fail(ErrorCode::NotFound, "the session has no connection that a further one could join");
    if (!socket)
        return fail(ErrorCode::InvalidArgument, "a connection comes without a socket");
    const auto slot = m_machine->addConnection(connection.cid, connection.parameters, connection.numbers, now);
    if (!slot)
        return fail(slot.error());
    m_connections.connect(*slot, connection.cid, std::move(socket));
    logLine("connection " + std::to_string(connection.cid) + " joined");
    return {};
}

void Session::suspend(Instant now)
{
    if (isConnected())
        closeConnections({ErrorCode::Cancelled, "suspended", 0, 0}, now);
}

void Session::logout(Done done, Instant now)
{
    if (!isConnected())
        return done({});
    if (m_logoutDone)
        return done(fail(ErrorCode::Busy, "a logout is on its way"));
    m_logoutDone = std::move(done);
    m_machine->logout(now);
}

void Session::renegotiate(Instant now)
{
    if (isConnected())
        m_machine->renegotiate(now);
}

void Session::setTimeouts(const ipc::Timeouts &timeouts)
{
    m_timeouts = timeouts;
    if (isAttached())
        m_machine->setTimeouts(timeouts.nopInterval, timeouts.nopTimeout, timeouts.command);
}

void Session::rescan(Done done, Instant now)
{
    if (!isConnected())
        return done(fail(ErrorCode::TransportFailed, "the session is not connected"));
    (m_scanner.isBusy() ? m_rescanNext : m_rescanWaiting).push_back(std::move(done));
    m_rescanAt = now; // without the pause: somebody waits for it
}

void Session::shutDown(Instant now)
{
    if (!isAttached())
        return;
    m_machine->failAll(protocol::TaskFailure::ConnectionFailed, now);
    m_executor.failWaiting(now);
    // Every request ends in a few rounds now; the bound is for the case that this sentence is wrong.
    for (int round = 0; round < 10'000 && m_blocks.inWork() > 0; ++round)
        work(now);
    m_connections.closeAll();
}

// --- turns ---

void Session::receive(unsigned slot, Instant now)
{
    if (isAttached())
        m_connections.receive(slot, *m_machine, now);
}

void Session::work(Instant now)
{
    if (!isAttached())
        return m_blocks.pump(now);
    for (bool more = true; more;) {
        more = false;
        while (const auto event = m_machine->poll()) {
            more = true;
            std::visit(Overloaded{
                           [&](const protocol::TaskCompleted &completed) { m_executor.completed(completed, now); },
                           [&](const protocol::TaskManagementCompleted &) {}, // its tasks come by themselves
                           [&](const auto &other) { handle(other, now); },
                       },
                       *event);
        }
        m_blocks.pump(now); // may give the machine what it ends at once
    }
}

void Session::send(Instant now)
{
    if (isAttached())
        m_connections.send(*m_machine, now);
}

bool Session::sendEnded() const { return isAttached() && (!isConnected() || m_connections.hasEnded(*m_machine)); }

void Session::sent(Instant now)
{
    if (isAttached())
        m_connections.sent(*m_machine, now);
}

std::optional<Instant> Session::deadline() const
{
    std::optional<Instant> first = m_rescanAt && isConnected() && !m_scanner.isBusy() ? m_rescanAt : std::nullopt;
    for (const auto &other :
         {m_executor.deadline(), replacementOver(), isAttached() ? m_machine->deadline() : std::nullopt}) {
        if (other && (!first || *other < *first))
            first = other;
    }
    return first;
}

void Session::handleTimeout(Instant now)
{
    m_executor.handleTimeout(now);
    if (isAttached())
        m_machine->handleTimeout(now);
    if (const auto over = replacementOver(); over && *over <= now)
        failRequests(now);
    if (m_rescanAt && *m_rescanAt <= now && isConnected() && !m_scanner.isBusy() && m_executor.available() > 0) {
        m_rescanAt.reset();
        m_lastScan = now;
        m_scanner.start(now);
    }
}

void Session::publishCounters()
{
    if (!isAttached())
        return;
    const auto counters = m_machine->counters();
    auto &slot = m_counters.session();
    constexpr auto relaxed = std::memory_order_relaxed;
    slot.digestErrors.store(counters.digestErrors, relaxed);
    slot.timeouts.store(counters.timeouts, relaxed);
    slot.r2ts.store(counters.r2ts, relaxed);
    slot.asyncMessages.store(counters.asyncMessages, relaxed);
    slot.commandWindow.store(counters.commandWindow, relaxed);
    slot.roundTripUs.store(counters.lastRoundTripUs, relaxed);
    slot.cmdSn.store(m_machine->cmdSn(), relaxed);
}

// --- what the machine tells ---

void Session::handle(const protocol::ConnectionFailed &event, Instant now)
{
    if (!isConnected())
        return; // the end that we made ourselves
    logLine("connection lost: " + event.error.message);
    const bool loggingOut = bool(m_logoutDone);
    closeConnections(event.error, now);
    publishCounters(); // who hears of the loss may ask whether digests are to blame
    if (!loggingOut)   // else the answer to the logout has told it
        m_listener.tell(ipc::ConnectionLost{event.error, event.time2Wait ? std::int32_t(*event.time2Wait) : -1});
}

/// The machine has seen to what was under way on it.
void Session::handle(const protocol::ConnectionLost &event, Instant)
{
    if (!m_connections.has(event.slot))
        return; // an end that we made ourselves
    logLine("connection " + std::to_string(event.cid) + " lost, the others go on: " + event.error.message);
    m_connections.close(event.slot);
    publishCounters();
    m_listener.tell(
        ipc::ConnectionDropped{event.cid, event.error, event.time2Wait ? std::int32_t(*event.time2Wait) : -1});
}

void Session::handle(const protocol::LogoutCompleted &event, Instant now)
{
    const auto result =
        event.response == 0
            ? Result<>()
            : Result<>(fail(ErrorCode::ProtocolViolation,
                            "the target refused the logout with response " + std::to_string(event.response)));
    answerLogout(result);
    closeConnections({ErrorCode::Cancelled, "logged out", 0, 0}, now);
}

void Session::handle(const protocol::AsyncMessage &event, Instant now)
{
    if (const auto sense = protocol::scsi::Sense::parse(std::span(event.sense).first(event.senseLength))) {
        if (const auto attention = protocol::scsi::unitAttentionOf(*sense))
            unitAttention(event.lun, *attention, now);
    }
    m_listener.tell(ipc::Async{event.event, event.vendorCode, event.parameter1, event.parameter2, event.parameter3});
}

void Session::closeConnections(const Error &reason, Instant now)
{
    m_lostAt = now;
    m_connections.closeAll();
    for (unsigned slot = 0; slot < protocol::SessionMachine::kMaxConnections; ++slot)
        m_machine->handleEndOfStream(reason, now, slot);
    answerLogout({}); // "done when answered or the connection ended"
    answerRescans(fail(ErrorCode::TransportFailed, "the connection was lost"));
}

void Session::answerLogout(const Result<> &result)
{
    if (const auto done = std::exchange(m_logoutDone, nullptr))
        done(result);
}

void Session::answerRescans(const Result<> &result)
{
    for (auto *waiting : {&m_rescanWaiting, &m_rescanNext}) {
        for (const auto &done : std::exchange(*waiting, {}))
            done(result);
    }
}

// --- waiting for a new connection ---

std::optional<Instant> Session::replacementOver() const
{
    if (!isAttached() || isConnected() || m_requestsFailed || m_timeouts.replacement < 0ms)
        return std::nullopt;
    return m_lostAt + m_timeouts.replacement;
}

void Session::failRequests(Instant now)
{
    logLine("no new connection in time: requests fail");
    m_requestsFailed = true;
    m_machine->failAll(protocol::TaskFailure::ConnectionFailed, now);
    m_executor.failWaiting(now);
    m_listener.tell(ipc::RequestsFailed{});
}

// --- units ---

Result<> Session::submit(const protocol::ScsiRequest &request, Instant now)
{
    return m_machine->submit(request, now); // without a machine there are no units and no scans
}

void Session::unitAttention(protocol::Lun, protocol::scsi::UnitAttention attention, Instant now)
{
    using protocol::scsi::UnitAttention;
    switch (attention) {
    case UnitAttention::CapacityChanged:
    case UnitAttention::LunsChanged:
    case UnitAttention::InquiryChanged:
    case UnitAttention::ModeChanged:
        return scheduleRescan(now);
    case UnitAttention::Reset:
    case UnitAttention::CommandsCleared:
    case UnitAttention::ThinThreshold:
    case UnitAttention::Other:
        return; // the command is issued again, and that is all
    }
}

void Session::scheduleRescan(Instant at)
{
    const Instant earliest = std::max(at, m_lastScan + kScanPause);
    m_rescanAt = m_rescanAt ? std::min(*m_rescanAt, earliest) : earliest;
}

void Session::scanned(const LunScanner::Scan &scan, Instant now)
{
    m_units.apply(scan);
    auto devices = m_units.devices();
    // A first scan that the loss of the connection ended says nothing; the next connection brings the next scan.
    const bool tell = !m_published ? scan.complete || isConnected() : devices != m_devices;
    m_devices = std::move(devices);
    if (tell) {
        m_published = true;
        m_listener.tell(ipc::Devices{m_devices});
    }
    const auto result =
        scan.complete ? Result<>() : Result<>(fail(ErrorCode::TimedOut, "the target did not answer all questions"));
    for (const auto &done : std::exchange(m_rescanWaiting, {}))
        done(result);
    m_rescanWaiting = std::exchange(m_rescanNext, {});
    if (!scan.complete || m_units.hasTransientProblem())
        scheduleRescan(now + kNotReadyPause);
}

} // namespace portolan::dataplane::worker
