// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"

#include <memory>

namespace portolan::dbus {

/// Takes an object off the bus at once and frees it later: it may be running the very method that removes it.
struct Retire {
    void operator()(ExportedObject *object) const
    {
        object->withdraw();
        object->deleteLater();
    }
};

template <typename Object>
using ExportedPtr = std::unique_ptr<Object, Retire>;

} // namespace portolan::dbus
