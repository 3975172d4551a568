// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"

namespace portolan::fake {

/// Counters of a disk under a load that comes and goes, as functions of the time: what is told live and what is told
/// as history fit together.
/// \param sessions  so many together
[[nodiscard]] CounterList countersAt(qint64 timeUs, int sessions = 1);

/// The samples from..to (Unix µs) every `resolution` seconds, at most 2000, each with its time before the counters.
/// Three minutes of every hour are missing.
[[nodiscard]] SampleList historyOf(qint64 fromUs, qint64 toUs, uint resolution, int sessions = 1);

} // namespace portolan::fake
