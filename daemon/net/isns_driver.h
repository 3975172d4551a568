// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/machine_runner.h"
#include "daemon/net/socket_stream.h"
#include "daemon/protocol/isns/exchange.h"

#include <functional>

namespace portolan::net {

/// Carries an iSNS exchange over a connected, non-blocking stream socket. Starts when constructed; destroying it
/// cancels.
class IsnsDriver : public MachineRunner<protocol::isns::Exchange> {
public:
    using Exchange = protocol::isns::Exchange;
    using Found = std::function<void(const Exchange::Found &)>; ///< At most once, before done.
    /// Once, later, never from inside the constructor; the driver may be destroyed in it.
    using Done = std::function<void(Result<>)>;

    IsnsDriver(UniqueFd socket, Exchange::Config config, Found found, Done done, QObject *parent = nullptr);

private:
    void handle(Exchange::Output &output) override;
    void silence() override { m_stream.stop(); }

    SocketStream m_stream;
    const Found m_found;
    const Done m_done;
};

} // namespace portolan::net
