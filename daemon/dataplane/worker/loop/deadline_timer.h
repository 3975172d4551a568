// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"
#include "daemon/protocol/pdu/bhs.h"

#include <optional>

namespace portolan::dataplane::worker {

using protocol::Instant;

/// Ends a wait when a deadline is over. An alarm that comes too early costs one turn; setting it back for every request
/// would cost a system call each.
class DeadlineTimer {
public:
    static Result<DeadlineTimer> create();

    [[nodiscard]] int fd() const { return m_timer.get(); } ///< Readable: call rang().
    void arm(const std::optional<Instant> &deadline, Instant now);
    void rang();

private:
    explicit DeadlineTimer(UniqueFd timer)
        : m_timer(std::move(timer))
    {}

    UniqueFd m_timer;
    std::optional<Instant> m_armed;
};

} // namespace portolan::dataplane::worker
