// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/block_layer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace portolan::dataplane::worker {

namespace {

namespace scsi = protocol::scsi;
using Phase = BlockRequest::Progress::Phase;

/// Commands of one request at once: a request over a terabyte must leave some to the others.
constexpr std::uint32_t kMaxOpen = 8;
/// One WRITE SAME: what targets of all kinds do well within a command timeout.
constexpr std::uint64_t kMaxSameBytes = 32 * 1024 * 1024;

/// Never written. Not const, so that it is no megabyte of the program file.
std::array<std::byte, kMaxPayload> zeroes; // NOLINT(readability-identifier-naming)

bool modifies(const BlockRequest &request)
{
    return request.operation == BlockOperation::Write || request.operation == BlockOperation::WriteZeroes;
}

} // namespace

struct BlockLayer::Unit {
    Unit(UnitId unitId, LogicalUnit facts, ipc::CounterSlot *slot, std::size_t maxRequests)
        : id(unitId)
        , unit(std::move(facts))
        , counters(slot)
        , ready(maxRequests)
        , deferred(maxRequests)
    {}

    const UnitId id;
    LogicalUnit unit;
    ipc::CounterSlot *counters; ///< nullptr: more units than the page has slots
    bool removed = false;
    std::uint32_t requests = 0;      ///< In work
    std::uint32_t modifications = 0; ///< Admitted requests that change blocks
    bool exclusive = false;          ///< One of them is exclusive (then it is the only one).
    Ring ready;                      ///< Requests that want to be given commands
    Ring deferred;                   ///< Modifications that wait for their turn, in order.

    [[nodiscard]] std::uint64_t blocks(std::uint64_t bytes) const { return bytes / unit.blockSize; }
    [[nodiscard]] bool isAligned(const BlockRequest &request) const
    {
        return request.offset % unit.blockSize == 0 && request.length % unit.blockSize == 0;
    }
    /// Bytes of one transfer command.
    [[nodiscard]] std::uint64_t maxTransfer() const
    {
        const std::uint64_t limit = std::uint64_t(unit.limits.maxTransfer) * unit.blockSize;
        return limit == 0 ? kMaxPayload : std::min<std::uint64_t>(limit, kMaxPayload);
    }
    [[nodiscard]] std::uint64_t maxSame() const
    {
        const std::uint64_t limit = std::min<std::uint64_t>(unit.limits.maxWriteSame, kMaxSameBytes) * unit.blockSize;
        return limit == 0 ? std::max<std::uint64_t>(kMaxSameBytes, unit.blockSize) : std::min(limit, kMaxSameBytes);
    }
};

void BlockLayer::Ring::push(std::uint32_t value) { m_slots[(m_head + m_count++) % m_slots.size()] = value; }

std::uint32_t BlockLayer::Ring::pop()
{
    const std::uint32_t value = m_slots[m_head];
    m_head = (m_head + 1) % m_slots.size();
    --m_count;
    return value;
}

BlockLayer::BlockLayer(CommandExecutor &executor, ipc::CounterSlot &sessionCounters, std::size_t maxRequests,
                       std::size_t reserve)
    : m_executor(executor)
    , m_sessionCounters(sessionCounters)
    , m_reserve(reserve)
    , m_requests(maxRequests)
    , m_maxRequests(maxRequests)
    , m_turn(maxRequests)
    , m_failed(maxRequests)
{}

BlockLayer::~BlockLayer() = default;

// --- units ---

void BlockLayer::addUnit(UnitId id, const LogicalUnit &unit, ipc::CounterSlot *counters)
{
    m_units.emplace(id, std::make_unique<Unit>(id, unit, counters, m_maxRequests));
}

void BlockLayer::updateUnit(UnitId id, const LogicalUnit &unit)
{
    const auto found = m_units.find(id);
    if (found == m_units.end())
        return;
    const LogicalUnit before = std::exchange(found->second->unit, unit);
    // What was learnt by a refusal stays: the pages of the target promised it before, too.
    found->second->unit.writeSame = before.writeSame;
    found->second->unit.zeroingUnmap = before.zeroingUnmap && unit.zeroingUnmap;
}

