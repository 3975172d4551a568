// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/send_targets.h"

#include "daemon/protocol/discovery/target_records.h"
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/pdu/text.h"

#include <deque>

namespace portolan::protocol {

namespace {

constexpr std::uint32_t kTextTag = 1;
constexpr std::uint32_t kLogoutTag = 2;
/// A target that continues without saying anything is not going to end.
constexpr unsigned kMaxEmptyAnswers = 64;

auto violation(std::string message) { return fail(ErrorCode::ProtocolViolation, "discovery: " + std::move(message)); }

} // namespace

struct SendTargetsExchange::Private {
    explicit Private(const Config &given)
        : config(given)
        , expStatSn(given.numbers.expStatSn)
        , records(given.maxText)
    {}

    enum class State : std::uint8_t { Idle, Listing, LoggingOut, Ended };

    void finish(Output output);
    void emitFound();
    void sendText(const pdu::TextResponse *continued);
    void sendLogout();
    /// The list is complete by then, so nothing that happens to the logout can spoil it.
    void fail(Error error)
    {
        finish(state == State::LoggingOut ? Output(Finished{}) : Output(Failed{std::move(error)}));
    }

    Result<> handle(BhsView bhs, std::span<const std::byte> data);
    Result<> handleText(BhsView bhs, std::span<const std::byte> data);
    Result<> handleNop(BhsView bhs);
    Result<> handleAsync(BhsView bhs);
    Result<> handleReject(BhsView bhs);
    Result<> handleLogout(BhsView bhs);
    void acknowledge(std::uint32_t statSn) { expStatSn = statSn + 1; }

