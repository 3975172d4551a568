// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/portal.h"
#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace portolan::protocol {

/// `host[:port][,tpgt]` as it stands in TargetAddress, RFC 7143 §13.8.
struct TargetAddress {
    Portal portal;
    std::optional<std::uint16_t> portalGroupTag; ///< Required in SendTargets, absent in redirects.

    static Result<TargetAddress> parse(std::string_view text);
    friend bool operator==(const TargetAddress &, const TargetAddress &) = default;
};

/// One record of a SendTargets answer, RFC 7143 Appendix C.
struct DiscoveredTarget {
    std::string name;                     ///< Byte for byte as received, at most 223 bytes.
    bool canonicalName = true;            ///< False: usable, but not in the form of §4.2.7; shown with a warning.
    std::vector<TargetAddress> addresses; ///< Empty: the portal that was asked.
    std::string alias{};                  ///< For display; SendTargets tells none, iSNS may.

    friend bool operator==(const DiscoveredTarget &, const DiscoveredTarget &) = default;
};

/// The exchange that follows the login of a discovery session: SendTargets=All, however long the answer, then Logout
/// reason 0. Sans I/O in the manner of LoginNegotiation. Answers a target's NOP-In ping meanwhile.
class SendTargetsExchange {
public:
    struct Config {
        SequenceNumbers numbers{};
        std::chrono::milliseconds timeout{30'000}; ///< For the whole exchange.
        std::size_t maxText = 16u << 20;           ///< Bytes of text before the target is called hostile.
    };
    struct Send {
        Bhs bhs;
        std::vector<std::byte> data;
    };
    /// Emitted while the answer still arrives: complete records only, each once. A target that names the same one again
    /// gets another record with the addresses that are new, so merge by name.
    struct Found {
        std::vector<DiscoveredTarget> targets;
        std::vector<std::string> warnings; ///< Records or addresses that had to be left out, and why.
    };
    struct Finished {}; ///< Answer complete and logged out (or the target closed after the Logout Request).
    struct Failed {
        Error error;
    };
    using Output = std::variant<Send, Found, Finished, Failed>;

    explicit SendTargetsExchange(Config config);
    ~SendTargetsExchange();
    SendTargetsExchange(const SendTargetsExchange &) = delete;
    SendTargetsExchange &operator=(const SendTargetsExchange &) = delete;

    void start(Instant now);
    void handlePdu(BhsView bhs, std::span<const std::byte> data, Instant now);
    void handleFailure(Error error);
    void handleTimeout(Instant now);
    [[nodiscard]] std::optional<Output> poll();
    [[nodiscard]] std::optional<Instant> deadline() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan::protocol
