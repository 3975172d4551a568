// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/event_queue.h"

#include <utility>

namespace portolan::protocol {

TaskCompleted EventQueue::take(Task &task)
{
    TaskCompleted completed;
    completed.cookie = task.request.cookie;
    completed.failure = task.failure;
    completed.status = task.status;
    completed.transferred = task.transferred;
    completed.residualOverflow = task.residualOverflow;
    completed.senseLength = task.senseLength;
    if (task.senseLength > 0)
        completed.sense = m_tasks.senseOf(task);
    completed.latency = task.latency;
    m_tasks.release(task);
    return completed;
}

std::optional<SessionEvent> EventQueue::poll()
{
    if (Task *const task = m_done.popFront())
        return take(*task);
    if (!m_functions.empty()) {
        const TaskManagementCompleted completed = m_functions.front();
        m_functions.pop();
        return completed;
    }
    if (!m_messages.empty()) {
        const AsyncMessage message = m_messages.front();
        m_messages.pop();
        return message;
    }
    if (m_anyLost) {
        for (auto &lost : m_lost) {
            if (lost)
                return *std::exchange(lost, std::nullopt);
        }
        m_anyLost = false;
    }
    if (m_logout)
        return *std::exchange(m_logout, std::nullopt);
    if (m_failure)
        return *std::exchange(m_failure, std::nullopt);
    return std::nullopt;
}

} // namespace portolan::protocol
