// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/portal.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace portolan::net {

/// Where one login attempt goes next. Redirections come before authentication, so anybody on the way can forge them:
/// their number is bounded, a portal is never visited twice, and none of them changes what we demand of the target.
class Redirects {
public:
    static constexpr int kMost = 8;

    explicit Redirects(Portal first)
        : m_visited{std::move(first)}
    {}

    /// Takes the TargetAddress values of a 0101h or 0102h response, RFC 7143 §11.13.5.
    /// \return LoginRejected with that status: none given, malformed, with a portal group tag, in a circle, or too many
    Result<> follow(const std::vector<std::string> &addresses, bool permanent);
    /// The next portal to try; nothing if the last redirection named no other.
    [[nodiscard]] std::optional<Portal> next();
    [[nodiscard]] bool any() const { return m_hops > 0; }

private:
    std::vector<Portal> m_visited;
    std::deque<Portal> m_candidates;
    int m_hops = 0;
};

} // namespace portolan::net
