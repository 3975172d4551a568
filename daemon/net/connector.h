// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/network_interface.h"
#include "common/types/portal.h"
#include "common/types/unique_fd.h"
#include "daemon/net/local_end.h"
#include "daemon/net/phase.h"
#include "daemon/net/resolver.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace portolan::net {

/// Makes one TCP connection to a portal: resolves its name, then tries each address in turn with a fair share of the
/// time that is left, through the network device or from the source address that is asked for. Starts when constructed;
/// destroying it cancels.
class Connector : public QObject {
    Q_OBJECT

public:
    struct Connected {
        UniqueFd socket;          ///< Non-blocking, close-on-exec, no Nagle.
        std::string localAddress; ///< "192.0.2.7:51234"
    };
    /// Once, later, never from inside the constructor; the connector may be destroyed in it.
    /// Errors: HostNotFound, PortalUnreachable with errno; ENODEV, EADDRNOTAVAIL and EAFNOSUPPORT are about the
    /// interface, which may come back.
    using Done = std::function<void(Result<Connected>)>;

    Connector(Resolver *resolver, Portal portal, NetworkInterface interface, std::chrono::milliseconds timeout,
              Phase phase, Done done, QObject *parent = nullptr);
    ~Connector() override;

private:
    void start();
    void use(Resolver::Addresses addresses);
    void tryNext();
    void writable();
    void expired();
    void attemptFailed(int error);
    void attemptFailed(int error, const std::string &reason);
    void connected();
    void finish(Result<Connected> result);
    [[nodiscard]] std::chrono::milliseconds remaining() const;

    Resolver *const m_resolver;
    const Portal m_portal;
    const NetworkInterface m_interface;
    LocalEnd m_localEnd;
    const std::chrono::milliseconds m_timeout;
    const std::chrono::steady_clock::time_point m_deadline;
    Phase m_phase;
    Done m_done;
    QTimer m_timer;
    std::unique_ptr<QSocketNotifier> m_notifier; ///< Before the socket: it must go first.
    UniqueFd m_socket;
    std::vector<SocketAddress> m_addresses;
    std::size_t m_next = 0; ///< Index of the address that is tried next.
    std::vector<Error> m_failures;
    std::optional<Result<Connected>> m_result;
};

/// "15 s", "0.2 s"
[[nodiscard]] std::string secondsText(std::chrono::milliseconds time);

} // namespace portolan::net
