// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "daemon/engine/model.h"

#include <QDateTime>

/// The engine's snapshots as values of the bus.
namespace portolan::dbus {

class Directory;

/// kind s, device s, path s, fs s, pid x, exe s
[[nodiscard]] VariantMapList usersValue(const std::vector<devices::DeviceUser> &users);
[[nodiscard]] CounterList countersValue(const engine::StatSample &sample);
inline constexpr std::size_t kMostSamples = 2000; ///< In one answer.
/// Each with its time before the counters.
[[nodiscard]] SampleList samplesValue(const std::vector<engine::StatSample> &samples);
[[nodiscard]] QVariantMap eventValue(const engine::Event &event, const Directory &directory);
/// Ids become paths: "nodes_ids" [3, 4] is "nodes" ao, "portal_id" 1 is "portal" o; everything else stays.
[[nodiscard]] QVariantMap resultValue(const QVariantMap &result, const Directory &directory);

[[nodiscard]] qint64 secondsOf(const QDateTime &time); ///< Unix time; 0 = never.
[[nodiscard]] qint64 microsecondsOf(const QDateTime &time);
[[nodiscard]] QString errorNameOf(const Error &error); ///< Only the last part, "AuthRequired".

} // namespace portolan::dbus
