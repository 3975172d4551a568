// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/file_system.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

struct Kind {
    QLatin1StringView type;
    int longestLabel;
    quint64 smallestDisk;
    bool owners;
};

constexpr quint64 kMiB = 1U << 20U;
// From the manuals of mkfs.ext4, mkfs.xfs, mkfs.btrfs, mkfs.exfat and mkfs.vfat. exFAT counts letters; bytes are safe.
constexpr std::array kKinds{
    Kind{"ext4"_L1, 16, 2 * kMiB, true},     Kind{"xfs"_L1, 12, 300 * kMiB, true},
    Kind{"btrfs"_L1, 255, 128 * kMiB, true}, Kind{"exfat"_L1, 11, 2 * kMiB, false},
    Kind{"vfat"_L1, 11, 2 * kMiB, false},
};

const Kind &kindOf(const QString &type)
{
    const auto found = std::ranges::find_if(kKinds, [&](const Kind &kind) { return type == kind.type; });
    return found == kKinds.end() ? kKinds.front() : *found;
}

} // namespace

QStringList offeredFileSystems()
{
    QStringList types;
    for (const Kind &kind : kKinds)
        types << kind.type;
    return types;
}

quint64 smallestDiskFor(const QString &type) { return kindOf(type).smallestDisk; }

bool hasOwners(const QString &type) { return kindOf(type).owners; }

int longestLabel(const QString &type) { return kindOf(type).longestLabel; }

bool isLabel(const QString &text, const QString &type)
{
    // The strictest of all (FAT, and XFS, which takes no blanks) is no loss to anybody.
    static const QRegularExpression kForbidden(u"[\\p{C}\\s*?.,;:/\\\\|+=<>\\[\\]\"]"_s);
    const bool narrow = type == u"vfat"_s || type == u"exfat"_s || type == u"xfs"_s;
    static const QRegularExpression kControl(u"[\\p{Cc}/\\\\\"]"_s);
    const bool latin = std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
    if (type == u"vfat"_s && !latin) // which code page it would be read with, nobody knows
        return false;
    return text.toUtf8().size() <= longestLabel(type) && !text.startsWith(u'-') &&
           !text.contains(narrow ? kForbidden : kControl);
}

QString labelFrom(const QString &name, const QString &type)
{
    static const QRegularExpression kOutside(u"[^A-Za-z0-9_-]+"_s), kEdges(u"^[-_]+|[-_]+$"_s);
    QString label = name.section(QRegularExpression(u"[:/]"_s), -1);
    label.replace(kOutside, u"-"_s);
    label.remove(kEdges);
    label.truncate(longestLabel(type));
    label.remove(kEdges);
    return label.isEmpty() ? u"storage"_s : label;
}

} // namespace portolan::udisks
