// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/privileges.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

#ifndef PR_SET_IO_FLUSHER
constexpr int PR_SET_IO_FLUSHER = 57; // Linux 5.6
#endif

tl::unexpected<Error> systemError(const char *what)
{
    return fail(ErrorCode::Internal, std::string("giving up privileges: ") + what + ": " + std::strerror(errno), errno);
}

struct Account {
    uid_t uid = 0;
    gid_t gid = 0;
};

Result<Account> findAccount(const std::string &name)
{
    for (const char *candidate : {name.c_str(), "nobody"}) {
        const passwd *entry = ::getpwnam(candidate); // NOLINT(concurrency-mt-unsafe): there is one thread
        if (entry != nullptr && entry->pw_uid != 0 && entry->pw_gid != 0)
            return Account{entry->pw_uid, entry->pw_gid};
    }
    return fail(ErrorCode::NotFound,
                "giving up privileges: there is neither an account \"" + name + "\" nor \"nobody\"");
}

Result<> become(const Account &account)
{
    if (::setgroups(0, nullptr) != 0)
        return systemError("setgroups");
    if (::setresgid(account.gid, account.gid, account.gid) != 0)
        return systemError("setresgid");
    if (::setresuid(account.uid, account.uid, account.uid) != 0)
        return systemError("setresuid");
    if (::setresuid(0, 0, 0) == 0 || ::setresgid(0, 0, 0) == 0)
        return fail(ErrorCode::Internal, "giving up privileges: they came back");
    return {};
}

void writeOnce(const char *path, const char *text)
{
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (::write(fd, text, std::strlen(text)) < 0)
        errno = 0; // not permitted, see the header
    ::close(fd);
}

} // namespace

void protectFromMemoryPressure()
{
    writeOnce("/proc/self/oom_score_adj", "-1000");
    (void)::prctl(PR_SET_IO_FLUSHER, 1, 0, 0, 0);
    // Without a limit on it, or every later allocation would fail once the account has no privilege to lock.
    const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
    if (::setrlimit(RLIMIT_MEMLOCK, &none) == 0)
        (void)::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
}

Result<> dropPrivileges(const std::string &account)
{
    ::umask(077);
    if (::chdir("/") != 0)
        return systemError("chdir");
    const rlimit noCore{0, 0};
    if (::setrlimit(RLIMIT_CORE, &noCore) != 0)
        return systemError("RLIMIT_CORE");
    if (::geteuid() == 0) {
        const auto found = findAccount(account);
        if (!found)
            return fail(found.error());
        if (auto became = become(*found); !became)
            return became;
    }
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return systemError("PR_SET_NO_NEW_PRIVS");
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return systemError("PR_SET_DUMPABLE");
    return {};
}

} // namespace portolan::dataplane::worker
