// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstdint>
#include <string>

namespace portolan {

/// What an answer of an iSNS server begins with, RFC 4171 §5.4; 0 = done.
using IsnsStatus = std::uint32_t;
inline constexpr IsnsStatus kIsnsSuccess = 0;
inline constexpr IsnsStatus kLastIsnsStatus = 23;

/// Its loginStatus is one of these, and not one of iSCSI.
[[nodiscard]] bool hasIsnsStatus(const Error &error);
/// "Source Unauthorized (8)"; "unknown (77)" for one that RFC 4171 does not have.
[[nodiscard]] std::string isnsStatusText(IsnsStatus status);

} // namespace portolan
