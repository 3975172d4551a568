// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/device_watch.h"
#include "daemon/engine/model.h"
#include "daemon/net/login_attempt.h"

namespace portolan::engine {

/// A session of a data plane, connected or waiting for it.
struct Session {
    SessionInfo info;
    dataplane::DataPlane *plane = nullptr;
    dataplane::SessionHandle handle;
    std::unique_ptr<DeviceWatch> devices;

    void setState(SessionState state, const QDateTime &now);
};

/// What a login tells about a session; number, state, counts and data plane are left out.
[[nodiscard]] SessionInfo sessionInfoOf(const store::NodeRecord &record, const net::LoginAttempt::LoggedIn &login);
[[nodiscard]] dataplane::Timeouts timeoutsOf(const store::NodeSettings &settings);
[[nodiscard]] QString nameOf(protocol::ChapAlgorithm algorithm); ///< "SHA-256"

} // namespace portolan::engine
