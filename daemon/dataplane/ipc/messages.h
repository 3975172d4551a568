// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/queue_limits.h"
#include "daemon/protocol/login/negotiated_parameters.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

/// What the daemon and a worker of the user-space data plane say to each other: one message per packet of a
/// SOCK_SEQPACKET socket. Neither side trusts the other: the worker speaks to a network, the daemon may be older or
/// newer.
namespace portolan::dataplane::ipc {

/// Both sides must have the same; a worker of another version is left alone by the daemon. What an older worker cannot
/// tell is therefore no new version, but stands behind everything else, where it may be missing (QueueLimits).
inline constexpr std::uint16_t kVersion = 3;
/// Below the kernel's default for a socket buffer (212,992 bytes), so that no message depends on a setting.
inline constexpr std::size_t kMaxMessage = 192 * 1024;
inline constexpr std::size_t kMaxDescription = 64 * 1024;
inline constexpr std::size_t kMaxDevices = 256;
inline constexpr std::size_t kMaxConnections = 8;
inline constexpr std::size_t kMaxErrorText = 1024; ///< Longer ones are cut when they are written.

/// Mirrors dataplane::Timeouts, which is not seen here because it stands in a Qt header.
struct Timeouts {
    std::chrono::milliseconds nopInterval{5'000}, nopTimeout{5'000}, command{30'000};
    std::chrono::milliseconds replacement{120'000}; ///< < 0: for ever.
    friend bool operator==(const Timeouts &, const Timeouts &) = default;
};

/// Mirrors dataplane::Device. Text is cut to the length in brackets when it is written and refused above it when read.
struct DeviceInfo {
    std::uint64_t lun = 0;
    bool exported = false; ///< A file of that name exists.
    std::string fileName;  ///< [32] Relative to the mount point; no slash.
    std::string vendor;    ///< [16]
    std::string model;     ///< [32]
    std::string revision;  ///< [16]
    std::string serial;    ///< [64]
    std::string wwid;      ///< [128]
    std::uint64_t sizeBytes = 0;
    std::uint32_t blockSize = 512;
    bool readOnly = false, thin = false;
    std::string problem; ///< [96]
    std::optional<bool> solidState{}, writeCache{}, discard{};
    bool forceUnitAccess = false;        ///< A single write can be made durable.
    std::uint32_t physicalBlockSize = 0; ///< 0 = not reported
    std::string blockDevice{};           ///< [32] As of Serve; empty: none, or the kernel has given it up.
    QueueLimits limits{};
    friend bool operator==(const DeviceInfo &, const DeviceInfo &) = default;
};

// --- worker to daemon ---

/// First message on every control connection; the descriptor of the counters page comes with it.
struct Hello {
    std::uint32_t pid = 0;
    bool attached = false;  ///< Attach was done at some time.
    bool connected = false; ///< False with attached: it waits for Reattach.
    bool requestsFailed = false;
    Timeouts timeouts{};
    std::string description{};
    std::vector<DeviceInfo> devices{};
    std::vector<std::uint16_t> cids{}; ///< Of the connections that stand; at most kMaxConnections
    friend bool operator==(const Hello &, const Hello &) = default;
};

/// Instead of Hello: the worker could not start, and ends.
struct StartFailed {
    Error error{};
    friend bool operator==(const StartFailed &, const StartFailed &) = default;
};

/// Answers the request with this serial number: Attach, Reattach, AddConnection, Logout, Detach, Rescan, Serve.
struct Reply {
    std::uint32_t serial = 0;
    bool ok = true;
    Error error{}; ///< Only if not ok.
    friend bool operator==(const Reply &, const Reply &) = default;
};

struct ConnectionLost {
    Error error{};
    std::int32_t time2Wait = -1;
    friend bool operator==(const ConnectionLost &, const ConnectionLost &) = default;
};

/// One of several connections; the session goes on. ConnectionLost means all of them.
struct ConnectionDropped {
    std::uint16_t cid = 0;
    Error error{};
    std::int32_t time2Wait = -1;
    friend bool operator==(const ConnectionDropped &, const ConnectionDropped &) = default;
};

/// The complete list.
struct Devices {
    std::vector<DeviceInfo> devices{};
    friend bool operator==(const Devices &, const Devices &) = default;
};

/// RFC 7143 §11.9
struct Async {
    std::uint8_t event = 0, vendorCode = 0;
    std::uint16_t parameter1 = 0, parameter2 = 0, parameter3 = 0;
    friend bool operator==(const Async &, const Async &) = default;
};

struct RequestsFailed {
    friend bool operator==(const RequestsFailed &, const RequestsFailed &) = default;
};

// --- daemon to worker ---

/// A logged-in connection; its socket comes with the message.
struct Connection {
    protocol::NegotiatedParameters parameters{};
    protocol::SequenceNumbers numbers{};
    std::uint16_t cid = 0, tsih = 0;
    friend bool operator==(const Connection &, const Connection &) = default;
};

struct Attach {
    std::uint32_t serial = 0;
    Connection connection{};
    Timeouts timeouts{};
    std::string description{};
    friend bool operator==(const Attach &, const Attach &) = default;
};

struct Reattach {
    std::uint32_t serial = 0;
    Connection connection{};
    std::string description{};
    friend bool operator==(const Reattach &, const Reattach &) = default;
};

/// A further connection of the session.
struct AddConnection {
    std::uint32_t serial = 0;
    Connection connection{};
    friend bool operator==(const AddConnection &, const AddConnection &) = default;
};

struct Suspend {
    friend bool operator==(const Suspend &, const Suspend &) = default;
};

struct Logout {
    std::uint32_t serial = 0;
    friend bool operator==(const Logout &, const Logout &) = default;
};

struct Detach {
    std::uint32_t serial = 0;
    friend bool operator==(const Detach &, const Detach &) = default;
};

struct Renegotiate {
    friend bool operator==(const Renegotiate &, const Renegotiate &) = default;
};

struct SetTimeouts {
    Timeouts timeouts{};
    friend bool operator==(const SetTimeouts &, const SetTimeouts &) = default;
};

struct Rescan {
    std::uint32_t serial = 0;
    friend bool operator==(const Rescan &, const Rescan &) = default;
};

/// One more socket to serve a unit's NBD device on, or the /dev/ublkcN of its ublk device; it comes with the message.
struct Serve {
    std::uint32_t serial = 0;
    std::uint64_t lun = 0;     ///< As in DeviceInfo.
    std::string blockDevice{}; ///< "nbd3" or "ublkb3", which says what it is.
    friend bool operator==(const Serve &, const Serve &) = default;
};

using Message =
    std::variant<Hello, StartFailed, Reply, ConnectionLost, Devices, Async, RequestsFailed, Attach, Reattach, Suspend,
                 Logout, Detach, Renegotiate, SetTimeouts, Rescan, ConnectionDropped, AddConnection, Serve>;

/// \return InvalidArgument if a description or a list is longer than the bounds above.
[[nodiscard]] Result<std::vector<std::byte>> encode(const Message &message);

/// Reads exactly one message.
/// \return ProtocolViolation for anything that encode() would not write (too short, too long, an unknown type or
/// enumerator,
///         a list or text above its bound, a file name with a slash); NotSupported for another version.
[[nodiscard]] Result<Message> decode(std::span<const std::byte> bytes);

} // namespace portolan::dataplane::ipc
