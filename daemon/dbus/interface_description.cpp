// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/interface_description.h"

#include <QMetaClassInfo>
#include <QMetaObject>
#include <QXmlStreamReader>

namespace portolan::dbus {

namespace {

InterfaceDescription::Notice noticeOf(QStringView value)
{
    if (value == QStringLiteral("true"))
        return InterfaceDescription::Notice::WithValue;
    if (value == QStringLiteral("invalidates"))
        return InterfaceDescription::Notice::NameOnly;
    return InterfaceDescription::Notice::None;
}

} // namespace

InterfaceDescription::Notice InterfaceDescription::changeNotice(const QString &property) const
{
    const auto found = properties.constFind(property);
    return found == properties.constEnd() ? Notice::None : found->notice;
}

InterfaceDescription InterfaceDescription::of(const QMetaObject &adaptor)
{
    const int index = adaptor.indexOfClassInfo("D-Bus Introspection");
    return fromXml(index < 0 ? QString() : QString::fromUtf8(adaptor.classInfo(index).value()));
}

InterfaceDescription InterfaceDescription::fromXml(const QString &xml)
{
    InterfaceDescription description;
    QString property;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement && reader.name() == QStringLiteral("property"))
            property.clear();
        if (token != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = reader.attributes();
        const QString name = attributes.value(QStringLiteral("name")).toString();
        if (reader.name() == QStringLiteral("interface")) {
            description.name = name;
        } else if (reader.name() == QStringLiteral("property")) {
            property = name;
            description.properties[name].signature = attributes.value(QStringLiteral("type")).toString();
        } else if (reader.name() == QStringLiteral("annotation") && !property.isEmpty() &&
                   name == QStringLiteral("org.freedesktop.DBus.Property.EmitsChangedSignal")) {
            description.properties[property].notice = noticeOf(attributes.value(QStringLiteral("value")));
        }
    }
    return description;
}

} // namespace portolan::dbus
