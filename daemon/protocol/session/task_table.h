// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/coverage.h"
#include "daemon/protocol/session/intrusive_list.h"
#include "daemon/protocol/session/session_machine.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace portolan::protocol {

/// One SCSI command in the machine.
struct Task {
    enum class State : std::uint8_t {
        Free,
        Queued, ///< Not sent, or to be sent anew.
        Issued, ///< It has a CmdSN, and the target may act on it.
        Held,   ///< Ended, but the send queue still points into its buffer.
        Done,   ///< Ended; poll() hands it out.
    };

    ScsiRequest request{};
    std::uint32_t length = 0; ///< Expected Data Transfer Length, bytes
    std::uint32_t tag = 0;    ///< Initiator Task Tag
    std::uint32_t cmdSn = 0;
    State state = State::Free;
    bool inSequence = false; ///< Data-In: the last PDU was not the end of its sequence.
    bool expired = false;    ///< The command timeout is over.
    bool rejected = false;   ///< A Reject named it; being aborted to fill its place in the CmdSN order (SEQ-18).
    bool wantsAbort = false; ///< ABORT TASK is due, but the unit has another function under way.
    std::uint8_t slot = 0;   ///< Issued: of the connection that it has its allegiance to
    std::uint8_t resends = 0;
    std::uint8_t blame = 0; ///< How many connections failed because of this command.

    std::uint32_t received = 0; ///< Data-In: bytes that are in dataIn, without a hole if they come in order
    std::uint32_t dataEnd = 0;  ///< Data-In: where the last PDU ended
    std::uint32_t dataSn = 0;   ///< Data-In: next DataSN
    std::uint32_t r2tSn = 0;    ///< Next R2TSN
    std::uint32_t r2tEnd = 0;   ///< End of the range asked for last
    std::uint32_t outstandingR2ts = 0;
    std::uint32_t built = 0;       ///< Data-Out: bytes put into PDUs
    Coverage covered{};            ///< Data-In that arrived or Data-Out that was asked for, where there is no order
    std::uint32_t pendingPdus = 0; ///< PDUs in the send queue that point into dataOut

    Instant submitted{};
    Instant deadline{};

    TaskFailure failure = TaskFailure::None;
    std::uint8_t status = 0;
    std::uint8_t senseLength = 0;
    std::uint32_t transferred = 0;
    std::uint32_t residualOverflow = 0;
    std::chrono::microseconds latency{0};

    ListLink<Task> order{};  ///< Submission order, later the order of completion
    ListLink<Task> timer{};  ///< By deadline
    ListLink<Task> queue{};  ///< Queued ones, as they are to be issued
    ListLink<Task> resend{}; ///< Commands to be sent once more, §7.2.1

    /// It is sent once more, from its beginning.
    void forgetData()
    {
        received = dataSn = dataEnd = built = r2tSn = r2tEnd = outstandingR2ts = 0;
        inSequence = false;
        covered = {};
    }
};

/// The commands of a session, found by Initiator Task Tag in constant time.
///
/// A tag is the number of a slot and a generation, so that a tag of the past does not find today's command. The top
/// bit is never set: such tags belong to the requests that are no SCSI commands, and the reserved one is among them.
class TaskTable {
public:
    static constexpr std::size_t kMaxCapacity = 4096;

    /// \param capacity  1..kMaxCapacity
    explicit TaskTable(std::size_t capacity);

    [[nodiscard]] bool full() const { return m_free.empty(); }
    [[nodiscard]] std::size_t capacity() const { return m_tasks.size(); }
    [[nodiscard]] std::size_t size() const { return m_tasks.size() - m_free.size(); }
    /// A clean task with a fresh tag; nullptr when full.
    Task *allocate();
    void release(Task &task);
    void renewTag(Task &task);

    /// The issued command with this tag, else nullptr.
    [[nodiscard]] Task *find(std::uint32_t tag);
    /// Remembers that task management ended this command, so that its late PDUs are dropped (TMF-06, DAT-10).
    void tolerate(const Task &task);
    [[nodiscard]] bool isTolerated(std::uint32_t tag) const;

    [[nodiscard]] std::array<std::byte, 96> &senseOf(const Task &task) { return m_senses[slotOf(task.tag)]; }

    template <typename Function>
    void forEach(Function function)
    {
        for (Task &task : m_tasks)
            if (task.state != Task::State::Free)
                function(task);
    }

private:
    static constexpr std::uint32_t kSlotBits = 12;
    static constexpr std::uint32_t kSlotMask = (1u << kSlotBits) - 1;
    static constexpr std::uint32_t kTagMask = 0x7fffffff;
    static constexpr std::uint32_t kNoTag = kReservedTag;

    [[nodiscard]] static std::size_t slotOf(std::uint32_t tag) { return tag & kSlotMask; }

    std::vector<Task> m_tasks;
    std::vector<std::array<std::byte, 96>> m_senses; ///< Apart, as they are rarely touched.
    std::vector<std::uint32_t> m_tolerated;          ///< By slot
    std::vector<std::uint16_t> m_free;
};

} // namespace portolan::protocol
