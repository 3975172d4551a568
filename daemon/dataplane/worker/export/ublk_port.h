// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/ublk_abi.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <sys/types.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

/// The way to the kernel's ublk driver and back, so that a test can play the kernel.
class UblkPort {
public:
    /// Where a device has a request.
    struct Place {
        int file = -1; ///< /dev/ublkcN
        std::uint16_t queue = 0;
        std::uint16_t tag = 0; ///< Of the queue.
    };
    struct Command : Place {
        std::uint32_t operation = 0;
        std::int32_t result = 0; ///< Of the request that is answered.
        std::uint64_t about = 0; ///< Comes back with the completion.
    };
    struct Completion {
        std::uint64_t about = 0;
        int result = 0; ///< UBLK_IO_RES_*, or -errno
    };

    virtual ~UblkPort() = default;
    /// The requests of a queue, by tag, as the kernel shows them. Whoever asked unmaps them, requestsSize() bytes.
    /// \return nullptr if the device has no such queue
    virtual Result<const ublksrv_io_desc *> mapRequests(int file, unsigned queue) = 0;
    /// Bytes that the kernel maps for a queue of so many: whole pages only.
    [[nodiscard]] static std::size_t requestsSize(unsigned depth = ublk::kQueueDepth)
    {
        const auto page = std::size_t(::sysconf(_SC_PAGESIZE));
        return (depth * sizeof(ublksrv_io_desc) + page - 1) / page * page;
    }
    /// Readable while next() has something.
    [[nodiscard]] virtual int fd() const = 0;
    /// Leaves with the next submit(), or before.
    virtual void push(const Command &command) = 0;
    /// \return false if some stay for the next time
    virtual bool submit() = 0;
    /// \return false when there is none
    virtual bool next(Completion &completion) = 0;

    // --- the data of a request in our hands, which stays with the kernel (UBLK_F_USER_COPY)

    /// Copies out of a write.
    virtual bool fetch(const Place &place, std::size_t offset, std::span<std::byte> to) = 0;
    /// Copies into a read.
    virtual bool give(const Place &place, std::size_t offset, std::span<const std::byte> from) = 0;
    /// Its pages as a buffer for the two below, until they are taken back.
    virtual bool lendPages(const Place &place, unsigned buffer) = 0;
    virtual void takePagesBack(int file, unsigned buffer) = 0;
    /// \return as of recv() and send() on a socket that does not wait, or -errno
    virtual ssize_t receivePages(int socket, unsigned buffer, std::size_t offset, std::size_t size) = 0;
    virtual ssize_t sendPages(int socket, unsigned buffer, std::size_t offset, std::size_t size) = 0;
};

} // namespace portolan::dataplane::worker
