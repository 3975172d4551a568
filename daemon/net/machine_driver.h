// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/machine_runner.h"
#include "daemon/net/pdu_channel.h"

namespace portolan::net {

/// A MachineRunner on a channel of PDUs (LoginNegotiation, SendTargetsExchange).
template <typename Machine>
class MachineDriver : public MachineRunner<Machine> {
protected:
    /// \param channel  not owned; outlives this
    MachineDriver(PduChannel *channel, typename Machine::Config config, QObject *parent)
        : MachineRunner<Machine>(std::move(config), parent)
        , m_channel(channel)
    {
        QObject::connect(channel, &PduChannel::received, this, [this](const protocol::PduFramer::Pdu &pdu) {
            this->feed([&pdu](Machine &machine, protocol::Instant now) {
                machine.handlePdu(protocol::BhsView(pdu.bhs), pdu.data, now);
            });
        });
        QObject::connect(channel, &PduChannel::failed, this, [this](const Error &error) {
            this->feed([&error](Machine &machine, protocol::Instant) { machine.handleFailure(error); });
        });
    }

    void silence() override { m_channel->stop(); }

    [[nodiscard]] PduChannel *channel() const { return m_channel; }

private:
    PduChannel *const m_channel;
};

} // namespace portolan::net
