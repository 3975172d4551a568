// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/tones.h"

namespace portolan::cli {

Tone toneOf(dbus::NodeStatus status)
{
    switch (status) {
    case dbus::NodeStatus::Connected:
    case dbus::NodeStatus::BySystem:
        return Tone::Good;
    case dbus::NodeStatus::Connecting:
    case dbus::NodeStatus::Disconnecting:
    case dbus::NodeStatus::Reconnecting:
    case dbus::NodeStatus::Missing:
        return Tone::Warning;
    case dbus::NodeStatus::ConnectionFailed:
        return Tone::Bad;
    case dbus::NodeStatus::Unknown:
    case dbus::NodeStatus::Disconnected:
        break;
    }
    return Tone::Plain;
}

Tone toneOf(dbus::SessionState state)
{
    switch (state) {
    case dbus::SessionState::Online:
        return Tone::Good;
    case dbus::SessionState::LoggingIn:
    case dbus::SessionState::LoggingOut:
    case dbus::SessionState::Reconnecting:
        return Tone::Warning;
    case dbus::SessionState::Stopped:
        return Tone::Bad;
    case dbus::SessionState::Unknown:
    case dbus::SessionState::Free:
        break;
    }
    return Tone::Plain;
}

Tone toneOf(dbus::OverallState state)
{
    switch (state) {
    case dbus::OverallState::Ok:
        return Tone::Good;
    case dbus::OverallState::Connecting:
    case dbus::OverallState::Degraded:
        return Tone::Warning;
    case dbus::OverallState::Failed:
        return Tone::Bad;
    case dbus::OverallState::Unknown:
    case dbus::OverallState::Idle:
        break;
    }
    return Tone::Plain;
}

Tone toneOf(dbus::Severity severity)
{
    switch (severity) {
    case dbus::Severity::Warning:
        return Tone::Warning;
    case dbus::Severity::Error:
        return Tone::Bad;
    case dbus::Severity::Debug:
    case dbus::Severity::Info:
        break;
    }
    return Tone::Plain;
}

} // namespace portolan::cli
