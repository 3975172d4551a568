// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/plain_value.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusSignature>
#include <QDBusVariant>

#include <algorithm>

namespace portolan::client {

namespace {

constexpr int kMaxDepth = 16; ///< The bus itself allows 64; nothing of ours is deeper than four.

/// Containers come out of the bus as QDBusArgument, which can be read once and only in order.
QVariant plainArgument(const QDBusArgument &argument, int depth);

QVariant plainValue(const QVariant &value, int depth)
{
    if (depth > kMaxDepth)
        return {};
    const auto type = value.metaType();
    if (type == QMetaType::fromType<QDBusArgument>())
        return plainArgument(value.value<QDBusArgument>(), depth);
    if (type == QMetaType::fromType<QDBusVariant>())
        return plainValue(value.value<QDBusVariant>().variant(), depth + 1);
    if (type == QMetaType::fromType<QDBusObjectPath>())
        return value.value<QDBusObjectPath>().path();
    if (type == QMetaType::fromType<QDBusSignature>())
        return value.value<QDBusSignature>().signature();
    if (type.id() == QMetaType::QString)
        return cleaned(value.toString());
    if (type.id() == QMetaType::QStringList || type.id() == QMetaType::QVariantList) {
        QVariantList list;
        for (const QVariant &item : value.toList())
            list.append(plainValue(item, depth + 1));
        return list;
    }
    if (type.id() == QMetaType::QVariantMap) {
        QVariantMap map = value.toMap();
        for (QVariant &item : map)
            item = plainValue(item, depth + 1);
        return map;
    }
    return value;
}

QVariant plainArgument(const QDBusArgument &argument, int depth)
{
    if (depth > kMaxDepth)
        return {};
    switch (argument.currentType()) {
    case QDBusArgument::BasicType:
    case QDBusArgument::VariantType:
        return plainValue(argument.asVariant(), depth + 1);
    case QDBusArgument::ArrayType: {
        QVariantList list;
        argument.beginArray();
        while (!argument.atEnd())
            list.append(plainArgument(argument, depth + 1));
        argument.endArray();
        return list;
    }
    case QDBusArgument::StructureType: {
        QVariantList list;
        argument.beginStructure();
        while (!argument.atEnd())
            list.append(plainArgument(argument, depth + 1));
        argument.endStructure();
        return list;
    }
    case QDBusArgument::MapType: {
        QVariantMap map;
        argument.beginMap();
        while (!argument.atEnd()) {
            argument.beginMapEntry();
            const QString key = plainArgument(argument, depth + 1).toString();
            map.insert(key, plainArgument(argument, depth + 1));
            argument.endMapEntry();
        }
        argument.endMap();
        return map;
    }
    default:
        return {};
    }
}

} // namespace

QVariant plain(const QVariant &value) { return plainValue(value, 0); }

QString cleaned(const QString &text)
{
    // Control characters, and the marks that turn the direction of what follows (they can disguise a name).
    const auto harmful = [](QChar c) {
        return c.category() == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e)) ||
               (c >= QChar(0x2066) && c <= QChar(0x2069));
    };
    if (std::none_of(text.cbegin(), text.cend(), harmful))
        return text;
    QString clean = text;
    std::replace_if(clean.begin(), clean.end(), harmful, QChar(QChar::ReplacementCharacter));
    return clean;
}

} // namespace portolan::client
