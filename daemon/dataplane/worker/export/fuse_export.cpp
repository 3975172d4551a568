// SPDX-License-Identifier: GPL-3.0-or-later
#define FUSE_USE_VERSION 312

#include "daemon/dataplane/worker/export/fuse_export.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fuse_lowlevel.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

/// Messages taken in one turn of the loop: enough to fill a command window, few enough that the network is not left
/// alone.
constexpr int kMessagesPerTurn = 64;
/// Inode numbers: 1 is the directory.
constexpr fuse_ino_t kFirstUnit = 2;

/// Answer to an open, uapi linux/fuse.h. libfuse 3.14 cannot set the last flag, which lets several writes of one file
/// be in work at once; kernels before 6.2 ignore it.
struct OpenAnswer {
    std::uint64_t handle = 0;
    std::uint32_t flags = (1U << 0) | (1U << 6); // FOPEN_DIRECT_IO, FOPEN_PARALLEL_DIRECT_WRITES
    std::uint32_t padding = 0;
};

fuse_ino_t inodeOf(UnitId id) { return kFirstUnit + id; }

FuseExport &exportOf(fuse_req_t request) { return *static_cast<FuseExport *>(fuse_req_userdata(request)); }

} // namespace

/// Members, because they are friends of the export; static, because libfuse is C. In all of them an attribute or name
/// is valid for no time at all: units come, go and grow without the kernel asking.
struct FuseExport::Operations {
    static void init(void *, fuse_conn_info *connection)
    {
        connection->max_write = kMaxPayload;
        connection->max_read = kMaxPayload;
        connection->max_background = 192;
        connection->congestion_threshold = 160;
        // O_TRUNC shall arrive as a change of size, which is refused or ignored; splicing is for files that are files.
        connection->want &=
            ~unsigned(FUSE_CAP_ATOMIC_O_TRUNC | FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE);
    }

    static void lookup(fuse_req_t request, fuse_ino_t parent, const char *name)
    {
        const auto &units = exportOf(request).m_units;
        const auto found =
            std::find_if(units.begin(), units.end(), [name](const auto &entry) { return entry.second.name == name; });
        if (parent != FUSE_ROOT_ID || found == units.end()) {
            fuse_reply_err(request, ENOENT);
            return;
        }
        fuse_entry_param entry{};
        entry.ino = inodeOf(found->first);
        entry.attr = exportOf(request).attributesOf(&found->second);
        fuse_reply_entry(request, &entry);
    }

    /// \return false after it answered that there is no such file
    static bool attributes(fuse_req_t request, fuse_ino_t inode, struct stat &result)
    {
        const ExportedUnit *unit = unitOf(request, inode);
        if (unit == nullptr && inode != FUSE_ROOT_ID) {
            fuse_reply_err(request, ESTALE);
            return false;
        }
        result = exportOf(request).attributesOf(unit);
        return true;
    }

    static void getattr(fuse_req_t request, fuse_ino_t inode, fuse_file_info *)
    {
        struct stat result {};
        if (attributes(request, inode, result))
            fuse_reply_attr(request, &result, 0);
    }

    /// As on a block device: O_TRUNC changes nothing and is no error, times are not kept, all else is refused.
    static void setattr(fuse_req_t request, fuse_ino_t inode, struct stat *wanted, int what, fuse_file_info *)
    {
        struct stat result {};
        if (!attributes(request, inode, result))
            return;
        if ((what & (FUSE_SET_ATTR_MODE | FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)) != 0)
            fuse_reply_err(request, EPERM);
        else if ((what & FUSE_SET_ATTR_SIZE) != 0 && wanted->st_size != 0 && wanted->st_size != result.st_size)
            fuse_reply_err(request, EINVAL);
        else
            fuse_reply_attr(request, &result, 0);
    }

    static const ExportedUnit *unitOf(fuse_req_t request, fuse_ino_t inode)
    {
        return inode < kFirstUnit ? nullptr : exportOf(request).find(UnitId(inode - kFirstUnit));
    }

