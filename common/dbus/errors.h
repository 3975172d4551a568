// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>
#include <QVariantMap>

namespace portolan::dbus {

/// "org.portolan.Initiator1.Error.LoginRejected". The last part is nameOf(code).
[[nodiscard]] QString errorName(ErrorCode code);
/// Back again; names of the bus itself (NoReply, ServiceUnknown, AccessDenied ...) become ours, anything else Internal.
[[nodiscard]] ErrorCode errorCode(const QString &name);

/// Which cure a client can offer: "copy-initiator-name", "enter-password", "check-password", "check-target-password",
/// "check-address", "unmount", "retry", or empty.
[[nodiscard]] QString hintOf(const Error &error);

/// Job.ErrorDetails without blockers: message, login_status, errno, hint.
[[nodiscard]] QVariantMap detailsOf(const Error &error);
/// The Error that name and details describe.
[[nodiscard]] Error errorFrom(const QString &name, const QVariantMap &details);

} // namespace portolan::dbus
