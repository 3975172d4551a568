// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/disk.h"
#include "tests/bench/null_target/task.h"

#include <cstdint>

namespace portolan::bench {

/// Fills kind, sense, lun, position, length and wanted from the CDB and the LUN's address.
void decodeCommand(Task &task, const Disk &disk);

/// No reply of Task::Kind::Reply is longer. (REPORT LUNS of 256 LUNs)
inline constexpr std::uint32_t kReplyLimit = 8 + 256 * 8;

/// Writes the answer to `at`, as much as the CDB allows. \return its length; may set sense instead
[[nodiscard]] std::uint32_t makeReply(Task &task, const Disk &disk, std::uint8_t *at);

/// Sense data of fixed format, 18 bytes.
inline constexpr std::uint32_t kSenseLength = 18;
void makeSense(const Sense &sense, std::uint8_t *at);

} // namespace portolan::bench
