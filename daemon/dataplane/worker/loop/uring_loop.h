// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/loop/event_loop.h"

#include <array>
#include <liburing.h>

namespace portolan::dataplane::worker {

/// One io_uring_enter() sends, renews what was told, and waits. Nothing that the kernel is given outlives wait() but
/// the polls: no buffer is ever in its hands when a request ends.
class UringLoop final : public EventLoop {
public:
    static Result<std::unique_ptr<EventLoop>> create(std::chrono::microseconds busyPoll);
    ~UringLoop() override;

    [[nodiscard]] std::string_view name() const override { return "io_uring"; }
    Result<> watch(unsigned source, const Watch &wanted) override;
    Result<std::uint32_t> wait(Outgoing *outgoing) override;

private:
    struct Poll {
        Watch watch{};
        std::uint32_t generation = 0; ///< Of the last poll; what an earlier one tells is old.
        bool runs = false;
    };

    using EventLoop::EventLoop;
    io_uring_sqe *entry();
    void send(const Outgoing &outgoing);
    void startPolls();
    static Result<> resultOf(int entered);
    Result<> submitAndWait(unsigned completions);
    /// Looks for so many completions, as long as it pays, without a system call but the first one and the last.
    Result<> submitAndLook(unsigned completions);
    /// Takes what is there. \return whether the message is among it
    Result<bool> take(Outgoing *outgoing, std::uint32_t *ready);

    io_uring m_ring{};
    std::array<Poll, kMostSources> m_polls{};
};

} // namespace portolan::dataplane::worker
