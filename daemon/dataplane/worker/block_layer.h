// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/dataplane/worker/command_executor.h"
#include "daemon/dataplane/worker/export/block_export.h"
#include "daemon/dataplane/worker/logical_unit.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace portolan::dataplane::worker {

/// Turns block requests into SCSI commands: splits them by the unit's limits, keeps unaligned writes apart from all
/// other writes of their unit, counts. Requests wait here while there are no free commands; units take turns.
///
/// Nothing is allocated per request: lists are rings of request indices, sized at start.
class BlockLayer final : public BlockBackend, public CommandOwner {
public:
    /// \param reserve  commands of the executor that are left to others
    BlockLayer(CommandExecutor &executor, ipc::CounterSlot &sessionCounters, std::size_t maxRequests,
               std::size_t reserve);
    ~BlockLayer();

    void addUnit(UnitId id, const LogicalUnit &unit, ipc::CounterSlot *counters);
    void updateUnit(UnitId id, const LogicalUnit &unit); ///< Size, cache mode: what may change under a running unit.
    void removeUnit(UnitId id);

    void start(BlockRequest &request, Instant now) override;
    void commandEnded(std::uint32_t tag, const CommandResult &result, Instant now) override;
    /// Gives waiting requests what commands are free. Once per turn of the loop.
    void pump(Instant now);
    [[nodiscard]] std::size_t inWork() const { return m_inWork; }

private:
    struct Unit;

    /// First in, first out, of request indices.
    class Ring {
    public:
        explicit Ring(std::size_t capacity)
            : m_slots(capacity)
        {}
        [[nodiscard]] bool empty() const { return m_count == 0; }
        [[nodiscard]] std::uint32_t front() const { return m_slots[m_head]; }
        void push(std::uint32_t value);
        std::uint32_t pop();

    private:
        std::vector<std::uint32_t> m_slots;
        std::size_t m_head = 0, m_count = 0;
    };

    void admit(BlockRequest &request, Unit &unit);
    void admitDeferred(Unit &unit);
    [[nodiscard]] static bool mustWait(const BlockRequest &request, const Unit &unit);
    void enqueue(BlockRequest &request, Unit &unit);
    /// \return false when no command is free
    bool issueSome(BlockRequest &request, const Unit &unit, Instant now);
    void issue(BlockRequest &request, const Unit &unit, Instant now);
    void buildTransfer(BlockRequest &request, const Unit &unit, Command &command) const;
    void buildZeroes(BlockRequest &request, const Unit &unit, Command &command) const;
    void buildEdge(BlockRequest &request, const Unit &unit, Command &command) const;
    [[nodiscard]] bool hasMore(const BlockRequest &request) const;
    void edgesArrived(BlockRequest &request, Unit &unit);
    /// \return true if the request goes on in another way
    bool tryOtherWay(BlockRequest &request, Unit &unit, int error);
    void settle(BlockRequest &request, Instant now);
    void finish(BlockRequest &request, int error, Instant now);
    void forget(const BlockRequest &request);
    void count(const BlockRequest &request, Unit &unit, int error, Instant now);

    CommandExecutor &m_executor;
    ipc::CounterSlot &m_sessionCounters;
    const std::size_t m_reserve;
    std::unordered_map<UnitId, std::unique_ptr<Unit>> m_units; ///< Removed ones stay while they have requests.
    std::vector<BlockRequest *> m_requests;                    ///< By index; nullptr: not in work
    std::size_t m_maxRequests;
    Ring m_turn;   ///< Units with requests that want to be given commands; each takes one request's turn.
    Ring m_failed; ///< To be completed with their error at the next pump().
    std::size_t m_inWork = 0;
};

} // namespace portolan::dataplane::worker
