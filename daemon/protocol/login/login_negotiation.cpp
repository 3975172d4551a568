// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/login_negotiation.h"

#include "daemon/protocol/login/login_config.h"
#include "daemon/protocol/login/login_status.h"
#include "daemon/protocol/login/operational_negotiation.h"
#include "daemon/protocol/login/security_negotiation.h"
#include "daemon/protocol/login/target_declarations.h"
#include "daemon/protocol/text/text_values.h"

#include <deque>
#include <set>

namespace portolan::protocol {

using pdu::LoginRequest;
using pdu::LoginResponse;
using pdu::Stage;

namespace {

/// §13.12: the MaxRecvDataSegmentLength of both sides during login.
constexpr std::size_t kMaxLoginSegment = 8192;
/// The RFC asks for at least 6 (§6.2); one key per exchange must work, and so must a target that holds back for a
/// while.
constexpr unsigned kMaxExchanges = 64;

auto violation(std::string message) { return fail(ErrorCode::ProtocolViolation, std::move(message)); }

} // namespace

struct LoginNegotiation::Private {
    explicit Private(Config given)
        : config(std::move(given))
        , security(config)
        , operational(config.offers, discovery(), config.tsih == 0)
        , declarations(config.expectedPortalGroupTag)
    {}

    [[nodiscard]] bool discovery() const { return config.sessionType == SessionType::Discovery; }

    void finish(Output output);
    void finish(Error error) { finish(Failed{std::move(error)}); }
    void writeNames();
    void send();

    Result<> handleResponse(const LoginResponse &pdu, std::span<const std::byte> data);
    Result<> checkResponse(const LoginResponse &pdu) const;
    Result<> gather(std::string_view piece);
    Result<> takeText(bool transit);
    Result<> takeItem(const TextItem &item, SecurityItems &securityItems);
    Result<> takeUnknownInSecurity(const TextItem &item, KeyUse use);
    Result<> leaveStage(const LoginResponse &pdu);
    Result<> succeed(const LoginResponse &pdu);

    const Config config;
    SecurityNegotiation security;
    OperationalNegotiation operational;
    TargetDeclarations declarations;

    Stage stage = Stage::Security;
    bool askedTransit = false;               ///< The last request had T set.
    std::string received;                    ///< Text gathered while the target sets the C bit.
    TextWriter outgoing;                     ///< What did not fit into the last request, or is to go into the next.
    std::set<std::string, std::less<>> seen; ///< Keys of the target, §6.3: none may come twice.
    unsigned exchanges = 0;
    std::optional<std::uint32_t> statSn; ///< Of the last response.

