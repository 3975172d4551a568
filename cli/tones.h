// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/table.h"
#include "common/dbus/enums.h"

/// Which colour a state has; always beside its word.
namespace portolan::cli {

[[nodiscard]] Tone toneOf(dbus::NodeStatus status);
[[nodiscard]] Tone toneOf(dbus::SessionState state);
[[nodiscard]] Tone toneOf(dbus::OverallState state);
[[nodiscard]] Tone toneOf(dbus::Severity severity);

} // namespace portolan::cli
