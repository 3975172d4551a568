// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/bhs.h"

#include <cstdint>
#include <optional>

namespace portolan::protocol::scsi {

/// The number Linux shows for a LUN (host:bus:target:NUMBER) and takes back: the four 16-bit levels of the wire format,
/// first level lowest. The addressing method stays in it, so a flat LUN 1 is 16385. Both directions are exact.
[[nodiscard]] std::uint64_t displayNumber(Lun lun);
[[nodiscard]] Lun lunFromDisplayNumber(std::uint64_t number);

/// SAM-5 §4.7.5: the upper two bits of the first level.
enum class LunMethod : std::uint8_t { Peripheral = 0, Flat = 1, LogicalUnit = 2, Extended = 3 };

struct LunAddress {
    LunMethod method = LunMethod::Peripheral;
    std::uint8_t bus = 0;    ///< Peripheral and LogicalUnit; 0 = this level
    std::uint8_t target = 0; ///< LogicalUnit only
    std::uint32_t unit = 0;  ///< Number of the logical unit, without the method
    bool wellKnown = false;  ///< Extended, SAM-5 §4.7.7.5.1: not a disk, e.g. REPORT LUNS itself (C1h 01h)
    bool moreLevels = false; ///< There is a lower level that is not decoded here.
};

/// \return nothing for an extended format that SAM-5 does not define
[[nodiscard]] std::optional<LunAddress> addressOf(Lun lun);

/// The shortest format for a plain number: peripheral below 256, flat below 16384, else extended flat (3 bytes).
/// \param unit  below 2^24
[[nodiscard]] std::optional<Lun> lunOfUnit(std::uint32_t unit);

} // namespace portolan::protocol::scsi
