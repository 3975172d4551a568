// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QJsonArray>
#include <QJsonObject>

/// The stable JSON forms, docs/cli.md: names are snake_case, words are English and never translated, times are ISO 8601
/// in UTC or null, sizes and counters are numbers, and what is unknown is null or an empty string, never left out.
namespace portolan::cli {

[[nodiscard]] QString jsonWord(dbus::NodeStatus status);
[[nodiscard]] QString jsonWord(dbus::SessionState state);
[[nodiscard]] QString jsonWord(dbus::AuthMode mode);
[[nodiscard]] QString jsonWord(dbus::OverallState state);
[[nodiscard]] QString jsonWord(dbus::Severity severity);
[[nodiscard]] QJsonValue jsonTime(const QDateTime &time);

[[nodiscard]] QJsonObject formOf(const client::PortalInfo &portal);
/// Settings by their option with `_` for `-`; null for one that is missing.
[[nodiscard]] QJsonObject settingsForm(const QVariantMap &settings);
[[nodiscard]] QJsonObject formOf(const client::NodeInfo &node);
[[nodiscard]] QJsonObject formOf(const client::SessionInfo &session);
[[nodiscard]] QJsonObject formOf(const client::LunInfo &lun, const QString &target);
[[nodiscard]] QJsonObject formOf(const client::EventInfo &event);
[[nodiscard]] QJsonObject countersForm(const client::Sample &sample);
[[nodiscard]] QJsonArray usersArray(const std::vector<client::DeviceUser> &users);

} // namespace portolan::cli
