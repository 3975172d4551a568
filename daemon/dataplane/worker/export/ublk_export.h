// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/block_export.h"
#include "daemon/dataplane/worker/export/request_pool.h"
#include "daemon/dataplane/worker/export/ublk_disk.h"
#include "daemon/dataplane/worker/export/ublk_pages.h"
#include "daemon/dataplane/worker/export/ublk_plan.h"
#include "daemon/dataplane/worker/export/ublk_port.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace portolan::dataplane::worker {

/// Serves units to the kernel's ublk, which makes block devices of them. The daemon makes the devices, which takes
/// root, and gives us their /dev/ublkcN. Data of long requests stays in the kernel's pages (UblkPages), if that is
/// wanted; all other is copied to and from our memory.
///
/// Only so many requests are in work at once, of all devices together; what arrives beyond that waits here in its
/// order.
class UblkExport final : public BlockExport {
public:
    static constexpr std::size_t kMostDisks = 256;

    /// \param port      nullptr: there is no ublk here, and serve() says so
    /// \param requests  in work at once  \param firstIndex  see RequestPool
    static Result<std::unique_ptr<UblkExport>> create(std::unique_ptr<UblkPort> port, std::size_t requests,
                                                      std::uint32_t firstIndex);
    ~UblkExport() override;

    void setBackend(BlockBackend *backend) { m_backend = backend; }
    /// nullptr: there are none.
    [[nodiscard]] PageMover *pages() { return m_pages.get(); }
    /// From now on. At first nothing is.
    void setLending(bool wanted) { m_lends = wanted; }

    [[nodiscard]] static bool isUblk(const std::string &device) { return device.starts_with("ublkb"); }
    /// Completions that a port must have room for: of the most disks with a queue each. More are kept by the kernel.
    static constexpr std::size_t kMostCompletions = kMostDisks * ublk::kQueueDepth;

    /// Serves a unit, until the kernel takes the device away.
    /// \param lun  as in ExportedUnit  \param device  what the kernel calls it: "ublkb3"  \param file  its /dev/ublkcN
    /// \return NotFound if there is no such unit, NotSupported without ublk
    Result<> serve(std::uint64_t lun, const std::string &device, UniqueFd file, Instant now);
    /// The device that a unit is served as; empty: none.
    [[nodiscard]] std::string deviceOf(std::uint64_t lun) const;

    /// To be watched for reading, always; negative: never.
    [[nodiscard]] int fd() const { return m_port ? m_port->fd() : -1; }
    /// There is something to do that fd() does not tell.
    [[nodiscard]] bool hasWaiting() const { return (m_waitingCount > 0 && m_pool.hasFree()) || m_unsent; }
    /// Takes in what has arrived, up to a bound.
    void receive(Instant now);
    /// Answers what was completed since the last time. Once per turn: the answers leave together.
    void send();
    void trim(); ///< After a while without I/O. Gives memory back.

    void addDevice(const ExportedUnit &unit) override;
    /// Its device stays, and every request there fails: whoever uses it shall hear that it is gone, and not wait for
    /// it.
    void removeDevice(UnitId id) override;
    void updateDevice(const ExportedUnit &unit) override;
    void complete(BlockRequest &request, int error) override;

private:
    /// A tag of a queue of a disk: the disk's number in m_disks and the place there.
    using Tag = std::uint32_t;
    struct Pending {
        Tag tag = 0;
        UblkPlan plan;
        bool isLent = false; ///< Its data is in the kernel's pages.
    };

    UblkExport(std::unique_ptr<UblkPort> port, RequestPool pool);
    [[nodiscard]] static Tag tagOf(std::size_t disk, UblkDisk::Place place) { return Tag(disk << 16U) | place; }
    [[nodiscard]] static UblkDisk::Place placeOf(Tag tag) { return UblkDisk::Place(tag & 0xffffU); }
    [[nodiscard]] UblkDisk *diskOf(Tag tag) const { return m_disks[tag >> 16U].get(); }
    [[nodiscard]] Pending &pendingOf(const BlockRequest &request) { return m_pending[m_pool.slotOf(request)]; }
    [[nodiscard]] const ExportedUnit *unitOf(const UblkDisk &disk) const;
    void arrived(Tag tag, int result, Instant now);
    void begin(Tag tag, Instant now);
    [[nodiscard]] bool providePayload(BlockRequest &request);
    [[nodiscard]] int returnPayload(const BlockRequest &request, int error);
    void push(Tag tag, std::uint32_t operation, std::int32_t result);
    void answer(Tag tag, std::int32_t result);
    void makeRoomToWait();
    void pushWaiting(Tag tag);
    [[nodiscard]] Tag popWaiting();
    void forgetIfOver(Tag tag);

    const std::unique_ptr<UblkPort> m_port;
    const std::unique_ptr<UblkPages> m_pages; ///< nullptr without a port.
    bool m_lends = false;
    std::map<UnitId, ExportedUnit> m_units;
    std::vector<std::unique_ptr<UblkDisk>> m_disks; ///< nullptr: a free place
    RequestPool m_pool;
    std::vector<Pending> m_pending;
    std::vector<Tag> m_waiting; ///< A ring with room for every tag of the disks.
    std::size_t m_firstWaiting = 0, m_waitingCount = 0;
    BlockBackend *m_backend = nullptr;
    bool m_unsent = false; ///< The port has something to submit.
};

} // namespace portolan::dataplane::worker
