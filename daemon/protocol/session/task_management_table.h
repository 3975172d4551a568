// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/task_management.h"
#include "daemon/protocol/session/control_tags.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace portolan::protocol {

/// The task management functions under way: at most one for each logical unit (TMF-15). RFC 7143 §11.5.
class TaskManagementTable {
public:
    enum class Stage : std::uint8_t { Unused, Delayed, Ready, Sent };
    static constexpr std::uint8_t kAnySlot = 0xff;

    struct Entry {
        Stage stage = Stage::Unused;
        pdu::TaskFunction function = pdu::TaskFunction::AbortTask;
        Lun lun{};
        std::uint32_t tag = 0;
        std::uint32_t referencedTag = kReservedTag; ///< Of the command to abort
        std::uint32_t refCmdSn = 0;
        std::uint32_t cmdSn = 0; ///< CmdSN when it was sent; older commands are affected (TMF-09).
        /// The connection that it leaves on, or left on: that of the command to abort (§11.5.1), else any one.
        std::uint8_t slot = kAnySlot;
        bool requested = false; ///< By the owner; a refusal is then only reported.
        Instant deadline{};     ///< For the answer
        Instant sendAt{};       ///< When Delayed
    };

    /// \return nullptr if this unit has one under way, or the table is full: try again when one ended
    Entry *begin(pdu::TaskFunction function, Lun lun, Instant deadline)
    {
        if (full() || forUnit(lun) != nullptr)
            return nullptr;
        Entry *const free = std::ranges::find(m_entries, Stage::Unused, [](const Entry &entry) { return entry.stage; });
        *free = {};
        ++m_active;
        free->lun = lun;
        restart(*free, function, deadline);
        return free;
    }

    /// A new function in the place of one that failed.
    void restart(Entry &entry, pdu::TaskFunction function, Instant deadline)
    {
        entry.stage = Stage::Ready;
        entry.function = function;
        entry.slot = kAnySlot;
        entry.tag = controlTag(ControlKind::TaskManagement, m_sequence++);
        entry.deadline = deadline;
    }

    void delay(Entry &entry, Instant until)
    {
        entry.stage = Stage::Delayed;
        entry.sendAt = until;
    }

    void end(Entry &entry)
    {
        entry.stage = Stage::Unused;
        --m_active;
    }

    [[nodiscard]] Entry *find(std::uint32_t tag)
    {
        return findIf([&](const Entry &entry) { return entry.tag == tag; });
    }
    [[nodiscard]] Entry *forUnit(Lun lun)
    {
        return findIf([&](const Entry &entry) { return entry.lun == lun; });
    }
    [[nodiscard]] Entry *nextToSend(std::uint8_t slot)
    {
        return findIf([&](const Entry &entry) {
            return entry.stage == Stage::Ready && (entry.slot == slot || entry.slot == kAnySlot);
        });
    }
    [[nodiscard]] Entry *overdue(Instant now)
    {
        return findIf([&](const Entry &entry) { return entry.deadline <= now; });
    }
    void wakeDelayed(Instant now)
    {
        while (Entry *entry = findIf([&](const Entry &e) { return e.stage == Stage::Delayed && e.sendAt <= now; }))
            entry->stage = Stage::Ready;
    }

    [[nodiscard]] std::optional<Instant> deadline() const
    {
        std::optional<Instant> earliest;
        const auto consider = [&](Instant instant) {
            if (!earliest || instant < *earliest)
                earliest = instant;
        };
        for (const Entry &entry : m_entries) {
            if (m_active == 0 || entry.stage == Stage::Unused)
                continue;
            consider(entry.deadline);
            if (entry.stage == Stage::Delayed)
                consider(entry.sendAt);
        }
        return earliest;
    }

    /// Its commands will be issued again elsewhere, so they need no abort; a reset begins again.
    void connectionLost(std::uint8_t slot, Instant resetDeadline)
    {
        while (Entry *entry = findIf([&](const Entry &e) { return e.slot == slot; })) {
            if (entry->function == pdu::TaskFunction::AbortTask)
                end(*entry);
            else
                restart(*entry, entry->function, resetDeadline);
        }
    }

    [[nodiscard]] bool full() const { return m_active == m_entries.size(); }
    void clear()
    {
        for (Entry &entry : m_entries)
            entry.stage = Stage::Unused;
        m_active = 0;
    }

private:
    template <typename Predicate>
    [[nodiscard]] Entry *findIf(Predicate matches)
    {
        if (m_active == 0)
            return nullptr;
        for (Entry &entry : m_entries)
            if (entry.stage != Stage::Unused && matches(entry))
                return &entry;
        return nullptr;
    }

    std::array<Entry, 16> m_entries{};
    std::size_t m_active = 0;
    std::uint32_t m_sequence = 0;
};

} // namespace portolan::protocol
