// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace portolan::bench {

/// Sense key, additional sense code and qualifier; key 0 = GOOD.
struct Sense {
    std::uint8_t key = 0;
    std::uint8_t code = 0;
    std::uint8_t qualifier = 0;
};

/// One SCSI command between its arrival and its status.
struct Task {
    enum class Kind : std::uint8_t {
        Free,
        Reply, ///< Few bytes, made from the CDB when they are sent
        Read,
        Write,     ///< Data to the disk
        WriteSame, ///< One block to the disk, or none
        Other,     ///< Status only; data are dropped
    };

    Kind kind = Kind::Free;
    bool immediate = false;  ///< Has no CmdSN of its own
    bool awaitsData = false; ///< Unsolicited Data-Out follow
    bool ready = false;      ///< In the queue of tasks that have something to send
    bool held = false;       ///< Would be, if it were its turn
    Sense sense;             ///< What the command ends with
    std::uint32_t index = 0; ///< In its pool; upper half of its target transfer tags
    std::uint32_t tag = 0;   ///< Initiator task tag
    std::uint32_t cmdSn = 0;
    std::uint64_t address = 0;  ///< LUN as it came
    std::uint32_t lun = 0;      ///< Number; of no meaning where the command failed for it
    std::uint32_t expected = 0; ///< Expected data transfer length
    std::uint64_t wanted = 0;   ///< Bytes that the CDB asks for
    std::uint32_t total = 0;    ///< Bytes to move: the lesser of both
    std::uint64_t position = 0; ///< On the disk
    std::uint64_t length = 0;   ///< On the disk, for WriteSame
    std::uint32_t done = 0;     ///< Bytes moved
    std::uint32_t dataSn = 0;   ///< Of the next Data-In, or of the next Data-Out of this sequence
    std::uint32_t sequenceEnd = 0;
    std::uint32_t requested = 0; ///< Up to here data were asked for
    std::uint32_t r2tSn = 0;     ///< Of the next R2T
    std::uint32_t served = 0;    ///< R2TSN of the sequence that comes in now
    std::array<std::uint8_t, 16> cdb{};

    [[nodiscard]] std::uint32_t outstandingR2ts() const { return r2tSn - served; }
};

/// The tasks of a connection; nothing is allocated after construction. What was used last is used next.
class TaskPool {
public:
    explicit TaskPool(std::uint32_t size)
        : m_tasks(size)
    {
        m_free.reserve(size);
        for (std::uint32_t i = size; i-- > 0;)
            m_free.push_back(i);
    }
    /// nullptr if all are in use.
    [[nodiscard]] Task *take()
    {
        if (m_free.empty())
            return nullptr;
        const std::uint32_t index = m_free.back();
        m_free.pop_back();
        Task &task = m_tasks[index];
        task = Task{};
        task.index = index;
        return &task;
    }
    void giveBack(Task &task)
    {
        task.kind = Task::Kind::Free;
        m_free.push_back(task.index);
    }
    /// nullptr if there is no such task.
    [[nodiscard]] Task *at(std::uint32_t index)
    {
        return index < m_tasks.size() && m_tasks[index].kind != Task::Kind::Free ? &m_tasks[index] : nullptr;
    }
    [[nodiscard]] Task *find(std::uint32_t tag)
    {
        for (Task &task : m_tasks)
            if (task.kind != Task::Kind::Free && task.tag == tag)
                return &task;
        return nullptr;
    }
    [[nodiscard]] std::vector<Task> &all() { return m_tasks; }

private:
    std::vector<Task> m_tasks;
    std::vector<std::uint32_t> m_free;
};

/// First in, first out, of a fixed number of tasks, each at most once.
class TaskQueue {
public:
    explicit TaskQueue(std::uint32_t size)
        : m_ring(size + 1)
    {}
    [[nodiscard]] bool empty() const { return m_begin == m_end; }
    [[nodiscard]] Task *front() const { return m_ring[m_begin]; }
    void push(Task &task)
    {
        m_ring[m_end] = &task;
        m_end = next(m_end);
    }
    void pop() { m_begin = next(m_begin); }
    void remove(const Task &task)
    {
        std::uint32_t kept = m_begin;
        for (std::uint32_t at = m_begin; at != m_end; at = next(at))
            if (m_ring[at] != &task) {
                m_ring[kept] = m_ring[at];
                kept = next(kept);
            }
        m_end = kept;
    }

private:
    [[nodiscard]] std::uint32_t next(std::uint32_t at) const
    {
        return at + 1 == std::uint32_t(m_ring.size()) ? 0 : at + 1;
    }

    std::vector<Task *> m_ring;
    std::uint32_t m_begin = 0;
    std::uint32_t m_end = 0;
};

} // namespace portolan::bench
