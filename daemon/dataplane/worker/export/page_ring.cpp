// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/page_ring.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

constexpr unsigned kEntries = 4; ///< One is in use at a time.

tl::unexpected<Error> systemError(const char *what, int error)
{
    return fail(ErrorCode::Internal, std::string("ublk: ") + what + ": " + std::strerror(error), error);
}

} // namespace

Result<std::unique_ptr<PageRing>> PageRing::create(unsigned buffers)
{
    std::unique_ptr<PageRing> ring(new PageRing);
    io_uring_params parameters{};
    parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN;
    if (const int result = ::io_uring_queue_init_params(kEntries, &ring->m_ring, &parameters); result < 0) {
        ring->m_ring.ring_fd = -1;
        return systemError("io_uring", -result);
    }
    io_uring_rsrc_register places{}; // liburing 2.3 declares a call for this and forgot to export it
    places.nr = buffers;
    places.flags = IORING_RSRC_REGISTER_SPARSE;
    if (::syscall(SYS_io_uring_register, ring->m_ring.ring_fd, IORING_REGISTER_BUFFERS2, &places, sizeof places) < 0)
        return systemError("places for buffers", errno);
    return ring;
}

PageRing::~PageRing()
{
    if (m_ring.ring_fd >= 0)
        ::io_uring_queue_exit(&m_ring);
}

int PageRing::command(int file, std::uint32_t operation, const void *content, std::size_t size)
{
    io_uring_sqe *const entry = ::io_uring_get_sqe(&m_ring);
    ::io_uring_prep_rw(IORING_OP_URING_CMD, entry, file, nullptr, 0, 0);
    entry->cmd_op = operation;
    std::memcpy(entry->cmd, content, size);
    return run();
}

ssize_t PageRing::receive(int socket, unsigned buffer, std::size_t offset, std::size_t size)
{
    return move(IORING_OP_READ_FIXED, socket, buffer, offset, size);
}

ssize_t PageRing::send(int socket, unsigned buffer, std::size_t offset, std::size_t size)
{
    return move(IORING_OP_WRITE_FIXED, socket, buffer, offset, size);
}

ssize_t PageRing::move(int operation, int socket, unsigned buffer, std::size_t offset, std::size_t size)
{
    io_uring_sqe *const entry = ::io_uring_get_sqe(&m_ring);
    ::io_uring_prep_rw(operation, entry, socket, reinterpret_cast<const void *>(offset), unsigned(size), 0);
    entry->buf_index = std::uint16_t(buffer);
    entry->rw_flags = RWF_NOWAIT; // or it would go on later by itself, whatever the socket's flags are
    return run();
}

/// What was prepared, to its end.
int PageRing::run()
{
    io_uring_cqe *entry = nullptr;
    do {
        (void)::io_uring_submit_and_wait(&m_ring, 1); // may have been interrupted, or be short of memory
    } while (::io_uring_peek_cqe(&m_ring, &entry) != 0);
    const int result = entry->res;
    ::io_uring_cqe_seen(&m_ring, entry);
    return result;
}

} // namespace portolan::dataplane::worker
