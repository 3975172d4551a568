// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <array>

namespace portolan::protocol::pdu {

/// §11.3.1. The values 5 to 7 are reserved and never accepted.
enum class TaskAttribute : std::uint8_t { Untagged = 0, Simple = 1, Ordered = 2, HeadOfQueue = 3, Aca = 4 };

/// SCSI Command, RFC 7143 §11.3. Data segment: immediate data.
struct ScsiCommand {
    bool immediate = false;
    bool final = true; ///< No unsolicited Data-Out follows.
    bool read = false;
    bool write = false;
    TaskAttribute attribute = TaskAttribute::Untagged;
    std::uint8_t priority = 0;           ///< 0..15; only with iSCSIProtocolLevel=2, RFC 7144 §7.1.
    std::uint8_t totalAhsLength = 0;     ///< In 4-byte words, §11.2.1.5
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    Lun lun{};
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t expectedDataTransferLength = 0; ///< Bytes; of the write when bidirectional, §11.3.4
    std::uint32_t cmdSn = 0;
    std::uint32_t expStatSn = 0;
    std::array<std::byte, 16> cdb{}; ///< §11.3.5; longer ones continue in an AHS.

    /// \return ProtocolViolation also for a reserved attribute, a reserved task tag and flags that contradict each
    /// other or the lengths (§11.3.1, §11.3.4)
    static Result<ScsiCommand> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const ScsiCommand &, const ScsiCommand &) = default;
};

} // namespace portolan::protocol::pdu
