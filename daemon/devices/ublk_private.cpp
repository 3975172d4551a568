// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_private.h"

#include <cerrno>
#include <cstring>

namespace portolan::devices {

namespace {
const QString kPrefix = QStringLiteral("/dev/ublkb"); // NOLINT(cert-err58-cpp): cannot throw
} // namespace

tl::unexpected<Error> systemError(const std::string &what, int result)
{
    const std::string message = "cannot " + what + ": " + std::strerror(-result);
    switch (-result) {
    case ENODEV:
    case ENOENT:
        return fail(ErrorCode::NotFound, message, -result);
    case EPERM:
    case EACCES:
        return fail(ErrorCode::NotAuthorized, message, -result);
    case EOPNOTSUPP:
        return fail(ErrorCode::NotSupported, message, -result);
    default:
        return fail(ErrorCode::Internal, message, -result);
    }
}

QString nameOf(std::uint32_t number) { return QStringLiteral("ublkb%1").arg(number); }
QString deviceOf(std::uint32_t number) { return QStringLiteral("/dev/") + nameOf(number); }
std::string textOf(std::uint32_t number) { return deviceOf(number).toStdString(); }

Result<std::uint32_t> numberOf(const QString &device)
{
    bool ok = false;
    const auto number = device.startsWith(kPrefix) ? device.mid(kPrefix.size()).toUInt(&ok) : 0U;
    if (!ok)
        return fail(ErrorCode::NotFound, device.toStdString() + " is no ublk device");
    return number;
}

} // namespace portolan::devices
