// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/scsi/cdb.h"
#include "daemon/protocol/scsi/outcome.h"
#include "daemon/protocol/scsi/sense.h"
#include "daemon/protocol/session/session_machine.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace portolan::dataplane::worker {

using protocol::Instant;

/// How a command ended for good, after whatever was tried again.
struct CommandResult {
    int error = 0; ///< errno, 0 = success
    std::uint32_t transferred = 0;
    std::optional<protocol::scsi::Sense> sense{};
};

class CommandOwner {
public:
    virtual void commandEnded(std::uint32_t tag, const CommandResult &result, Instant now) = 0;

protected:
    ~CommandOwner() = default;
};

/// What a target tells by the way, in the answer to any command.
class AttentionListener {
public:
    virtual void unitAttention(protocol::Lun lun, protocol::scsi::UnitAttention attention, Instant now) = 0;

protected:
    ~AttentionListener() = default;
};

/// Where commands go: protocol::SessionMachine, or a test.
class CommandSink {
public:
    virtual Result<> submit(const protocol::ScsiRequest &request, Instant now) = 0;

protected:
    ~CommandSink() = default;
};

struct Command {
    protocol::Lun lun{};
    protocol::scsi::Cdb cdb{};
    protocol::TransferDirection direction = protocol::TransferDirection::None;
    std::span<std::byte> dataIn{};        ///< Stays its owner's until commandEnded().
    std::span<const std::byte> dataOut{}; ///< Likewise.
    CommandOwner *owner = nullptr;
    std::uint32_t tag = 0; ///< Comes back in commandEnded().
    bool exact = false;    ///< Fewer bytes than the buffer has are a failure.
    /// How long "busy" and "becoming ready" are met with patience.
    std::chrono::milliseconds patience{60'000};
};

/// Issues SCSI commands and issues them again where the answer says so: unit attentions, busy targets, aborted
/// commands. Every command here is idempotent, which makes that safe. Sized at start; nothing is allocated later.
class CommandExecutor {
public:
    CommandExecutor(std::size_t capacity, CommandSink &sink, AttentionListener &listener);

    [[nodiscard]] std::size_t available() const { return m_free.size(); }
    [[nodiscard]] std::size_t inWork() const { return m_entries.size() - m_free.size(); }
    /// \pre available() > 0. The end is reported later, never from inside the call.
    void submit(const Command &command, Instant now);
    void completed(const protocol::TaskCompleted &completed, Instant now);
    /// Ends with EIO what waits for its time; what is in the machine the machine ends.
    void failWaiting(Instant now);

    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now);

private:
    struct Entry {
        Command command{};
        Instant started{};
        Instant retryAt{};
        std::uint32_t attempts = 0; ///< Finished ones
    };

    void issue(std::uint32_t index, Instant now);
    void wait(std::uint32_t index, Instant until);
    void end(std::uint32_t index, const CommandResult &result, Instant now);
    void again(std::uint32_t index, const protocol::scsi::Outcome &outcome, const CommandResult &failure, Instant now);

    CommandSink &m_sink;
    AttentionListener &m_listener;
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_waiting; ///< For their retryAt, in no order: seldom more than a few.
};

} // namespace portolan::dataplane::worker
