// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <span>
#include <string_view>

namespace portolan::dbus {

/// The action that everybody has; it is never asked for.
inline constexpr std::string_view kViewAction = "view";

/// What a caller must be allowed to do before a method runs. docs/security.md shows the same table to people.
struct ActionRow {
    std::string_view interface; ///< Full name.
    std::string_view member;
    std::string_view action;      ///< After "org.portolan.initiator1.".
    std::string_view forced = {}; ///< The action instead of it when the option `force` is true.
    bool freeToOwner = false;     ///< Who started the object (a job) needs no authorization.
};

/// Default deny: a method that is not in the table is refused. Properties.Set has no row because no property is
/// writable.
[[nodiscard]] std::span<const ActionRow> actionTable();

/// \return nullptr if there is no such row
[[nodiscard]] const ActionRow *findAction(std::span<const ActionRow> table, const QString &interface,
                                          const QString &member);

/// Every action that some row names, without "view", each once.
[[nodiscard]] QStringList actionsOf(std::span<const ActionRow> table);

} // namespace portolan::dbus
