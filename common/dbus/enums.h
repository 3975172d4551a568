// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/// Values that travel on D-Bus as numbers; the XML beside this file says what they mean.
namespace portolan::dbus {

enum class OverallState : unsigned { Unknown = 0, Idle = 1, Ok = 2, Connecting = 3, Degraded = 4, Failed = 5 };
enum class NodeStatus : unsigned {
    Unknown = 0,
    Disconnected = 1,
    Connecting = 2,
    Connected = 3,
    ConnectionFailed = 4,
    Disconnecting = 5,
    Reconnecting = 6,
    BySystem = 7,
    Missing = 8,
};
enum class SessionState : unsigned {
    Unknown = 0,
    Free = 1,
    LoggingIn = 2,
    Online = 3,
    Reconnecting = 4,
    Stopped = 5,
    LoggingOut = 6
};
enum class AutoLogin : unsigned { Unknown = 0, Manual = 1, AtStart = 2 };
enum class AuthMode : unsigned { Unknown = 0, None = 1, Chap = 2, MutualChap = 3 };
enum class JobState : unsigned { Unknown = 0, Running = 3, Finalising = 4, Done = 5, Failed = 6, Cancelled = 7 };
enum class Severity : unsigned { Debug = 0, Info = 1, Warning = 2, Error = 3 };

/// Index into the counters of the Statistics interface.
enum class StatCounter : std::size_t {
    ReadBytes,
    WrittenBytes,
    ReadOps,
    WriteOps,
    OtherOps,
    ReadLatencyUs,
    WriteLatencyUs,
    ReadP99Us,
    WriteP99Us,
    InFlight,
    Errors,
    DigestErrors,
    Timeouts,
    Reconnects,
    R2Ts,
    AsyncMessages,
    BytesSent,
    BytesReceived,
    CommandWindow,
    RoundTripUs,
    Count,
};

} // namespace portolan::dbus
