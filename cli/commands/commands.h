// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"

/// One function per command; each says all about its command in one place.
namespace portolan::cli {

[[nodiscard]] CommandSpec discoverCommand();
[[nodiscard]] CommandSpec addNodeCommand();
[[nodiscard]] CommandSpec targetsCommand();
[[nodiscard]] CommandSpec nodesCommand();
[[nodiscard]] CommandSpec portalsCommand();
[[nodiscard]] CommandSpec loginCommand();
[[nodiscard]] CommandSpec logoutCommand();
[[nodiscard]] CommandSpec sessionsCommand();
[[nodiscard]] CommandSpec showCommand();
[[nodiscard]] CommandSpec disksCommand();
[[nodiscard]] CommandSpec statsCommand();
[[nodiscard]] CommandSpec eventsCommand();
[[nodiscard]] CommandSpec setCommand();
[[nodiscard]] CommandSpec defaultsCommand();
[[nodiscard]] CommandSpec setChapCommand();
[[nodiscard]] CommandSpec clearChapCommand();
[[nodiscard]] CommandSpec rescanCommand();
[[nodiscard]] CommandSpec reconnectCommand();
[[nodiscard]] CommandSpec forgetCommand();
[[nodiscard]] CommandSpec forgetPortalCommand();
[[nodiscard]] CommandSpec refreshEveryCommand();
[[nodiscard]] CommandSpec initiatorNameCommand();
[[nodiscard]] CommandSpec importCommand();
[[nodiscard]] CommandSpec takeOverCommand();
[[nodiscard]] CommandSpec statusCommand();
[[nodiscard]] CommandSpec completeCommand();

} // namespace portolan::cli
