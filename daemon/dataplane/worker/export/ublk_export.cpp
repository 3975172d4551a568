// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_export.h"

#include "common/types/ublk_abi.h"
#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace portolan::dataplane::worker {

namespace {

/// Taken in one turn of the loop, so that the network is not left alone.
constexpr int kMostPerTurn = 64;
/// Bytes. Below, a copy costs less than lending and taking back: docs/user-data-plane.md.
constexpr std::uint64_t kWorthLending = std::uint64_t(128) << 10;

} // namespace

Result<std::unique_ptr<UblkExport>> UblkExport::create(std::unique_ptr<UblkPort> port, std::size_t requests,
                                                       std::uint32_t firstIndex)
{
    auto pool = RequestPool::create(requests, firstIndex);
    if (!pool)
        return fail(pool.error());
    return std::unique_ptr<UblkExport>(new UblkExport(std::move(port), std::move(*pool)));
}

UblkExport::UblkExport(std::unique_ptr<UblkPort> port, RequestPool pool)
    : m_port(std::move(port))
    , m_pages(m_port ? std::make_unique<UblkPages>(*m_port, pool.size()) : nullptr)
    , m_disks(kMostDisks)
    , m_pool(std::move(pool))
    , m_pending(m_pool.size())
{}

UblkExport::~UblkExport() = default;

// --- devices ---

Result<> UblkExport::serve(std::uint64_t lun, const std::string &device, UniqueFd file, Instant now)
{
    const auto unit = std::ranges::find_if(m_units, [lun](const auto &entry) { return entry.second.lun == lun; });
    if (unit == m_units.end())
        return fail(ErrorCode::NotFound, "ublk: there is no such unit to serve as " + device);
    const auto place = std::ranges::find_if(m_disks, [](const auto &disk) { return !disk; });
    if (!m_port || place == m_disks.end())
        return fail(ErrorCode::NotSupported,
                    m_port ? "ublk: too many devices" : "this process cannot serve ublk devices");
    auto disk = UblkDisk::create(*m_port, std::move(file), unit->first, device);
    if (!disk)
        return fail(disk.error());
    *place = std::move(*disk);
    makeRoomToWait();
    const auto number = std::size_t(place - m_disks.begin());
    for (UblkDisk::Place tag = 0; tag < (*place)->places(); ++tag)
        push(tagOf(number, tag), ublk::kFetch, 0);
    send();
    receive(now); // a refusal is there at once
    if (!*place || (*place)->ended)
        return fail(ErrorCode::Internal, "ublk: the kernel does not let us serve " + device);
    logLine(unit->second.name + " is served as " + device);
    return {};
}

std::string UblkExport::deviceOf(std::uint64_t lun) const
{
    for (const auto &disk : m_disks) {
        const ExportedUnit *const unit = disk && !disk->ended ? unitOf(*disk) : nullptr;
        if (unit != nullptr && unit->lun == lun)
            return disk->device();
    }
    return {};
}

const ExportedUnit *UblkExport::unitOf(const UblkDisk &disk) const
{
    const auto found = m_units.find(disk.unit());
    return found == m_units.end() ? nullptr : &found->second;
}

void UblkExport::forgetIfOver(Tag tag)
{
    auto &disk = m_disks[tag >> 16U];
    if (disk->ended && disk->atKernel == 0 && disk->inWork == 0)
        disk.reset();
}

// --- requests ---

void UblkExport::receive(Instant now)
{
    if (!m_port)
        return;
    while (m_waitingCount > 0 && m_pool.hasFree())
        begin(popWaiting(), now);
    UblkPort::Completion completion;
    for (int i = 0; i < kMostPerTurn && m_port->next(completion); ++i)
        arrived(Tag(completion.about), completion.result, now);
}

void UblkExport::arrived(Tag tag, int result, Instant now)
{
    UblkDisk &disk = *diskOf(tag);
    --disk.atKernel;
    if (result == UBLK_IO_RES_OK) {
        ++disk.inWork;
        if (!m_pool.hasFree())
            return pushWaiting(tag);
        return begin(tag, now);
    }
    if (!std::exchange(disk.ended, true))
        logLine(disk.device() + (result == UBLK_IO_RES_ABORT ? std::string(" is not served any more")
                                                             : ": " + std::string(std::strerror(-result))));
    forgetIfOver(tag);
}

