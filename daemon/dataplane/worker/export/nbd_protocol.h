// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

/// The transmission phase of NBD with simple replies, as its proto.md describes it: all numbers big-endian.
namespace portolan::dataplane::worker::nbd {

inline constexpr std::size_t kRequestSize = 28, kReplySize = 16;

enum class Command : std::uint16_t { Read = 0, Write = 1, Disconnect = 2, Flush = 3, Trim = 4, WriteZeroes = 6 };

inline constexpr std::uint16_t kForceUnitAccess = 1U << 0; ///< Durable when it is answered.
inline constexpr std::uint16_t kNoHole = 1U << 1;          ///< WriteZeroes: the blocks stay allocated.

struct Request {
    std::uint16_t flags = 0;
    std::uint16_t command = 0;            ///< A Command, or a number that is none.
    std::array<std::byte, 8> cookie{};    ///< Comes back in the reply, as it is.
    std::uint64_t offset = 0, length = 0; ///< Bytes
    [[nodiscard]] bool is(Command which) const { return command == std::uint16_t(which); }

    /// \return nothing if this is no request
    [[nodiscard]] static std::optional<Request> parse(std::span<const std::byte, kRequestSize> bytes);
};

/// \param error  errno, 0 = success
void writeReply(std::span<std::byte, kReplySize> to, const std::array<std::byte, 8> &cookie, int error);

} // namespace portolan::dataplane::worker::nbd
