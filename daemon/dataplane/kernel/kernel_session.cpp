// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/kernel_session.h"

#include "common/background/background.h"
#include "common/log/log.h"
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/text.h"

#include <QPointer>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace portolan::dataplane::kernel {

namespace {

using namespace std::chrono_literals;

/// Announcements of one change come within this time of each other.
constexpr auto kLookDelay = 200ms;
/// A SCSI host whose removal takes longer hangs in the kernel, which has had bugs there.
constexpr auto kDestroyLimit = 15s;
/// The kernel fails waiting requests itself; this is when we look whether it has.
constexpr auto kReplacementSlack = 500ms;

} // namespace

KernelSession::KernelSession(const World &world, SessionRecord record, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_record(std::move(record))
{
    m_lookSoon.setSingleShot(true);
    m_replacement.setSingleShot(true);
    m_destroyLimit.setSingleShot(true);
    connect(&m_lookSoon, &QTimer::timeout, this,
            [this] { look(std::exchange(m_rescanAgain, false) ? Look::Rescan : Look::List); });
    connect(&m_replacement, &QTimer::timeout, this, [this] {
        const auto now = m_world.tree.session(sid());
        if (!m_connected && now && now->state == QLatin1String("FREE"))
            emit requestsFailed();
    });
    connect(&m_destroyLimit, &QTimer::timeout, this, [this] {
        answer(m_destroyed, fail(ErrorCode::TimedOut, "the kernel still removes the disks of session " +
                                                          std::to_string(sid()) + "; see its log"));
    });
}

// --- connection ---

void KernelSession::begin(UniqueFd socket)
{
    m_socket = std::move(socket);
    m_connected = true;
    look(Look::Scan);
}

void KernelSession::adopt(bool connected, std::vector<Device> devices, std::chrono::milliseconds lookAfter)
{
    m_connected = connected;
    m_known = true;
    m_devices = std::move(devices);
    m_counters.setDisks(m_world.tree, m_devices);
    if (!connected)
        suspend();
    else
        m_lookSoon.start(kLookDelay + lookAfter), m_rescanAgain = true;
}

void KernelSession::suspend()
{
    m_connected = false;
    m_socket.reset();
    watchReplacement();
    m_world.link->run<Result<>>([sid = sid()](IscsiNetlink &netlink) { return stopSession(netlink, sid); },
                                [sid = sid()](const Result<> &stopped) {
                                    if (!stopped)
                                        qCWarning(log::dataplane, "k%u: its connection was not taken away: %s", sid,
                                                  stopped.error().message.c_str());
                                });
    answer(m_loggedOut, fail(ErrorCode::TransportFailed, "the connection ended before the target answered the logout"));
}

void KernelSession::watchReplacement()
{
    if (m_record.timeouts.replacement.count() >= 0)
        m_replacement.start(m_record.timeouts.replacement + kReplacementSlack);
}

void KernelSession::handleConnectionError(ConnectionFault fault)
{
    m_digestErrors += fault == ConnectionFault::HeaderDigest || fault == ConnectionFault::DataDigest;
    m_timeouts += fault == ConnectionFault::PingTimedOut || fault == ConnectionFault::SessionReset;
    if (fault == ConnectionFault::HostGone && !isEnding())
        return emit gone({ErrorCode::TransportFailed, std::string(textOf(fault)), 0, 0});
    if (!m_connected || isEnding())
        return;
    suspend();
    emit connectionLost({ErrorCode::TransportFailed, std::string(textOf(fault)), 0, 0});
}

void KernelSession::handleState(bool connected)
{
    if (!m_connected || connected || isEnding())
        return;
    suspend();
    emit connectionLost({ErrorCode::TransportFailed, "the kernel lost the connection", 0, 0});
}

void KernelSession::prepareReattach(DataPlane::CommandNumber done)
{
    m_connected = false;
    m_socket.reset();
    m_world.link->run<Result<std::uint32_t>>(
        [sid = sid(), initial = m_record.initialCmdSn](IscsiNetlink &netlink) -> Result<std::uint32_t> {
            if (auto stopped = stopSession(netlink, sid); !stopped)
                return fail(stopped.error());
            return nextCmdSn(netlink, sid, initial);
        },
        [done = std::move(done)](const Result<std::uint32_t> &number) {
            if (number)
                done(std::optional(*number));
            else
                done(fail(number.error()));
        });
}

void KernelSession::reattach(LoggedInConnection connection, QByteArray description, Done done)
{
    m_record.description = std::move(description);
    saveRecord();
    auto socket = std::make_shared<UniqueFd>(std::move(connection.socket));
    const SessionSetup setup{std::move(connection.names), connection.parameters, connection.numbers, m_record.timeouts};
    const QPointer<KernelSession> self(this);
    m_world.link->run<Result<>>(
        [sid = sid(), socket, setup](IscsiNetlink &netlink) {
            return restartSession(netlink, sid, socket->get(), setup);
        },
        [self, socket, done = std::move(done)](const Result<> &started) {
            if (!self || self->isEnding())
                return done(fail(ErrorCode::Cancelled, "the session is being ended"));
            if (started) {
                self->m_socket = std::move(*socket);
                self->m_connected = true;
                self->m_replacement.stop();
                self->m_rescanAgain = true;
                self->m_lookSoon.start(0);
            }
            done(started);
        });
}

// --- the end ---

void KernelSession::removeDevices(Done done)
{
    answer(m_unbound, fail(ErrorCode::Cancelled, "asked again"));
    m_unbound = std::move(done);
    const QPointer<KernelSession> self(this);
    m_world.link->run<Result<>>(
        [sid = sid()](IscsiNetlink &netlink) -> Result<> {
            const auto begun = netlink.call(ofSession(EventType::UnbindSession, netlink.transport(), sid));
            return begun ? Result<>() : fail(begun.error());
        },
        [self](const Result<> &begun) {
            if (self && !begun)
                self->answer(self->m_unbound, begun);
        });
}

void KernelSession::handleUnbound() { answer(m_unbound, {}); }

void KernelSession::logout(Done done)
{
    if (!m_connected) {
        QTimer::singleShot(0, this, [done = std::move(done)] {
            done(fail(ErrorCode::TransportFailed, "there is no connection to log out of"));
        });
        return;
    }
    answer(m_loggedOut, fail(ErrorCode::Cancelled, "asked again"));
    m_loggedOut = std::move(done);
    protocol::pdu::LogoutRequest request; // task tag and CmdSN are the kernel's
    request.immediate = true;
    request.reason = protocol::pdu::LogoutReason::CloseSession;
    protocol::Bhs header{};
    request.encode(header);
    send(header, [this](const Result<> &sent) {
        if (!sent)
            answer(m_loggedOut, sent);
    });
}

/// \param done  only while this lives
void KernelSession::send(protocol::Bhs header, Done done)
{
    const QPointer<KernelSession> self(this);
    m_world.link->run<Result<>>(
        [sid = sid(), header, tree = m_world.tree](IscsiNetlink &netlink) mutable -> Result<> {
            protocol::store<28, 4>(header, tree.expStatSn(sid)); // ExpStatSN, in every request
            const auto sent = netlink.call(sendPdu(netlink.transport(), sid, header));
            return sent ? Result<>() : fail(sent.error());
        },
        [self, done = std::move(done)](const Result<> &sent) {
            if (self)
                done(sent);
        });
}

void KernelSession::destroy(Done done)
{
    m_connected = false;
    m_socket.reset();
    m_destroyed = std::move(done);
    m_destroyLimit.start(kDestroyLimit);
    const QPointer<KernelSession> self(this);
    m_world.link->run<Result<>>([sid = sid()](IscsiNetlink &netlink) { return destroySession(netlink, sid); },
                                [self](const Result<> &begun) {
                                    if (self && !begun)
                                        self->answer(self->m_destroyed, begun);
                                });
}

void KernelSession::handleDestroyed()
{
    m_world.records.remove(sid());
    if (isEnding())
        answer(m_destroyed, {});
    else
        emit gone({ErrorCode::TransportFailed, "another program ended the session", 0, 0});
}

void KernelSession::answer(Done &waiting, Result<> result)
{
    if (const auto done = std::exchange(waiting, nullptr))
        done(std::move(result));
}

// --- what the target says ---

void KernelSession::handlePdu(std::span<const std::byte> pdu)
{
    if (pdu.size() < protocol::kBhsSize) {
        qCWarning(log::dataplane, "k%u: the kernel handed over a PDU of %zu bytes", sid(), pdu.size());
        return;
    }
    const auto header = pdu.first<protocol::kBhsSize>();
    switch (protocol::opcodeOf(header)) {
    case protocol::Opcode::LogoutResponse: {
        const auto response = protocol::pdu::LogoutResponse::parse(header);
        if (response && response->response != protocol::pdu::LogoutOutcome::Closed)
            return answer(m_loggedOut, fail(ErrorCode::LoginRejected, "the target refused the logout, response " +
                                                                          std::to_string(int(response->response))));
        return answer(m_loggedOut, response ? Result<>() : fail(response.error()));
    }
    case protocol::Opcode::AsyncMessage: {
        ++m_asyncMessages;
        const auto message = protocol::pdu::AsyncMessage::parse(header);
        if (message)
            emit controlReceived({std::uint8_t(message->event), message->vendorCode, message->parameter1,
                                  message->parameter2, message->parameter3});
        else
            qCWarning(log::dataplane, "k%u: %s", sid(), message.error().message.c_str());
        return;
    }
    default: // answers to a Text Request and to pings of ours say nothing that is needed
        return;
    }
}

void KernelSession::renegotiate()
{
    protocol::pdu::TextRequest request;
    request.immediate = true;
    protocol::Bhs header{};
    request.encode(header);
    send(header, [sid = sid()](const Result<> &sent) {
        if (!sent)
            qCInfo(log::dataplane, "k%u: no negotiation: %s", sid, sent.error().message.c_str());
    });
}

void KernelSession::setTimeouts(Timeouts timeouts)
{
    m_record.timeouts = timeouts;
    saveRecord();
    m_world.link->run<Result<>>(
        [sid = sid(), timeouts](IscsiNetlink &netlink) { return applyTimeouts(netlink, sid, timeouts); },
        [sid = sid()](const Result<> &set) {
            if (!set)
                qCWarning(log::dataplane, "k%u: its times stay: %s", sid, set.error().message.c_str());
        });
    runInBackground<bool>(
        this,
        [disks = m_world.disks, sid = sid(), timeouts] {
            disks.setCommandTimeout(sid, timeouts.command);
            return true;
        },
        [](bool) {});
}

/// Only a daemon that comes later would miss it.
void KernelSession::saveRecord()
{
    if (auto saved = m_world.records.write(m_record); !saved)
        qCWarning(log::dataplane, "k%u: %s", sid(), saved.error().message.c_str());
}

// --- disks ---

void KernelSession::rescan(Done done)
{
    m_rescansWaiting.push_back(std::move(done));
    look(Look::Rescan);
}

void KernelSession::handleUnitAttention()
{
    m_rescanAgain = true;
    m_lookSoon.start(kLookDelay);
}

void KernelSession::handleDisksChanged()
{
    if (!m_lookSoon.isActive() || m_lookSoon.remainingTimeAsDuration() > kLookDelay)
        m_lookSoon.start(kLookDelay);
}

/// One at a time: what is asked meanwhile is done afterwards.
void KernelSession::look(Look look)
{
    if (isEnding())
        return;
    if (m_looking) {
        m_rescanAgain = m_rescanAgain || look != Look::List;
        m_listAgain = true;
        return;
    }
    m_looking = look;
    if (look != Look::List)
        m_rescansInWork = std::exchange(m_rescansWaiting, {});
    runInBackground<Result<DiskList>>(
        this,
        [look, disks = m_world.disks, sid = sid(), timeout = m_record.timeouts.command,
         problems = m_problems]() -> Result<DiskList> {
            switch (look) {
            case Look::Scan:
                return disks.scan(sid, timeout);
            case Look::Rescan:
                return disks.rescan(sid, timeout, problems);
            case Look::List:
                break;
            }
            return DiskList{disks.list(sid, problems), problems};
        },
        [this, look](Result<DiskList> found) { looked(look, std::move(found)); });
}

void KernelSession::looked(Look look, Result<DiskList> found)
{
    m_looking.reset();
    if (found) {
        m_problems = std::move(found->problems);
        setDevices(std::move(found->devices));
    } else {
        qCWarning(log::dataplane, "k%u: %s", sid(), found.error().message.c_str());
        if (!m_known)
            setDevices({});
    }
    if (look != Look::List) {
        for (const Done &done : std::exchange(m_rescansInWork, {}))
            done(found ? Result<>() : fail(found.error()));
    }
    if (std::exchange(m_listAgain, false))
        m_lookSoon.start(0);
}

void KernelSession::setDevices(std::vector<Device> devices)
{
    const bool first = !std::exchange(m_known, true);
    if (!first && devices == m_devices)
        return;
    m_devices = std::move(devices);
    m_counters.setDisks(m_world.tree, m_devices);
    emit devicesChanged(m_devices);
}

Counters KernelSession::counters() const
{
    Counters counters = m_counters.sum();
    counters.digestErrors = m_digestErrors;
    counters.timeouts = m_timeouts;
    counters.asyncMessages = m_asyncMessages;
    counters.r2ts = m_stats.r2ts;
    counters.bytesSent = m_stats.bytesSent;
    counters.bytesReceived = m_stats.bytesReceived;
    tcp_info info{};
    socklen_t size = sizeof info;
    if (m_socket && ::getsockopt(m_socket.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
        counters.roundTripUs = info.tcpi_rtt;
    return counters;
}

} // namespace portolan::dataplane::kernel
