// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <span>

namespace portolan::protocol::pdu {

/// The data segment of a SCSI Response (RFC 7143 §11.4.7) or Async Message (§11.9.4): two bytes SenseLength, the sense,
/// then response or event data. Points into the segment it was parsed from.
struct SenseView {
    std::span<const std::byte> sense;
    std::span<const std::byte> rest; ///< Response data, §11.4.7.2, or event data.

    /// \param data  the data segment without padding; empty gives an empty view
    /// \return ProtocolViolation when SenseLength points behind the segment, or the segment is a single byte
    static Result<SenseView> parse(std::span<const std::byte> data);
};

} // namespace portolan::protocol::pdu
