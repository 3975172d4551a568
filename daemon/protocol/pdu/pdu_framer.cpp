// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/pdu_framer.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

BhsView headerOf(const std::vector<std::byte> &bytes) { return BhsView(bytes.data(), kBhsSize); }

} // namespace

std::size_t PduFramer::total() const
{
    if (m_bytes.size() < kBhsSize)
        return kBhsSize;
    const BhsView bhs = headerOf(m_bytes);
    const std::size_t data = dataSegmentLengthOf(bhs);
    return kBhsSize + ahsLengthOf(bhs) + data + paddingOf(data);
}

std::size_t PduFramer::wanted() const { return total() - m_bytes.size(); }

Result<std::optional<PduFramer::Pdu>> PduFramer::append(std::span<const std::byte> bytes)
{
    if (m_failed)
        return fail(ErrorCode::ProtocolViolation, "the stream is unusable since an oversized PDU");
    if (bytes.size() > wanted())
        return fail(ErrorCode::Internal, "the framer was given more bytes than it wants");
    const bool hadHeader = m_bytes.size() >= kBhsSize;
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    if (m_bytes.size() < kBhsSize)
        return std::nullopt;
    const std::size_t length = dataSegmentLengthOf(headerOf(m_bytes));
    if (!hadHeader && length > m_maxData) { // before anything is reserved for it (PDU-09, PDU-12)
        m_failed = true;
        return fail(ErrorCode::ProtocolViolation, "the target sent a data segment of " + std::to_string(length) +
                                                      " bytes where " + std::to_string(m_maxData) + " are allowed");
    }
    if (m_bytes.size() < total())
        return std::nullopt;
    const BhsView bhs = headerOf(m_bytes);
    Pdu pdu;
    std::ranges::copy(bhs, pdu.bhs.begin());
    const auto data = std::span<const std::byte>(m_bytes).subspan(kBhsSize + ahsLengthOf(bhs), length);
    pdu.data.assign(data.begin(), data.end());
    m_bytes.clear();
    return pdu;
}

} // namespace portolan::protocol
