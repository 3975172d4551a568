// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/epoll_loop.h"

#include <cerrno>
#include <sys/epoll.h>

namespace portolan::dataplane::worker {

Result<std::unique_ptr<EventLoop>> EpollLoop::create(std::chrono::microseconds busyPoll)
{
    UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll)
        return fail(systemError("epoll", errno));
    return std::unique_ptr<EventLoop>(new EpollLoop(std::move(epoll), busyPoll));
}

Result<> EpollLoop::watch(unsigned source, const Watch &wanted)
{
    Watch &current = m_watches.at(source);
    if (current == wanted)
        return {};
    epoll_event event{};
    event.events = wanted.events; // the bits of poll()
    event.data.u32 = source;
    if (current.fd >= 0 && current.fd != wanted.fd)
        (void)::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, current.fd, nullptr); // fails if it was closed
    current = wanted;
    if (wanted.fd < 0 || ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, wanted.fd, &event) == 0)
        return {};
    if (errno == ENOENT && ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, wanted.fd, &event) == 0)
        return {};
    return fail(systemError("epoll_ctl", errno));
}

Result<std::uint32_t> EpollLoop::wait(Outgoing *outgoing)
{
    if (outgoing != nullptr) {
        do
            outgoing->result = ::sendmsg(outgoing->fd, &outgoing->message, MSG_DONTWAIT | MSG_NOSIGNAL);
        while (outgoing->result < 0 && errno == EINTR);
        if (outgoing->result < 0)
            outgoing->result = -errno;
        if (outgoing->result < 0 || std::size_t(outgoing->result) < outgoing->size)
            return 0U;
    }
    std::array<epoll_event, kMostSources> events;
    int count = 0;
    if (const auto time = m_busyPoll.next(); time.count() > 0) {
        m_busyPoll.looked(lookFor(time, [&] {
            count = ::epoll_wait(m_epoll.get(), events.data(), int(events.size()), 0);
            return count != 0;
        }));
    }
    if (count == 0)
        count = ::epoll_wait(m_epoll.get(), events.data(), int(events.size()), -1);
    if (count < 0 && errno != EINTR)
        return fail(systemError("epoll_wait", errno));
    std::uint32_t ready = 0;
    for (int i = 0; i < count; ++i)
        ready |= 1U << events[std::size_t(i)].data.u32;
    return ready;
}

} // namespace portolan::dataplane::worker