/// \pre there is a free request
void UblkExport::begin(Tag tag, Instant now)
{
    UblkDisk &disk = *diskOf(tag);
    const UblkPlan plan = UblkPlan::of(disk.request(placeOf(tag)), unitOf(disk));
    if (plan.refusal != 0)
        return answer(tag, ublkResult(plan.refusal, 0));
    BlockRequest &block = m_pool.take();
    block.origin = this;
    block.operation = plan.operation;
    block.forceUnitAccess = plan.forceUnitAccess;
    block.mayUnmap = plan.mayUnmap;
    block.unit = disk.unit();
    block.offset = plan.offset;
    block.length = plan.length;
    pendingOf(block) = {tag, plan};
    if (providePayload(block))
        return m_backend->start(block, now);
    m_pool.give(block);
    answer(tag, ublkResult(EIO, 0));
}

/// \return false if the data of a write cannot be had
bool UblkExport::providePayload(BlockRequest &request)
{
    Pending &pending = pendingOf(request);
    if (!pending.plan.transfers())
        return true;
    const auto place = diskOf(pending.tag)->at(placeOf(pending.tag));
    const std::span memory(request.payload, request.length);
    if (m_lends && request.length >= kWorthLending) {
        // Of whole blocks, so there is no need for room around it.
        if (std::byte *const lent = m_pages->lend(m_pool.slotOf(request), place, memory)) {
            request.payload = lent;
            pending.isLent = true;
            return true;
        }
    }
    return request.operation == BlockOperation::Read || m_port->fetch(place, 0, memory);
}

/// \param error  of the request  \return the same, or that of its data
int UblkExport::returnPayload(const BlockRequest &request, int error)
{
    const Pending &pending = pendingOf(request);
    bool good = true;
    if (pending.isLent)
        good = m_pages->takeBack(m_pool.slotOf(request));
    else if (error == 0 && pending.plan.operation == BlockOperation::Read)
        good = m_port->give(diskOf(pending.tag)->at(placeOf(pending.tag)), 0, {request.payload, pending.plan.length});
    return error == 0 && !good ? EIO : error;
}

void UblkExport::complete(BlockRequest &request, int error)
{
    const auto restart = [&] { m_backend->start(request, std::chrono::steady_clock::now()); };
    Pending &pending = pendingOf(request);
    UblkPlan &plan = pending.plan;
    if (error == EOPNOTSUPP && request.mayUnmap && plan.mustZero) {
        request.mayUnmap = false; // zeroes are a promise, unmapping is not
        return restart();
    }
    const bool isHint = request.mayUnmap && !plan.mustZero;
    if (error == EOPNOTSUPP && isHint)
        error = 0;
    if (error == 0 && std::exchange(plan.flushAfter, false)) {
        request.operation = BlockOperation::Flush;
        request.offset = request.length = 0;
        return restart();
    }
    error = returnPayload(request, error);
    m_pool.give(request);
    answer(pending.tag, ublkResult(error, plan.transfers() ? plan.length : 0));
}

void UblkExport::answer(Tag tag, std::int32_t result)
{
    --diskOf(tag)->inWork;
    push(tag, ublk::kCommitAndFetch, result);
}

void UblkExport::push(Tag tag, std::uint32_t operation, std::int32_t result)
{
    UblkDisk &disk = *diskOf(tag);
    UblkPort::Command command = disk.command(operation, placeOf(tag), result);
    command.about = tag;
    m_port->push(command);
    ++disk.atKernel;
    m_unsent = true;
}

void UblkExport::send()
{
    if (m_unsent)
        m_unsent = !m_port->submit();
}

void UblkExport::trim()
{
    if (m_pool.isIdle())
        m_pool.trim();
}

void UblkExport::makeRoomToWait()
{
    std::size_t places = 0;
    for (const auto &disk : m_disks)
        places += disk ? disk->places() : 0;
    if (places <= m_waiting.size())
        return;
    std::rotate(m_waiting.begin(), m_waiting.begin() + std::ptrdiff_t(m_firstWaiting), m_waiting.end());
    m_firstWaiting = 0;
    m_waiting.resize(places);
}

void UblkExport::pushWaiting(Tag tag) { m_waiting[(m_firstWaiting + m_waitingCount++) % m_waiting.size()] = tag; }

UblkExport::Tag UblkExport::popWaiting()
{
    const Tag tag = m_waiting[m_firstWaiting];
    m_firstWaiting = (m_firstWaiting + 1) % m_waiting.size();
    --m_waitingCount;
    return tag;
}

// --- units ---

void UblkExport::addDevice(const ExportedUnit &unit) { m_units.emplace(unit.id, unit); }

void UblkExport::removeDevice(UnitId id) { m_units.erase(id); }

void UblkExport::updateDevice(const ExportedUnit &unit)
{
    if (const auto found = m_units.find(unit.id); found != m_units.end())
        found->second = unit;
}

} // namespace portolan::dataplane::worker
