// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/isns_attempt.h"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace portolan::net {

namespace {

using namespace std::chrono_literals;

/// Our end of the connection, as iSNS writes it.
std::optional<protocol::isns::Exchange::LocalPortal> localPortalOf(int socket)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&storage), &length) != 0)
        return std::nullopt;
    protocol::isns::Exchange::LocalPortal portal;
    if (storage.ss_family == AF_INET6) {
        const auto *const address = reinterpret_cast<const sockaddr_in6 *>(&storage);
        std::memcpy(portal.address.data(), &address->sin6_addr, portal.address.size());
        portal.port = ntohs(address->sin6_port);
        return portal;
    }
    if (storage.ss_family != AF_INET)
        return std::nullopt;
    const auto *const address = reinterpret_cast<const sockaddr_in *>(&storage);
    portal.address[10] = portal.address[11] = std::byte(0xff); // mapped, RFC 4171 §6.3.1
    std::memcpy(portal.address.data() + 12, &address->sin_addr, sizeof address->sin_addr);
    portal.port = ntohs(address->sin_port);
    return portal;
}

} // namespace

IsnsAttempt::IsnsAttempt(Resolver *resolver, const Request &request, DiscoveryAttempt::Callbacks callbacks,
                         QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_callbacks(std::move(callbacks))
    , m_deadline(std::chrono::steady_clock::now() + request.timeout)
    , m_connector(std::make_unique<Connector>(resolver, request.server, request.interface, request.timeout,
                                              m_callbacks.phase, [this](Result<Connector::Connected> result) {
                                                  if (!result)
                                                      return finish(fail(std::move(result.error())));
                                                  connected(std::move(*result));
                                              }))
{}

IsnsAttempt::~IsnsAttempt() = default;

void IsnsAttempt::connected(Connector::Connected connection)
{
    m_callbacks.phase("discovering");
    IsnsDriver::Exchange::Config config;
    config.initiatorName = m_request.initiatorName;
    config.portal = localPortalOf(connection.socket.get());
    // A connect that took almost all of the time leaves at least enough to hear the answer of a healthy server.
    config.timeout =
        std::max(std::chrono::ceil<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now()), 1000ms);
    m_driver = std::make_unique<IsnsDriver>(
        std::move(connection.socket), std::move(config),
        [this](const IsnsDriver::Exchange::Found &found) {
            const auto callback = m_callbacks.found; // It may destroy this object.
            callback({found.targets, found.warnings, m_request.server});
        },
        [this](Result<> result) {
            if (!result)
                result = fail(Error(result.error()).within(m_request.server.text()));
            finish(result);
        });
}

void IsnsAttempt::finish(const Result<> &result)
{
    const auto done = m_callbacks.done; // It may destroy this object.
    if (result)
        done(protocol::AuthUsed::None); // iSNS knows no CHAP
    else
        done(fail(result.error()));
}

} // namespace portolan::net
