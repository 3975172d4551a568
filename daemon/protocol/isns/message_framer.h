// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/isns/header.h"

#include <optional>
#include <vector>

namespace portolan::protocol::isns {

/// The payloads of all PDUs of one message, RFC 4171 §5.1.
struct Message {
    std::uint16_t function = 0;
    std::uint16_t transaction = 0;
    std::vector<std::byte> payload;
};

/// Makes messages of what a server sends.
class MessageFramer {
public:
    /// \param maxPayload  bytes of a whole message before the server is called hostile
    explicit MessageFramer(std::size_t maxPayload)
        : m_maxPayload(maxPayload)
    {}

    /// Takes bytes off the front of `bytes` up to the end of a message, or all of them.
    /// \return IsnsViolation for what cannot be iSNS; nothing more may be fed then
    Result<std::optional<Message>> append(std::span<const std::byte> &bytes);

private:
    Result<> beginPdu();
    [[nodiscard]] Result<> checkOrder(const Header &header) const;

    std::size_t m_maxPayload;
    std::array<std::byte, kHeaderSize> m_head{};
    std::size_t m_headSize = 0;      ///< Of m_head.
    std::optional<Header> m_pdu;     ///< The one whose payload is arriving.
    std::size_t m_missing = 0;       ///< Of its payload.
    std::optional<Header> m_earlier; ///< The PDU before it in the same message.
    std::vector<std::byte> m_payload;
};

} // namespace portolan::protocol::isns
