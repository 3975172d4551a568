// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"
#include "gui/widgets/theme_colors.h"

#include <QIcon>
#include <QString>

#include <optional>

/// Our own icons. Symbolic ones are drawn in the text colour of the moment, so that one file serves dark and light.
namespace portolan::gui {

/// \param name  of a file in resources/icons, without ".svg"
/// \param tone  nullopt: the text colour
[[nodiscard]] QIcon symbolicIcon(const QString &name, std::optional<Tone> tone = std::nullopt);
[[nodiscard]] QIcon statusIcon(dbus::NodeStatus status);
[[nodiscard]] QIcon severityIcon(dbus::Severity severity);
/// The symbol with a small lock on it: a password will be asked.
[[nodiscard]] QIcon lockedIcon(const QString &name);
[[nodiscard]] QIcon applicationIcon();
enum class TrayStyle { Colored, Symbolic };
/// \param state  idle, online, busy, degraded, error
[[nodiscard]] QIcon trayIcon(const QString &state, TrayStyle style = TrayStyle::Colored);

} // namespace portolan::gui
