// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"

#include <QDBusObjectPath>
#include <QString>

#include <cstdint>

/// Where objects are. Paths of things that outlive the daemon are hashes of what identifies them: stable over restarts,
/// and no text of a stranger ever becomes part of a path.
namespace portolan::dbus {

[[nodiscard]] QDBusObjectPath noObject(); ///< "/", the bus has no other way to say "none".

[[nodiscard]] QDBusObjectPath portalPath(const Portal &portal, const QString &interface);
[[nodiscard]] QDBusObjectPath targetPath(const QString &targetName);
/// The portal group is not part of it: a portal belongs to exactly one group of a target (RFC 7143 §4.1), and a node
/// that was entered by hand learns its group later without becoming another object.
[[nodiscard]] QDBusObjectPath nodePath(const QString &targetName, const Portal &portal, const QString &interface);
[[nodiscard]] QDBusObjectPath sessionPath(std::uint32_t number);
[[nodiscard]] QDBusObjectPath connectionPath(std::uint32_t session, std::uint16_t cid);
[[nodiscard]] QDBusObjectPath lunPath(std::uint32_t session, std::uint64_t lun);
[[nodiscard]] QDBusObjectPath jobPath(std::uint32_t job);

/// The number that people and other tools use for the eight bytes of a LUN (SAM-5 §4.7): peripheral and flat addressing
/// are numbers; anything else is shown as the eight bytes.
[[nodiscard]] std::uint64_t lunNumber(std::uint64_t wire);

} // namespace portolan::dbus
