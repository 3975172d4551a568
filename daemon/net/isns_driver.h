// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"
#include "daemon/protocol/isns/exchange.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>

namespace portolan::net {

/// Carries an iSNS exchange over a connected, non-blocking stream socket. Starts when constructed; destroying it
/// cancels.
class IsnsDriver : public QObject {
    Q_OBJECT

public:
    using Exchange = protocol::isns::Exchange;
    using Found = std::function<void(const Exchange::Found &)>; ///< At most once, before done.
    /// Once, later, never from inside the constructor; the driver may be destroyed in it.
    using Done = std::function<void(Result<>)>;

    IsnsDriver(UniqueFd socket, Exchange::Config config, Found found, Done done, QObject *parent = nullptr);

private:
    void readable();
    void writable();
    void pump();
    void handle(Exchange::Output &output);
    void finish(Result<> result);

    UniqueFd m_socket;
    QSocketNotifier m_read, m_write;
    QTimer m_timer;
    Exchange m_exchange;
    const Found m_found;
    const Done m_done;
    std::vector<std::byte> m_out;
    std::size_t m_written = 0; ///< Of m_out
    bool m_stopped = false;
};

} // namespace portolan::net
