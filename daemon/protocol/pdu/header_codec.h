// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <string_view>

/// What the PDU structs share when they read and write a header. Private to this folder.
namespace portolan::protocol::pdu {

/// Byte 1, RFC 7143 §11.2.1: the final bit, and the bit behind it that Text and Login call C.
inline constexpr std::uint32_t kFinal = 0x80;
inline constexpr std::uint32_t kContinue = 0x40;
/// Byte 0, §11.2.1.1.
inline constexpr std::uint32_t kImmediate = 0x40;

/// Which segments besides the header a PDU may have.
enum class Segments : std::uint8_t { None, Data, DataAndAhs };

/// \return ProtocolViolation for another opcode, or for a segment that this PDU cannot have (PDU-02, PDU-11)
Result<> checkHeader(BhsView bhs, Opcode opcode, std::string_view name, Segments allowed);

/// Zeroes the header and writes bytes 0, 1 and the lengths.
void beginHeader(BhsSpan bhs, Opcode opcode, std::uint32_t flags, std::uint32_t dataSegmentLength,
                 bool immediate = false);

[[nodiscard]] constexpr std::uint64_t load64At8(BhsView bhs)
{
    return std::uint64_t(load<8, 4>(bhs)) << 32 | load<12, 4>(bhs);
}

[[nodiscard]] constexpr Lun loadLun(BhsView bhs) { return Lun{load64At8(bhs)}; }

constexpr void storeLun(BhsSpan bhs, Lun lun)
{
    store<8, 4>(bhs, std::uint32_t(lun.value >> 32));
    store<12, 4>(bhs, std::uint32_t(lun.value));
}

/// Bytes 24 to 35 of every PDU a target sends, §11.2.1.
template <typename Pdu>
constexpr void loadTargetNumbers(BhsView bhs, Pdu &pdu)
{
    pdu.statSn = load<24, 4>(bhs);
    pdu.expCmdSn = load<28, 4>(bhs);
    pdu.maxCmdSn = load<32, 4>(bhs);
}

template <typename Pdu>
constexpr void storeTargetNumbers(BhsSpan bhs, const Pdu &pdu)
{
    store<24, 4>(bhs, pdu.statSn);
    store<28, 4>(bhs, pdu.expCmdSn);
    store<32, 4>(bhs, pdu.maxCmdSn);
}

/// Bytes 24 to 31 of every command PDU.
template <typename Pdu>
constexpr void loadCommandNumbers(BhsView bhs, Pdu &pdu)
{
    pdu.cmdSn = load<24, 4>(bhs);
    pdu.expStatSn = load<28, 4>(bhs);
}

template <typename Pdu>
constexpr void storeCommandNumbers(BhsSpan bhs, const Pdu &pdu)
{
    store<24, 4>(bhs, pdu.cmdSn);
    store<28, 4>(bhs, pdu.expStatSn);
}

[[nodiscard]] constexpr bool isImmediate(BhsView bhs) { return (load<0, 1>(bhs) & kImmediate) != 0; }
[[nodiscard]] constexpr bool isSet(BhsView bhs, std::uint32_t flag) { return (load<1, 1>(bhs) & flag) != 0; }
[[nodiscard]] constexpr std::uint32_t flagIf(bool condition, std::uint32_t flag) { return condition ? flag : 0; }

} // namespace portolan::protocol::pdu
