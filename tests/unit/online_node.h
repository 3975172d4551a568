// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine_fakes.h"

namespace portolan::engine::testing {

inline const Error kReset{ErrorCode::TransportFailed, "connection reset", 0, 0};

/// A node in a world of fakes, and how it gets to where most tests begin.
struct Node {
    explicit Node(bool loopDevices = false, store::Startup startup = store::Startup::Manual)
        : world(loopDevices)
        , node(world.environment, recordOf(1, startup))
    {}
    void goOnline()
    {
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(dataplane::SessionHandle{1});
        node.handleDevices({deviceOf(0)});
        if (world.environment.blockDevices)
            world.devices.loopDone(QStringLiteral("/dev/loop7"));
        world.time.advance(10min);
        world.plane.calls.clear();
        world.devices.calls.clear();
        world.events.clear();
    }
    /// Starts a logout and lets it begin.
    void logout(Outcome &outcome, bool force = false)
    {
        node.logout(force, outcome.operation());
        world.time.settle();
    }
    [[nodiscard]] bool stays(std::size_t logins)
    {
        world.time.advance(24h);
        return node.idle() && !node.nodeInfo().wanted && world.logins.all.size() == logins && world.time.pending() == 0;
    }

    World world;
    SessionController node;
};

inline const QString kLookAtDisk = QStringLiteral("users /run/portolan/s1/lun0");

} // namespace portolan::engine::testing
