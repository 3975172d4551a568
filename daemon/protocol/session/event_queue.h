// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/fixed_ring.h"
#include "daemon/protocol/session/session_machine.h"
#include "daemon/protocol/session/task_table.h"

#include <array>
#include <optional>

namespace portolan::protocol {

/// What poll() hands out, commands first, the end of the connection last. Ended commands wait in their own slots, so
/// their number needs no bound here.
class EventQueue {
public:
    using DoneList = IntrusiveList<Task, &Task::order>;

    explicit EventQueue(TaskTable &tasks)
        : m_tasks(tasks)
    {}

    void taskDone(Task &task)
    {
        task.state = Task::State::Done;
        m_done.pushBack(task);
    }
    /// \return false if more messages wait than the queue can hold
    [[nodiscard]] bool push(const AsyncMessage &message) { return m_messages.push(message); }
    void push(const TaskManagementCompleted &completed)
    {
        if (m_functions.full()) // an owner that polls never gets here: then the newest count
            m_functions.pop();
        (void)m_functions.push(completed);
    }
    void push(const LogoutCompleted &completed) { m_logout = completed; }
    void push(ConnectionFailed failure) { m_failure = std::move(failure); }
    void push(ConnectionLost lost)
    {
        m_anyLost = true;
        m_lost.at(lost.slot) = std::move(lost);
    }

    /// The old connection is history: what it left behind must not be taken for the new one's.
    void connectionReplaced()
    {
        m_failure.reset();
        m_lost.fill(std::nullopt);
        m_anyLost = false;
        m_logout.reset();
        m_functions.clear();
    }

    [[nodiscard]] std::optional<SessionEvent> poll();

private:
    [[nodiscard]] TaskCompleted take(Task &task);

    TaskTable &m_tasks;
    DoneList m_done;
    FixedRing<AsyncMessage> m_messages{256};
    FixedRing<TaskManagementCompleted> m_functions{64};
    std::optional<LogoutCompleted> m_logout;
    std::array<std::optional<ConnectionLost>, SessionMachine::kMaxConnections> m_lost; ///< By slot
    bool m_anyLost = false;
    std::optional<ConnectionFailed> m_failure;
};

} // namespace portolan::protocol
