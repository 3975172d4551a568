// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace portolan::protocol {

/// Task tags of the requests that are no SCSI commands: top bit set, kind in the upper byte. None is the reserved tag.
enum class ControlKind : std::uint8_t { TaskManagement = 0x81, Ping = 0x82, Logout = 0x83, Text = 0x84, Plug = 0x85 };

[[nodiscard]] constexpr std::uint32_t controlTag(ControlKind kind, std::uint32_t number)
{
    return std::uint32_t(kind) << 24 | (number & 0xffffff);
}

[[nodiscard]] constexpr bool isControl(std::uint32_t tag, ControlKind kind) { return tag >> 24 == std::uint32_t(kind); }

[[nodiscard]] constexpr std::uint32_t controlNumber(std::uint32_t tag) { return tag & 0xffffff; }

} // namespace portolan::protocol
