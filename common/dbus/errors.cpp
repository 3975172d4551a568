// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/dbus/errors.h"

#include "common/dbus/names.h"

#include <QDBusError>
#include <QDBusMessage>

namespace portolan::dbus {

QString errorName(ErrorCode code)
{
    const auto name = nameOf(code);
    return kErrorPrefix + QLatin1String(name.data(), qsizetype(name.size()));
}

ErrorCode errorCode(const QString &name)
{
    if (name.startsWith(kErrorPrefix)) {
        for (int value = 0; value <= int(kLastErrorCode); ++value) {
            if (errorName(ErrorCode(value)) == name)
                return ErrorCode(value);
        }
        return ErrorCode::Internal;
    }
    switch (QDBusError(QDBusMessage::createError(name, QString())).type()) {
    case QDBusError::ServiceUnknown:
    case QDBusError::NoServer:
    case QDBusError::Disconnected:
        return ErrorCode::ServiceUnavailable;
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return ErrorCode::TimedOut;
    case QDBusError::AccessDenied:
        return ErrorCode::NotAuthorized;
    case QDBusError::InvalidArgs:
    case QDBusError::InvalidSignature:
        return ErrorCode::InvalidArgument;
    case QDBusError::UnknownObject:
        return ErrorCode::NotFound;
    case QDBusError::UnknownMethod:
    case QDBusError::UnknownInterface:
        return ErrorCode::NotSupported;
    default:
        return name == QStringLiteral("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired")
                   ? ErrorCode::NotAuthorized
                   : ErrorCode::Internal;
    }
}

QString hintOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::TargetRefusedName:
    case ErrorCode::IsnsNotRegistered:
        return QStringLiteral("copy-initiator-name");
    case ErrorCode::AuthRequired:
    case ErrorCode::SecretMissing:
        return QStringLiteral("enter-password");
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::SecretTooShort:
    case ErrorCode::SecretTooLong:
    case ErrorCode::SecretSameBothWays:
        return QStringLiteral("check-password");
    case ErrorCode::TargetAuthFailed:
        return QStringLiteral("check-target-password");
    case ErrorCode::HostNotFound:
    case ErrorCode::PortalUnreachable:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::IsnsViolation:
        return QStringLiteral("check-address");
    case ErrorCode::DeviceBusy:
        return QStringLiteral("unmount");
    case ErrorCode::ForeignSession:
        return QStringLiteral("take-over");
    case ErrorCode::TimedOut:
    case ErrorCode::TransportFailed:
    case ErrorCode::Busy:
        return QStringLiteral("retry");
    default:
        return error.loginStatus >= 0x0300 ? QStringLiteral("retry") : QString();
    }
}

QVariantMap detailsOf(const Error &error)
{
    return {{QStringLiteral("message"), QString::fromStdString(error.message)},
            {QStringLiteral("login_status"), uint(error.loginStatus)},
            {QStringLiteral("errno"), error.sysErrno},
            {QStringLiteral("hint"), hintOf(error)}};
}

Error errorFrom(const QString &name, const QVariantMap &details)
{
    return {errorCode(name), details.value(QStringLiteral("message")).toString().toStdString(),
            std::uint16_t(details.value(QStringLiteral("login_status")).toUInt()),
            details.value(QStringLiteral("errno")).toInt()};
}

} // namespace portolan::dbus
