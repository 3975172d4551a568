// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <map>

namespace portolan::dataplane::kernel {

/// Programs that hear the kernel's iSCSI events, this process left out: the address of the socket, which is the
/// process' id by custom, and the program's name; empty if no process has this id.
[[nodiscard]] std::map<std::uint32_t, QString> iscsiListeners(const QString &proc = QStringLiteral("/proc"));

} // namespace portolan::dataplane::kernel
