// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/sense_view.h"
#include "daemon/protocol/session/connection.h"
#include "daemon/protocol/session/session_core.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

using std::chrono::seconds;

/// Before a rejected immediate request is tried again (REJ-05).
constexpr seconds kResendDelay{1};
constexpr int kMaxResends = 3;
/// Commands rejected within a minute before the session is set up anew (REJ-10).
constexpr unsigned kMaxRejects = 32;

AsyncMessage eventOf(const pdu::AsyncMessage &message)
{
    AsyncMessage event;
    event.event = std::uint8_t(message.event);
    event.vendorCode = message.vendorCode;
    event.parameter1 = message.parameter1;
    event.parameter2 = message.parameter2;
    event.parameter3 = message.parameter3;
    event.lun = message.lun;
    return event;
}

} // namespace

void SessionMachine::Connection::handleNopIn(BhsView bhs, std::span<const std::byte> data)
{
    auto nop = pdu::NopIn::parse(bhs);
    if (!nop)
        return fail(std::move(nop).error());
    if (!updateWindow(nop->expCmdSn, nop->maxCmdSn))
        return;
    if (nop->initiatorTaskTag != kReservedTag) {
        if (takeStatus(nop->statSn))
            handlePong(nop->initiatorTaskTag, data);
        return;
    }
    // Without a transfer tag it only shows its numbers (NOP-02). A flood beyond what we can remember is not answered in
    // full: that is the target's own doing, and memory is bounded (NOP-08).
    if (nop->targetTransferTag != kReservedTag && !m_nopAnswers.push({nop->lun, nop->targetTransferTag}))
        ++m_session.m_counters.protocolErrors;
}

void SessionMachine::Connection::handlePong(std::uint32_t tag, std::span<const std::byte> data)
{
    if (isControl(tag, ControlKind::Plug) && m_session.m_plugsSent > 0) {
        --m_session.m_plugsSent;
        return;
    }
    if (!isControl(tag, ControlKind::Ping) || !m_keepAlive.knows(controlNumber(tag)))
        return violation("NOP-In answers a ping that was never sent");
    const auto roundTrip = m_keepAlive.answered(controlNumber(tag), m_session.m_now);
    if (!roundTrip)
        return; // an old one: slow, but it proves life
    m_session.m_counters.lastRoundTripUs = std::uint32_t(roundTrip->count());
    if (m_pingData && !std::ranges::equal(data, std::as_bytes(std::span(kPingData)))) {
        m_pingData = false; // the next connection pings without, so that it can live
        violation("the echo of a ping differs from the ping");
    }
}

void SessionMachine::Connection::handleAsyncMessage(BhsView bhs, std::span<const std::byte> data)
{
    auto message = pdu::AsyncMessage::parse(bhs);
    if (!message)
        return fail(std::move(message).error());
    if (!updateWindow(message->expCmdSn, message->maxCmdSn) || !takeStatus(message->statSn))
        return;
    ++m_session.m_counters.asyncMessages;
    AsyncMessage event = eventOf(*message);
    switch (message->event) {
    case pdu::AsyncEvent::LogoutRequest:
        return logoutRequested(event);
    case pdu::AsyncEvent::ConnectionDrop:
        if (Connection *const dropped = m_session.findUp(message->parameter1))
            return dropped->fail({ErrorCode::TransportFailed, "the target dropped the connection"}, nullptr,
                                 message->parameter2);
        break;
    case pdu::AsyncEvent::SessionDrop:
        return m_session.sessionFailed({ErrorCode::TransportFailed, "the target dropped the session"},
                                       message->parameter2);
    case pdu::AsyncEvent::TaskTermination:
        return violation("Async Message 5 without TaskReporting=FastAbort");
    case pdu::AsyncEvent::Scsi: {
        auto sense = pdu::SenseView::parse(data);
        if (!sense)
            return fail(std::move(sense).error());
        const std::size_t length = std::min(sense->sense.size(), event.sense.size());
        std::ranges::copy(sense->sense.first(length), event.sense.begin());
        event.senseLength = std::uint8_t(length);
        break;
    }
    default:
        break;
    }
    // To lose one silently could hide a resized disk; a new connection makes the owner look at all of them again.
    if (!m_session.m_events.push(event))
        violation("more Async Messages than can be kept");
}

void SessionMachine::Connection::logoutRequested(const AsyncMessage &message)
{
    const bool first = takesCommands();
    if (first) {
        const auto patience = std::max(seconds(message.parameter3), seconds(1));
        if (m_session.hasOther(*this)) // the session needs nobody's decision to go on
            return drain(patience, m_session.m_now);
        m_logoutAskedUntil = m_session.m_now + patience;
        if (!m_session.m_events.push(message))
            return violation("more Async Messages than can be kept");
    }
    if (m_state.state() != ConnectionState::InLogout) // T14: already doing it
        (void)m_state.moveTo(ConnectionState::LogoutRequested);
}

void SessionMachine::Connection::handleLogoutResponse(BhsView bhs)
{
    auto response = pdu::LogoutResponse::parse(bhs);
    if (!response)
        return fail(std::move(response).error());
    if (!updateWindow(response->expCmdSn, response->maxCmdSn) || !takeStatus(response->statSn))
        return;
    if (m_cleanup.awaits(response->initiatorTaskTag))
        m_session.cleanupAnswered(*this, *response);
    else if (!m_logout.awaits(response->initiatorTaskTag))
        violation("Logout Response to no request");
    else if (m_session.m_closing != nullptr)
        m_session.closed(*response);
    else
        m_session.loggedOut(*this, *response);
}

