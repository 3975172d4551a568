// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/message_framer.h"

#include <algorithm>
#include <utility>

namespace portolan::protocol::isns {

namespace {

auto violation(std::string what) { return fail(ErrorCode::IsnsViolation, "the iSNS server " + std::move(what)); }

std::span<const std::byte> takeFront(std::span<const std::byte> &bytes, std::size_t most)
{
    const auto taken = bytes.first(std::min(bytes.size(), most));
    bytes = bytes.subspan(taken.size());
    return taken;
}

} // namespace

Result<std::optional<Message>> MessageFramer::append(std::span<const std::byte> &bytes)
{
    for (;;) {
        if (!m_pdu) {
            const auto head = takeFront(bytes, kHeaderSize - m_headSize);
            std::ranges::copy(head, m_head.begin() + std::ptrdiff_t(m_headSize));
            m_headSize += head.size();
            if (m_headSize < kHeaderSize)
                return std::optional<Message>();
            if (auto begun = beginPdu(); !begun)
                return fail(std::move(begun).error());
        }
        const auto part = takeFront(bytes, m_missing);
        m_payload.insert(m_payload.end(), part.begin(), part.end());
        m_missing -= part.size();
        if (m_missing > 0)
            return std::optional<Message>();
        const Header header = *std::exchange(m_pdu, std::nullopt);
        m_headSize = 0;
        if ((header.flags & LastPdu) != 0) {
            m_earlier.reset();
            return std::optional(Message{header.function, header.transaction, std::exchange(m_payload, {})});
        }
        m_earlier = header;
    }
}

Result<> MessageFramer::beginPdu()
{
    const auto header = Header::parse(m_head);
    if (!header)
        return fail(header.error());
    if ((header->flags & Signed) != 0)
        return violation("signs its messages, which Portolan cannot check");
    if (auto order = checkOrder(*header); !order)
        return order;
    if (m_payload.size() + header->length > m_maxPayload)
        return violation("sent a message of more than " + std::to_string(m_maxPayload) + " bytes");
    m_pdu = *header;
    m_missing = header->length;
    return {};
}

Result<> MessageFramer::checkOrder(const Header &header) const
{
    const bool first = (header.flags & FirstPdu) != 0;
    if (!m_earlier) {
        if (!first || header.sequence != 0)
            return violation("began a message in its middle");
        return {};
    }
    if (first || header.function != m_earlier->function || header.transaction != m_earlier->transaction)
        return violation("began a message before the one before it had ended");
    if (header.sequence != std::uint32_t(m_earlier->sequence) + 1)
        return violation("sent the parts of a message in a wrong order");
    return {};
}

} // namespace portolan::protocol::isns
