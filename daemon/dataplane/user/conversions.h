// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/dataplane/ipc/messages.h"

/// Between what the worker says (standard C++) and what the daemon shows (Qt).
namespace portolan::dataplane {

[[nodiscard]] ipc::Timeouts toIpc(const Timeouts &timeouts);
[[nodiscard]] Timeouts fromIpc(const ipc::Timeouts &timeouts);
[[nodiscard]] ipc::Connection toIpc(const LoggedInConnection &connection);
/// \param mountPoint  where the worker's files appear
[[nodiscard]] std::vector<Device> fromIpc(const std::vector<ipc::DeviceInfo> &devices, const QString &mountPoint);
[[nodiscard]] AsyncNotice fromIpc(const ipc::Async &message);
[[nodiscard]] Counters fromIpc(const ipc::CounterSlot &slot);

} // namespace portolan::dataplane
