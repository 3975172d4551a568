// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>

#include <vector>

/// The directory of a session, <runtime directory>/sessions/<handle>: 0700, with the control socket and the mount
/// point.
namespace portolan::dataplane {

[[nodiscard]] QString controlSocketIn(const QString &directory);
[[nodiscard]] QString mountPointIn(const QString &directory);

/// \return AlreadyExists if that directory is there.
Result<> createSessionDirectory(const QString &directory);
/// The handles that have a directory, ascending. Does not look into them.
[[nodiscard]] Result<std::vector<std::uint32_t>> listSessionDirectories(const QString &sessionsDirectory);
/// Unmounts lazily and removes everything. May wait: for a thread. Succeeds if nothing is there.
Result<> removeSessionDirectory(const QString &directory);

} // namespace portolan::dataplane