    const Config config;
    State state = State::Idle;
    std::uint32_t expStatSn;
    unsigned emptyAnswers = 0;
    TargetRecords records;
    std::deque<Output> outputs;
    std::optional<Instant> deadline;
};

void SendTargetsExchange::Private::finish(Output output)
{
    outputs.push_back(std::move(output));
    deadline.reset();
    state = State::Ended;
}

void SendTargetsExchange::Private::emitFound()
{
    Found found = records.take();
    if (!found.targets.empty() || !found.warnings.empty())
        outputs.emplace_back(std::move(found));
}

/// Immediate, like all we send here: a discovery session has one command at a time and needs no window.
/// \param continued  the answer that is to be continued, §11.10.4; nullptr to ask for the list
void SendTargetsExchange::Private::sendText(const pdu::TextResponse *continued)
{
    TextWriter text;
    pdu::TextRequest request;
    if (continued != nullptr) {
        request.lun = continued->lun;
        request.targetTransferTag = continued->targetTransferTag;
    } else {
        text.add("SendTargets", "All");
    }
    Send send{{}, text.take(text.text().size())};
    request.immediate = true;
    request.dataSegmentLength = std::uint32_t(send.data.size());
    request.initiatorTaskTag = kTextTag;
    request.cmdSn = config.numbers.cmdSn;
    request.expStatSn = expStatSn;
    request.encode(send.bhs);
    outputs.emplace_back(std::move(send));
}

void SendTargetsExchange::Private::sendLogout()
{
    Send send;
    pdu::LogoutRequest request;
    request.immediate = true;
    request.initiatorTaskTag = kLogoutTag;
    request.cmdSn = config.numbers.cmdSn;
    request.expStatSn = expStatSn;
    request.encode(send.bhs);
    outputs.emplace_back(std::move(send));
    state = State::LoggingOut;
}

Result<> SendTargetsExchange::Private::handle(BhsView bhs, std::span<const std::byte> data)
{
    if (data.size() != dataSegmentLengthOf(bhs))
        return violation("the target sent a data segment of another length than announced");
    switch (opcodeOf(bhs)) {
    case Opcode::TextResponse:
        return handleText(bhs, data);
    case Opcode::NopIn:
        return handleNop(bhs);
    case Opcode::AsyncMessage:
        return handleAsync(bhs);
    case Opcode::Reject:
        return handleReject(bhs);
    case Opcode::LogoutResponse:
        return handleLogout(bhs);
    default:
        return violation("the target sent a PDU that has no place in a discovery session");
    }
}

Result<> SendTargetsExchange::Private::handleText(BhsView bhs, std::span<const std::byte> data)
{
    const auto response = pdu::TextResponse::parse(bhs);
    if (!response)
        return portolan::fail(response.error());
    if (state != State::Listing || response->initiatorTaskTag != kTextTag)
        return violation("the target answered a question that was not asked");
    acknowledge(response->statSn);
    emptyAnswers = data.empty() ? emptyAnswers + 1 : 0;
    if (emptyAnswers > kMaxEmptyAnswers)
        return violation("the target continues its list without an end");
    auto appended = records.append(asText(data));
    if (appended && response->final)
        records.conclude();
    emitFound(); // also what was complete before an error
    if (!appended)
        return portolan::fail(std::move(appended).error().within("discovery"));
    if (response->final)
        sendLogout();
    else
        sendText(&*response);
    return {};
}

Result<> SendTargetsExchange::Private::handleNop(BhsView bhs)
{
    const auto nop = pdu::NopIn::parse(bhs);
    if (!nop)
        return portolan::fail(nop.error());
    if (nop->initiatorTaskTag != kReservedTag)
        return violation("the target answered a ping that was not sent");
    if (nop->targetTransferTag == kReservedTag)
        return {}; // it only wanted to tell its numbers
    Send send;
    pdu::NopOut answer;
    answer.immediate = true;
    answer.lun = nop->lun;
    answer.targetTransferTag = nop->targetTransferTag;
    answer.cmdSn = config.numbers.cmdSn;
    answer.expStatSn = expStatSn;
    answer.encode(send.bhs);
    outputs.emplace_back(std::move(send));
    return {};
}

Result<> SendTargetsExchange::Private::handleAsync(BhsView bhs)
{
    const auto message = pdu::AsyncMessage::parse(bhs);
    if (!message)
        return portolan::fail(message.error());
    acknowledge(message->statSn);
    switch (message->event) {
    case pdu::AsyncEvent::LogoutRequest:
    case pdu::AsyncEvent::ConnectionDrop:
    case pdu::AsyncEvent::SessionDrop:
        return portolan::fail(ErrorCode::TransportFailed,
                              "the target ended the discovery session before its list was complete");
    default:
        return {}; // nothing else concerns a session that has no tasks and asks once
    }
}

Result<> SendTargetsExchange::Private::handleReject(BhsView bhs)
{
    const auto reject = pdu::Reject::parse(bhs);
    if (!reject)
        return portolan::fail(reject.error());
    acknowledge(reject->statSn);
    return violation("the target refused to list its targets: " + std::string(nameOf(reject->reason)));
}

Result<> SendTargetsExchange::Private::handleLogout(BhsView bhs)
{
    const auto response = pdu::LogoutResponse::parse(bhs);
    if (!response)
        return portolan::fail(response.error());
    if (state != State::LoggingOut || response->initiatorTaskTag != kLogoutTag)
        return violation("the target answered a logout that was not asked for");
    finish(Finished{});
    return {};
}

SendTargetsExchange::SendTargetsExchange(Config config)
    : d(std::make_unique<Private>(config))
{}

SendTargetsExchange::~SendTargetsExchange() = default;

void SendTargetsExchange::start(Instant now)
{
    if (d->state != Private::State::Idle)
        return;
    d->state = Private::State::Listing;
    d->deadline = now + d->config.timeout;
    d->sendText(nullptr);
}

void SendTargetsExchange::handlePdu(BhsView bhs, std::span<const std::byte> data, Instant now)
{
    handleTimeout(now);
    if (d->state == Private::State::Idle || d->state == Private::State::Ended)
        return;
    if (auto handled = d->handle(bhs, data); !handled)
        d->fail(std::move(handled).error());
}

void SendTargetsExchange::handleFailure(Error error)
{
    if (d->state != Private::State::Ended)
        d->fail(std::move(error));
}

void SendTargetsExchange::handleTimeout(Instant now)
{
    if (d->deadline && now >= *d->deadline)
        d->fail({ErrorCode::TimedOut, "the target did not list its targets in time", 0, 0});
}

std::optional<SendTargetsExchange::Output> SendTargetsExchange::poll()
{
    if (d->outputs.empty())
        return std::nullopt;
    Output output = std::move(d->outputs.front());
    d->outputs.pop_front();
    return output;
}

std::optional<Instant> SendTargetsExchange::deadline() const { return d->deadline; }

} // namespace portolan::protocol
