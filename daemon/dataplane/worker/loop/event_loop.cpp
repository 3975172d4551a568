// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/event_loop.h"

#include "daemon/dataplane/worker/loop/epoll_loop.h"
#include "daemon/dataplane/worker/loop/uring_loop.h"

#include <cstring>

namespace portolan::dataplane::worker {

Result<std::unique_ptr<EventLoop>> EventLoop::create(Kind kind)
{
    return kind == Kind::Epoll ? EpollLoop::create() : UringLoop::create();
}

Result<std::unique_ptr<EventLoop>> EventLoop::createBest(std::string *why)
{
    auto best = create(Kind::IoUring);
    if (best)
        return best;
    *why = best.error().message;
    return create(Kind::Epoll);
}

Error EventLoop::systemError(const char *what, int error)
{
    return {ErrorCode::Internal, std::string(what) + ": " + std::strerror(error), 0, error};
}

} // namespace portolan::dataplane::worker
