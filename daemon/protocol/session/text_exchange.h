// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/text.h"
#include "daemon/protocol/session/control_tags.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portolan::protocol {

/// A Text negotiation in Full Feature Phase in which we have nothing to say, RFC 7143 §6.4. The one thing the target
/// may declare in it that concerns us is its MaxRecvDataSegmentLength.
class TextExchange {
public:
    static constexpr std::size_t kMaxText = 8192;
    static constexpr int kMaxRounds = 16;

    TextExchange() { m_text.reserve(kMaxText); }

    void start(Instant deadline);
    void stop() { m_stage = Stage::Idle; }
    [[nodiscard]] bool isReady() const { return m_stage == Stage::Ready; }
    [[nodiscard]] bool awaits(std::uint32_t tag) const
    {
        return m_stage == Stage::Sent && tag == m_request.initiatorTaskTag;
    }
    [[nodiscard]] std::optional<Instant> deadline() const
    {
        return m_stage == Stage::Idle ? std::nullopt : std::optional(m_deadline);
    }

    /// The request to send now; the caller adds the numbers.
    [[nodiscard]] pdu::TextRequest take()
    {
        m_stage = Stage::Sent;
        return m_request;
    }
    /// \return what the target declared as its MaxRecvDataSegmentLength, once the negotiation ended with one;
    ///         ProtocolViolation for endless text or a value out of range
    Result<std::optional<std::uint32_t>> handle(const pdu::TextResponse &response, std::span<const std::byte> text);

private:
    enum class Stage : std::uint8_t { Idle, Ready, Sent };

    Stage m_stage = Stage::Idle;
    pdu::TextRequest m_request;
    std::string m_text;
    Instant m_deadline{};
    std::uint32_t m_sequence = 0;
    int m_rounds = 0;
};

} // namespace portolan::protocol
