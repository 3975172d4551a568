// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// §11.16.1. Other values are never accepted.
enum class SnackType : std::uint8_t { DataOrR2t = 0, Status = 1, DataAck = 2, RData = 3 };

/// SNACK Request, RFC 7143 §11.16. No data segment, no CmdSN.
struct SnackRequest {
    SnackType type = SnackType::Status;
    Lun lun{};                                      ///< DataAck: copied from the Data-In
    std::uint32_t initiatorTaskTag = kReservedTag;  ///< Of the command for DataOrR2t and RData
    std::uint32_t targetTransferTag = kReservedTag; ///< DataAck: of the Data-In. RData: the SNACK Tag, §11.16.5
    std::uint32_t expStatSn = 0;
    std::uint32_t begRun = 0;    ///< §11.16.6
    std::uint32_t runLength = 0; ///< §11.16.7; 0 = to the end

    static Result<SnackRequest> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const SnackRequest &, const SnackRequest &) = default;
};

} // namespace portolan::protocol::pdu
