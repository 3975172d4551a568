// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/bus_text.h"

#include "common/dbus/types.h"

namespace portolan::dbus {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool isUnwanted(char32_t c)
{
    const bool turnsDirection =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || turnsDirection;
}

} // namespace

QString busText(const QString &text, qsizetype longest)
{
    QString result;
    result.reserve(qMin(text.size(), longest));
    qsizetype characters = 0;
    for (qsizetype i = 0; i < text.size() && characters < longest; ++i) {
        char32_t c = text.at(i).unicode();
        if (QChar::isSurrogate(c)) {
            const bool pair = QChar::isHighSurrogate(c) && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
            c = pair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1)) : kReplacement;
            i += pair ? 1 : 0;
        }
        if (isUnwanted(c))
            continue;
        result += QChar::fromUcs4(QChar::isNonCharacter(c) ? kReplacement : c);
        ++characters;
    }
    return result;
}

QString busText(std::string_view bytes, qsizetype longest)
{
    // Four bytes are the longest character; no need to convert more than will be kept.
    return busText(QString::fromUtf8(bytes.data(), qMin(qsizetype(bytes.size()), 4 * longest)), longest);
}

QVariant busValue(const QVariant &value)
{
    switch (value.metaType().id()) {
    case QMetaType::Bool:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
        return value;
    case QMetaType::QString:
        return busText(value.toString());
    case QMetaType::QVariantMap:
        return busValues(value.toMap());
    case QMetaType::QStringList: {
        QStringList texts;
        for (const QString &text : value.toStringList())
            texts.append(busText(text));
        return texts;
    }
    case QMetaType::QVariantList: { // of maps: the one kind of list that results have
        VariantMapList maps;
        for (const QVariant &map : value.toList())
            maps.append(busValues(map.toMap()));
        return QVariant::fromValue(maps);
    }
    default:
        break;
    }
    if (value.metaType() == QMetaType::fromType<QDBusObjectPath>() ||
        value.metaType() == QMetaType::fromType<QList<QDBusObjectPath>>())
        return value;
    if (value.metaType() == QMetaType::fromType<VariantMapList>()) {
        VariantMapList maps;
        for (const QVariantMap &map : value.value<VariantMapList>())
            maps.append(busValues(map));
        return QVariant::fromValue(maps);
    }
    return QString();
}

QVariantMap busValues(const QVariantMap &values)
{
    QVariantMap result;
    for (auto entry = values.begin(); entry != values.end(); ++entry)
        result.insert(busText(entry.key()), busValue(entry.value()));
    return result;
}

} // namespace portolan::dbus
