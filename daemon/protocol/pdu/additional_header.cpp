// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/additional_header.h"

#include "daemon/protocol/pdu/bhs.h"

#include <algorithm>

namespace portolan::protocol::pdu {

namespace {

constexpr std::size_t kHeaderSize = 4; ///< AHSLength, AHSType and one type-specific byte
constexpr std::size_t kUncounted = 3;  ///< AHSLength does not count itself and the type, §11.2.2.2.
constexpr unsigned kTypeMask = 0x3f;   ///< §11.2.2.1
constexpr unsigned kExtendedCdb = 1;
constexpr unsigned kBidirectionalRead = 2;
constexpr std::size_t kReadLengthSize = 4;

std::uint32_t load32(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
    return value;
}

/// Length and type of one AHS; `body` does not count the type-specific byte.
void writeHead(std::span<std::byte> out, unsigned type, std::size_t body)
{
    const std::size_t length = body + 1; // the type-specific byte counts
    out[0] = std::byte(length >> 8);
    out[1] = std::byte(length);
    out[2] = std::byte(type);
}

Result<> take(AdditionalHeaders &headers, unsigned type, std::span<const std::byte> body)
{
    if (type == kExtendedCdb && headers.extendedCdb.empty() && !body.empty()) {
        headers.extendedCdb = body;
        return {};
    }
    if (type == kBidirectionalRead && !headers.bidirectionalReadLength && body.size() == kReadLengthSize) {
        headers.bidirectionalReadLength = load32(body);
        return {};
    }
    return fail(ErrorCode::ProtocolViolation,
                "an additional header segment has a reserved type, a wrong length, or is repeated");
}

} // namespace

std::size_t AdditionalHeaders::size() const
{
    std::size_t total = 0;
    if (!extendedCdb.empty())
        total += kHeaderSize + extendedCdb.size() + paddingOf(extendedCdb.size());
    if (bidirectionalReadLength)
        total += kHeaderSize + kReadLengthSize;
    return total;
}

void AdditionalHeaders::encode(std::span<std::byte> out) const
{
    std::ranges::fill(out, std::byte{0});
    if (!extendedCdb.empty()) {
        writeHead(out, kExtendedCdb, extendedCdb.size());
        std::ranges::copy(extendedCdb, out.subspan(kHeaderSize).begin());
        out = out.subspan(kHeaderSize + extendedCdb.size() + paddingOf(extendedCdb.size()));
    }
    if (bidirectionalReadLength) {
        writeHead(out, kBidirectionalRead, kReadLengthSize);
        for (std::size_t i = 0; i < kReadLengthSize; ++i)
            out[kHeaderSize + i] = std::byte(*bidirectionalReadLength >> (8 * (kReadLengthSize - 1 - i)));
    }
}

Result<AdditionalHeaders> AdditionalHeaders::parse(std::span<const std::byte> ahs)
{
    AdditionalHeaders headers;
    while (!ahs.empty()) {
        if (ahs.size() < kHeaderSize)
            return fail(ErrorCode::ProtocolViolation, "an additional header segment is cut off");
        const std::size_t length = std::to_integer<std::size_t>(ahs[0]) << 8 | std::to_integer<std::size_t>(ahs[1]);
        const std::size_t end = kUncounted + length;
        const std::size_t padded = end + paddingOf(end);
        if (length == 0 || padded > ahs.size())
            return fail(ErrorCode::ProtocolViolation, "an additional header segment has an impossible length");
        const unsigned type = std::to_integer<unsigned>(ahs[2]) & kTypeMask;
        if (auto taken = take(headers, type, ahs.first(end).subspan(kHeaderSize)); !taken)
            return fail(std::move(taken).error());
        ahs = ahs.subspan(padded);
    }
    return headers;
}

} // namespace portolan::protocol::pdu
