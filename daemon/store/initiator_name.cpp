// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/initiator_name.h"

#include "daemon/store/file_io.h"
#include "daemon/store/input_checks.h"

#include <QByteArray>
#include <QList>

#include <array>

namespace portolan::store {

namespace {

constexpr qint64 kLongestFile = 4096;
const QByteArray kKey = QByteArrayLiteral("InitiatorName=");

} // namespace

Result<QString> generateInitiatorName(const RandomSource &random)
{
    std::array<std::byte, 16> bits{};
    if (auto drawn = random(bits); !drawn)
        return fail(std::move(drawn.error()).within("generate an initiator name"));
    const QByteArray raw(reinterpret_cast<const char *>(bits.data()), qsizetype(bits.size()));
    return QStringLiteral("iqn.2026-11.org.portolan:01:") + QString::fromLatin1(raw.toHex());
}

Result<QString> readInitiatorNameFile(const QString &path)
{
    const auto content = readSmallFile(path, kLongestFile);
    if (!content)
        return fail(content.error());
    QList<QByteArray> names;
    for (const QByteArray &line : content->split('\n')) {
        const QByteArray text = line.trimmed();
        if (!text.isEmpty() && !text.startsWith('#'))
            names += text;
    }
    const QString advice = QStringLiteral("%1 does not hold one initiator name; correct it, or remove it to let "
                                          "a new name be generated")
                               .arg(path);
    if (names.size() != 1 || !names.front().startsWith(kKey))
        return fail(ErrorCode::StoreFailed, advice.toStdString());
    const QString name = QString::fromUtf8(names.front().mid(kKey.size()).trimmed());
    if (auto valid = checkInitiatorName(name); !valid)
        return fail(ErrorCode::StoreFailed, advice.toStdString() + ": " + valid.error().message);
    return name;
}

Result<> writeInitiatorNameFile(const QString &path, const QString &name)
{
    return replaceFile(path, kKey + name.toUtf8() + '\n');
}

Result<std::int64_t> randomIsidBits(const RandomSource &random)
{
    std::array<std::byte, 3> bits{};
    if (auto drawn = random(bits); !drawn)
        return fail(std::move(drawn.error()).within("generate an ISID"));
    std::int64_t value = 0;
    for (const std::byte byte : bits)
        value = (value << 8) | std::to_integer<std::int64_t>(byte);
    return value;
}

} // namespace portolan::store
