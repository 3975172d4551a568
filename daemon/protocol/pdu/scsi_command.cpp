// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/scsi_command.h"

#include "daemon/protocol/pdu/header_codec.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kRead = 0x40;
constexpr std::uint32_t kWrite = 0x20;
constexpr std::uint32_t kAttributeMask = 0x07;
/// AHS type 2, §11.2.2.4: four bytes of header and four of length.
constexpr std::uint8_t kBidirectionalAhsWords = 2;

/// \return what contradicts what, empty if nothing does
std::string_view contradiction(const ScsiCommand &pdu)
{
    if (pdu.initiatorTaskTag == kReservedTag)
        return "SCSI Command with the reserved task tag";
    if (!pdu.write && !pdu.final)
        return "SCSI Command has neither W nor F";
    if (!pdu.read && !pdu.write && (pdu.expectedDataTransferLength != 0 || pdu.dataSegmentLength != 0))
        return "SCSI Command without R and W has a length";
    if (pdu.write && !pdu.final && pdu.expectedDataTransferLength == pdu.dataSegmentLength)
        return "SCSI Command with all of its data lacks F";
    if (pdu.read && pdu.write && pdu.totalAhsLength < kBidirectionalAhsWords)
        return "bidirectional SCSI Command without a read length";
    return {};
}

} // namespace

Result<ScsiCommand> ScsiCommand::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::ScsiCommand, "SCSI Command", Segments::DataAndAhs); !checked)
        return fail(std::move(checked).error());
    const std::uint32_t attribute = load<1, 1>(bhs) & kAttributeMask;
    if (attribute > std::uint32_t(TaskAttribute::Aca))
        return fail(ErrorCode::ProtocolViolation, "SCSI Command with a reserved task attribute");
    ScsiCommand pdu;
    pdu.immediate = isImmediate(bhs);
    pdu.final = isSet(bhs, kFinal);
    pdu.read = isSet(bhs, kRead);
    pdu.write = isSet(bhs, kWrite);
    pdu.attribute = TaskAttribute(attribute);
    pdu.priority = std::uint8_t(load<2, 1>(bhs) >> 4);
    pdu.totalAhsLength = std::uint8_t(load<4, 1>(bhs));
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.expectedDataTransferLength = load<20, 4>(bhs);
    loadCommandNumbers(bhs, pdu);
    std::ranges::copy(bhs.subspan<32, 16>(), pdu.cdb.begin());
    if (const auto problem = contradiction(pdu); !problem.empty())
        return fail(ErrorCode::ProtocolViolation, std::string(problem));
    return pdu;
}

void ScsiCommand::encode(BhsSpan bhs) const
{
    const std::uint32_t flags =
        flagIf(final, kFinal) | flagIf(read, kRead) | flagIf(write, kWrite) | std::uint32_t(attribute);
    beginHeader(bhs, Opcode::ScsiCommand, flags, dataSegmentLength, immediate);
    store<2, 1>(bhs, std::uint32_t(priority) << 4);
    store<4, 1>(bhs, totalAhsLength);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, expectedDataTransferLength);
    storeCommandNumbers(bhs, *this);
    std::memcpy(bhs.subspan<32, 16>().data(), cdb.data(), cdb.size());
}

} // namespace portolan::protocol::pdu
