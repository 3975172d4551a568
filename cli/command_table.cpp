// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"

#include "cli/command.h"
#include "cli/commands/commands.h"

#include <array>

namespace portolan::cli {

std::span<const CommandSpec> commandTable()
{
    static const std::array table{
        discoverCommand(),     addNodeCommand(),       targetsCommand(),   nodesCommand(),    portalsCommand(),
        loginCommand(),        logoutCommand(),        sessionsCommand(),  showCommand(),     disksCommand(),
        statsCommand(),        eventsCommand(),        setCommand(),       defaultsCommand(), setChapCommand(),
        clearChapCommand(),    rescanCommand(),        reconnectCommand(), forgetCommand(),   forgetPortalCommand(),
        refreshEveryCommand(), initiatorNameCommand(), importCommand(),    takeOverCommand(), statusCommand(),
        completeCommand(),
    };
    return table;
}

} // namespace portolan::cli