void BlockLayer::removeUnit(UnitId id)
{
    const auto found = m_units.find(id);
    if (found == m_units.end())
        return;
    found->second->removed = true;
    if (found->second->requests == 0)
        m_units.erase(found);
}

// --- requests come in ---

void BlockLayer::start(BlockRequest &request, Instant now)
{
    ++m_inWork;
    m_requests[request.index] = &request;
    request.progress = {};
    request.progress.started = now;
    m_sessionCounters.inFlight.store(m_inWork, std::memory_order_relaxed);
    const auto found = m_units.find(request.unit);
    Unit *unit = found == m_units.end() || found->second->removed ? nullptr : found->second.get();
    const bool inside = unit != nullptr && request.offset <= unit->unit.sizeBytes &&
                        request.length <= unit->unit.sizeBytes - request.offset;
    if (!inside || (modifies(request) && unit->unit.readOnly)) {
        request.progress.error = unit == nullptr ? ENXIO : inside ? EROFS : ENOSPC;
        m_failed.push(request.index);
        return;
    }
    ++unit->requests;
    if (unit->counters != nullptr)
        unit->counters->inFlight.store(unit->requests, std::memory_order_relaxed);
    if (modifies(request) && (!unit->deferred.empty() || mustWait(request, *unit)))
        unit->deferred.push(request.index);
    else
        admit(request, *unit);
}

/// An unaligned write reads its first and last block before it writes them: another write to these blocks between the
/// two would be undone. So it waits until no write is in work, and all others wait for it.
bool BlockLayer::mustWait(const BlockRequest &request, const Unit &unit)
{
    return unit.exclusive ||
           (request.operation == BlockOperation::Write && !unit.isAligned(request) && unit.modifications > 0);
}

void BlockLayer::admit(BlockRequest &request, Unit &unit)
{
    auto &progress = request.progress;
    const std::uint64_t blockSize = unit.unit.blockSize;
    progress.begin = progress.next = request.offset / blockSize * blockSize;
    progress.end = (request.offset + request.length + blockSize - 1) / blockSize * blockSize;
    if (modifies(request)) {
        ++unit.modifications;
        if (request.operation == BlockOperation::Write && !unit.isAligned(request)) {
            progress.exclusive = unit.exclusive = true;
            progress.phase = Phase::ReadEdges;
        }
    }
    enqueue(request, unit);
}

void BlockLayer::admitDeferred(Unit &unit)
{
    while (!unit.deferred.empty() && !mustWait(*m_requests[unit.deferred.front()], unit))
        admit(*m_requests[unit.deferred.pop()], unit);
}

void BlockLayer::enqueue(BlockRequest &request, Unit &unit)
{
    request.progress.queued = true;
    if (unit.ready.empty())
        m_turn.push(unit.id);
    unit.ready.push(request.index);
}

// --- commands go out ---

void BlockLayer::pump(Instant now)
{
    while (!m_failed.empty()) {
        BlockRequest &request = *m_requests[m_failed.pop()];
        ipc::add(m_sessionCounters.errors, 1);
        forget(request);
        request.origin->complete(request, request.progress.error);
    }
    while (!m_turn.empty()) {
        Unit &unit = *m_units.at(m_turn.front());
        BlockRequest &request = *m_requests[unit.ready.front()];
        if (!issueSome(request, unit, now))
            return; // it stays the first in line
        unit.ready.pop();
        m_turn.pop();
        if (!unit.ready.empty()) // behind the others: a busy disk must not keep a quiet one waiting
            m_turn.push(unit.id);
        request.progress.queued = false;
        if (request.progress.openCommands == 0) // an empty range, a flush without a cache, or all ended meanwhile
            settle(request, now);
    }
}

bool BlockLayer::hasMore(const BlockRequest &request) const
{
    return request.progress.error == 0 && request.progress.next < request.progress.end;
}