void SessionMachine::Connection::handleTextResponse(BhsView bhs, std::span<const std::byte> data)
{
    auto response = pdu::TextResponse::parse(bhs);
    if (!response)
        return fail(std::move(response).error());
    if (!updateWindow(response->expCmdSn, response->maxCmdSn) || !takeStatus(response->statSn))
        return;
    if (!m_text.awaits(response->initiatorTaskTag))
        return violation("Text Response to no request");
    if (response->dataSegmentLength > data.size())
        return violation("Text Response is too long");
    auto declared = m_text.handle(*response, data);
    if (!declared)
        return fail(std::move(declared).error());
    if (*declared)
        m_parameters.maxXmitDataSegmentLength = **declared;
}

void SessionMachine::Connection::handleTaskManagementResponse(BhsView bhs)
{
    auto response = pdu::TaskManagementResponse::parse(bhs);
    if (!response)
        return fail(std::move(response).error());
    if (!updateWindow(response->expCmdSn, response->maxCmdSn) || !takeStatus(response->statSn))
        return;
    if (!isControl(response->initiatorTaskTag, ControlKind::TaskManagement))
        return violation("Task Management Response to no request");
    auto *const entry = m_session.m_functions.find(response->initiatorTaskTag);
    if (entry == nullptr || entry->stage != TaskManagementTable::Stage::Sent)
        return; // given up, the answer came late
    if (entry->slot == m_slot)
        m_session.functionEnded(*entry, std::uint8_t(response->response), m_session.m_now);
    else
        violation("Task Management Response on another connection than its request");
}

void SessionMachine::Connection::handleReject(BhsView bhs, std::span<const std::byte> data)
{
    auto reject = pdu::Reject::parse(bhs);
    if (!reject)
        return fail(std::move(reject).error());
    if (!updateWindow(reject->expCmdSn, reject->maxCmdSn) || !takeStatus(reject->statSn))
        return;
    ++m_session.m_counters.rejects;
    auto rejected = pdu::Reject::rejectedHeader(data);
    if (!rejected)
        return fail(std::move(rejected).error());
    if (reject->reason == pdu::RejectReason::NegotiationReset) // §11.17.1, REJ-06
        return violation("Reject: negotiation reset");
    if (reject->reason == pdu::RejectReason::WaitingForLogout) { // an Async Message was lost (REJ-07)
        AsyncMessage event;
        event.event = std::uint8_t(pdu::AsyncEvent::LogoutRequest);
        return logoutRequested(event);
    }
    if (opcodeOf(*rejected) == Opcode::ScsiCommand)
        handleRejectedCommand(reject->reason, *rejected);
    else
        handleRejectedRequest(reject->reason, *rejected);
}

void SessionMachine::Connection::handleRejectedCommand(pdu::RejectReason reason, BhsView rejected)
{
    Task *const task = ownTask(initiatorTaskTagOf(rejected));
    if (task == nullptr || load<24, 4>(rejected) != task->cmdSn) { // nothing we sent: the target is confused
        ++m_session.m_counters.protocolErrors;
        return;
    }
    if (m_session.m_now - m_session.m_rejectsSince > std::chrono::minutes(1)) {
        m_session.m_rejectsSince = m_session.m_now;
        m_session.m_rejects = 0;
    }
    if (++m_session.m_rejects > kMaxRejects)
        return violation("the target rejects one command after the other", task);
    if (reason == pdu::RejectReason::TaskInProgress) // about a repetition: the first one is alive
        return;
    if (m_session.m_window.hasArrived(task->cmdSn)) // its number was consumed all the same: no hole
        return m_session.conclude(*task, TaskFailure::Rejected, m_session.m_now);
    if (pdu::mayResend(reason) && task->resends < kMaxResends)
        return resend(*task);
    task->rejected = true; // ABORT TASK takes the place of its CmdSN, §11.5.1
    m_session.wantAbort(*task);
    m_session.startAborts(m_session.m_now);
}

void SessionMachine::Connection::resend(Task &task)
{
    ++task.resends;
    if (m_unsolicited.task == &task)
        m_unsolicited = {};
    m_r2ts.removeIf([&](const DataOutSequence &sequence) { return sequence.task == &task; });
    task.forgetData();
    if (!ResendList::contains(task))
        m_resend.pushBack(task);
}

void SessionMachine::Connection::handleRejectedRequest(pdu::RejectReason reason, BhsView rejected)
{
    const std::uint32_t tag = initiatorTaskTagOf(rejected);
    const bool again = pdu::mayResend(reason);
    switch (opcodeOf(rejected)) {
    case Opcode::TaskManagementRequest:
        if (auto *const entry = m_session.m_functions.find(tag)) {
            if (again)
                m_session.m_functions.delay(*entry, m_session.m_now + kResendDelay);
            else
                m_session.functionEnded(*entry, std::uint8_t(pdu::TaskFunctionResponse::Rejected), m_session.m_now);
        }
        return;
    case Opcode::LogoutRequest:
        for (auto *const logout : {&m_cleanup, &m_logout}) {
            if (!logout->awaits(tag))
                continue;
            if (!again)
                return violation("the target rejects our logout");
            logout->delay(m_session.m_now + kResendDelay);
        }
        return;
    case Opcode::TextRequest: // REJ-08: as if it had not been asked
        if (m_text.awaits(tag))
            m_text.stop();
        return;
    default: // pings prove life even when rejected; about data, the command's own response decides (REJ-02)
        return;
    }
}

} // namespace portolan::protocol
