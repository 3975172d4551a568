// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/isns_status.h"
#include "daemon/protocol/isns/ip_address.h"
#include "daemon/protocol/isns/message_framer.h"
#include "daemon/protocol/isns/target_list.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace portolan::protocol::isns {

/// Asks an iSNS server for the targets that share a discovery domain with this initiator, RFC 4171 §5.6.5. First it
/// asks whether the server knows this initiator; if it does not, it registers it, and deregisters it when it has the
/// list: what somebody else has registered stays as it is. Sans I/O in the manner of LoginNegotiation.
class Exchange {
public:
    /// Our end of the connection, registered with this initiator.
    struct LocalPortal {
        IpAddress address{};
        std::uint16_t port = 0;
    };
    struct Config {
        std::string initiatorName; ///< The source of every message; also what its entity is called.
        std::optional<LocalPortal> portal;
        std::chrono::milliseconds timeout{30'000}; ///< For the whole exchange.
        std::size_t maxMessage = 4u << 20;         ///< Bytes of one answer before the server is called hostile.
    };
    struct Send {
        std::vector<std::byte> bytes;
    };
    using Found = SendTargetsExchange::Found; ///< Once, before Finished.
    struct Finished {};
    /// Codes: IsnsRefused and IsnsNotRegistered with the iSNS status, IsnsViolation, TimedOut, and what handleFailure()
    /// is told.
    struct Failed {
        Error error;
    };
    using Output = std::variant<Send, Found, Finished, Failed>;

    explicit Exchange(Config config);

    void start(Instant now);
    /// What has arrived, in pieces of any size.
    void handleBytes(std::span<const std::byte> bytes, Instant now);
    /// The connection is lost.
    void handleFailure(Error error);
    void handleTimeout(Instant now);
    [[nodiscard]] std::optional<Output> poll();
    [[nodiscard]] std::optional<Instant> deadline() const { return m_deadline; }

private:
    enum class State : std::uint8_t { Idle, LookingUp, Registering, Listing, Deregistering, Ended };

    struct Answer {
        IsnsStatus status = kIsnsSuccess;
        std::vector<Attribute> objects; ///< What follows the delimiter.
    };

    [[nodiscard]] Result<> handle(const Message &message);
    [[nodiscard]] static Result<Answer> parse(const Message &message);
    void handleLookUp(const Answer &answer);
    void handleRegistration(const Answer &answer);
    void handleList(const Answer &answer);
    void send(Function function, AttributeWriter attributes, State next);
    void sendLookUp();
    void sendRegistration();
    void sendQuery();
    /// The list has come, or the reason why it has not: tidies up, and ends.
    void conclude();
    void finish(Output output);
    void fail(Error error);

    const Config m_config;
    State m_state = State::Idle;
    Function m_asked = Function::DeviceAttributeQuery;
    std::uint16_t m_transaction = 0;
    MessageFramer m_framer;
    bool m_heard = false;      ///< The server has said something.
    bool m_registered = false; ///< By this exchange.
    std::optional<Error> m_refusal;
    std::deque<Output> m_outputs;
    std::optional<Instant> m_deadline;
};

} // namespace portolan::protocol::isns
