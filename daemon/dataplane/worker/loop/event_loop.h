// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dataplane/worker/loop/busy_poll.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace portolan::dataplane::worker {

/// Waits for descriptors, and sends on the way where that saves a system call. Of one thread.
class EventLoop {
public:
    static constexpr unsigned kMostSources = 16;

    /// What a source waits for. A closed descriptor is forgotten by itself, and the next one often has its number: the
    /// identity tells them apart.
    struct Watch {
        int fd = -1;              ///< Negative: nothing
        std::uint32_t events = 0; ///< POLLIN, POLLOUT; errors and hang-ups are always told
        std::uint64_t identity = 0;
        friend bool operator==(const Watch &, const Watch &) = default;
    };

    /// A message that leaves before the wait. It stays the caller's, and wait() is done with it when it returns.
    struct Outgoing {
        int fd = -1;
        msghdr message{};
        std::size_t size = 0; ///< Bytes of the message
        ssize_t result = 0;   ///< As of sendmsg() without blocking; negative: -errno
    };

    enum class Kind : std::uint8_t { Epoll, IoUring };

    /// \param busyPoll  how long a wait looks before it sleeps, at most
    /// \return Internal with the cause where this machine, or whoever confines us, does not permit it
    static Result<std::unique_ptr<EventLoop>> create(Kind kind, std::chrono::microseconds busyPoll = {});
    /// io_uring where it is permitted, else epoll; `why` then says why.
    static Result<std::unique_ptr<EventLoop>> createBest(std::chrono::microseconds busyPoll, std::string *why);

    virtual ~EventLoop() = default;
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Counts from the next wait() on.
    virtual Result<> watch(unsigned source, const Watch &wanted) = 0;
    /// Until something is ready, a signal comes, or `outgoing` could not leave as a whole.
    /// \return a bit for each source that is ready; may be none
    virtual Result<std::uint32_t> wait(Outgoing *outgoing) = 0;

protected:
    explicit EventLoop(std::chrono::microseconds busyPoll)
        : m_busyPoll(busyPoll)
    {}
    static Error systemError(const char *what, int error);

    BusyPoll m_busyPoll;
};

} // namespace portolan::dataplane::worker
