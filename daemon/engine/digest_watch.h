// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/time_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace portolan::engine {

/// Tells when connections of a session end with wrong digests again and again (DIG-08): some targets compute them
/// wrongly, and nobody finds that out from connections that are lost. Nothing is switched off because of it, as a
/// network that damages data looks the same, and then the digests are what saves it.
class DigestWatch {
public:
    using Instant = TimeSource::Instant;

    static constexpr std::size_t kMany = 3;            ///< Connections
    static constexpr std::chrono::minutes kWithin{10}; ///< All of them
    static constexpr std::chrono::hours kReminder{1};  ///< Not sooner again

    /// A session that is there already, with what it counted.
    void start(std::uint64_t errors) { m_errors = errors; }
    /// A connection was lost. \param errors  the session's digest errors so far; fewer than before: it is a new session
    /// \return whether to tell now
    [[nodiscard]] bool connectionLost(std::uint64_t errors, Instant now)
    {
        const bool another = errors != m_errors && errors > 0;
        m_errors = errors;
        if (!another)
            return false;
        const auto first = std::exchange(m_last[m_next], now); // what is overwritten is kMany - 1 before this one
        m_next = (m_next + 1) % m_last.size();
        if (!first || now - *first > kWithin || (m_told && now - *m_told < kReminder))
            return false;
        m_told = now;
        return true;
    }

private:
    std::uint64_t m_errors = 0;
    std::array<std::optional<Instant>, kMany - 1> m_last;
    std::size_t m_next = 0;
    std::optional<Instant> m_told;
};

} // namespace portolan::engine
