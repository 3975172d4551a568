// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/session_directory.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace portolan::dataplane {

namespace {

tl::unexpected<Error> systemError(const QString &what, int error)
{
    return fail(ErrorCode::Internal, what.toStdString() + ": " + std::strerror(error), error);
}

/// As /proc/self/mountinfo writes it: blank, tab, newline and backslash in octal.
QByteArray mountInfoName(const QByteArray &path)
{
    QByteArray name;
    for (const char c : path) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\\')
            name += '\\' + QByteArray::number(uchar(c), 8).rightJustified(3, '0');
        else
            name += c;
    }
    return name;
}

/// From the kernel's list, because asking the directory itself could wait for the worker.
bool isMounted(const QString &mountPoint)
{
    QFile file(QStringLiteral("/proc/self/mountinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray name = mountInfoName(QFile::encodeName(QDir::cleanPath(mountPoint)));
    const auto lines = file.readAll().split('\n');
    return std::any_of(lines.begin(), lines.end(), [&name](const QByteArray &line) {
        const auto fields = line.split(' ');
        return fields.size() > 4 && fields[4] == name;
    });
}

/// Without root only fusermount3 may unmount.
Result<> fuserUnmount(const QByteArray &mountPoint)
{
    QByteArray path = mountPoint;
    QByteArray program = "fusermount3";
    QByteArray flags = "-uz";
    std::array<char *, 4> argv{program.data(), flags.data(), path.data(), nullptr};
    pid_t pid = 0;
    if (const int error = ::posix_spawnp(&pid, "fusermount3", nullptr, nullptr, argv.data(), environ); error != 0)
        return systemError(QStringLiteral("fusermount3"), error);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return systemError(QStringLiteral("fusermount3"), errno);
    }
    if (status != 0)
        return fail(ErrorCode::Internal, "fusermount3 could not unmount " + mountPoint.toStdString());
    return {};
}

Result<> unmountAll(const QString &mountPoint)
{
    const QByteArray path = QFile::encodeName(mountPoint);
    for (int mounts = 0; mounts < 8 && isMounted(mountPoint); ++mounts) {
        if (::umount2(path.constData(), MNT_DETACH | UMOUNT_NOFOLLOW) == 0)
            continue;
        if (errno != EPERM)
            return systemError(QStringLiteral("unmount ") + mountPoint, errno);
        if (auto result = fuserUnmount(path); !result)
            return result;
    }
    return {};
}

Result<> removeEntry(const QString &path, bool directory)
{
    const QByteArray name = QFile::encodeName(path);
    if ((directory ? ::rmdir(name.constData()) : ::unlink(name.constData())) != 0 && errno != ENOENT)
        return systemError(QStringLiteral("remove ") + path, errno);
    return {};
}

} // namespace

QString controlSocketIn(const QString &directory) { return directory + QStringLiteral("/control.sock"); }

QString mountPointIn(const QString &directory) { return directory + QStringLiteral("/disk"); }

Result<> createSessionDirectory(const QString &directory)
{
    const QByteArray parent = QFile::encodeName(QDir::cleanPath(directory + QStringLiteral("/..")));
    if (::mkdir(parent.constData(), 0700) != 0 && errno != EEXIST)
        return systemError(QString::fromLocal8Bit(parent), errno);
    if (::mkdir(QFile::encodeName(directory).constData(), 0700) != 0)
        return fail(errno == EEXIST ? ErrorCode::AlreadyExists : ErrorCode::Internal,
                    directory.toStdString() + ": " + std::strerror(errno), errno);
    if (::mkdir(QFile::encodeName(mountPointIn(directory)).constData(), 0700) != 0)
        return systemError(mountPointIn(directory), errno);
    return {};
}

Result<std::vector<std::uint32_t>> listSessionDirectories(const QString &sessionsDirectory)
{
    std::vector<std::uint32_t> handles;
    const auto names = QDir(sessionsDirectory).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QString &name : names) {
        bool ok = false;
        const std::uint32_t handle = name.toUInt(&ok);
        if (ok && handle != 0 && QString::number(handle) == name)
            handles.push_back(handle);
    }
    std::sort(handles.begin(), handles.end());
    return handles;
}

Result<> removeSessionDirectory(const QString &directory)
{
    if (auto result = unmountAll(mountPointIn(directory)); !result)
        return result;
    if (auto result = removeEntry(mountPointIn(directory), true); !result)
        return result;
    if (auto result = removeEntry(controlSocketIn(directory), false); !result)
        return result;
    return removeEntry(directory, true);
}

} // namespace portolan::dataplane
