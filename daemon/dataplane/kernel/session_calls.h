// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/iscsi_netlink.h"

/// What is done with a kernel session, in the order in which the kernel wants it. For the thread of KernelLink.
namespace portolan::dataplane::kernel {

/// What a login tells the kernel. No secret is in it.
struct SessionSetup {
    SessionNames names;
    protocol::NegotiatedParameters parameters;
    protocol::SequenceNumbers numbers;
    Timeouts timeouts;
};

/// Makes a session of a connection that is logged in, and starts it. Leaves nothing behind when it fails.
/// \param socket   of this process; the kernel takes a reference of its own
/// \param created  called with the new session before it runs; its error ends the attempt
/// \return the session's number
Result<std::uint32_t> startSession(IscsiNetlink &netlink, int socket, const SessionSetup &setup,
                                   const std::function<Result<>(std::uint32_t)> &created);
/// Gives a session that was stopped its new connection.
Result<> restartSession(IscsiNetlink &netlink, std::uint32_t sid, int socket, const SessionSetup &setup);
/// Takes its connection away: requests wait until it is restarted or its replacement timeout is over. For one that has
/// been stopped too.
Result<> stopSession(IscsiNetlink &netlink, std::uint32_t sid);
/// Where CmdSN of a stopped session stands: it counts on through all its connections.
Result<std::uint32_t> nextCmdSn(IscsiNetlink &netlink, std::uint32_t sid, std::uint32_t initialCmdSn);
Result<> applyTimeouts(IscsiNetlink &netlink, std::uint32_t sid, const Timeouts &timeouts);
/// Begins its end: SessionDestroyed follows. Waiting requests fail.
Result<> destroySession(IscsiNetlink &netlink, std::uint32_t sid);
Result<ConnectionStats> connectionStats(IscsiNetlink &netlink, std::uint32_t sid);

} // namespace portolan::dataplane::kernel
