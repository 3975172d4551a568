// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

struct QMetaObject;

namespace portolan::dbus {

/// What a generated adaptor says about its properties: it carries the XML that it was made from.
struct InterfaceDescription {
    /// org.freedesktop.DBus.Property.EmitsChangedSignal: "true", "invalidates"; "const" and "false" are None.
    enum class Notice { WithValue, NameOnly, None };
    struct Property {
        QString signature;
        Notice notice = Notice::WithValue;
    };

    QString name;
    QHash<QString, Property> properties;

    /// None for a property that does not exist.
    [[nodiscard]] Notice changeNotice(const QString &property) const;

    static InterfaceDescription of(const QMetaObject &adaptor);
    static InterfaceDescription fromXml(const QString &xml);
};

} // namespace portolan::dbus
