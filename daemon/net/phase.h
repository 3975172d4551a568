// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

namespace portolan::net {

/// Told how far an attempt is: "resolving", "connecting", "security", "operational", "discovering". The text is a
/// literal.
using Phase = std::function<void(std::string_view)>;

} // namespace portolan::net
