// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portolan::protocol {

/// Status-Class of a Login Response, RFC 7143 §11.13.5.
enum class StatusClass : std::uint8_t { Success = 0, Redirection = 1, InitiatorError = 2, TargetError = 3 };

/// The Error for a status whose class is neither success nor redirection. loginStatus is always set; a detail that we
/// do not know is treated as its class (STS-01). \param withCredentials  whether we authenticated ourselves: otherwise
/// 0201h means that we must (AuthRequired)
[[nodiscard]] Error errorOf(std::uint16_t status, bool withCredentials);

/// The TargetAddress values of a redirection, in their order; none has a portal group tag.
/// \return LoginRejected with the status when there is no usable one (STS-06)
Result<std::vector<std::string>> redirectAddresses(std::uint16_t status, std::string_view text);

} // namespace portolan::protocol
