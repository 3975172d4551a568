// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/report_luns.h"

#include "daemon/protocol/scsi/big_endian.h"
#include "daemon/protocol/scsi/lun.h"

#include <algorithm>
#include <unordered_set>

namespace portolan::protocol::scsi {

Result<LunList> LunList::parse(std::span<const std::byte> data)
{
    constexpr std::size_t kHeader = 8;
    constexpr std::size_t kEntry = 8;
    if (data.size() < kHeader)
        return fail(ErrorCode::ProtocolViolation, "REPORT LUNS answer is shorter than its header");
    const auto length = loadBig<4>(data, 0);
    if (length % kEntry != 0)
        return fail(ErrorCode::ProtocolViolation, "REPORT LUNS list length is no multiple of eight");
    const std::size_t there = std::min<std::uint64_t>(length, data.size() - kHeader) / kEntry;
    LunList list;
    list.neededAllocation = length + kHeader;
    list.luns.reserve(there);
    std::unordered_set<std::uint64_t> seen; // a unit that is listed twice must not become two devices
    for (std::size_t i = 0; i < there; ++i) {
        const Lun lun{loadBig<8>(data, kHeader + i * kEntry)};
        const auto address = addressOf(lun);
        if ((!address || !address->wellKnown) && seen.insert(lun.value).second)
            list.luns.push_back(lun);
    }
    return list;
}

} // namespace portolan::protocol::scsi
