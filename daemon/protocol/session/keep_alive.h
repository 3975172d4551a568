// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/bhs.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace portolan::protocol {

/// Finds a dead connection by silence: after `interval` without a byte it asks for a ping, and after `timeout` more
/// without a byte it gives up. Any byte counts, not only the answer (NOP-05), so a busy target is never called dead.
class KeepAlive {
public:
    enum class Due : std::uint8_t { Nothing, Ping, Dead };

    /// \param interval  0: no pings
    /// \param timeout   0: wait for ever
    void configure(std::chrono::milliseconds interval, std::chrono::milliseconds timeout)
    {
        m_interval = interval;
        m_timeout = timeout;
    }

    void start(Instant now)
    {
        m_lastByte = now;
        m_silent = false;
        m_awaited = false;
    }

    void byteArrived(Instant now)
    {
        m_lastByte = now;
        m_silent = false;
    }

    [[nodiscard]] std::optional<Instant> deadline() const
    {
        if (m_silent)
            return m_timeout.count() > 0 ? std::optional(m_pingAt + m_timeout) : std::nullopt;
        return m_interval.count() > 0 ? std::optional(m_lastByte + m_interval) : std::nullopt;
    }

    [[nodiscard]] Due check(Instant now)
    {
        const auto due = deadline();
        if (!due || now < *due)
            return Due::Nothing;
        if (m_silent)
            return Due::Dead;
        m_silent = true;
        m_awaited = true;
        m_pingAt = now;
        m_sequence = (m_sequence + 1) & kSequenceMask;
        return Due::Ping;
    }

    /// Number of the ping asked for last, 24 bits.
    [[nodiscard]] std::uint32_t sequence() const { return m_sequence; }
    /// Whether a ping with this number was asked for, not too long ago.
    [[nodiscard]] bool knows(std::uint32_t sequence) const
    {
        constexpr std::uint32_t kReach = 1024;
        return m_sequence != 0 && ((m_sequence - sequence) & kSequenceMask) < kReach;
    }
    /// \return the round trip if this answers the last ping, else nothing
    [[nodiscard]] std::optional<std::chrono::microseconds> answered(std::uint32_t sequence, Instant now)
    {
        if (!m_awaited || sequence != m_sequence)
            return std::nullopt;
        m_awaited = false;
        return std::chrono::duration_cast<std::chrono::microseconds>(now - m_pingAt);
    }

private:
    static constexpr std::uint32_t kSequenceMask = 0xffffff;

    std::chrono::milliseconds m_interval{0};
    std::chrono::milliseconds m_timeout{0};
    Instant m_lastByte{};
    Instant m_pingAt{};
    bool m_silent = false;  ///< No byte since the last ping
    bool m_awaited = false; ///< The last ping has not been answered.
    std::uint32_t m_sequence = 0;
};

} // namespace portolan::protocol
