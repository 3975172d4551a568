// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/apart.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <memory>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace portolan::dataplane::kernel {

namespace {

struct Stack {
    alignas(16) std::array<char, 64 * 1024> bytes;
};

int childMain(void *work)
{
    // Else it would go on holding the daemon's name, lock and sockets.
    ::close_range(0, std::numeric_limits<unsigned>::max(), 0);
    ::prctl(PR_SET_NAME, "portoland-disks");
    ::_exit((*static_cast<const std::function<int()> *>(work))());
}

} // namespace

int runApart(const std::function<int()> &work)
{
    const auto stack = std::make_unique_for_overwrite<Stack>();
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // A handler of ours in there would act for the daemon.
    const pid_t child = ::clone(childMain, stack->bytes.end(), CLONE_VM | CLONE_VFORK | SIGCHLD,
                                const_cast<std::function<int()> *>(&work));
    const int cause = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (child < 0)
        return cause;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

} // namespace portolan::dataplane::kernel
