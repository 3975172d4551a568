// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/command_executor.h"

#include <algorithm>
#include <cerrno>

namespace portolan::dataplane::worker {

namespace {

using namespace std::chrono_literals;
using protocol::scsi::Outcome;

/// For answers that should not repeat: more than this often and the answer is believed.
constexpr std::uint32_t kMaxAttempts = 6;
/// A target may queue several unit attentions, one per event and logical unit.
constexpr std::uint32_t kMaxAttentions = 16;
constexpr auto kFirstPause = 20ms;
constexpr auto kLongestPause = 1000ms;

std::chrono::milliseconds pauseAfter(std::uint32_t attempts)
{
    return std::min<std::chrono::milliseconds>(kFirstPause * (1U << std::min(attempts, 10U)), kLongestPause);
}

CommandResult resultOf(const protocol::TaskCompleted &completed, int error, std::size_t size)
{
    CommandResult result{error, std::uint32_t(std::min<std::size_t>(completed.transferred, size)), {}};
    if (completed.senseLength > 0)
        result.sense = protocol::scsi::Sense::parse(std::span(completed.sense).first(completed.senseLength));
    return result;
}

} // namespace

CommandExecutor::CommandExecutor(std::size_t capacity, CommandSink &sink, AttentionListener &listener)
    : m_sink(sink)
    , m_listener(listener)
    , m_entries(capacity)
{
    m_free.reserve(capacity);
    m_waiting.reserve(capacity);
    for (std::size_t i = capacity; i > 0; --i)
        m_free.push_back(std::uint32_t(i - 1));
}

void CommandExecutor::submit(const Command &command, Instant now)
{
    const std::uint32_t index = m_free.back();
    m_free.pop_back();
    m_entries[index] = Entry{command, now, {}, 0};
    issue(index, now);
}

void CommandExecutor::issue(std::uint32_t index, Instant now)
{
    const Command &command = m_entries[index].command;
    protocol::ScsiRequest request;
    request.lun = command.lun;
    request.cdb = command.cdb;
    request.direction = command.direction;
    request.dataIn = command.dataIn;
    request.dataOut = command.dataOut;
    request.cookie = index;
    if (!m_sink.submit(request, now)) // full, or there is no connection yet
        wait(index, now + kFirstPause);
}

void CommandExecutor::wait(std::uint32_t index, Instant until)
{
    m_entries[index].retryAt = until;
    m_waiting.push_back(index);
}

void CommandExecutor::end(std::uint32_t index, const CommandResult &result, Instant now)
{
    CommandOwner *owner = m_entries[index].command.owner;
    const std::uint32_t tag = m_entries[index].command.tag;
    m_free.push_back(index); // before the owner hears of it: it may submit the next one
    owner->commandEnded(tag, result, now);
}

void CommandExecutor::completed(const protocol::TaskCompleted &completed, Instant now)
{
    if (completed.cookie >= m_entries.size())
        return;
    const auto index = std::uint32_t(completed.cookie);
    const Command &command = m_entries[index].command;
    Outcome outcome = protocol::scsi::classify(completed, protocol::scsi::operationOf(command.cdb));
    const std::size_t size =
        command.direction == protocol::TransferDirection::Read ? command.dataIn.size() : command.dataOut.size();
    // A target may announce an underflow with GOOD: no excuse where every byte counts (CMD-10, CMD-12).
    if (outcome.kind == Outcome::Kind::Success && command.exact && completed.transferred != size)
        outcome = Outcome{Outcome::Kind::RetryNow, {}, EIO};
    if (outcome.kind == Outcome::Kind::Success)
        return end(index, resultOf(completed, 0, size), now);
    const CommandResult failure = resultOf(completed, outcome.error == 0 ? EIO : outcome.error, size);
    if (outcome.kind == Outcome::Kind::Failed)
        return end(index, failure, now);
    again(index, outcome, failure, now);
}

void CommandExecutor::again(std::uint32_t index, const Outcome &outcome, const CommandResult &failure, Instant now)
{
    Entry &entry = m_entries[index];
    const std::uint32_t attempts = ++entry.attempts;
    if (outcome.kind == Outcome::Kind::RetryLater) {
        if (now - entry.started >= entry.command.patience)
            return end(index, failure, now);
        return wait(index, now + pauseAfter(attempts));
    }
    const bool attention = outcome.kind == Outcome::Kind::UnitAttention;
    if (attempts >= (attention ? kMaxAttentions : kMaxAttempts))
        return end(index, failure, now);
    if (attention)
        m_listener.unitAttention(entry.command.lun, outcome.attention, now);
    issue(index, now);
}

void CommandExecutor::failWaiting(Instant now)
{
    while (!m_waiting.empty()) {
        const std::uint32_t index = m_waiting.back();
        m_waiting.pop_back();
        end(index, CommandResult{EIO, 0, {}}, now);
    }
}

std::optional<Instant> CommandExecutor::deadline() const
{
    std::optional<Instant> first;
    for (const std::uint32_t index : m_waiting) {
        if (!first || m_entries[index].retryAt < *first)
            first = m_entries[index].retryAt;
    }
    return first;
}

void CommandExecutor::handleTimeout(Instant now)
{
    // issue() may put one back, with a later time: look at each one once.
    for (std::size_t left = m_waiting.size(), at = 0; left > 0; --left) {
        const std::uint32_t index = m_waiting[at];
        if (m_entries[index].retryAt > now) {
            ++at;
            continue;
        }
        m_waiting.erase(m_waiting.begin() + std::ptrdiff_t(at));
        issue(index, now);
    }
}

} // namespace portolan::dataplane::worker
