// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace portolan::protocol::scsi {

/// Standard INQUIRY data, SPC-4 §6.6.2.
struct Inquiry {
    static constexpr std::uint16_t kAllocation = 96;
    static constexpr std::uint8_t kDisk = 0x00;

    std::uint8_t qualifier = 0;  ///< 0: a device is there. 1: none now. 3: the target knows no such unit.
    std::uint8_t deviceType = 0; ///< 00h direct access block device, 05h CD, 01h tape, ...
    bool removable = false;
    std::uint8_t version = 0;              ///< 5 = SPC-3, 6 = SPC-4
    std::string vendor, product, revision; ///< Printable ASCII, blanks at the end removed; other bytes are '?'.

    [[nodiscard]] bool isDisk() const { return qualifier == 0 && deviceType == kDisk; }
    static Result<Inquiry> parse(std::span<const std::byte> data);
};

/// Bytes of a fixed field as text: printable ASCII, others as '?', leading and trailing blanks and NULs removed.
[[nodiscard]] std::string fieldText(std::span<const std::byte> field);

} // namespace portolan::protocol::scsi
