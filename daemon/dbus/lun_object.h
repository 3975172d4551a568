// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/measured_object.h"
#include "daemon/engine/model.h"

namespace portolan::dbus {

/// org.portolan.Initiator1.Lun
class LunObject : public MeasuredObject {
    Q_OBJECT

public:
    LunObject(const Services &services, const engine::LunInfo &info, QObject *parent);
    void show(const engine::LunInfo &info);
};

} // namespace portolan::dbus
