// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/login/login_negotiation.h"

namespace portolan::protocol {

/// What can be refused before anything is sent: names, secrets, offers out of range.
/// \return Secret*, InvalidArgument, or Internal for what the owner forgot to set
Result<> checkConfig(const LoginNegotiation::Config &config);

} // namespace portolan::protocol
