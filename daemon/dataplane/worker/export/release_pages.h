// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace portolan::dataplane::worker {

/// Gives memory of our own back to the system, though it is locked; it reads as zeroes then.
void releasePages(std::byte *memory, std::size_t size);

} // namespace portolan::dataplane::worker
