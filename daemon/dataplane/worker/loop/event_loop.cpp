// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/event_loop.h"

#include "daemon/dataplane/worker/loop/epoll_loop.h"
#include "daemon/dataplane/worker/loop/uring_loop.h"

#include <cstring>

namespace portolan::dataplane::worker {

Result<std::unique_ptr<EventLoop>> EventLoop::create(Kind kind, std::chrono::microseconds busyPoll)
{
    return kind == Kind::Epoll ? EpollLoop::create(busyPoll) : UringLoop::create(busyPoll);
}

Result<std::unique_ptr<EventLoop>> EventLoop::createBest(std::chrono::microseconds busyPoll, std::string *why)
{
    auto best = create(Kind::IoUring, busyPoll);
    if (best)
        return best;
    *why = best.error().message;
    return create(Kind::Epoll, busyPoll);
}

Error EventLoop::systemError(const char *what, int error)
{
    return {ErrorCode::Internal, std::string(what) + ": " + std::strerror(error), 0, error};
}

} // namespace portolan::dataplane::worker
