// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_ring.h"

#include "common/types/ublk_abi.h"
#include "daemon/dataplane/worker/log.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <linux/capability.h>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

/// Of the submission queue: a queue that is served begins with kQueueDepth at once.
constexpr unsigned kEntries = 256;

tl::unexpected<Error> systemError(const char *what, int error)
{
    return fail(ErrorCode::Internal, std::string("ublk: ") + what + ": " + std::strerror(error), error);
}

/// liburing 2.3 declares calls for these and forgot to export them. \return 0 or -errno
int doRegister(const io_uring &ring, unsigned what, const void *argument, unsigned count)
{
    return ::syscall(SYS_io_uring_register, ring.ring_fd, what, argument, count) < 0 ? -errno : 0;
}

/// The effective capabilities of this thread, for as long as it lives no more than CAP_SYS_ADMIN.
class OnlySysAdmin {
public:
    OnlySysAdmin()
    {
        if (::syscall(SYS_capget, &m_header, m_before.data()) != 0)
            return;
        auto wanted = m_before;
        wanted[0].effective &= 1U << CAP_SYS_ADMIN; // CAP_TO_INDEX(CAP_SYS_ADMIN) is 0
        wanted[1].effective = 0;
        m_works = wanted[0].effective != 0 && ::syscall(SYS_capset, &m_header, wanted.data()) == 0;
    }
    ~OnlySysAdmin()
    {
        if (m_works)
            ::syscall(SYS_capset, &m_header, m_before.data());
    }
    OnlySysAdmin(const OnlySysAdmin &) = delete;
    OnlySysAdmin &operator=(const OnlySysAdmin &) = delete;

    [[nodiscard]] bool works() const { return m_works; }

private:
    __user_cap_header_struct m_header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> m_before{};
    bool m_works = false;
};

} // namespace

Result<std::unique_ptr<UblkRing>> UblkRing::create(std::size_t most, unsigned buffers, bool busyPoll)
{
    std::unique_ptr<UblkRing> ring(new UblkRing);
    io_uring_params parameters{};
    // Not IORING_SETUP_DEFER_TASKRUN: requests shall be there after any system call, without one for this ring.
    parameters.flags = IORING_SETUP_R_DISABLED | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_CQSIZE |
                       (busyPoll ? 0U : IORING_SETUP_COOP_TASKRUN);
    parameters.cq_entries = unsigned(most);
    if (const int result = ::io_uring_queue_init_params(kEntries, &ring->m_ring, &parameters); result < 0) {
        ring->m_ring.ring_fd = -1;
        return systemError("io_uring", -result);
    }
    if (const auto confined = ring->confine(); !confined)
        return fail(confined.error());
    auto pages = PageRing::create(buffers);
    if (pages)
        ring->m_pages = std::move(*pages);
    else
        logLine(pages.error().message + "; all data is copied");
    return ring;
}

Result<> UblkRing::confine()
{
    {
        const OnlySysAdmin capabilities;
        if (capabilities.works()) {
            const int personality = ::io_uring_register_personality(&m_ring);
            if (personality < 0)
                return systemError("a personality", -personality);
            m_personality = std::uint16_t(personality);
        }
    }
    io_uring_restriction only{};
    only.opcode = IORING_RESTRICTION_SQE_OP;
    only.sqe_op = IORING_OP_URING_CMD;
    if (const int result = doRegister(m_ring, IORING_REGISTER_RESTRICTIONS, &only, 1); result < 0)
        return systemError("restrictions", -result);
    if (const int result = doRegister(m_ring, IORING_REGISTER_ENABLE_RINGS, nullptr, 0); result < 0)
        return systemError("enabling the ring", -result);
    return {};
}

UblkRing::~UblkRing()
{
    if (m_ring.ring_fd >= 0)
        ::io_uring_queue_exit(&m_ring);
}

Result<const ublksrv_io_desc *> UblkRing::mapRequests(int file, unsigned queue)
{
    // Each queue has its place, as far apart as the longest ones would be.
    const auto place = off_t(UBLKSRV_CMD_BUF_OFFSET + queue * requestsSize(UBLK_MAX_QUEUE_DEPTH));
    void *const requests = ::mmap(nullptr, requestsSize(), PROT_READ, MAP_SHARED, file, place);
    if (requests != MAP_FAILED)
        return static_cast<const ublksrv_io_desc *>(requests);
    if (queue > 0 && errno == EINVAL)
        return nullptr;
    return systemError("the requests of a queue", errno);
}

void UblkRing::push(const Command &command)
{
    io_uring_sqe *entry = ::io_uring_get_sqe(&m_ring);
    while (entry == nullptr) { // the kernel takes all of them, or says that it has no memory now
        ::io_uring_submit(&m_ring);
        entry = ::io_uring_get_sqe(&m_ring);
    }
    ::io_uring_prep_rw(IORING_OP_URING_CMD, entry, command.file, nullptr, 0, 0);
    entry->cmd_op = command.operation;
    entry->personality = m_personality;
    entry->user_data = command.about;
    ublksrv_io_cmd content{};
    content.q_id = command.queue;
    content.tag = command.tag;
    content.result = command.result;
    std::memcpy(entry->cmd, &content, sizeof content);
}

bool UblkRing::submit() { return ::io_uring_submit(&m_ring) >= 0 && ::io_uring_sq_ready(&m_ring) == 0; }

bool UblkRing::next(Completion &completion)
{
    io_uring_cqe *entry = nullptr;
    if (::io_uring_peek_cqe(&m_ring, &entry) != 0)
        return false;
    completion = {entry->user_data, entry->res};
    ::io_uring_cqe_seen(&m_ring, entry);
    return true;
}

bool UblkRing::fetch(const Place &place, std::size_t offset, std::span<std::byte> to)
{
    return ::pread(place.file, to.data(), to.size(), ublk::dataPlace(place.queue, place.tag, offset)) ==
           ssize_t(to.size());
}

bool UblkRing::give(const Place &place, std::size_t offset, std::span<const std::byte> from)
{
    return ::pwrite(place.file, from.data(), from.size(), ublk::dataPlace(place.queue, place.tag, offset)) ==
           ssize_t(from.size());
}

bool UblkRing::lendPages(const Place &place, unsigned buffer)
{
    ublksrv_io_cmd content{};
    content.q_id = place.queue;
    content.tag = place.tag;
    content.addr = buffer;
    return m_pages && m_pages->command(place.file, ublk::kRegisterPages, &content, sizeof content) >= 0;
}

void UblkRing::takePagesBack(int file, unsigned buffer)
{
    ublksrv_io_cmd content{};
    content.addr = buffer;
    (void)m_pages->command(file, ublk::kUnregisterPages, &content, sizeof content); // cannot fail for one that is there
}

ssize_t UblkRing::receivePages(int socket, unsigned buffer, std::size_t offset, std::size_t size)
{
    return m_pages->receive(socket, buffer, offset, size);
}

ssize_t UblkRing::sendPages(int socket, unsigned buffer, std::size_t offset, std::size_t size)
{
    return m_pages->send(socket, buffer, offset, size);
}

} // namespace portolan::dataplane::worker
