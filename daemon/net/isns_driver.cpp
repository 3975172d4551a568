// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/isns_driver.h"

namespace portolan::net {

using protocol::Instant;

IsnsDriver::IsnsDriver(UniqueFd socket, Exchange::Config config, Found found, Done done, QObject *parent)
    : MachineRunner(std::move(config), parent)
    , m_stream(std::move(socket))
    , m_found(std::move(found))
    , m_done(std::move(done))
{
    connect(&m_stream, &SocketStream::received, this, [this](std::span<const std::byte> bytes) {
        feed([bytes](Exchange &exchange, Instant now) { exchange.handleBytes(bytes, now); });
    });
    connect(&m_stream, &SocketStream::failed, this, [this](const Error &error) {
        feed([&error](Exchange &exchange, Instant) { exchange.handleFailure(error); });
    });
    run();
}

void IsnsDriver::handle(Exchange::Output &output)
{
    const auto end = [this](Result<> result) { finish([done = m_done, result = std::move(result)] { done(result); }); };
    std::visit(Overloaded{
                   [this](const Exchange::Send &message) { m_stream.send(message.bytes); },
                   [this](Exchange::Found &found) { callLater(m_found, std::move(found)); },
                   [&end](const Exchange::Finished &) { end({}); },
                   [&end](const Exchange::Failed &failed) { end(fail(failed.error)); },
               },
               output);
}

} // namespace portolan::net
