// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/open_iscsi_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace portolan::store {

namespace {

tl::unexpected<Error> failure(int cause)
{
    if (cause == ENOENT || cause == ENOTDIR)
        return fail(ErrorCode::NotFound, "it does not exist", cause);
    // ELOOP: O_NOFOLLOW met a link.
    const std::string reason = cause == ELOOP ? "it is a symbolic link, which is not followed" : std::strerror(cause);
    return fail(ErrorCode::StoreFailed, reason, cause);
}

ImportFolder::Kind kindOf(const struct stat &status)
{
    if (S_ISREG(status.st_mode))
        return ImportFolder::Kind::File;
    if (S_ISDIR(status.st_mode))
        return ImportFolder::Kind::Folder;
    return S_ISLNK(status.st_mode) ? ImportFolder::Kind::Link : ImportFolder::Kind::Other;
}

struct CloseDirectory {
    void operator()(DIR *directory) const { ::closedir(directory); }
};

} // namespace

Result<ImportFolder> ImportFolder::open(const std::string &path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return failure(errno);
    return ImportFolder(std::move(fd));
}

Result<ImportFolder> ImportFolder::folder(const std::string &name) const
{
    UniqueFd fd(::openat(m_fd.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (fd)
        return ImportFolder(std::move(fd));
    const int cause = errno;
    struct stat status {};
    // The kernel says ENOTDIR also of a link to a folder.
    if (cause == ENOTDIR && ::fstatat(m_fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        return S_ISLNK(status.st_mode) ? failure(ELOOP) : fail(ErrorCode::StoreFailed, "it is not a folder");
    return failure(cause);
}

Result<std::vector<ImportFolder::Entry>> ImportFolder::entries() const
{
    UniqueFd copy(::openat(m_fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!copy)
        return failure(errno);
    const std::unique_ptr<DIR, CloseDirectory> directory(::fdopendir(copy.get()));
    if (!directory)
        return failure(errno);
    (void)copy.release(); // the DIR's now
    std::vector<Entry> found;
    errno = 0;
    while (const dirent *const entry = ::readdir(directory.get())) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string name = entry->d_name;
        struct stat status {};
        if (name == "." || name == ".." || ::fstatat(m_fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (found.size() >= kMostEntries)
            return fail(ErrorCode::StoreFailed, "it has more than 200000 entries");
        found.push_back({name, kindOf(status)});
        errno = 0;
    }
    std::ranges::sort(found, {}, &Entry::name);
    return found;
}

Result<Secret> ImportFolder::read(const std::string &name) const
{
    // O_NONBLOCK: a FIFO must not hold us.
    const UniqueFd fd(::openat(m_fd.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!fd)
        return failure(errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorCode::StoreFailed, "it is not a regular file");
    std::vector<std::byte> buffer(kLargestFile + 1);
    std::size_t filled = 0;
    ssize_t count = 0;
    while (filled < buffer.size() && (count = ::read(fd.get(), buffer.data() + filled, buffer.size() - filled)) != 0) {
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        filled += std::size_t(count);
    }
    const int cause = errno;
    const std::span<std::byte> read(buffer.data(), filled);
    Secret content(read);
    wipeMemory(read);
    if (count < 0)
        return failure(cause);
    if (filled > kLargestFile)
        return fail(ErrorCode::StoreFailed, "it is larger than 256 KiB, as no file of open-iscsi is");
    return content;
}

} // namespace portolan::store
