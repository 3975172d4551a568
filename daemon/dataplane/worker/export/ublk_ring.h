// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/page_ring.h"
#include "daemon/dataplane/worker/export/ublk_port.h"

#include <cstddef>
#include <liburing.h>
#include <memory>

namespace portolan::dataplane::worker {

/// An io_uring for ublk alone. A turn's answers leave with one system call, and requests arrive without one.
///
/// The kernel looks for partitions on a disk only if whoever serves it had CAP_SYS_ADMIN when he said that he would
/// (Linux 6.12: ublk_mark_io_ready). The process gives its privileges up before it serves, so the ring is made while it
/// has them, and keeps this one capability for what is submitted here. In exchange the ring can do nothing but commands
/// to drivers (IORING_OP_URING_CMD) on descriptors that the process has: it opens no files and configures nothing.
class UblkRing final : public UblkPort {
public:
    /// Before privileges are given up, on the thread that uses it.
    /// \param most  completions that wait for next(), of all devices
    /// \param buffers  for pages that are lent
    /// \param busyPoll  the thread looks for events without a system call; requests then have to interrupt it
    /// \return Internal with the cause where io_uring may not be used, or the kernel is older than 6.0
    static Result<std::unique_ptr<UblkRing>> create(std::size_t most, unsigned buffers, bool busyPoll);
    ~UblkRing() override;
    UblkRing(const UblkRing &) = delete;
    UblkRing &operator=(const UblkRing &) = delete;

    [[nodiscard]] int fd() const override { return m_ring.ring_fd; }
    Result<const ublksrv_io_desc *> mapRequests(int file, unsigned queue) override;
    void push(const Command &command) override;
    bool submit() override;
    bool next(Completion &completion) override;
    bool fetch(const Place &place, std::size_t offset, std::span<std::byte> to) override;
    bool give(const Place &place, std::size_t offset, std::span<const std::byte> from) override;
    bool lendPages(const Place &place, unsigned buffer) override;
    void takePagesBack(int file, unsigned buffer) override;
    ssize_t receivePages(int socket, unsigned buffer, std::size_t offset, std::size_t size) override;
    ssize_t sendPages(int socket, unsigned buffer, std::size_t offset, std::size_t size) override;

private:
    UblkRing() = default;
    Result<> confine();

    io_uring m_ring{};
    std::unique_ptr<PageRing> m_pages; ///< nullptr: nothing is lent.
    std::uint16_t m_personality = 0;   ///< 0: none, the thread's own privileges count.
};

} // namespace portolan::dataplane::worker
