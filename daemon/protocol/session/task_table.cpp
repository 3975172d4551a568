// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/task_table.h"

#include <algorithm>

namespace portolan::protocol {

TaskTable::TaskTable(std::size_t capacity)
    : m_tasks(std::clamp<std::size_t>(capacity, 1, kMaxCapacity))
    , m_senses(m_tasks.size())
    , m_tolerated(m_tasks.size(), kNoTag)
{
    m_free.reserve(m_tasks.size());
    for (std::size_t slot = m_tasks.size(); slot > 0; --slot) {
        m_free.push_back(std::uint16_t(slot - 1));
        m_tasks[slot - 1].tag = std::uint32_t(slot - 1);
    }
}

Task *TaskTable::allocate()
{
    if (m_free.empty())
        return nullptr;
    Task &task = m_tasks[m_free.back()];
    m_free.pop_back();
    const std::uint32_t tag = task.tag;
    task = Task{};
    task.tag = tag;
    renewTag(task);
    return &task;
}

void TaskTable::release(Task &task)
{
    task.state = Task::State::Free;
    m_free.push_back(std::uint16_t(slotOf(task.tag)));
}

void TaskTable::renewTag(Task &task) { task.tag = (task.tag + (1u << kSlotBits)) & kTagMask; }

Task *TaskTable::find(std::uint32_t tag)
{
    const std::size_t slot = slotOf(tag);
    if (slot >= m_tasks.size())
        return nullptr;
    Task &task = m_tasks[slot];
    return task.tag == tag && task.state == Task::State::Issued ? &task : nullptr;
}

void TaskTable::tolerate(const Task &task) { m_tolerated[slotOf(task.tag)] = task.tag; }

bool TaskTable::isTolerated(std::uint32_t tag) const
{
    const std::size_t slot = slotOf(tag);
    return tag != kNoTag && slot < m_tolerated.size() && m_tolerated[slot] == tag;
}

} // namespace portolan::protocol
