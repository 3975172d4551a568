// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/model.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "common/types/portal.h"
#include "gui/client/mapping.h"

namespace portolan::client {

int DeviceUser::workingPaths() const
{
    int working = 0;
    for (qsizetype i = 0; i < otherPaths.size(); ++i) {
        const QString state = pathStates.value(i);
        working += state.isEmpty() || state == QStringLiteral("running") ? 1 : 0;
    }
    return working;
}

QString NodeInfo::portalText() const { return QString::fromStdString(Portal{address.toStdString(), port}.text()); }

std::optional<Error> NodeInfo::error() const
{
    if (lastError.isEmpty())
        return {};
    return Error{dbus::errorCode(dbus::kErrorPrefix + lastError), lastErrorMessage.toStdString(),
                 std::uint16_t(lastLoginStatus), 0};
}

DeviceUser DeviceUser::from(const QVariantMap &map)
{
    DeviceUser user;
    apply(user, map);
    return user;
}

} // namespace portolan::client
