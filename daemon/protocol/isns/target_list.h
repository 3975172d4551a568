// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/discovery/send_targets.h"
#include "daemon/protocol/isns/attributes.h"

namespace portolan::protocol::isns {

/// Targets, addresses and what had to be left out of the attributes of a query's answer. Each address stands with the
/// portal group tag of the group object that joins it to the target (tags 48 to 51); where a target has no such object,
/// the portals that follow it count, without a tag. Nothing that can be wrong here spoils the rest of the list.
[[nodiscard]] SendTargetsExchange::Found readTargets(std::span<const Attribute> attributes);

} // namespace portolan::protocol::isns
