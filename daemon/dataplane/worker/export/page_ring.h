// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <liburing.h>
#include <memory>
#include <sys/types.h>

namespace portolan::dataplane::worker {

/// An io_uring for operations on registered buffers: pages of the kernel's that this process cannot see. Each is done
/// when the call returns, so that nothing may touch pages that were given back.
class PageRing {
public:
    /// On the thread that uses it.
    /// \param buffers  places for buffers; all are empty
    static Result<std::unique_ptr<PageRing>> create(unsigned buffers);
    ~PageRing();
    PageRing(const PageRing &) = delete;
    PageRing &operator=(const PageRing &) = delete;

    /// A command to a driver, as of IORING_OP_URING_CMD.
    /// \param content  at most 16 bytes  \return its result, or -errno
    int command(int file, std::uint32_t operation, const void *content, std::size_t size);
    /// \param offset  in the buffer, bytes  \return as of recv() and send(), or -errno; -EAGAIN if it would wait
    ssize_t receive(int socket, unsigned buffer, std::size_t offset, std::size_t size);
    ssize_t send(int socket, unsigned buffer, std::size_t offset, std::size_t size);

private:
    PageRing() = default;
    ssize_t move(int operation, int socket, unsigned buffer, std::size_t offset, std::size_t size);
    int run();

    io_uring m_ring{};
};

} // namespace portolan::dataplane::worker
