// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

/// Properties of the D-Bus objects into the structs of model.h, table by table.
///
/// What comes from the bus is not trusted: a value of another type than the interface promises leaves the field as it
/// was, an unknown enumerator becomes Unknown, and control characters in texts become U+FFFD, so that a target's alias
/// cannot move the cursor of a terminal.
namespace portolan::client {

/// Overwrites the fields whose properties are in the map; the others stay.
void apply(ManagerInfo &info, const QVariantMap &properties);
void apply(PortalInfo &info, const QVariantMap &properties);
void apply(TargetInfo &info, const QVariantMap &properties);
void apply(NodeInfo &info, const QVariantMap &properties);
void apply(SessionInfo &info, const QVariantMap &properties);
void apply(LunInfo &info, const QVariantMap &properties);
void apply(JobInfo &info, const QVariantMap &properties);
void apply(DeviceUser &user, const QVariantMap &map);
void apply(EventInfo &event, const QVariantMap &map);

/// A blocker list as it is inside a variant; what is malformed is left out.
[[nodiscard]] std::vector<DeviceUser> usersFrom(const QVariant &value);

} // namespace portolan::client
