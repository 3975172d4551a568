// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <span>
#include <vector>

namespace portolan::protocol::scsi {

/// Parameter data of REPORT LUNS, SPC-4 §6.33.
struct LunList {
    std::vector<Lun> luns; ///< As the target orders them, each once; well-known logical units left out.
    /// Bytes an allocation must have to take the whole list; larger than what arrived means: ask again.
    std::uint64_t neededAllocation = 0;

    /// \param data  what arrived, at most the allocation length
    /// \return ProtocolViolation for less than a header, or a list length that is no multiple of eight
    static Result<LunList> parse(std::span<const std::byte> data);
};

} // namespace portolan::protocol::scsi
