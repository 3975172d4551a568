// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/connection_state.h"

namespace portolan::protocol {

std::string_view nameOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Free:
        return "Free";
    case ConnectionState::TransportWait:
        return "TransportWait";
    case ConnectionState::InLogin:
        return "InLogin";
    case ConnectionState::LoggedIn:
        return "LoggedIn";
    case ConnectionState::InLogout:
        return "InLogout";
    case ConnectionState::LogoutRequested:
        return "LogoutRequested";
    case ConnectionState::CleanupWait:
        return "CleanupWait";
    }
    return "Free";
}

Result<> ConnectionStateMachine::moveTo(ConnectionState to)
{
    if (transition(m_state, to) == 0)
        return fail(ErrorCode::Internal,
                    "no transition from " + std::string(nameOf(m_state)) + " to " + std::string(nameOf(to)));
    m_state = to;
    return {};
}

} // namespace portolan::protocol
