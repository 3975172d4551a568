// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/socket_stream.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace portolan::net {

namespace {

constexpr std::size_t kReadSize = 65536;
/// So that a fast peer cannot keep the main loop for itself.
constexpr int kReadsPerWakeUp = 64;

} // namespace

SocketStream::SocketStream(UniqueFd socket, Wanted wanted, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_wanted(std::move(wanted))
    , m_read(m_socket.get(), QSocketNotifier::Read)
    , m_write(m_socket.get(), QSocketNotifier::Write)
{
    m_write.setEnabled(false);
    connect(&m_read, &QSocketNotifier::activated, this, &SocketStream::readable);
    connect(&m_write, &QSocketNotifier::activated, this, &SocketStream::writable);
}

void SocketStream::send(std::span<const std::byte> bytes)
{
    if (m_stopped)
        return;
    m_out.insert(m_out.end(), bytes.begin(), bytes.end());
    // The notifier writes: so an error never comes from inside this call.
    m_write.setEnabled(true);
}

void SocketStream::writable()
{
    while (m_written < m_out.size()) {
        const auto rest = std::span(m_out).subspan(m_written);
        const auto n = ::send(m_socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n < 0) {
            // What the peer said before it closed explains more than our failing write: let the reader have it first.
            m_write.setEnabled(false);
            return;
        }
        m_written += std::size_t(n);
    }
    m_out.clear();
    m_written = 0;
    m_write.setEnabled(false);
}

void SocketStream::readable()
{
    std::array<std::byte, kReadSize> buffer;
    const QPointer<SocketStream> alive(this);
    for (int i = 0; i < kReadsPerWakeUp && alive && !m_stopped; ++i) {
        const std::size_t most = m_wanted ? std::min(buffer.size(), m_wanted()) : buffer.size();
        const auto n = ::recv(m_socket.get(), buffer.data(), most, MSG_DONTWAIT);
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
        emit received(std::span<const std::byte>(buffer).first(std::size_t(n)));
    }
}

void SocketStream::stop()
{
    m_stopped = true;
    m_read.setEnabled(false);
    m_write.setEnabled(false);
}

UniqueFd SocketStream::take()
{
    stop();
    return std::move(m_socket);
}

void SocketStream::fail(const Error &error)
{
    stop();
    emit failed(error);
}

} // namespace portolan::net
