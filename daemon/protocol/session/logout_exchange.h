// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/session/control_tags.h"

#include <cstdint>
#include <optional>

namespace portolan::protocol {

/// A Logout that one connection carries, RFC 7143 §11.14: of the session, of the connection itself, or of another one
/// that failed.
class LogoutExchange {
public:
    enum class Subject : std::uint8_t { Session, Itself, FailedOne };

    /// \param sendAt  not before; Ready can be made earlier
    void start(Subject subject, std::uint16_t cid, Instant deadline, std::optional<Instant> sendAt = std::nullopt)
    {
        m_stage = sendAt ? Stage::Delayed : Stage::Ready;
        m_subject = subject;
        m_cid = cid;
        m_deadline = deadline;
        m_sendAt = sendAt.value_or(Instant{});
        ++m_sequence;
    }
    void stop() { m_stage = Stage::Idle; }

    [[nodiscard]] bool isActive() const { return m_stage != Stage::Idle; }
    [[nodiscard]] bool isReady() const { return m_stage == Stage::Ready; }
    [[nodiscard]] bool isDelayed() const { return m_stage == Stage::Delayed; }
    [[nodiscard]] bool isSent() const { return m_stage == Stage::Sent; }
    [[nodiscard]] std::uint16_t cid() const { return m_cid; }
    [[nodiscard]] std::uint32_t tag() const // a connection may have one of a failed one and another at the same time
    {
        return controlTag(ControlKind::Logout, m_sequence << 1U | std::uint32_t(m_subject == Subject::FailedOne));
    }
    [[nodiscard]] bool awaits(std::uint32_t tag) const { return isSent() && tag == this->tag(); }
    [[nodiscard]] Instant deadline() const { return m_deadline; }
    [[nodiscard]] Instant sendAt() const { return m_sendAt; }

    void delay(Instant until)
    {
        m_stage = Stage::Delayed;
        m_sendAt = until;
    }
    void makeReady() { m_stage = Stage::Ready; }

    /// The request to send now; the caller adds the numbers.
    [[nodiscard]] pdu::LogoutRequest take()
    {
        m_stage = Stage::Sent;
        pdu::LogoutRequest request;
        request.immediate = true;
        request.reason =
            m_subject == Subject::Session ? pdu::LogoutReason::CloseSession : pdu::LogoutReason::CloseConnection;
        request.cid = m_subject == Subject::Session ? std::uint16_t(0) : m_cid;
        request.initiatorTaskTag = tag();
        return request;
    }

private:
    enum class Stage : std::uint8_t { Idle, Delayed, Ready, Sent };

    Stage m_stage = Stage::Idle;
    Subject m_subject = Subject::Session;
    std::uint16_t m_cid = 0;
    std::uint32_t m_sequence = 0;
    Instant m_deadline{}, m_sendAt{};
};

} // namespace portolan::protocol
