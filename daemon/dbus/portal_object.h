// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/store/records.h"

#include <QList>

namespace portolan::dbus {

/// org.portolan.Initiator1.Portal
class PortalObject : public ExportedObject {
    Q_OBJECT

public:
    PortalObject(const Services &services, const store::PortalRecord &record, QObject *parent);

    void show(const store::PortalRecord &record);
    void showNodes(const QList<QDBusObjectPath> &nodes);

    // NOLINTBEGIN(readability-identifier-naming) names of the bus; return values are ignored, replies are sent later
    QDBusObjectPath Refresh(const QVariantMap &options);
    void SetRefreshInterval(uint seconds, const QVariantMap &options);
    void Remove(const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

protected:
    [[nodiscard]] StringMap subject() const override;

private:
    const std::int64_t m_id;
    const QString m_portal;
};

} // namespace portolan::dbus
