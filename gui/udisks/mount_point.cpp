// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/mount_point.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLongestFstab = 1 << 20;

/// fstab(5): blanks and backslashes as \040 and the like.
QString unescaped(const QByteArray &field)
{
    QByteArray plain;
    for (qsizetype at = 0; at < field.size(); ++at) {
        bool octal = false;
        const int code = field.at(at) == '\\' ? field.mid(at + 1, 3).toInt(&octal, 8) : 0;
        plain += octal ? char(code) : field.at(at);
        at += octal ? 3 : 0;
    }
    return QFile::decodeName(plain);
}

} // namespace

QStringList foldersOf(const QString &fstabFile)
{
    QFile file(fstabFile);
    QStringList folders;
    if (!file.open(QIODevice::ReadOnly))
        return folders;
    for (const QByteArray &line : file.read(kLongestFstab).split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() >= 3 && !fields.first().startsWith('#'))
            folders << unescaped(fields.at(1));
    }
    return folders;
}

FolderProblem problemOfFolder(const QString &folder, const QStringList &taken)
{
    static const QRegularExpression kControl(u"[\\p{Cc}]"_s);
    if (!folder.startsWith(u'/') || QDir::cleanPath(folder) != folder || folder.contains(kControl))
        return FolderProblem::NotAbsolute;
    if (taken.contains(folder))
        return FolderProblem::Taken;
    const QFileInfo info(folder);
    if (!info.exists() && !info.isSymLink())
        return FolderProblem::None;
    if (!info.isDir())
        return FolderProblem::NotAFolder;
    // One that may not be looked into is somebody's: not empty.
    const bool empty = info.isReadable() &&
                       QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return empty ? FolderProblem::None : FolderProblem::NotEmpty;
}

QString proposedFolder(const QString &label, const QStringList &taken)
{
    const QString first = u"/mnt/"_s + label;
    QString folder = first;
    constexpr int kTries = 100;
    for (int number = 2; number < kTries && problemOfFolder(folder, taken) != FolderProblem::None; ++number)
        folder = first + u'-' + QString::number(number);
    return folder;
}

} // namespace portolan::udisks
