// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/node_settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace portolan::client {

namespace {

using Type = NodeSetting::Type;

constexpr qint64 kLongestLabel = 255;
constexpr qint64 kLargestLength = 16777215; ///< RFC 7143 §13.12: 2^24 - 1
constexpr qint64 kSmallestLength = 512;

const QStringList &digestWords()
{
    static const QStringList words{QStringLiteral("off"), QStringLiteral("prefer"), QStringLiteral("require")};
    return words;
}

NodeSetting length(const QString &property, const QString &option, const char *title, const char *purpose)
{
    return {property, option, Type::Number, kSmallestLength, kLargestLength, {}, QT_TRANSLATE_NOOP("Settings", "bytes"),
            purpose,  title};
}

NodeSetting digest(const QString &property, const QString &option, const char *title, const char *purpose)
{
    return {property, option, Type::Number, 0, 2, digestWords(), "", purpose, title};
}

NodeSetting flag(const QString &property, const QString &option, const char *title, const char *purpose)
{
    return {property, option, Type::Flag, 0, 1, {}, "", purpose, title};
}

struct Range {
    qint64 lowest, highest;
};

/// Time limits are the data plane's, which takes them while it runs.
NodeSetting time(const QString &property, const QString &option, Range range, const char *title, const char *purpose)
{
    const Type type = range.lowest < 0 ? Type::Integer : Type::Number;
    return {property, option, type, range.lowest, range.highest, {}, QT_TRANSLATE_NOOP("Settings", "seconds"),
            purpose,  title,  true};
}

std::vector<NodeSetting> generalSettings()
{
    return {
        NodeSetting{QStringLiteral("Label"),
                    QStringLiteral("label"),
                    Type::Text,
                    0,
                    kLongestLabel,
                    {},
                    "",
                    QT_TRANSLATE_NOOP("Settings", "Your own name for it, shown instead of the long target name."),
                    QT_TRANSLATE_NOOP("Settings", "Name")},
        NodeSetting{QStringLiteral("AutoLogin"),
                    QStringLiteral("auto-login"),
                    Type::Number,
                    1,
                    2,
                    {QStringLiteral("manual"), QStringLiteral("at-start")},
                    "",
                    QT_TRANSLATE_NOOP("Settings", "Whether it is connected by itself when the computer starts."),
                    QT_TRANSLATE_NOOP("Settings", "Connect at start")},
        NodeSetting{
            QStringLiteral("DataPlane"),
            QStringLiteral("data-plane"),
            Type::Word,
            0,
            2,
            {QStringLiteral("auto"), QStringLiteral("user"), QStringLiteral("kernel")},
            "",
            QT_TRANSLATE_NOOP("Settings", "Who moves the data: the kernel, a process, or the better of what is there."),
            QT_TRANSLATE_NOOP("Settings", "Data plane")},
    };
}

/// RFC 7143 §13.
std::vector<NodeSetting> negotiatedSettings()
{
    return {
        digest(QStringLiteral("HeaderDigest"), QStringLiteral("header-digest"),
               QT_TRANSLATE_NOOP("Settings", "Checksums over headers"),
               QT_TRANSLATE_NOOP("Settings", "Checksums over the headers; detects what TCP misses, costs little.")),
        digest(QStringLiteral("DataDigest"), QStringLiteral("data-digest"),
               QT_TRANSLATE_NOOP("Settings", "Checksums over data"),
               QT_TRANSLATE_NOOP("Settings", "Checksums over the data; detects what TCP misses, costs some speed.")),
        length(QStringLiteral("MaxRecvDataSegmentLength"), QStringLiteral("max-recv-data-segment-length"),
               QT_TRANSLATE_NOOP("Settings", "Largest piece received"),
               QT_TRANSLATE_NOOP("Settings", "The most data this computer takes in one piece.")),
        length(QStringLiteral("MaxBurstLength"), QStringLiteral("max-burst-length"),
               QT_TRANSLATE_NOOP("Settings", "Largest transfer in one go"),
               QT_TRANSLATE_NOOP("Settings", "The most data moved in one go between two acknowledgements.")),
        length(QStringLiteral("FirstBurstLength"), QStringLiteral("first-burst-length"),
               QT_TRANSLATE_NOOP("Settings", "Write data sent unasked"),
               QT_TRANSLATE_NOOP("Settings", "The most data sent along with a write before the target asks for it.")),
        flag(QStringLiteral("InitialR2T"), QStringLiteral("initial-r2t"),
             QT_TRANSLATE_NOOP("Settings", "Wait before sending write data"),
             QT_TRANSLATE_NOOP("Settings", "Always wait until the target asks before sending the data of a write.")),
        flag(QStringLiteral("ImmediateData"), QStringLiteral("immediate-data"),
             QT_TRANSLATE_NOOP("Settings", "Send write data with the command"),
             QT_TRANSLATE_NOOP("Settings", "Send the beginning of a write together with its command.")),
        NodeSetting{
            QStringLiteral("MaxOutstandingR2T"),
            QStringLiteral("max-outstanding-r2t"),
            Type::Number,
            1,
            65535,
            {},
            "",
            QT_TRANSLATE_NOOP("Settings", "How many pieces of one write the target may ask for at the same time."),
            QT_TRANSLATE_NOOP("Settings", "Pieces of a write at a time")},
        NodeSetting{QStringLiteral("MaxConnections"),
                    QStringLiteral("max-connections"),
                    Type::Number,
                    1,
                    8,
                    {},
                    "",
                    QT_TRANSLATE_NOOP("Settings",
                                      "How many network connections a session has. More than one needs the data "
                                      "plane “user” and a target that allows it."),
                    QT_TRANSLATE_NOOP("Settings", "Network connections of a session")},
    };
}

std::vector<NodeSetting> timeLimits()
{
    return {
        time(QStringLiteral("LoginTimeout"), QStringLiteral("login-timeout"), {1, 600},
             QT_TRANSLATE_NOOP("Settings", "Wait for an answer at login"),
             QT_TRANSLATE_NOOP("Settings", "How long to wait for an answer while connecting.")),
        time(QStringLiteral("ReplacementTimeout"), QStringLiteral("replacement-timeout"), {-1, 86400},
             QT_TRANSLATE_NOOP("Settings", "Wait for a lost connection"),
             QT_TRANSLATE_NOOP(
                 "Settings",
                 "How long programs wait while the connection is down before they get an error; -1 is for ever.")),
        time(QStringLiteral("NoopInterval"), QStringLiteral("noop-interval"), {0, 3600},
             QT_TRANSLATE_NOOP("Settings", "Test a quiet connection every"),
             QT_TRANSLATE_NOOP("Settings", "How often a quiet connection is tested; 0 is never.")),
        time(QStringLiteral("NoopTimeout"), QStringLiteral("noop-timeout"), {0, 3600},
             QT_TRANSLATE_NOOP("Settings", "Wait for the answer to a test"),
             QT_TRANSLATE_NOOP("Settings",
                               "How long such a test may take before the connection counts as broken; 0 is for ever.")),
        time(QStringLiteral("CommandTimeout"), QStringLiteral("command-timeout"), {0, 3600},
             QT_TRANSLATE_NOOP("Settings", "Wait for a request"),
             QT_TRANSLATE_NOOP("Settings", "How long one request may take before it is aborted; 0 is for ever.")),
    };
}

/// In the order of the interface.
const std::vector<NodeSetting> &table()
{
    static const auto settings = [] {
        std::vector<NodeSetting> all = generalSettings();
        for (auto part : {negotiatedSettings(), timeLimits()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return settings;
}

/// "64KiB" and "1MiB" are what people type for lengths.
std::optional<qint64> numberFrom(const QString &text, bool bytes)
{
    QString digits = text.trimmed();
    qint64 factor = 1;
    if (bytes) {
        const QString lower = digits.toLower();
        for (const auto &[suffix, value] :
             {std::pair(QStringLiteral("kib"), 1024), std::pair(QStringLiteral("mib"), 1024 * 1024),
              std::pair(QStringLiteral("k"), 1024), std::pair(QStringLiteral("m"), 1024 * 1024)}) {
            if (!lower.endsWith(suffix))
                continue;
            digits = digits.chopped(suffix.size()).trimmed();
            factor = value;
            break;
        }
    }
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    constexpr qint64 kBound = 1LL << 40;
    if (!ok || number > kBound || number < -kBound)
        return {};
    return number * factor;
}

} // namespace

std::optional<QVariant> NodeSetting::fromBus(const QVariant &value) const
{
    switch (type) {
    case Type::Text:
    case Type::Word:
        if (value.typeId() != QMetaType::QString)
            return {};
        return value;
    case Type::Flag:
        if (value.typeId() != QMetaType::Bool)
            return {};
        return value;
    case Type::Number:
    case Type::Integer:
        break;
    }
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::UChar:
        break;
    default:
        return {};
    }
    const qint64 number = value.toLongLong();
    if (number < lowest || number > highest)
        return {};
    return type == Type::Integer ? QVariant(int(number)) : QVariant(uint(number));
}

Result<QVariant> NodeSetting::parse(const QString &text) const
{
    const auto refuse = [&] {
        return fail(ErrorCode::InvalidArgument, option.toStdString() + " must be " + rangeText().toStdString());
    };
    switch (type) {
    case Type::Text: {
        const bool printable =
            std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
        if (!printable || text.toUtf8().size() > highest)
            return refuse();
        return QVariant(text);
    }
    case Type::Word:
        if (!words.contains(text))
            return refuse();
        return QVariant(text);
    case Type::Flag:
        if (text == QStringLiteral("yes") || text == QStringLiteral("true") || text == QStringLiteral("on") ||
            text == QStringLiteral("1"))
            return QVariant(true);
        if (text == QStringLiteral("no") || text == QStringLiteral("false") || text == QStringLiteral("off") ||
            text == QStringLiteral("0"))
            return QVariant(false);
        return refuse();
    case Type::Number:
    case Type::Integer:
        break;
    }
    const auto word = words.indexOf(text);
    const auto number =
        word >= 0 ? std::optional<qint64>(lowest + word) : numberFrom(text, qstrcmp(unit, "bytes") == 0);
    if (!number || *number < lowest || *number > highest)
        return refuse();
    return type == Type::Integer ? QVariant(int(*number)) : QVariant(uint(*number));
}

QString NodeSetting::text(const QVariant &value) const
{
    if (type == Type::Flag)
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (type == Type::Number && !words.isEmpty())
        return words.value(qsizetype(value.toLongLong() - lowest), value.toString());
    return value.toString();
}

QString NodeSetting::range() const
{
    switch (type) {
    case Type::Text:
        return QStringLiteral("text of at most %1 bytes").arg(highest);
    case Type::Flag:
        return QStringLiteral("yes|no");
    default:
        break;
    }
    if (!words.isEmpty())
        return words.join(u'|');
    return QStringLiteral("%1..%2").arg(lowest).arg(highest) + (*unit ? u' ' + QLatin1String(unit) : QString());
}

QString NodeSetting::rangeText() const
{
    if (type == Type::Text)
        return QCoreApplication::translate("Settings", "text of at most %1 bytes").arg(highest);
    if (type == Type::Flag || !words.isEmpty())
        return range();
    return (QStringLiteral("%1..%2 ").arg(lowest).arg(highest) + unitText()).trimmed();
}

QString NodeSetting::titleText() const { return QCoreApplication::translate("Settings", title); }

QString NodeSetting::unitText() const
{
    return *unit == '\0' ? QString() : QCoreApplication::translate("Settings", unit);
}

QString NodeSetting::purposeText() const { return QCoreApplication::translate("Settings", purpose); }

std::span<const NodeSetting> nodeSettings() { return table(); }

const NodeSetting *nodeSetting(const QString &name)
{
    const auto &settings = table();
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const NodeSetting &setting) {
        return setting.option == name || setting.property == name;
    });
    return found == settings.end() ? nullptr : &*found;
}

} // namespace portolan::client
