// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace portolan::protocol::pdu {

/// The Additional Header Segments of a SCSI Command, RFC 7143 §11.2.2. Views point into the parsed bytes.
struct AdditionalHeaders {
    /// The CDB bytes behind the 16 of the header, §11.2.2.3; empty if there are none.
    std::span<const std::byte> extendedCdb{};
    std::optional<std::uint32_t> bidirectionalReadLength{}; ///< Bytes, §11.2.2.4

    /// Bytes that encode() needs; a multiple of four, at most 1020.
    [[nodiscard]] std::size_t size() const;
    /// \param out  exactly size() bytes
    void encode(std::span<std::byte> out) const;

    /// \param ahs  all of them, TotalAHSLength * 4 bytes
    /// \return ProtocolViolation for a length that leaves the segment, a reserved type, or one type twice
    static Result<AdditionalHeaders> parse(std::span<const std::byte> ahs);
};

} // namespace portolan::protocol::pdu
