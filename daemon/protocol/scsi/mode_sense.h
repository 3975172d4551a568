// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace portolan::protocol::scsi {

/// What MODE SENSE tells about a disk, SPC-4 §7.5 and SBC-3 §6.5.
struct ModeSense {
    static constexpr std::uint8_t kCachingPage = 0x08;
    static constexpr std::uint8_t kAllPages = 0x3f;

    struct Caching {
        bool writeBack = false;         ///< WCE: a write that was answered may be lost without a flush.
        bool readCacheDisabled = false; ///< RCD
    };

    bool writeProtected = false;      ///< WP
    bool forceUnitAccess = false;     ///< DPOFUA: FUA is honoured.
    std::optional<Caching> caching{}; ///< The caching page, if it was there.

    /// \return ProtocolViolation for data that ends inside the header or inside a page's header
    static Result<ModeSense> parse6(std::span<const std::byte> data);
    static Result<ModeSense> parse10(std::span<const std::byte> data);
};

} // namespace portolan::protocol::scsi
