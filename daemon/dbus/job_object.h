// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/engine/model.h"

namespace portolan::dbus {

/// org.portolan.Initiator1.Job
class JobObject : public ExportedObject {
    Q_OBJECT

public:
    JobObject(const Services &services, const engine::JobInfo &info, QObject *parent);

    void show(const engine::JobInfo &info);
    /// Tells the end once, after the last properties.
    void tellEnd(const engine::JobInfo &info);

    [[nodiscard]] std::optional<Uid> owner() const override { return m_owner; }

    // NOLINTBEGIN(readability-identifier-naming) names of the bus
    void Cancel(const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

private:
    const engine::JobId m_id;
    const Uid m_owner;
    bool m_endTold = false;
};

} // namespace portolan::dbus