bool BlockLayer::issueSome(BlockRequest &request, const Unit &unit, Instant now)
{
    auto &progress = request.progress;
    if (request.operation == BlockOperation::Flush) {
        if (!unit.unit.writeCache)
            return true;
        progress.next = 0;
        progress.end = 1; // one command
    }
    while (hasMore(request) && progress.openCommands < kMaxOpen) {
        if (m_executor.available() <= m_reserve)
            return false;
        issue(request, unit, now);
    }
    return true;
}

void BlockLayer::issue(BlockRequest &request, const Unit &unit, Instant now)
{
    Command command;
    command.lun = unit.unit.lun;
    command.owner = this;
    command.tag = request.index;
    command.exact = true;
    if (request.operation == BlockOperation::Flush) {
        command.cdb = scsi::synchronizeCache10();
        request.progress.next = request.progress.end;
    } else if (request.operation == BlockOperation::WriteZeroes) {
        buildZeroes(request, unit, command);
    } else if (request.progress.phase == Phase::ReadEdges) {
        buildEdge(request, unit, command);
    } else {
        buildTransfer(request, unit, command);
    }
    ++request.progress.openCommands;
    m_executor.submit(command, now);
}

void BlockLayer::buildTransfer(BlockRequest &request, const Unit &unit, Command &command) const
{
    auto &progress = request.progress;
    const std::uint64_t size = std::min(progress.end - progress.next, unit.maxTransfer());
    const std::uint64_t lba = unit.blocks(progress.next);
    const auto blocks = std::uint32_t(unit.blocks(size));
    // The bytes before an unaligned payload are ours, see BlockRequest::payload.
    std::byte *memory = request.payload - (request.offset - progress.begin) + (progress.next - progress.begin);
    if (request.operation == BlockOperation::Read) {
        command.direction = protocol::TransferDirection::Read;
        command.dataIn = {memory, size};
        command.cdb = scsi::read(lba, blocks);
    } else {
        command.direction = protocol::TransferDirection::Write;
        command.dataOut = {memory, size};
        // Without a volatile cache every write is durable, and a target without DPOFUA may refuse the bit.
        const bool fua = request.forceUnitAccess && unit.unit.writeCache && unit.unit.forceUnitAccess;
        command.cdb = scsi::write(lba, blocks, fua);
    }
    progress.next += size;
}

void BlockLayer::buildZeroes(BlockRequest &request, const Unit &unit, Command &command) const
{
    auto &progress = request.progress;
    const bool same = request.mayUnmap || unit.unit.writeSame;
    const std::uint64_t size = std::min(progress.end - progress.next, same ? unit.maxSame() : unit.maxTransfer());
    const std::uint64_t lba = unit.blocks(progress.next);
    const auto blocks = std::uint32_t(unit.blocks(size));
    command.direction = protocol::TransferDirection::Write;
    command.dataOut = std::span<const std::byte>(zeroes).first(same ? unit.unit.blockSize : size);
    command.cdb = same ? scsi::writeSame16(lba, blocks, request.mayUnmap, false) : scsi::write(lba, blocks);
    progress.next += size;
}

/// First command: the block that the write begins in; second: the one it ends in. One block is both: one command.
void BlockLayer::buildEdge(BlockRequest &request, const Unit &unit, Command &command) const
{
    auto &progress = request.progress;
    const std::uint64_t blockSize = unit.unit.blockSize;
    const bool first = progress.next == progress.begin;
    const std::uint64_t at = first ? progress.begin : progress.end - blockSize;
    command.direction = protocol::TransferDirection::Read;
    command.dataIn = {request.scratch + (first ? 0 : kMaxBlockSize), blockSize};
    command.cdb = scsi::read(unit.blocks(at), 1);
    progress.next = first && progress.end - progress.begin > blockSize ? progress.end - blockSize : progress.end;
}

// --- commands come back ---

void BlockLayer::commandEnded(std::uint32_t tag, const CommandResult &result, Instant now)
{
    BlockRequest &request = *m_requests[tag];
    auto &progress = request.progress;
    --progress.openCommands;
    if (result.error != 0 && progress.error == 0)
        progress.error = result.error;
    if (hasMore(request)) {
        if (!progress.queued)
            enqueue(request, *m_units.at(request.unit));
        return;
    }
    if (progress.openCommands == 0 && !progress.queued)
        settle(request, now);
}

