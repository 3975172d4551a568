// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Messages of the kernel's NETLINK_ISCSI interface: a netlink header, struct iscsi_uevent (56 bytes in host order:
/// type, error, transport, six words of the request, four of the reply), and what follows it.
///
/// Of our own because the usual netlink libraries take message types below 16 for control messages, and the kernel's
/// own events come with type 0.
namespace portolan::dataplane::kernel {

/// ISCSI_UEVENT_* (ours) and ISCSI_KEVENT_* (the kernel's).
enum class EventType : std::uint32_t {
    CreateSession = 11,
    CreateConnection = 13,
    DestroyConnection = 14,
    BindConnection = 15,
    SetParam = 16,
    StartConnection = 17,
    StopConnection = 18,
    SendPdu = 19,
    GetStats = 20,
    UnbindSession = 27,
    DestroySessionAsync = 43, ///< Linux 5.6
    PduReceived = 101,
    ConnectionError = 102,
    InterfaceError = 103,
    SessionDestroyed = 104,
    SessionUnbound = 105,
    SessionCreated = 106,
};

/// ISCSI_PARAM_*: what SET_PARAM takes. The two secrets are left out on purpose.
enum class Param : std::uint32_t {
    MaxRecvDataSegmentLength = 0,
    MaxXmitDataSegmentLength = 1,
    HeaderDigest = 2,
    DataDigest = 3,
    InitialR2T = 4,
    MaxOutstandingR2T = 5,
    ImmediateData = 6,
    FirstBurstLength = 7,
    MaxBurstLength = 8,
    DataPduInOrder = 9,
    DataSequenceInOrder = 10,
    ErrorRecoveryLevel = 11,
    ExpStatSn = 14,
    TargetName = 15,
    TargetPortalGroupTag = 16,
    PersistentAddress = 17,
    PersistentPort = 18,
    ReplacementTimeout = 19, ///< Seconds; below 0 = for ever.
    FastAbort = 26,
    AbortTimeout = 27,
    LunResetTimeout = 28,
    PingTimeout = 30,  ///< Seconds until an unanswered NOP-Out breaks the connection.
    PingInterval = 31, ///< Seconds without traffic until a NOP-Out is sent.
    InterfaceName = 32,
    InitiatorName = 34,
    TargetResetTimeout = 35,
};

enum class StopFlag : std::uint32_t { Terminate = 1, Recover = 3 };

/// ISCSI_ERR_* of ConnectionError that we tell apart.
enum class ConnectionFault : std::uint32_t {
    HeaderDigest = 1014,
    DataDigest = 1015,
    HostGone = 1018, ///< The SCSI host is being removed: nothing to reconnect.
    SessionReset = 1021,
    PingTimedOut = 1022,
};
/// A sentence for an administrator.
[[nodiscard]] std::string_view textOf(ConnectionFault fault);

/// A message from the kernel. Words that a type does not use are whatever the kernel left there.
struct Message {
    EventType type{}; ///< Other values stay what they are.
    int error = 0;    ///< Negative errno with InterfaceError.
    std::array<std::uint32_t, 6> request{};
    std::array<std::uint32_t, 4> reply{};
    std::vector<std::byte> payload;

    [[nodiscard]] bool isEvent() const { return type > EventType::InterfaceError || isFromTheTarget(); }
    [[nodiscard]] bool isFromTheTarget() const
    {
        return type == EventType::PduReceived || type == EventType::ConnectionError;
    }

    /// \return ProtocolViolation if lengths do not fit
    static Result<Message> parse(std::span<const std::byte> datagram);
};

/// A message to the kernel, complete with its netlink header.
using Request = std::vector<std::byte>;

[[nodiscard]] EventType typeOf(const Request &request);
[[nodiscard]] Request createSession(std::uint64_t transport, std::uint32_t initialCmdSn, std::uint16_t commands,
                                    std::uint16_t queueDepth);
/// For the types whose only argument is a session.
[[nodiscard]] Request ofSession(EventType type, std::uint64_t transport, std::uint32_t sid);
/// For the types whose only arguments are a session and its connection 0.
[[nodiscard]] Request ofConnection(EventType type, std::uint64_t transport, std::uint32_t sid);
/// \param socket  a file descriptor of the calling process
[[nodiscard]] Request bindConnection(std::uint64_t transport, std::uint32_t sid, int socket);
[[nodiscard]] Request stopConnection(std::uint64_t transport, std::uint32_t sid, StopFlag flag);
[[nodiscard]] Request setParam(std::uint64_t transport, std::uint32_t sid, Param param, std::string_view value);
[[nodiscard]] Request sendPdu(std::uint64_t transport, std::uint32_t sid, std::span<const std::byte> header);

/// struct iscsi_stats, as far as iscsi_tcp fills it. Since the connection was created.
struct ConnectionStats {
    std::uint64_t bytesSent = 0, bytesReceived = 0; ///< Data of SCSI commands.
    std::uint32_t commands = 0;                     ///< SCSI Command PDUs: how far CmdSN went.
    std::uint32_t r2ts = 0;

    /// \param payload  of a GetStats reply; ProtocolViolation if it is too short
    static Result<ConnectionStats> parse(std::span<const std::byte> payload);
};

} // namespace portolan::dataplane::kernel
