// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/device_watch.h"
#include "daemon/engine/event_log.h"
#include "daemon/engine/time_source.h"
#include "daemon/net/login_attempt.h"

#include <QObject>

namespace portolan::engine {

/// Begins a login; destroying what is returned cancels it. net::LoginAttempt, or a fake.
using StartLogin =
    std::function<std::unique_ptr<QObject>(net::LoginAttempt::Request, net::Phase, net::LoginAttempt::Done)>;

/// What a SessionController needs of the world. Everything in it outlives the controllers.
struct ControllerEnvironment {
    TimeSource *time = nullptr;
    StartLogin startLogin;
    /// The request for this node as it is now, secrets included; md5Only: see LoginAttempt.
    std::function<Result<net::LoginAttempt::Request>(const store::NodeRecord &, bool md5Only)> prepareLogin;
    std::function<dataplane::DataPlane *(const QString &setting)> dataPlane; ///< nullptr: there is none of this name.
    std::function<double()> random;                                          ///< 0..1, for jitter
    std::function<SessionNumber()> nextNumber;
    std::function<void(NodeId, const QString &alias, const QString &error, store::ChapUse used)> storeLoginResult;
    EventSink events;
    DeviceTools devices;
    bool blockDevices = false; ///< Make one for each file of a data plane.
};

} // namespace portolan::engine
