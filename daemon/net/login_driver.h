// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/machine_driver.h"
#include "daemon/net/phase.h"
#include "daemon/protocol/login/login_negotiation.h"

#include <functional>
#include <variant>

namespace portolan::net {

/// Runs the Login Phase over a channel. Starts when constructed; destroying it cancels. When it ends the channel is
/// stopped and every byte of Full Feature Phase is still in the socket.
class LoginDriver : public MachineDriver<protocol::LoginNegotiation> {
public:
    using Negotiation = protocol::LoginNegotiation;
    struct Outcome {
        std::variant<Negotiation::Failed, Negotiation::Redirected, Negotiation::Succeeded> end;
        /// What the target has seen of us, to judge a refusal: only after CHAP_R is our secret known to be wrong.
        bool sentAlgorithms = false, sentChapResponse = false;
    };
    /// Once, later, never from inside the constructor; the driver may be destroyed in it.
    using Done = std::function<void(Outcome)>;

    LoginDriver(PduChannel *channel, Negotiation::Config config, Phase phase, Done done, QObject *parent = nullptr);

private:
    void handle(Negotiation::Output &output) override;
    void send(const Negotiation::SendRequest &request);
    template <typename End>
    void end(End &&how);

    Phase m_phase;
    Done m_done;
    Outcome m_outcome;
    int m_stage = -1; ///< CSG of the last request, RFC 7143 §11.12.3; -1: none sent
};

} // namespace portolan::net
