// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/event_loop.h"

#include "daemon/dataplane/worker/loop/epoll_loop.h"
#include "daemon/dataplane/worker/loop/uring_loop.h"

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

} // namespace portolan::dataplane::worker
