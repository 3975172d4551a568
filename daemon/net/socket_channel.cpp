// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/socket_channel.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace portolan::net {

namespace {

constexpr std::size_t kReadSize = 65536;
/// PDUs handled per wake-up, so that a fast target cannot keep the main loop for itself.
constexpr int kReadsPerWakeUp = 64;

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
    , m_socket(std::move(socket))
    , m_read(m_socket.get(), QSocketNotifier::Read)
    , m_write(m_socket.get(), QSocketNotifier::Write)
    , m_framer(maxData)
    , m_openingChecked(opening == Opening::AnyPdu)
{
    m_write.setEnabled(false);
    connect(&m_read, &QSocketNotifier::activated, this, &SocketChannel::readable);
    connect(&m_write, &QSocketNotifier::activated, this, &SocketChannel::writable);
}

void SocketChannel::send(std::span<const std::byte> bhs, std::span<const std::byte> data)
{
    if (m_stopped)
        return;
    m_out.insert(m_out.end(), bhs.begin(), bhs.end());
    m_out.insert(m_out.end(), data.begin(), data.end());
    m_out.resize(m_out.size() + protocol::paddingOf(data.size()), std::byte(0));
    // The notifier writes: so an error never comes from inside this call.
    m_write.setEnabled(true);
}

void SocketChannel::writable()
{
    while (m_written < m_out.size()) {
        const auto rest = std::span(m_out).subspan(m_written);
        const auto n = ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n < 0) {
            // What the target said before it closed explains more than our failing write: let the reader have it first.
            m_write.setEnabled(false);
            return;
        }
        m_written += std::size_t(n);
    }
    m_out.clear();
    m_written = 0;
    m_write.setEnabled(false);
}

void SocketChannel::readable()
{
    std::array<std::byte, kReadSize> buffer;
    const QPointer<SocketChannel> alive(this);
    for (int i = 0; i < kReadsPerWakeUp && alive && !m_stopped; ++i) {
        const auto n = ::recv(m_socket.get(), buffer.data(), std::min(buffer.size(), m_framer.wanted()), MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n == 0)
            return fail({ErrorCode::TransportFailed, "the other side closed the connection", 0, 0});
        if (n < 0) {
            const int error = errno;
            return fail(
                {ErrorCode::TransportFailed, std::string("the connection broke: ") + std::strerror(error), 0, error});
        }
        const auto bytes = std::span<const std::byte>(buffer).first(std::size_t(n));
        if (const auto opening = checkOpening(bytes); !opening)
            return fail(opening.error());
        const auto pdu = m_framer.append(bytes);
        if (!pdu)
            return fail(pdu.error());
        if (*pdu)
            emit received(**pdu);
    }
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

void SocketChannel::stop()
{
    m_stopped = true;
    m_read.setEnabled(false);
    m_write.setEnabled(false);
}

UniqueFd SocketChannel::take()
{
    stop();
    return std::move(m_socket);
}

void SocketChannel::fail(Error error)
{
    stop();
    emit failed(error);
}

} // namespace portolan::net
