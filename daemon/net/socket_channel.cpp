// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/socket_channel.h"

#include <algorithm>
#include <array>

namespace portolan::net {

namespace {

/// The first bytes of what somebody said, as far as they can be shown to a person.
std::string quoted(std::span<const std::byte> bytes)
{
    std::string text;
    for (const std::byte byte : bytes.first(std::min<std::size_t>(bytes.size(), 24))) {
        const char c = char(byte);
        if (c < ' ' || c > '~')
            break;
        text += c;
    }
    return text;
}

} // namespace

SocketChannel::SocketChannel(UniqueFd socket, Opening opening, std::size_t maxData, QObject *parent)
    : PduChannel(parent)
    , m_framer(maxData)
    , m_stream(std::move(socket), [this] { return m_framer.wanted(); })
    , m_openingChecked(opening == Opening::AnyPdu)
{
    connect(&m_stream, &SocketStream::received, this, [this](std::span<const std::byte> bytes) { take(bytes); });
    connect(&m_stream, &SocketStream::failed, this, &SocketChannel::failed);
}

void SocketChannel::send(std::span<const std::byte> bhs, std::span<const std::byte> data)
{
    static constexpr std::array<std::byte, 3> kPadding{};
    m_stream.send(bhs);
    m_stream.send(data);
    m_stream.send(std::span(kPadding).first(protocol::paddingOf(data.size())));
}

void SocketChannel::take(std::span<const std::byte> bytes)
{
    if (const auto opening = checkOpening(bytes); !opening)
        return fail(opening.error());
    const auto pdu = m_framer.append(bytes);
    if (!pdu)
        return fail(pdu.error());
    if (*pdu)
        emit received(**pdu);
}

Result<> SocketChannel::checkOpening(std::span<const std::byte> bytes)
{
    if (m_openingChecked)
        return {};
    m_openingChecked = true;
    const auto opcode = protocol::Opcode(std::to_integer<unsigned>(bytes.front()) & 0x3f);
    if (opcode == protocol::Opcode::LoginResponse || opcode == protocol::Opcode::Reject)
        return {};
    const std::string text = quoted(bytes);
    return portolan::fail(ErrorCode::ProtocolViolation,
                          "the server there does not speak iSCSI" +
                              (text.empty() ? std::string() : ": it says \"" + text + "\""));
}

void SocketChannel::stop() { m_stream.stop(); }

UniqueFd SocketChannel::take() { return m_stream.take(); }

void SocketChannel::fail(const Error &error)
{
    stop();
    emit failed(error);
}

} // namespace portolan::net
