// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtDebug>

/// A /sys that a test makes up.
namespace portolan::test {

class FakeSysfs {
public:
    [[nodiscard]] QString path() const { return m_root.path(); }
    [[nodiscard]] QString path(const QString &relative) const { return m_root.filePath(relative); }

    void file(const QString &relative, const QByteArray &text) const
    {
        directory(relative.section(QLatin1Char('/'), 0, -2));
        QFile file(path(relative));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
            qFatal("cannot write %s", qUtf8Printable(file.fileName()));
    }
    void directory(const QString &relative) const { QDir().mkpath(path(relative)); }
    /// \param target  relative to the root
    void link(const QString &relative, const QString &target) const
    {
        directory(relative.section(QLatin1Char('/'), 0, -2));
        if (!QFile::link(path(target), path(relative)))
            qFatal("cannot link %s", qUtf8Printable(relative));
    }
    void remove(const QString &relative) const
    {
        if (!QFile::remove(path(relative)))
            QDir(path(relative)).removeRecursively();
    }

private:
    QTemporaryDir m_root;
};

} // namespace portolan::test
