// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/apart.h"

#include <cerrno>
#include <limits>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace portolan::dataplane::kernel {

int runApart(const std::function<int()> &work)
{
    const pid_t child = ::fork();
    if (child < 0)
        return errno;
    if (child == 0) {
        // Else it would go on holding the daemon's name, lock and sockets.
        ::close_range(0, std::numeric_limits<unsigned>::max(), 0);
        ::prctl(PR_SET_NAME, "portoland-disks");
        ::_exit(work());
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return errno;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

} // namespace portolan::dataplane::kernel
