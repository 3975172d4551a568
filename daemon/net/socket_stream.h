// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"

#include <QObject>
#include <QSocketNotifier>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace portolan::net {

/// The bytes of a connected, non-blocking stream socket, on the main loop.
class SocketStream : public QObject {
    Q_OBJECT

public:
    /// Asked before every read: how many bytes may leave the socket. Empty: any number.
    using Wanted = std::function<std::size_t()>;

    explicit SocketStream(UniqueFd socket, Wanted wanted = {}, QObject *parent = nullptr);

    /// Queues. A failure is reported by failed(), later, never from inside this call.
    void send(std::span<const std::byte> bytes);
    /// No further received() and no failed(); not a byte more is read or written.
    void stop();
    [[nodiscard]] bool stopped() const { return m_stopped; }
    /// Stops, and gives the socket away with every byte that was not received.
    [[nodiscard]] UniqueFd take();

signals:
    void received(std::span<const std::byte> bytes);
    void failed(const portolan::Error &error); ///< At most once, then nothing more.

private:
    void readable();
    void writable();
    void fail(const Error &error);

    UniqueFd m_socket;
    const Wanted m_wanted;
    QSocketNotifier m_read, m_write;
    std::vector<std::byte> m_out;
    std::size_t m_written = 0; ///< Of m_out
    bool m_stopped = false;
};

} // namespace portolan::net