    static void open(fuse_req_t request, fuse_ino_t inode, fuse_file_info *info)
    {
        const ExportedUnit *unit = unitOf(request, inode);
        if (unit == nullptr) {
            fuse_reply_err(request, ESTALE);
        } else if (unit->readOnly && (info->flags & O_ACCMODE) != O_RDONLY) {
            fuse_reply_err(request, EROFS); // also for root, whom mode 0400 does not stop
        } else {
            const OpenAnswer answer;
            fuse_reply_buf(request, reinterpret_cast<const char *>(&answer), sizeof answer);
        }
    }

    /// The slot that this message came into becomes the request.
    static BlockRequest &prepare(FuseExport &self, fuse_ino_t inode, BlockOperation operation, std::uint64_t offset,
                                 std::uint64_t length)
    {
        BlockRequest &block = *self.m_current;
        block.origin = &self;
        block.operation = operation;
        block.unit = UnitId(inode - kFirstUnit);
        block.offset = offset;
        block.length = length;
        return block;
    }

    static void read(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset, fuse_file_info *)
    {
        const ExportedUnit *unit = unitOf(request, inode);
        if (unit == nullptr) {
            fuse_reply_err(request, ENXIO);
            return;
        }
        const auto at = std::uint64_t(offset);
        if (offset < 0 || at >= unit->sizeBytes || size == 0) {
            fuse_reply_buf(request, nullptr, 0);
            return;
        }
        const std::uint64_t length = std::min<std::uint64_t>({size, unit->sizeBytes - at, kMaxPayload});
        FuseExport &self = exportOf(request);
        self.start(prepare(self, inode, BlockOperation::Read, at, length), request);
    }

    static void write(fuse_req_t request, fuse_ino_t inode, const char *data, std::size_t size, off_t offset,
                      fuse_file_info *info)
    {
        const ExportedUnit *unit = unitOf(request, inode);
        if (unit == nullptr || unit->readOnly) {
            fuse_reply_err(request, unit == nullptr ? ENXIO : EROFS);
            return;
        }
        const auto at = std::uint64_t(offset);
        if (offset < 0 || at >= unit->sizeBytes || size == 0) {
            fuse_reply_err(request, size == 0 && at <= unit->sizeBytes ? 0 : ENOSPC);
            return;
        }
        const std::uint64_t length = std::min<std::uint64_t>({size, unit->sizeBytes - at, kMaxPayload});
        FuseExport &self = exportOf(request);
        BlockRequest &block = prepare(self, inode, BlockOperation::Write, at, length);
        // The data stands in our slot, behind the headers; libfuse gives it as const only by its interface.
        block.payload = reinterpret_cast<std::byte *>(const_cast<char *>(data));
        block.forceUnitAccess = (info->flags & O_DSYNC) != 0;
        self.start(block, request);
    }

    static void fsync(fuse_req_t request, fuse_ino_t inode, int, fuse_file_info *)
    {
        if (unitOf(request, inode) == nullptr) {
            fuse_reply_err(request, ENXIO);
            return;
        }
        FuseExport &self = exportOf(request);
        self.start(prepare(self, inode, BlockOperation::Flush, 0, 0), request);
    }