/// No command of it is open or to come.
void BlockLayer::settle(BlockRequest &request, Instant now)
{
    Unit &unit = *m_units.at(request.unit);
    auto &progress = request.progress;
    if (progress.error == 0 && progress.phase == Phase::ReadEdges)
        return edgesArrived(request, unit);
    if (progress.error != 0 && tryOtherWay(request, unit, progress.error))
        return;
    finish(request, progress.error, now);
}

void BlockLayer::edgesArrived(BlockRequest &request, Unit &unit)
{
    auto &progress = request.progress;
    const std::size_t blockSize = unit.unit.blockSize;
    const std::size_t head = request.offset - progress.begin;
    const std::size_t tail = progress.end - (request.offset + request.length);
    const bool oneBlock = progress.end - progress.begin == blockSize;
    const std::byte *lastBlock = request.scratch + (oneBlock ? 0 : kMaxBlockSize);
    std::memcpy(request.payload - head, request.scratch, head);
    std::memcpy(request.payload + request.length, lastBlock + (blockSize - tail), tail);
    progress.phase = Phase::Transfer;
    progress.next = progress.begin;
    enqueue(request, unit);
}

bool BlockLayer::tryOtherWay(BlockRequest &request, Unit &unit, int error)
{
    if (error != EOPNOTSUPP)
        return false;
    if (request.operation == BlockOperation::Flush) {
        unit.unit.writeCache = false; // it knows no SYNCHRONIZE CACHE, so there is nothing to synchronize
        request.progress.error = 0;
        return false;
    }
    if (request.operation != BlockOperation::WriteZeroes)
        return false;
    if (request.mayUnmap) {
        unit.unit.zeroingUnmap = false;
        return false;
    }
    if (!unit.unit.writeSame)
        return false;
    unit.unit.writeSame = false; // from the beginning, with plain writes
    request.progress.error = 0;
    request.progress.next = request.progress.begin;
    enqueue(request, unit);
    return true;
}

void BlockLayer::finish(BlockRequest &request, int error, Instant now)
{
    Unit &unit = *m_units.at(request.unit);
    count(request, unit, error, now);
    forget(request);
    --unit.requests;
    if (unit.counters != nullptr)
        unit.counters->inFlight.store(unit.requests, std::memory_order_relaxed);
    if (modifies(request)) {
        --unit.modifications;
        if (request.progress.exclusive)
            unit.exclusive = false;
        admitDeferred(unit);
    }
    if (unit.removed && unit.requests == 0)
        m_units.erase(unit.id);
    request.origin->complete(request, error);
}

void BlockLayer::forget(const BlockRequest &request)
{
    m_requests[request.index] = nullptr;
    --m_inWork;
    m_sessionCounters.inFlight.store(m_inWork, std::memory_order_relaxed);
}

void BlockLayer::count(const BlockRequest &request, Unit &unit, int error, Instant now)
{
    const auto latency = std::chrono::duration_cast<std::chrono::microseconds>(now - request.progress.started);
    for (ipc::CounterSlot *slot : {&m_sessionCounters, unit.counters}) {
        if (slot == nullptr)
            continue;
        if (error != 0) {
            ipc::add(slot->errors, 1);
        } else if (request.operation == BlockOperation::Read) {
            ipc::add(slot->readBytes, request.length);
            ipc::add(slot->readOps, 1);
            ipc::add(slot->readLatencyUs, std::uint64_t(latency.count()));
            ipc::add(slot->readHistogram[ipc::bucketOf(latency)], 1);
        } else if (request.operation == BlockOperation::Write) {
            ipc::add(slot->writtenBytes, request.length);
            ipc::add(slot->writeOps, 1);
            ipc::add(slot->writeLatencyUs, std::uint64_t(latency.count()));
            ipc::add(slot->writeHistogram[ipc::bucketOf(latency)], 1);
        } else {
            ipc::add(slot->otherOps, 1);
        }
    }
}

} // namespace portolan::dataplane::worker
