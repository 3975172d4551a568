// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace portolan::devices {

/// Where the kernel shows itself; tests use a prepared tree.
struct SystemTree {
    QString proc = QStringLiteral("/proc");
    QString sys = QStringLiteral("/sys");
    QString dev = QStringLiteral("/dev");
};

/// The content of a file of /proc or /sys, without the line end of an attribute; empty if it is gone or not for us.
[[nodiscard]] QByteArray readKernelFile(const QString &path);

/// Sets an attribute of /sys. One that does not take the value stays as it is, which is logged.
void writeKernelFile(const QString &path, const QByteArray &value);

/// Where a symbolic link points, as text. Does not follow it, so it cannot wait for a file system.
[[nodiscard]] QString readLink(const QString &path);

/// Names in a directory; empty if it is gone or not for us.
[[nodiscard]] QStringList namesIn(const QString &directory);

/// Replaces the kernel's \ooo for space, tab, newline and backslash in mountinfo and swaps.
[[nodiscard]] QByteArray unescapeOctal(const QByteArray &text);

} // namespace portolan::devices
