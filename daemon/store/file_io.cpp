// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/file_io.h"

#include "common/types/unique_fd.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace portolan::store {

namespace {

Result<> writeAll(int fd, const QByteArray &content, const QString &path)
{
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t count = ::write(fd, content.constData() + written, std::size_t(content.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ioError(QStringLiteral("write %1").arg(path), errno));
        written += count;
    }
    return {};
}

Result<> syncDirectoryOf(const QString &path)
{
    const QString directory = QFileInfo(path).absolutePath();
    const UniqueFd fd(::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(ioError(QStringLiteral("write %1").arg(directory), errno));
    return {};
}

} // namespace

Error ioError(const QString &what, int sysErrno)
{
    const bool forbidden = sysErrno == EROFS || sysErrno == EACCES || sysErrno == EPERM;
    const std::string reason = sysErrno == ENOSPC ? "the disk is full" : std::strerror(sysErrno);
    return Error{forbidden ? ErrorCode::DatabaseReadOnly : ErrorCode::StoreFailed,
                 "cannot " + what.toStdString() + ": " + reason, 0, sysErrno};
}

Result<QByteArray> readSmallFile(const QString &path, qint64 limit)
{
    // O_NONBLOCK: a FIFO in this place must not stop the start of the daemon.
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) {
        const int cause = errno;
        if (cause == ENOENT || cause == ENOTDIR)
            return fail(ErrorCode::NotFound, path.toStdString() + " does not exist", cause);
        return fail(ErrorCode::StoreFailed, "cannot read " + path.toStdString() + ": " + std::strerror(cause), cause);
    }
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorCode::StoreFailed, path.toStdString() + " is not a regular file");
    if (status.st_size > limit)
        return fail(ErrorCode::StoreFailed, path.toStdString() + " is longer than " + std::to_string(limit) + " bytes");
    QByteArray content(qsizetype(limit), Qt::Uninitialized);
    qsizetype filled = 0;
    while (filled < content.size()) {
        const ssize_t count = ::read(fd.get(), content.data() + filled, std::size_t(content.size() - filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ErrorCode::StoreFailed, "cannot read " + path.toStdString() + ": " + std::strerror(errno),
                        errno);
        if (count == 0)
            break;
        filled += count;
    }
    content.resize(filled);
    return content;
}

Result<> replaceFile(const QString &path, const QByteArray &content)
{
    const QString temporary = path + QStringLiteral(".new");
    if (auto created = createEmptyFile(temporary); !created)
        return created;
    const UniqueFd fd(::open(QFile::encodeName(temporary).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd)
        return fail(ioError(QStringLiteral("write %1").arg(temporary), errno));
    auto written = writeAll(fd.get(), content, temporary);
    if (written && ::fsync(fd.get()) != 0)
        written = fail(ioError(QStringLiteral("write %1").arg(temporary), errno));
    if (written)
        written = renameDurably(temporary, path);
    if (!written)
        ::unlink(QFile::encodeName(temporary).constData());
    return written;
}

Result<> createEmptyFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::unlink(name.constData()) != 0 && errno != ENOENT)
        return fail(ioError(QStringLiteral("replace %1").arg(path), errno));
    const UniqueFd fd(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd)
        return fail(ioError(QStringLiteral("create %1").arg(path), errno));
    return {};
}

Result<> syncFile(const QString &path)
{
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(ioError(QStringLiteral("write %1").arg(path), errno));
    return syncDirectoryOf(path);
}

Result<> renameDurably(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(ioError(QStringLiteral("replace %1").arg(to), errno));
    return syncDirectoryOf(to);
}

} // namespace portolan::store
