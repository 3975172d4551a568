// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_text.h"

#include <QStringList>

namespace portolan::engine {

namespace {

QString sideOf(const Error &error)
{
    if (error.loginStatus != 0)
        return QStringLiteral("target");
    switch (error.code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::PortalUnreachable:
    case ErrorCode::TransportFailed:
    case ErrorCode::TimedOut:
        return QStringLiteral("network");
    default:
        return QStringLiteral("initiator");
    }
}

} // namespace

QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QVariantMap detailsOf(const Error &error)
{
    QVariantMap details{{QStringLiteral("error"), textOf(nameOf(error.code))},
                        {QStringLiteral("side"), sideOf(error)},
                        {QStringLiteral("text"), textOf(error.message)}};
    if (error.loginStatus != 0) {
        details.insert(QStringLiteral("status_class"), uint(error.loginStatus >> 8));
        details.insert(QStringLiteral("status_detail"), uint(error.loginStatus & 0xff));
    }
    if (error.sysErrno != 0)
        details.insert(QStringLiteral("errno"), error.sysErrno);
    return details;
}

QString textOf(const std::vector<devices::DeviceUser> &users)
{
    QStringList parts;
    for (const devices::DeviceUser &user : users) {
        QString part = devices::nameOf(user.kind);
        if (user.kind == devices::UserKind::Process && !user.path.isEmpty())
            part += QStringLiteral(" %1 (%2) in %3").arg(user.program).arg(user.pid).arg(user.path);
        else if (!user.path.isEmpty())
            part += QLatin1Char(' ') + user.path;
        else if (!user.program.isEmpty())
            part += QStringLiteral(" %1 (%2)").arg(user.program).arg(user.pid);
        else
            part += QLatin1Char(' ') + user.device;
        if (!user.otherPaths.empty()) {
            QStringList others;
            for (const devices::MapPath &path : user.otherPaths)
                others << (path.state.isEmpty() ? path.device : path.device + QLatin1Char(' ') + path.state);
            part += QStringLiteral(" (other paths: %1)").arg(others.join(QStringLiteral(", ")));
        }
        parts << part;
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace portolan::engine
