// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusObjectPath>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QVariantMap>

namespace portolan {

using StringMap = QMap<QString, QString>;                   ///< a{ss}
using VariantMapList = QList<QVariantMap>;                  ///< aa{sv}
using CounterList = QList<qulonglong>;                      ///< at
using SampleList = QList<CounterList>;                      ///< aat
using InterfaceMap = QMap<QString, QVariantMap>;            ///< a{sa{sv}}
using ManagedObjects = QMap<QDBusObjectPath, InterfaceMap>; ///< a{oa{sa{sv}}}

namespace dbus {
/// Registers the above with QtDBus; call before the first use of the bus. Harmless when repeated.
void registerTypes();
} // namespace dbus

} // namespace portolan

Q_DECLARE_METATYPE(portolan::StringMap)
Q_DECLARE_METATYPE(portolan::VariantMapList)
Q_DECLARE_METATYPE(portolan::CounterList)
Q_DECLARE_METATYPE(portolan::SampleList)
Q_DECLARE_METATYPE(portolan::InterfaceMap)
Q_DECLARE_METATYPE(portolan::ManagedObjects)
