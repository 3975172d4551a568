// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace portolan::dataplane::worker {

/// One line to standard error, cut at some length. Never waits: whoever reads it may itself wait for our disk, and then
/// the line is lost. For changes of state only, never per request.
void logLine(std::string_view text);

} // namespace portolan::dataplane::worker
