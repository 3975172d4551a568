// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/ipc/channel.h"
#include "daemon/dataplane/worker/export/fuse_export.h"
#include "daemon/dataplane/worker/export/ublk_ring.h"
#include "daemon/dataplane/worker/log.h"
#include "daemon/dataplane/worker/options.h"
#include "daemon/dataplane/worker/privileges.h"
#include "daemon/dataplane/worker/worker.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/// One session of the user-space data plane. Started by portoland only; see options.h for the arguments.

using namespace portolan;
using namespace portolan::dataplane;

namespace {

/// Descriptors that a careless parent left open are none of ours.
void closeInherited(int keep)
{
    if (keep > 3)
        (void)::close_range(3, unsigned(keep) - 1, 0);
    (void)::close_range(unsigned(keep) + 1, ~0U, 0);
}

/// \return nullptr if this process cannot serve ublk devices: then it serves none
std::unique_ptr<worker::UblkPort> openUblk(bool busyPoll)
{
    auto ring = worker::UblkRing::create(worker::UblkExport::kMostCompletions, worker::Worker::kUblkRequests, busyPoll);
    if (ring)
        return std::move(*ring);
    worker::logLine(ring.error().message);
    return nullptr;
}

Result<std::unique_ptr<worker::Worker>> prepare(const worker::Options &options, UniqueFd listener, uid_t owner)
{
    // What needs privileges comes first, and then there are none: the socket of the target is not even here yet.
    auto blockExport = worker::FuseExport::create(options.mountPoint, worker::Worker::kFileRequests);
    if (!blockExport)
        return fail(blockExport.error());
    auto ublk = options.ublk ? openUblk(options.busyPoll.count() > 0) : nullptr;
    worker::protectFromMemoryPressure();
    if (auto dropped = worker::dropPrivileges(options.account); !dropped)
        return fail(dropped.error());
    return worker::Worker::create(std::move(listener), owner, std::move(*blockExport), std::move(ublk),
                                  options.busyPoll);
}

/// The daemon connects right after it started us; it shall hear why there will be no session.
void reportFailure(const UniqueFd &listener, uid_t owner, const Error &error)
{
    constexpr int kWaitMs = 10'000;
    worker::logLine(error.message);
    pollfd ready{listener.get(), POLLIN, 0};
    if (::poll(&ready, 1, kWaitMs) != 1)
        return;
    ipc::Channel channel(UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)));
    const auto peer = ipc::peerUid(channel.fd());
    if (peer && *peer == owner) {
        if (const auto sent = channel.send(ipc::StartFailed{error}); !sent)
            worker::logLine(sent.error().message);
    }
}

int runWorker(const worker::Options &options)
{
    const uid_t owner = ::getuid();
    closeInherited(options.controlFd);
    UniqueFd listener(options.controlFd);
    UniqueFd forFailure(::fcntl(options.controlFd, F_DUPFD_CLOEXEC, 3));
    auto created = prepare(options, std::move(listener), owner);
    if (!created) {
        reportFailure(forFailure, owner, created.error());
        return 1;
    }
    forFailure.reset();
    return (*created)->run();
}

} // namespace

int main(int argc, char **argv)
{
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
    const auto options = worker::Options::parse(std::span(argv, std::size_t(argc)));
    if (!options) {
        std::fprintf(stderr, "portolan-dataplane: %s\nThis program is started by portoland.\n",
                     options.error().message.c_str());
        return 2;
    }
    // Not through exit(): there is nothing to write back, and what libraries do at exit needs privileges that are gone.
    ::_exit(runWorker(*options));
}
