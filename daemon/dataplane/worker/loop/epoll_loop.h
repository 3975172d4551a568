// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"
#include "daemon/dataplane/worker/loop/event_loop.h"

#include <array>

namespace portolan::dataplane::worker {

class EpollLoop final : public EventLoop {
public:
    static Result<std::unique_ptr<EventLoop>> create(std::chrono::microseconds busyPoll);

    [[nodiscard]] std::string_view name() const override { return "epoll"; }
    Result<> watch(unsigned source, const Watch &wanted) override;
    Result<std::uint32_t> wait(Outgoing *outgoing) override;

private:
    EpollLoop(UniqueFd epoll, std::chrono::microseconds busyPoll)
        : EventLoop(busyPoll)
        , m_epoll(std::move(epoll))
    {}

    UniqueFd m_epoll;
    std::array<Watch, kMostSources> m_watches{}; ///< As epoll knows them.
};

} // namespace portolan::dataplane::worker
