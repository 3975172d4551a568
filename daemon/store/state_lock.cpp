// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/state_lock.h"

#include "daemon/store/file_io.h"

#include <QDir>
#include <QFile>

#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace portolan::store {

namespace {

using namespace std::chrono_literals;

Result<> prepareDirectory(const QString &directory, QStringList *notices)
{
    const QByteArray name = QFile::encodeName(directory);
    if (directory.isEmpty())
        return fail(ErrorCode::InvalidArgument, "no state directory is given");
    if (::mkdir(name.constData(), 0700) != 0 && errno == ENOENT) {
        if (!QDir().mkpath(QFileInfo(directory).absolutePath()))
            return fail(ErrorCode::StoreFailed, "cannot create the parents of " + directory.toStdString());
        if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
            return fail(ioError(QStringLiteral("create %1").arg(directory), errno));
    } else if (errno != EEXIST && ::access(name.constData(), F_OK) != 0) {
        return fail(ioError(QStringLiteral("create %1").arg(directory), errno));
    }
    struct stat status {};
    if (::stat(name.constData(), &status) != 0)
        return fail(ioError(QStringLiteral("use %1").arg(directory), errno));
    if (!S_ISDIR(status.st_mode))
        return fail(ErrorCode::StoreFailed, directory.toStdString() + " is not a directory");
    if (status.st_uid != ::geteuid())
        return fail(ErrorCode::StoreFailed, directory.toStdString() + " belongs to user " +
                                                std::to_string(status.st_uid) + "; it must belong to user " +
                                                std::to_string(::geteuid()));
    return makePrivate(directory, notices);
}

/// A daemon that was killed holds it for a moment: its end takes time, and a process that it was just forking has its
/// files. \return 0 or an errno
int lockWhenFree(int fd)
{
    constexpr auto kPause = 50ms;
    const auto deadline = std::chrono::steady_clock::now() + 3s;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK || std::chrono::steady_clock::now() >= deadline)
            return errno;
        std::this_thread::sleep_for(kPause);
    }
    return 0;
}

/// The process id the owner wrote, or an empty string.
std::string ownerOf(int fd)
{
    std::array<char, 16> text{};
    const ssize_t count = ::pread(fd, text.data(), text.size(), 0);
    std::string pid;
    for (ssize_t i = 0; i < count && std::isdigit(static_cast<unsigned char>(text[std::size_t(i)])); ++i)
        pid += text[std::size_t(i)];
    return pid;
}

} // namespace

Result<> makePrivate(const QString &path, QStringList *notices)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status {};
    if (::stat(name.constData(), &status) != 0)
        return fail(ioError(QStringLiteral("use %1").arg(path), errno));
    if ((status.st_mode & 077) == 0)
        return {};
    if (::chmod(name.constData(), status.st_mode & 0700) != 0)
        return fail(ioError(QStringLiteral("protect %1").arg(path), errno));
    notices->append(QStringLiteral("others could use %1; its permissions were corrected").arg(path));
    return {};
}

Result<StateLock> StateLock::take(const QString &directory, QStringList *notices)
{
    if (auto prepared = prepareDirectory(directory, notices); !prepared)
        return fail(prepared.error());
    const QString path = directory + QStringLiteral("/lock");
    UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd)
        return fail(ioError(QStringLiteral("open %1").arg(path), errno));
    if (const int cause = lockWhenFree(fd.get()); cause != 0) {
        if (cause != EWOULDBLOCK)
            return fail(ioError(QStringLiteral("lock %1").arg(path), cause));
        const std::string pid = ownerOf(fd.get());
        return fail(ErrorCode::AlreadyRunning, "another portoland" + (pid.empty() ? "" : " (process " + pid + ")") +
                                                   " uses " + directory.toStdString());
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), pid.data(), pid.size(), 0) != ssize_t(pid.size()))
        return fail(ioError(QStringLiteral("write %1").arg(path), errno));
    return StateLock(std::move(fd));
}

} // namespace portolan::store
