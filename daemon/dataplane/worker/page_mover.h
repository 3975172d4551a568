// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/foreign_memory.h"

#include <sys/types.h>

namespace portolan::dataplane::worker {

/// Foreign memory with a way to sockets. Nothing waits here, and nothing is under way any more when a call returns.
class PageMover : public protocol::ForeignMemory {
public:
    /// \return bytes, 0 at the end of the stream, or -errno
    virtual ssize_t receive(int socket, std::byte *to, std::size_t size) = 0;
    /// \return bytes, or -errno
    virtual ssize_t send(int socket, const std::byte *from, std::size_t size) = 0;

protected:
    using ForeignMemory::ForeignMemory;
    ~PageMover() = default;
};

} // namespace portolan::dataplane::worker
