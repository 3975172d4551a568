// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/discovery_driver.h"

namespace portolan::net {

DiscoveryDriver::DiscoveryDriver(PduChannel *channel, const Exchange::Config &config, Found found, Done done,
                                 QObject *parent)
    : MachineDriver(channel, config, parent)
    , m_found(std::move(found))
    , m_done(std::move(done))
{
    run();
}

void DiscoveryDriver::handle(Exchange::Output &output)
{
    const auto end = [this](Result<> result) {
        finish([this, result = std::move(result)] {
            auto done = std::move(m_done);
            done(result);
        });
    };
    std::visit(Overloaded{
                   [this](const Exchange::Send &pdu) { channel()->send(pdu.bhs, pdu.data); },
                   [this](Exchange::Found &found) { callLater(m_found, std::move(found)); },
                   [&end](const Exchange::Finished &) { end({}); },
                   [&end](const Exchange::Failed &failed) { end(fail(failed.error)); },
               },
               output);
}

} // namespace portolan::net
