// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dataplane/worker/export/block_export.h"
#include "daemon/dataplane/worker/export/request_pool.h"

#include <map>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

struct fuse_session;
struct stat;

namespace portolan::dataplane::worker {

/// One directory with one file per unit, by the low-level interface of libfuse. The kernel's page cache is not used
/// (direct I/O): what a target reports as written is written, and what is read comes from the target.
///
/// Requests are answered whenever they are done, in any order. libfuse allocates one small structure per request and
/// frees it with the answer; that is the only allocation on the way of an I/O.
///
/// An interrupted request (a signal to the process that waits) goes on to its end, as on a disk: a write that were
/// given up here could still reach the target later, over newer data. The replacement timeout bounds the waiting.
class FuseExport final : public BlockExport {
public:
    /// Mounts. Needs root or fusermount3; nothing later does.
    /// \param requests  in work at once
    static Result<std::unique_ptr<FuseExport>> create(const std::string &mountPoint, std::size_t requests);
    ~FuseExport() override; ///< Ends the connection to the kernel; the mount stays for the daemon to remove.

    void setBackend(BlockBackend *backend) { m_backend = backend; }

    [[nodiscard]] int fd() const;
    /// False while all request slots are in work: then fd() must not be watched.
    [[nodiscard]] bool wantsRequests() const { return m_pool.hasFree(); }
    /// Takes what waits, up to a bound.
    /// \return TransportFailed if somebody unmounted it.
    Result<> readable(Instant now);
    /// After a while without I/O. Gives the memory of requests back.
    void trim();

    void addDevice(const ExportedUnit &unit) override;
    void removeDevice(UnitId id) override;
    void updateDevice(const ExportedUnit &unit) override;
    void complete(BlockRequest &request, int error) override;

private:
    struct Operations; ///< The callbacks of libfuse.

    FuseExport(RequestPool pool, std::size_t requests);
    Result<> mount(const std::string &mountPoint);
    /// \param unit  nullptr: the directory
    [[nodiscard]] struct stat attributesOf(const ExportedUnit *unit) const;
    [[nodiscard]] const ExportedUnit *find(UnitId id) const;
    /// Hands the request in hand to the backend; `answer` (a fuse_req_t) is kept until complete().
    void start(BlockRequest &request, void *answer);

    RequestPool m_pool;
    std::vector<void *> m_answers; ///< fuse_req_t by request index
    std::map<UnitId, ExportedUnit> m_units;
    BlockBackend *m_backend = nullptr;
    fuse_session *m_session = nullptr;
    BlockRequest *m_current = nullptr; ///< The slot that the message in hand came into; nullptr once it is in work.
    const uid_t m_owner;               ///< Who started us: all files are his.
    const gid_t m_group;
    Instant m_now{}; ///< During readable()
};

} // namespace portolan::dataplane::worker