    std::deque<Output> outputs;
    std::optional<Instant> deadline;
    bool started = false;
    bool finished = false;
};

void LoginNegotiation::Private::finish(Output output)
{
    outputs.push_back(std::move(output));
    deadline.reset();
    finished = true;
}

void LoginNegotiation::Private::writeNames()
{
    outgoing.add("InitiatorName", config.initiatorName);
    if (!config.initiatorAlias.empty())
        outgoing.add("InitiatorAlias", config.initiatorAlias);
    if (!discovery())
        outgoing.add("TargetName", config.targetName);
    if (config.tsih == 0) // of the leading connection only, §13.21; LIO refuses it on another
        outgoing.add("SessionType", discovery() ? "Discovery" : "Normal");
}

void LoginNegotiation::Private::send()
{
    SendRequest request;
    request.text = outgoing.take(kMaxLoginSegment);
    LoginRequest pdu;
    pdu.incomplete = !outgoing.empty();
    askedTransit = !pdu.incomplete && (stage == Stage::Operational || security.wantsTransit());
    pdu.transit = askedTransit;
    pdu.currentStage = stage;
    pdu.nextStage = stage == Stage::Security ? Stage::Operational : Stage::FullFeature;
    pdu.dataSegmentLength = std::uint32_t(request.text.size());
    pdu.isid = config.isid;
    pdu.tsih = config.tsih;
    pdu.cid = config.cid;
    pdu.initiatorTaskTag = config.initiatorTaskTag;
    pdu.cmdSn = config.initialCmdSn;
    pdu.expStatSn = statSn ? *statSn + 1 : 0;
    pdu.encode(request.bhs);
    outputs.emplace_back(std::move(request));
}

Result<> LoginNegotiation::Private::checkResponse(const LoginResponse &pdu) const
{
    if (pdu.initiatorTaskTag != config.initiatorTaskTag)
        return violation("the target answered another task than this login");
    if (pdu.versionActive != 0)
        return violation("the target wants to speak version " + std::to_string(pdu.versionActive) + " of iSCSI");
    if (statSn && pdu.statSn != *statSn + 1)
        return violation("the target left a gap in its status numbers during login");
    if (pdu.currentStage != stage)
        return violation("the target answered in stage " + std::string(nameOf(pdu.currentStage)) + " instead of " +
                         std::string(nameOf(stage)));
    if (pdu.transit && !askedTransit)
        return violation("the target left the stage " + std::string(nameOf(stage)) + " unasked");
    if (pdu.transit && stage == Stage::Security && pdu.nextStage != Stage::Operational)
        return violation("the target went to another stage than was asked for");
    return {};
}

Result<> LoginNegotiation::Private::gather(std::string_view piece)
{
    if (received.size() + piece.size() > kMaxLoginText)
        return violation("the target sent more than 64 KiB of text in one answer");
    received.append(piece);
    return {};
}

Result<> LoginNegotiation::Private::handleResponse(const LoginResponse &pdu, std::span<const std::byte> data)
{
    if (auto checked = checkResponse(pdu); !checked)
        return checked;
    statSn = pdu.statSn;
    if (++exchanges >= kMaxExchanges)
        return fail(ErrorCode::TimedOut, "the target did not come to an end within 64 exchanges");
    if (auto gathered = gather(asText(data)); !gathered)
        return gathered;
    if (!outgoing.empty()) { // we are not done: it has to wait, §6.2
        if (!data.empty() || pdu.incomplete)
            return violation("the target answered before our text was complete");
        send();
        return {};
    }
    if (pdu.incomplete) {
        send(); // empty: it asks for the rest
        return {};
    }
    if (auto taken = takeText(pdu.transit); !taken)
        return taken;
    if (pdu.transit)
        return leaveStage(pdu);
    send();
    return {};
}

Result<> LoginNegotiation::Private::takeText(bool transit)
{
    const std::string text = std::exchange(received, {});
    const auto items = splitText(text);
    if (!items)
        return fail(items.error());
    SecurityItems securityItems;
    for (const TextItem &item : *items) {
        if (item.key != "TargetAddress" && !seen.emplace(item.key).second)
            return violation("the target sent " + printable(item.key) + " twice");
        if (auto taken = takeItem(item, securityItems); !taken)
            return taken;
    }
    return stage == Stage::Security ? security.take(securityItems, transit, outgoing) : Result<>{};
}

Result<> LoginNegotiation::Private::takeItem(const TextItem &item, SecurityItems &securityItems)
{
    const KeyUse use = useOf(item.key);
    if (use == KeyUse::DeclaredByTarget)
        return declarations.take(item);
    if (stage == Stage::Operational)
        return operational.take(item, outgoing);
    if (use != KeyUse::Security)
        return takeUnknownInSecurity(item, use);
    securityItems.emplace(item.key, item.value);
    return {};
}

Result<> LoginNegotiation::Private::takeUnknownInSecurity(const TextItem &item, KeyUse use)
{
    if (use != KeyUse::Unknown || isReservedAnswer(item.value))
        return violation("the target sent " + printable(item.key) + " in the security stage");
    outgoing.add(item.key, "NotUnderstood");
    return {};
}

Result<> LoginNegotiation::Private::leaveStage(const LoginResponse &pdu)
{
    if (stage == Stage::Operational)
        return succeed(pdu);
    stage = Stage::Operational;
    outgoing = {}; // NotUnderstood for a key of a stage that is over helps nobody
    operational.writeOffers(outgoing);
    send();
    return {};
}

Result<> LoginNegotiation::Private::succeed(const LoginResponse &pdu)
{
    if (auto concluded = operational.conclude(); !concluded)
        return concluded;
    if (pdu.tsih == 0 || (config.tsih != 0 && pdu.tsih != config.tsih))
        return violation("the target gave the session no valid handle (TSIH)");
    Succeeded done;
    done.tsih = pdu.tsih;
    done.parameters = operational.parameters();
    done.numbers.cmdSn = config.initialCmdSn; // login is immediate, so the number is still unused, §11.12.8
    done.numbers.expStatSn = pdu.statSn + 1;
    const bool plausible = !serialLess(pdu.maxCmdSn, pdu.expCmdSn - 1); // §4.2.2.1: otherwise both are to be ignored
    done.numbers.expCmdSn = plausible ? pdu.expCmdSn : config.initialCmdSn;
    done.numbers.maxCmdSn = plausible ? pdu.maxCmdSn : config.initialCmdSn;
    done.targetAlias = declarations.alias();
    done.portalGroupTag = declarations.portalGroupTag();
    done.auth = security.used();
    done.chapAlgorithm = security.algorithm();
    done.keys = operational.keys();
    finish(std::move(done));
    return {};
}

LoginNegotiation::LoginNegotiation(Config config)
    : d(std::make_unique<Private>(std::move(config)))
{}

LoginNegotiation::~LoginNegotiation() = default;

void LoginNegotiation::start(Instant now)
{
    if (d->started || d->finished)
        return;
    d->started = true;
    if (auto checked = checkConfig(d->config); !checked)
        return d->finish(std::move(checked).error());
    d->deadline = now + d->config.timeout;
    d->writeNames();
    d->security.writeOffer(d->outgoing);
    d->send();
}

void LoginNegotiation::handlePdu(BhsView bhs, std::span<const std::byte> data, Instant now)
{
    handleTimeout(now); // what comes too late does not count
    if (d->finished || !d->started)
        return;
    const auto pdu = LoginResponse::parse(bhs);
    if (!pdu)
        return d->finish(Error(pdu.error()).within("login"));
    if (data.size() != pdu->dataSegmentLength || data.size() > kMaxLoginSegment)
        return d->finish(
            {ErrorCode::ProtocolViolation, "login: the target sent a data segment of an illegal length", 0, 0});
    switch (StatusClass(pdu->status >> 8)) {
    case StatusClass::Success:
        if (auto handled = d->handleResponse(*pdu, data); !handled)
            d->finish(std::move(handled).error());
        return;
    case StatusClass::Redirection: {
        constexpr std::uint16_t kMovedPermanently = 0x0102;
        auto addresses = redirectAddresses(pdu->status, asText(data));
        if (!addresses)
            return d->finish(std::move(addresses).error());
        return d->finish(Redirected{std::move(*addresses), pdu->status == kMovedPermanently});
    }
    case StatusClass::InitiatorError:
    case StatusClass::TargetError:
        break;
    }
    d->finish(errorOf(pdu->status, d->config.credentials.has_value()));
}

void LoginNegotiation::handleFailure(Error error)
{
    if (!d->finished)
        d->finish(std::move(error));
}

void LoginNegotiation::handleTimeout(Instant now)
{
    if (d->deadline && now >= *d->deadline)
        d->finish({ErrorCode::TimedOut, "the target did not finish the login in time", 0, 0});
}

std::optional<LoginNegotiation::Output> LoginNegotiation::poll()
{
    if (d->outputs.empty())
        return std::nullopt;
    Output output = std::move(d->outputs.front());
    d->outputs.pop_front();
    return output;
}

std::optional<Instant> LoginNegotiation::deadline() const { return d->deadline; }

} // namespace portolan::protocol
