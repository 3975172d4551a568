// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/object_paths.h"

#include "common/dbus/names.h"

#include <QCryptographicHash>
#include <QStringList>

namespace portolan::dbus {

namespace {

constexpr qsizetype kHashDigits = 16;

/// A byte that no name can hold separates the parts, so that no two tuples give the same input.
QDBusObjectPath hashed(const QString &folder, const QStringList &tuple)
{
    const QByteArray input = tuple.join(QChar(u'\0')).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(input, QCryptographicHash::Sha256).toHex().left(kHashDigits);
    return QDBusObjectPath(kRootPath + folder + QString::fromLatin1(hash));
}

} // namespace

QDBusObjectPath noObject() { return QDBusObjectPath(QStringLiteral("/")); }

QDBusObjectPath portalPath(const Portal &portal, const QString &interface)
{
    QStringList tuple{QString::fromStdString(portal.host), QString::number(portal.port)};
    if (!interface.isEmpty()) // Those of any interface keep the path they had before there were others.
        tuple += interface;
    return hashed(QStringLiteral("/portals/"), tuple);
}

QDBusObjectPath targetPath(const QString &targetName) { return hashed(QStringLiteral("/targets/"), {targetName}); }

QDBusObjectPath nodePath(const QString &targetName, const Portal &portal, const QString &interface)
{
    return hashed(QStringLiteral("/nodes/"),
                  {targetName, QString::fromStdString(portal.host), QString::number(portal.port), interface});
}

QDBusObjectPath sessionPath(std::uint32_t number)
{
    return QDBusObjectPath(kRootPath + QStringLiteral("/sessions/%1").arg(number));
}

QDBusObjectPath connectionPath(std::uint32_t session, std::uint16_t cid)
{
    return QDBusObjectPath(sessionPath(session).path() + QStringLiteral("/conn/%1").arg(cid));
}

QDBusObjectPath lunPath(std::uint32_t session, std::uint64_t lun)
{
    return QDBusObjectPath(sessionPath(session).path() + QStringLiteral("/luns/%1").arg(lun, 16, 16, QLatin1Char('0')));
}

QDBusObjectPath jobPath(std::uint32_t job) { return QDBusObjectPath(kRootPath + QStringLiteral("/jobs/%1").arg(job)); }

std::uint64_t lunNumber(std::uint64_t wire)
{
    constexpr std::uint64_t kFirstLevel = 0xFFFF'0000'0000'0000;
    constexpr unsigned kPeripheral = 0, kFlat = 1;
    const auto level = unsigned(wire >> 48);
    const unsigned method = level >> 14, value = level & 0x3FFF;
    const bool oneLevel = (wire & ~kFirstLevel) == 0;
    if (oneLevel && ((method == kPeripheral && value < 0x100) || method == kFlat))
        return value;
    return wire;
}

} // namespace portolan::dbus
