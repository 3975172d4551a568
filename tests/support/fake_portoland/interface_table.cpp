// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/interface_table.h"

#include "common/dbus/types.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDir>
#include <QFile>
#include <QXmlStreamReader>

namespace portolan::fake {

namespace {

template <typename T>
T containerOf(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<QDBusArgument>() ? qdbus_cast<T>(value.value<QDBusArgument>())
                                                                    : value.value<T>();
}

QDBusObjectPath pathOf(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QDBusObjectPath>())
        return value.value<QDBusObjectPath>();
    return QDBusObjectPath(value.toString().isEmpty() ? QStringLiteral("/") : value.toString());
}

void readInterface(QXmlStreamReader &xml, InterfaceTable::Interface &interface)
{
    InterfaceTable::Method *method = nullptr;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("interface"))
            return;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        const QString name = attributes.value(QLatin1String("name")).toString();
        if (xml.name() == QLatin1String("property"))
            interface.properties.insert(name, attributes.value(QLatin1String("type")).toString());
        else if (xml.name() == QLatin1String("method"))
            method = &interface.methods[name];
        else if (xml.name() == QLatin1String("signal"))
            method = nullptr;
        else if (xml.name() == QLatin1String("arg") && method)
            (attributes.value(QLatin1String("direction")) == QLatin1String("out") ? method->out : method->in) +=
                attributes.value(QLatin1String("type"));
    }
}

} // namespace

QString InterfaceTable::load(const QString &directory)
{
    const QDir dir(directory);
    for (const QString &name : dir.entryList({QStringLiteral("*.xml")}, QDir::Files)) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return file.fileName() + QStringLiteral(": ") + file.errorString();
        const QByteArray text = file.readAll();
        QXmlStreamReader xml(text);
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QLatin1String("interface"))
                continue;
            Interface &interface = m_interfaces[xml.attributes().value(QLatin1String("name")).toString()];
            const auto begin = text.indexOf("<interface ");
            interface.xml = QString::fromUtf8(text.mid(begin, text.indexOf("</interface>") + 12 - begin));
            readInterface(xml, interface);
        }
        if (xml.hasError())
            return file.fileName() + QStringLiteral(": ") + xml.errorString();
    }
    return m_interfaces.isEmpty() ? directory + QStringLiteral(" holds no interface") : QString();
}

const InterfaceTable::Interface *InterfaceTable::find(const QString &name) const
{
    const auto found = m_interfaces.constFind(name);
    return found == m_interfaces.constEnd() ? nullptr : &*found;
}

QVariant typed(const QVariant &value, const QString &signature)
{
    if (signature == QStringLiteral("s"))
        return value.toString();
    if (signature == QStringLiteral("b"))
        return value.toBool();
    if (signature == QStringLiteral("q"))
        return QVariant::fromValue(ushort(value.toUInt()));
    if (signature == QStringLiteral("i"))
        return value.toInt();
    if (signature == QStringLiteral("u"))
        return value.toUInt();
    if (signature == QStringLiteral("x"))
        return value.toLongLong();
    if (signature == QStringLiteral("t"))
        return value.toULongLong();
    if (signature == QStringLiteral("o"))
        return QVariant::fromValue(pathOf(value));
    if (signature == QStringLiteral("as"))
        return containerOf<QStringList>(value);
    if (signature == QStringLiteral("ao")) {
        if (value.metaType() != QMetaType::fromType<QStringList>())
            return QVariant::fromValue(containerOf<QList<QDBusObjectPath>>(value));
        QList<QDBusObjectPath> paths;
        for (const QString &path : value.toStringList())
            paths.append(QDBusObjectPath(path));
        return QVariant::fromValue(paths);
    }
    if (signature == QStringLiteral("a{sv}"))
        return containerOf<QVariantMap>(value);
    if (signature == QStringLiteral("aa{sv}"))
        return QVariant::fromValue(containerOf<VariantMapList>(value));
    return value;
}

} // namespace portolan::fake
