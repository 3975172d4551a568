// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/session_calls.h"

#include <bit>
#include <cerrno>

namespace portolan::dataplane::kernel {

namespace {

/// Commands of a session in the kernel's tables (a power of two), and those of one disk. The target's command window
/// bounds both further.
constexpr std::uint16_t kCommands = 512, kQueueDepth = 128;
/// Seconds the kernel's error handler gives an abort, a LUN reset and a target reset: what open-iscsi gives them.
constexpr int kAbortTimeout = 15, kLunResetTimeout = 30, kTargetResetTimeout = 30;

using Calls = std::vector<std::pair<Param, std::string>>;

int secondsOf(std::chrono::milliseconds time) { return int(std::chrono::ceil<std::chrono::seconds>(time).count()); }
std::string flag(bool value) { return value ? "1" : "0"; }

Calls callsFor(const Timeouts &timeouts)
{
    return {{Param::ReplacementTimeout,
             std::to_string(timeouts.replacement.count() < 0 ? -1 : secondsOf(timeouts.replacement))},
            {Param::PingInterval, std::to_string(secondsOf(timeouts.nopInterval))},
            {Param::PingTimeout, std::to_string(secondsOf(timeouts.nopTimeout))}};
}

Calls callsFor(const SessionNames &names)
{
    Calls calls{{Param::TargetName, names.targetName},
                {Param::InitiatorName, names.initiatorName},
                {Param::PersistentAddress, names.persistentPortal.host},
                {Param::PersistentPort, std::to_string(names.persistentPortal.port)},
                {Param::InterfaceName, names.interface.empty() ? "default" : names.interface}};
    if (names.portalGroupTag)
        calls.emplace_back(Param::TargetPortalGroupTag, std::to_string(*names.portalGroupTag));
    return calls;
}

Calls callsFor(const protocol::NegotiatedParameters &parameters, const protocol::SequenceNumbers &numbers)
{
    return {
        {Param::MaxRecvDataSegmentLength, std::to_string(parameters.maxRecvDataSegmentLength)},
        {Param::MaxXmitDataSegmentLength, std::to_string(parameters.maxXmitDataSegmentLength)},
        {Param::HeaderDigest, flag(parameters.headerDigest)},
        {Param::DataDigest, flag(parameters.dataDigest)},
        {Param::InitialR2T, flag(parameters.initialR2T)},
        // The kernel keeps room for a power of two of them.
        {Param::MaxOutstandingR2T, std::to_string(std::bit_ceil(parameters.maxOutstandingR2T))},
        {Param::ImmediateData, flag(parameters.immediateData)},
        // It refuses a first burst that is longer than a burst.
        {Param::FirstBurstLength, std::to_string(std::min(parameters.firstBurstLength, parameters.maxBurstLength))},
        {Param::MaxBurstLength, std::to_string(parameters.maxBurstLength)},
        {Param::DataPduInOrder, flag(parameters.dataPduInOrder)},
        {Param::DataSequenceInOrder, flag(parameters.dataSequenceInOrder)},
        {Param::ErrorRecoveryLevel, std::to_string(parameters.errorRecoveryLevel)},
        {Param::ExpStatSn, std::to_string(numbers.expStatSn)},
    };
}

/// A parameter that this kernel does not know is one that it cannot show or time; the session works without it.
Result<> set(IscsiNetlink &netlink, std::uint32_t sid, const Calls &calls, bool mustBeKnown)
{
    for (const auto &[param, value] : calls) {
        const auto reply = netlink.call(setParam(netlink.transport(), sid, param, value));
        const bool unknown = !reply && reply.error().code == ErrorCode::NotSupported;
        if (!reply && (mustBeKnown || !unknown))
            return fail(
                Error(reply.error()).within("parameter " + std::to_string(std::uint32_t(param)) + " = " + value));
    }
    return {};
}

Result<> done(const Result<Message> &reply)
{
    if (!reply)
        return fail(reply.error());
    return {};
}

/// The connection's second half of a start: it is bound, configured and set going.
Result<> run(IscsiNetlink &netlink, std::uint32_t sid, int socket, const SessionSetup &setup)
{
    if (auto bound = netlink.call(bindConnection(netlink.transport(), sid, socket)); !bound)
        return done(bound);
    if (auto named = set(netlink, sid, callsFor(setup.names), false); !named)
        return named;
    if (auto timed = set(netlink, sid, callsFor(setup.timeouts), false); !timed)
        return timed;
    const Calls errorHandling{{Param::FastAbort, "1"},
                              {Param::AbortTimeout, std::to_string(kAbortTimeout)},
                              {Param::LunResetTimeout, std::to_string(kLunResetTimeout)},
                              {Param::TargetResetTimeout, std::to_string(kTargetResetTimeout)}};
    if (auto handled = set(netlink, sid, errorHandling, false); !handled)
        return handled;
    if (auto negotiated = set(netlink, sid, callsFor(setup.parameters, setup.numbers), true); !negotiated)
        return negotiated;
    return done(netlink.call(ofConnection(EventType::StartConnection, netlink.transport(), sid)));
}

} // namespace

Result<std::uint32_t> startSession(IscsiNetlink &netlink, int socket, const SessionSetup &setup,
                                   const std::function<Result<>(std::uint32_t)> &created)
{
    const auto session = netlink.call(createSession(netlink.transport(), setup.numbers.cmdSn, kCommands, kQueueDepth));
    if (!session)
        return fail(session.error());
    const std::uint32_t sid = session->reply[0];
    Result<> result = created(sid);
    if (result)
        result = done(netlink.call(ofConnection(EventType::CreateConnection, netlink.transport(), sid)));
    if (result)
        result = run(netlink, sid, socket, setup);
    if (result)
        return sid;
    (void)destroySession(netlink, sid); // the first error is the one to be told
    return fail(result.error());
}

Result<> restartSession(IscsiNetlink &netlink, std::uint32_t sid, int socket, const SessionSetup &setup)
{
    if (auto stopped = stopSession(netlink, sid); !stopped)
        return stopped;
    auto result = run(netlink, sid, socket, setup);
    if (!result)
        (void)stopSession(netlink, sid); // the first error is the one to be told
    return result;
}

Result<> stopSession(IscsiNetlink &netlink, std::uint32_t sid)
{
    return done(netlink.call(stopConnection(netlink.transport(), sid, StopFlag::Recover)));
}

Result<std::uint32_t> nextCmdSn(IscsiNetlink &netlink, std::uint32_t sid, std::uint32_t initialCmdSn)
{
    const auto stats = connectionStats(netlink, sid);
    if (!stats)
        return fail(stats.error());
    return initialCmdSn + stats->commands; // every other PDU of the kernel is immediate, and CmdSN wraps, §4.2.2.1
}

Result<> applyTimeouts(IscsiNetlink &netlink, std::uint32_t sid, const Timeouts &timeouts)
{
    return set(netlink, sid, callsFor(timeouts), false);
}

Result<> destroySession(IscsiNetlink &netlink, std::uint32_t sid)
{
    // Either may be missing in a session that was only half made.
    (void)netlink.call(stopConnection(netlink.transport(), sid, StopFlag::Terminate));
    (void)netlink.call(ofConnection(EventType::DestroyConnection, netlink.transport(), sid));
    return done(netlink.call(ofSession(EventType::DestroySessionAsync, netlink.transport(), sid)));
}

Result<ConnectionStats> connectionStats(IscsiNetlink &netlink, std::uint32_t sid)
{
    const auto reply = netlink.call(ofConnection(EventType::GetStats, netlink.transport(), sid));
    if (!reply)
        return fail(reply.error());
    return ConnectionStats::parse(reply->payload);
}

} // namespace portolan::dataplane::kernel
