// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portolan::protocol {

/// The initiator's connection states, RFC 7143 §8.1.1. S3 exists only in targets.
enum class ConnectionState : std::uint8_t {
    Free,            ///< S1
    TransportWait,   ///< S2 XPT_WAIT
    InLogin,         ///< S4
    LoggedIn,        ///< S5, Full Feature Phase
    InLogout,        ///< S6
    LogoutRequested, ///< S7
    CleanupWait,     ///< S8
};

[[nodiscard]] std::string_view nameOf(ConnectionState state);

/// The T-number of §8.1.2 that leads from one state to another; 0 if the RFC has none.
[[nodiscard]] constexpr int transition(ConnectionState from, ConnectionState to)
{
    // The table of §8.1.3, row = from, column = to, in the order of the enum.
    // clang-format off
    constexpr std::array<std::array<std::uint8_t, 7>, 7> kTable{{
        //  S1  S2  S4  S5  S6  S7  S8
        {{   0,  1,  0,  0,  0,  0,  0 }}, // S1
        {{   2,  0,  4,  0,  0,  0,  0 }}, // S2
        {{   7,  0,  0,  5,  0,  0,  0 }}, // S4
        {{   8,  0,  0,  0,  9, 11, 15 }}, // S5
        {{  13,  0,  0,  0, 14,  0, 17 }}, // S6
        {{  18,  0,  0,  0, 10, 12, 16 }}, // S7
        {{   0,  0,  0,  0,  0,  0,  0 }}, // S8: left only through §8.2, by the next connection's login
    }};
    // clang-format on
    return kTable[std::size_t(from)][std::size_t(to)];
}

/// Owns the state of one connection and is the only writer of it. A new connection gets a new object.
class ConnectionStateMachine {
public:
    explicit ConnectionStateMachine(ConnectionState initial = ConnectionState::Free)
        : m_state(initial)
    {}
    [[nodiscard]] ConnectionState state() const { return m_state; }
    [[nodiscard]] bool isFullFeature() const
    {
        return m_state == ConnectionState::LoggedIn || m_state == ConnectionState::LogoutRequested ||
               m_state == ConnectionState::InLogout;
    }

    /// \return Internal if RFC 7143 has no such transition; the state is then unchanged.
    Result<> moveTo(ConnectionState to);

private:
    ConnectionState m_state;
};

} // namespace portolan::protocol
