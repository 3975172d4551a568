// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/pdu_channel.h"
#include "daemon/net/socket_stream.h"

namespace portolan::net {

/// PduChannel over a connected, non-blocking stream socket.
class SocketChannel : public PduChannel {
    Q_OBJECT

public:
    /// What the other side's first byte has to be. A web or mail server gives itself away with it, often long before a
    /// whole header of 48 bytes has arrived.
    enum class Opening : std::uint8_t { LoginAnswer, AnyPdu };

    /// \param maxData  the MaxRecvDataSegmentLength we declared, bytes; 8192 during login, RFC 7143 §13.12
    explicit SocketChannel(UniqueFd socket, Opening opening = Opening::LoginAnswer, std::size_t maxData = 8192,
                           QObject *parent = nullptr);

    void send(std::span<const std::byte> bhs, std::span<const std::byte> data) override;
    void stop() override;
    /// Stops, and gives the socket away with every byte that no received PDU has used.
    [[nodiscard]] UniqueFd take();

private:
    void take(std::span<const std::byte> bytes);
    [[nodiscard]] Result<> checkOpening(std::span<const std::byte> bytes);
    void fail(const Error &error);

    protocol::PduFramer m_framer;
    SocketStream m_stream;
    bool m_openingChecked;
};

} // namespace portolan::net
