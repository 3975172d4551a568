// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/dbus/types.h"

#include <QDBusMetaType>

namespace portolan::dbus {

void registerTypes()
{
    qDBusRegisterMetaType<StringMap>();
    qDBusRegisterMetaType<VariantMapList>();
    qDBusRegisterMetaType<CounterList>();
    qDBusRegisterMetaType<SampleList>();
    qDBusRegisterMetaType<InterfaceMap>();
    qDBusRegisterMetaType<ManagedObjects>();
}

} // namespace portolan::dbus