    /// Punching a hole must leave zeroes: a loop device makes both "discard" and "write zeroes" of it. So it is offered
    /// only where unmapping guarantees that, and UNMAP, which is a mere hint to the target, is not used.
    static void fallocate(fuse_req_t request, fuse_ino_t inode, int mode, off_t offset, off_t length, fuse_file_info *)
    {
        const ExportedUnit *unit = unitOf(request, inode);
        const bool punch = mode == (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
        const bool zero = (mode & ~FALLOC_FL_KEEP_SIZE) == FALLOC_FL_ZERO_RANGE;
        const int refusal = [&] {
            if (unit == nullptr)
                return ENXIO;
            if ((!punch && !zero) || (punch && !unit->canPunch))
                return EOPNOTSUPP;
            if (unit->readOnly)
                return EROFS;
            if (offset < 0 || length <= 0)
                return EINVAL;
            const std::uint64_t at = std::uint64_t(offset);
            if (at >= unit->sizeBytes || std::uint64_t(length) > unit->sizeBytes - at)
                return ENOSPC;
            return at % unit->blockSize == 0 && std::uint64_t(length) % unit->blockSize == 0 ? 0 : EINVAL;
        }();
        if (refusal != 0) {
            fuse_reply_err(request, refusal);
            return;
        }
        FuseExport &self = exportOf(request);
        BlockRequest &block =
            prepare(self, inode, BlockOperation::WriteZeroes, std::uint64_t(offset), std::uint64_t(length));
        block.mayUnmap = punch;
        self.start(block, request);
    }

    static void statfs(fuse_req_t request, fuse_ino_t)
    {
        struct statvfs result {};
        result.f_bsize = result.f_frsize = 4096;
        result.f_namemax = 32;
        for (const auto &[id, unit] : exportOf(request).m_units) {
            result.f_blocks += unit.sizeBytes / result.f_frsize;
            ++result.f_files;
        }
        fuse_reply_statfs(request, &result);
    }

    /// The offset of an entry is the id of its unit + 3: stable, whatever comes and goes between two calls.
    static void readdir(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset, fuse_file_info *)
    {
        std::vector<char> buffer(std::min<std::size_t>(size, 65536));
        std::size_t used = 0;
        const auto put = [&](const char *name, const struct stat &attributes, off_t next) {
            if (offset >= next)
                return true;
            const std::size_t needed =
                fuse_add_direntry(request, buffer.data() + used, buffer.size() - used, name, &attributes, next);
            if (needed > buffer.size() - used)
                return false;
            used += needed;
            return true;
        };
        if (inode != FUSE_ROOT_ID) {
            fuse_reply_err(request, ENOTDIR);
            return;
        }
        const FuseExport &self = exportOf(request);
        bool fits = put(".", self.attributesOf(nullptr), 1) && put("..", self.attributesOf(nullptr), 2);
        for (const auto &[id, unit] : self.m_units)
            fits = fits && put(unit.name.c_str(), self.attributesOf(&unit), off_t(id) + 3);
        fuse_reply_buf(request, buffer.data(), used);
    }

    static const fuse_lowlevel_ops &table()
    {
        static const fuse_lowlevel_ops operations = [] {
            fuse_lowlevel_ops ops{};
            ops.init = init;
            ops.lookup = lookup;
            ops.getattr = getattr;
            ops.setattr = setattr;
            ops.open = open;
            ops.read = read;
            ops.write = write;
            ops.fsync = fsync;
            ops.fallocate = fallocate;
            ops.statfs = statfs;
            ops.readdir = readdir;
            return ops;
        }();
        return operations;
    }
};

Result<std::unique_ptr<FuseExport>> FuseExport::create(const std::string &mountPoint, std::size_t requests)
{
    auto pool = RequestPool::create(requests);
    if (!pool)
        return fail(pool.error());
    std::unique_ptr<FuseExport> result(new FuseExport(std::move(*pool), requests));
    if (auto mounted = result->mount(mountPoint); !mounted)
        return fail(mounted.error());
    return result;
}

FuseExport::FuseExport(RequestPool pool, std::size_t requests)
    : m_pool(std::move(pool))
    , m_answers(requests)
    , m_owner(::getuid())
    , m_group(::getgid())
{}

FuseExport::~FuseExport()
{
    if (m_session != nullptr)
        fuse_session_destroy(m_session);
}

Result<> FuseExport::mount(const std::string &mountPoint)
{
    // No allow_other: only who may open the session's directory anyway, the daemon's user, gets in.
    std::string program = "portolan-dataplane";
    std::string option = "-o";
    std::string options =
        "fsname=portolan,subtype=portolan,default_permissions,noexec,noatime,max_read=" + std::to_string(kMaxPayload);
    std::array<char *, 4> argv{program.data(), option.data(), options.data(), nullptr};
    fuse_args arguments = FUSE_ARGS_INIT(3, argv.data());
    m_session = fuse_session_new(&arguments, &Operations::table(), sizeof(fuse_lowlevel_ops), this);
    fuse_opt_free_args(&arguments);
    if (m_session == nullptr)
        return fail(ErrorCode::Internal, "FUSE: the session could not be made");
    errno = 0;
    if (fuse_session_mount(m_session, mountPoint.c_str()) != 0) {
        const int error = errno;
        return fail(ErrorCode::NotSupported,
                    "FUSE: cannot mount at " + mountPoint +
                        (error == 0 ? "" : std::string(": ") + std::strerror(error)),
                    error);
    }
    const int flags = ::fcntl(fd(), F_GETFL);
    if (flags < 0 || ::fcntl(fd(), F_SETFL, flags | O_NONBLOCK) != 0)
        return fail(ErrorCode::Internal, std::string("FUSE: ") + std::strerror(errno), errno);
    return {};
}

int FuseExport::fd() const { return fuse_session_fd(m_session); }

struct stat FuseExport::attributesOf(const ExportedUnit *unit) const
{
    struct stat attributes {};
    attributes.st_uid = m_owner;
    attributes.st_gid = m_group;
    attributes.st_nlink = 1;
    if (unit == nullptr) {
        attributes.st_ino = FUSE_ROOT_ID;
        attributes.st_mode = S_IFDIR | 0700;
        attributes.st_nlink = 2;
        return attributes;
    }
    attributes.st_ino = inodeOf(unit->id);
    attributes.st_mode = S_IFREG | (unit->readOnly ? 0400 : 0600);
    attributes.st_size = off_t(unit->sizeBytes);
    attributes.st_blksize = blksize_t(std::max<std::uint32_t>(unit->blockSize, 4096));
    attributes.st_blocks = blkcnt_t(unit->sizeBytes / 512);
    return attributes;
}

const ExportedUnit *FuseExport::find(UnitId id) const
{
    const auto found = m_units.find(id);
    return found == m_units.end() ? nullptr : &found->second;
}

// --- requests ---

Result<> FuseExport::readable(Instant now)
{
    m_now = now;
    for (int messages = 0; messages < kMessagesPerTurn && m_pool.hasFree(); ++messages) {
        BlockRequest &slot = m_pool.take();
        // Not by fuse_session_receive_buf(): its idea of the size belongs to the library's version, not to our slot.
        const ssize_t size = ::read(fd(), m_pool.message(slot), RequestPool::kMessageSize);
        if (size < 0) {
            m_pool.give(slot);
            if (errno == EINTR || errno == ENOENT) // ENOENT: the caller of that request was killed
                continue;
            if (errno == EAGAIN)
                break;
            return fail(ErrorCode::TransportFailed,
                        errno == ENODEV ? "FUSE: unmounted" : std::string("FUSE: ") + std::strerror(errno), errno);
        }
        m_current = &slot;
        fuse_buf message{};
        message.size = std::size_t(size);
        message.mem = m_pool.message(slot);
        fuse_session_process_buf(m_session, &message);
        if (m_current != nullptr) // answered at once
            m_pool.give(*std::exchange(m_current, nullptr));
    }
    return {};
}

void FuseExport::start(BlockRequest &request, void *answer)
{
    m_current = nullptr;
    m_answers[request.index] = answer;
    m_backend->start(request, m_now);
}

void FuseExport::complete(BlockRequest &request, int error)
{
    auto *answer = static_cast<fuse_req_t>(std::exchange(m_answers[request.index], nullptr));
    // The answers' own results say only that the caller is gone.
    if (error != 0 || (request.operation != BlockOperation::Read && request.operation != BlockOperation::Write))
        fuse_reply_err(answer, error);
    else if (request.operation == BlockOperation::Read)
        fuse_reply_buf(answer, reinterpret_cast<const char *>(request.payload), request.length);
    else
        fuse_reply_write(answer, request.length);
    m_pool.give(request);
}

void FuseExport::trim()
{
    if (m_pool.isIdle())
        m_pool.trim();
}

// --- units ---

void FuseExport::addDevice(const ExportedUnit &unit) { m_units.emplace(unit.id, unit); }

void FuseExport::removeDevice(UnitId id) { m_units.erase(id); }

void FuseExport::updateDevice(const ExportedUnit &unit)
{
    const auto found = m_units.find(unit.id);
    if (found == m_units.end())
        return;
    found->second = unit;
    // Attributes only (offset < 0). Fails when no process has the file open, and then nobody misses it.
    (void)fuse_lowlevel_notify_inval_inode(m_session, inodeOf(unit.id), -1, 0);
}

} // namespace portolan::dataplane::worker
