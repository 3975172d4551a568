// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace portolan::protocol::scsi {

/// SPC-4 §4.5.6.
enum class SenseKey : std::uint8_t {
    NoSense = 0x0,
    RecoveredError = 0x1,
    NotReady = 0x2,
    MediumError = 0x3,
    HardwareError = 0x4,
    IllegalRequest = 0x5,
    UnitAttention = 0x6,
    DataProtect = 0x7,
    BlankCheck = 0x8,
    VendorSpecific = 0x9,
    CopyAborted = 0xa,
    AbortedCommand = 0xb,
    VolumeOverflow = 0xd,
    Miscompare = 0xe,
    Completed = 0xf,
};

[[nodiscard]] std::string_view nameOf(SenseKey key);

/// Sense data, SPC-4 §4.5, fixed (70h, 71h) and descriptor format (72h, 73h).
struct Sense {
    SenseKey key = SenseKey::NoSense;
    std::uint8_t asc = 0, ascq = 0; ///< 0 when the data ends before them
    bool deferred = false;          ///< About an earlier command, not this one

    [[nodiscard]] constexpr std::uint16_t code() const { return std::uint16_t(asc << 8 | ascq); }

    /// No allocation: it stands in the way of every command that did not end well.
    /// \return nothing for an unknown format, or data that ends before the sense key
    static std::optional<Sense> parse(std::span<const std::byte> data);
    friend bool operator==(const Sense &, const Sense &) = default;
};

} // namespace portolan::protocol::scsi
