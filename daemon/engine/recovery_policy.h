// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <chrono>
#include <optional>

namespace portolan::engine {

enum class FailureClass : std::uint8_t {
    Transient,     ///< Retry: the network, or a target that is busy or starting.
    Authoritative, ///< The target said no: tell the user, retry slowly.
    Configuration, ///< Nothing will change by itself: stop, say what to change.
};

/// \param secretTested  the target saw a CHAP response of ours; trying the same secret again could lock the account
/// (ATH-27)
/// \param hadSession  the target let us in a moment ago as we are. That it asks for CHAP now may be its start, or a bit
/// of the login that changed on the way (no digest protects that), and asking again tests no secret.
[[nodiscard]] FailureClass classify(const Error &error, bool secretTested, bool hadSession);

/// A row of failures without a success in between.
struct FailureStreak {
    int attempts = 0;        ///< Including the last one.
    int refusals = 0;        ///< Of them, authoritative.
    bool hadSession = false; ///< There was a session, and its disks wait.
};

/// How long to wait before the next attempt; nothing = do not try again by yourself.
///
/// Transient: 1, 2, 4 .. 30 s. Authoritative: 5, 10, 20, 30 min; but a target that knew us a moment ago and now says
/// that it does not is most likely starting, and the disk's requests wait no longer than replacementTimeout: after a
/// session its first eight refusals are retried like the transient ones.
/// \param random  0..1; up to 30 % are taken off, so that many sessions do not come back in step
[[nodiscard]] std::optional<std::chrono::milliseconds> delayAfter(FailureClass failure, const FailureStreak &streak,
                                                                  double random);

} // namespace portolan::engine
