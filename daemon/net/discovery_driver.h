// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/machine_driver.h"
#include "daemon/protocol/discovery/send_targets.h"

#include <functional>

namespace portolan::net {

/// Asks SendTargets=All over a channel that is logged in to a discovery session, and logs out. Starts when constructed;
/// destroying it cancels.
class DiscoveryDriver : public MachineDriver<protocol::SendTargetsExchange> {
public:
    using Exchange = protocol::SendTargetsExchange;
    using Found = std::function<void(const Exchange::Found &)>; ///< While the answer arrives.
    /// Once, later, never from inside the constructor; the driver may be destroyed in it.
    using Done = std::function<void(Result<>)>;

    DiscoveryDriver(PduChannel *channel, const Exchange::Config &config, Found found, Done done,
                    QObject *parent = nullptr);

private:
    void handle(Exchange::Output &output) override;

    Found m_found;
    Done m_done;
};

} // namespace portolan::net
