// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/login_driver.h"

#include <string_view>

namespace portolan::net {

namespace {

/// Whether key=value text, RFC 7143 §6.1, holds this key.
bool holdsKey(const std::vector<std::byte> &text, std::string_view key)
{
    const std::string_view all(reinterpret_cast<const char *>(text.data()), text.size());
    const std::string wanted = std::string(key) + "=";
    return all.starts_with(wanted) || all.find(std::string(1, '\0') + wanted) != std::string_view::npos;
}

} // namespace

LoginDriver::LoginDriver(PduChannel *channel, Negotiation::Config config, Phase phase, Done done, QObject *parent)
    : MachineDriver(channel, std::move(config), parent)
    , m_phase(std::move(phase))
    , m_done(std::move(done))
{
    run();
}

void LoginDriver::handle(Negotiation::Output &output)
{
    std::visit(Overloaded{
                   [this](Negotiation::SendRequest &request) { send(request); },
                   [this](Negotiation::Succeeded &outcome) { end(std::move(outcome)); },
                   [this](Negotiation::Redirected &to) { end(std::move(to)); },
                   [this](Negotiation::Failed &failed) { end(std::move(failed)); },
               },
               output);
}

void LoginDriver::send(const Negotiation::SendRequest &request)
{
    m_outcome.sentAlgorithms |= holdsKey(request.text, "CHAP_A");
    m_outcome.sentChapResponse |= holdsKey(request.text, "CHAP_R");
    const int stage = int(protocol::load<1, 1>(request.bhs) >> 2 & 3); // CSG, §11.12.3
    if (stage != m_stage)
        m_phase(stage == 0 ? "security" : "operational");
    m_stage = stage;
    channel()->send(request.bhs, request.text);
}

template <typename End>
void LoginDriver::end(End &&how)
{
    m_outcome.end = std::forward<End>(how);
    finish([this] {
        auto done = std::move(m_done);
        done(std::move(m_outcome));
    });
}

} // namespace portolan::net
