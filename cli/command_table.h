// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"

namespace portolan::cli {

/// Every command of the program, in the order of its help.
[[nodiscard]] std::span<const CommandSpec> commandTable();

} // namespace portolan::cli
