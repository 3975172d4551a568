// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/measured_object.h"
#include "daemon/engine/model.h"

namespace portolan::dbus {

/// org.portolan.Initiator1.Session
class SessionObject : public MeasuredObject {
    Q_OBJECT

public:
    SessionObject(const Services &services, const engine::SessionInfo &info, QObject *parent);

    void show(const engine::SessionInfo &info);

    // NOLINTBEGIN(readability-identifier-naming) names of the bus; return values are ignored, replies are sent later
    QDBusObjectPath Rescan(const QVariantMap &options);
    void Reconnect(const QVariantMap &options);
    QDBusObjectPath TakeOver(const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

protected:
    [[nodiscard]] StringMap subject() const override;

private:
    const engine::SessionNumber m_number;
    const StringMap m_subject;
};

} // namespace portolan::dbus
