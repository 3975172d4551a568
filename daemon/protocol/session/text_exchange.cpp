// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/text_exchange.h"

#include <charconv>

namespace portolan::protocol {

namespace {

/// The value of MaxRecvDataSegmentLength among `key=value` items that each end with a NUL, §13.12.
Result<std::optional<std::uint32_t>> declaredLength(std::string_view text)
{
    constexpr std::string_view kKey = "MaxRecvDataSegmentLength=";
    while (!text.empty()) {
        const std::string_view item = text.substr(0, text.find('\0'));
        text.remove_prefix(std::min(text.size(), item.size() + 1));
        if (!item.starts_with(kKey))
            continue;
        std::string_view digits = item.substr(kKey.size());
        const bool hex = digits.starts_with("0x") || digits.starts_with("0X");
        if (hex)
            digits.remove_prefix(2);
        std::uint32_t value = 0;
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
        if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || value < 512 || value > 0xffffff)
            return fail(ErrorCode::ProtocolViolation, "the target declared an impossible MaxRecvDataSegmentLength");
        return std::optional(value);
    }
    return std::optional<std::uint32_t>{};
}

} // namespace

void TextExchange::start(Instant deadline)
{
    m_stage = Stage::Ready;
    m_request = {};
    m_request.immediate = true;
    m_request.initiatorTaskTag = controlTag(ControlKind::Text, ++m_sequence);
    m_text.clear();
    m_deadline = deadline;
    m_rounds = 0;
}

Result<std::optional<std::uint32_t>> TextExchange::handle(const pdu::TextResponse &response,
                                                          std::span<const std::byte> text)
{
    if (m_text.size() + text.size() > kMaxText || ++m_rounds > kMaxRounds)
        return fail(ErrorCode::ProtocolViolation, "the target's text does not end");
    m_text.append(reinterpret_cast<const char *>(text.data()), text.size());
    if (response.final) {
        m_stage = Stage::Idle;
        return declaredLength(m_text);
    }
    m_request.targetTransferTag = response.targetTransferTag;
    m_request.lun = response.lun;
    m_stage = Stage::Ready;
    return std::optional<std::uint32_t>{};
}

} // namespace portolan::protocol
