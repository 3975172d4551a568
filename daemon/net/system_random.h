// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <span>

namespace portolan::net {

/// A protocol::RandomSource by getrandom(2): blocks only before the kernel has gathered its first entropy, early at
/// boot.
Result<> systemRandom(std::span<std::byte> bytes);

} // namespace portolan::net
