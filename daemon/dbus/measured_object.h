// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/dbus/statistics_leases.h"

namespace portolan::dbus {

/// An object with org.portolan.Initiator1.Statistics.
class MeasuredObject : public ExportedObject {
    Q_OBJECT

public:
    MeasuredObject(Services services, QDBusObjectPath path, StatSource source, QObject *parent);
    ~MeasuredObject() override;

    // NOLINTBEGIN(readability-identifier-naming) names of the bus; return values are ignored, replies are sent later
    uint Subscribe(uint intervalMs, const QVariantMap &options);
    void Unsubscribe(uint lease);
    qulonglong GetCounters(const QVariantMap &options, portolan::CounterList &counters);
    portolan::SampleList GetHistory(qlonglong from, qlonglong to, uint resolution, const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

private:
    const StatSource m_source;
};

} // namespace portolan::dbus
