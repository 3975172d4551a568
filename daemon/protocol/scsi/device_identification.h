// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace portolan::protocol::scsi {

/// One designation descriptor, SPC-4 §7.8.6.1.
struct Designator {
    enum class Association : std::uint8_t { LogicalUnit = 0, TargetPort = 1, TargetDevice = 2 };
    enum class Type : std::uint8_t { Vendor = 0, T10Vendor = 1, Eui64 = 2, Naa = 3, RelativePort = 4, ScsiName = 8 };

    Association association = Association::LogicalUnit;
    Type type = Type::Vendor; ///< Other values stay what they are.
    std::vector<std::byte> value;

    /// "naa.600...", "eui.002...", "t10.VENDOR  PRODUCT", or the SCSI name itself; empty for types that name nothing.
    [[nodiscard]] std::string text() const;
};

/// VPD page 83h.
struct DeviceIdentification {
    static constexpr std::uint8_t kPage = 0x83;
    std::vector<Designator> designators;

    /// The world-wide name of the logical unit: the strongest designator, in the order Linux uses for its `wwid`
    /// attribute (SCSI name, NAA 6, EUI-64 of 16 and 12 bytes, NAA 5, NAA 2, EUI-64 of 8, T10, NAA 3). Empty if none.
    [[nodiscard]] std::string worldWideName() const;

    /// \return ProtocolViolation for a descriptor that reaches behind the page
    static Result<DeviceIdentification> parse(std::span<const std::byte> data);
};

} // namespace portolan::protocol::scsi
