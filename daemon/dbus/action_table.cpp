// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/action_table.h"

#include <algorithm>
#include <array>

namespace portolan::dbus {

namespace {

constexpr std::string_view kManager = "org.portolan.Initiator1.Manager";
constexpr std::string_view kEvents = "org.portolan.Initiator1.Events";
constexpr std::string_view kStatistics = "org.portolan.Initiator1.Statistics";
constexpr std::string_view kPortal = "org.portolan.Initiator1.Portal";
constexpr std::string_view kNode = "org.portolan.Initiator1.Node";
constexpr std::string_view kSession = "org.portolan.Initiator1.Session";
constexpr std::string_view kJob = "org.portolan.Initiator1.Job";

// clang-format off
constexpr std::array kTable{
    ActionRow{"org.freedesktop.DBus.ObjectManager", "GetManagedObjects", kViewAction},
    // QtDBus answers the next five itself, for everybody; they only read.
    ActionRow{"org.freedesktop.DBus.Properties", "Get", kViewAction},
    ActionRow{"org.freedesktop.DBus.Properties", "GetAll", kViewAction},
    ActionRow{"org.freedesktop.DBus.Introspectable", "Introspect", kViewAction},
    ActionRow{"org.freedesktop.DBus.Peer", "Ping", kViewAction},
    ActionRow{"org.freedesktop.DBus.Peer", "GetMachineId", kViewAction},

    ActionRow{kManager, "Discover", "discover"},
    ActionRow{kManager, "AddNode", "modify"},
    ActionRow{kManager, "SetNodeDefaults", "modify"},
    ActionRow{kManager, "SetInitiatorName", "modify-initiator"},
    ActionRow{kManager, "GenerateInitiatorName", kViewAction},
    ActionRow{kManager, "GetPermissions", kViewAction},
    ActionRow{kManager, "AuthorizeSetUp", "set-up"},
    ActionRow{kManager, "LoginAll", "login"},
    ActionRow{kManager, "LogoutAll", "logout", "logout-force"},
    ActionRow{kManager, "ImportOpenIscsi", "import"},

    ActionRow{kEvents, "GetEvents", kViewAction},

    ActionRow{kStatistics, "Subscribe", kViewAction},
    ActionRow{kStatistics, "Unsubscribe", kViewAction},
    ActionRow{kStatistics, "GetCounters", kViewAction},
    ActionRow{kStatistics, "GetHistory", kViewAction},

    ActionRow{kPortal, "Refresh", "discover"},
    ActionRow{kPortal, "SetRefreshInterval", "discover"},
    ActionRow{kPortal, "Remove", "modify"},

    ActionRow{kNode, "Login", "login"},
    ActionRow{kNode, "Logout", "logout", "logout-force"},
    ActionRow{kNode, "CheckLogout", kViewAction},
    ActionRow{kNode, "Update", "modify"},
    ActionRow{kNode, "SetInterface", "modify"},
    ActionRow{kNode, "SetSecret", "secrets"},
    ActionRow{kNode, "ClearSecret", "secrets"},
    ActionRow{kNode, "GetHistory", kViewAction},
    ActionRow{kNode, "Remove", "modify"},

    ActionRow{kSession, "Rescan", "control"},
    ActionRow{kSession, "Reconnect", "control"},
    ActionRow{kSession, "TakeOver", "import"},

    ActionRow{kJob, "Cancel", "control", {}, true},
};
// clang-format on

QString text(std::string_view view) { return QString::fromLatin1(view.data(), qsizetype(view.size())); }

} // namespace

std::span<const ActionRow> actionTable() { return kTable; }

const ActionRow *findAction(std::span<const ActionRow> table, const QString &interface, const QString &member)
{
    const auto row = std::ranges::find_if(table, [&](const ActionRow &candidate) {
        return text(candidate.interface) == interface && text(candidate.member) == member;
    });
    return row == table.end() ? nullptr : &*row;
}

QStringList actionsOf(std::span<const ActionRow> table)
{
    QStringList actions;
    for (const ActionRow &row : table) {
        for (const std::string_view action : {row.action, row.forced}) {
            if (!action.empty() && action != kViewAction && !actions.contains(text(action)))
                actions.append(text(action));
        }
    }
    return actions;
}

} // namespace portolan::dbus
