// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// RFC 7143 §11.18. Data segment: ping data.
struct NopOut {
    bool immediate = false;                         ///< Always set when initiatorTaskTag is reserved, §11.18.1.
    std::uint32_t dataSegmentLength = 0;            ///< Bytes, §11.2.1.6
    Lun lun{};                                      ///< Copied from the NOP-In, §11.18.3
    std::uint32_t initiatorTaskTag = kReservedTag;  ///< Reserved: no answer wanted, §11.18.1
    std::uint32_t targetTransferTag = kReservedTag; ///< Copied from the NOP-In, §11.18.2
    std::uint32_t cmdSn = 0;
    std::uint32_t expStatSn = 0;

    /// \return ProtocolViolation also for a reserved task tag without the immediate bit
    static Result<NopOut> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const NopOut &, const NopOut &) = default;
};

/// RFC 7143 §11.19. Data segment: the echo of the ping.
struct NopIn {
    std::uint32_t dataSegmentLength = 0;
    Lun lun{};                                      ///< Valid with targetTransferTag.
    std::uint32_t initiatorTaskTag = kReservedTag;  ///< Of the NOP-Out that is answered.
    std::uint32_t targetTransferTag = kReservedTag; ///< Reserved: no answer wanted, §11.19.1
    std::uint32_t statSn = 0;                       ///< Not consumed when initiatorTaskTag is reserved, §11.19.2
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;

    /// \return ProtocolViolation also when both tags are valid (§7.7), or for a ping that carries data
    static Result<NopIn> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const NopIn &, const NopIn &) = default;
};

} // namespace portolan::protocol::pdu
