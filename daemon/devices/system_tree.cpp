// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/system_tree.h"

#include "common/log/log.h"

#include <QDir>
#include <QFile>

#include <array>
#include <climits>
#include <unistd.h>

namespace portolan::devices {

QByteArray readKernelFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    QByteArray content = file.readAll();
    if (content.endsWith('\n'))
        content.chop(1);
    return content;
}

void writeKernelFile(const QString &path, const QByteArray &value)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(value) != value.size())
        qCWarning(log::devices, "%s stays as it is: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
}

QString readLink(const QString &path)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlink(QFile::encodeName(path).constData(), target.data(), target.size());
    return length > 0 ? QFile::decodeName(QByteArray(target.data(), length)) : QString();
}

QStringList namesIn(const QString &directory)
{
    return QDir(directory).entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

QByteArray unescapeOctal(const QByteArray &text)
{
    const auto isOctal = [&](qsizetype at) { return text[at] >= '0' && text[at] <= '7'; };
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && isOctal(i + 1) && isOctal(i + 2) && isOctal(i + 3)) {
            plain += char((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

} // namespace portolan::devices
