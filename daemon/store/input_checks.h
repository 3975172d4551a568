// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/store/records.h"

#include <QString>

#include <string_view>

namespace portolan::store {

/// InvalidArgument that names the setting and what it may be.
Result<> checkSettings(const NodeSettings &settings);

/// A plausible name for this machine: 1 to 223 bytes that begin with iqn., eui. or naa. and hold no space.
Result<> checkInitiatorName(const QString &name);

/// Never, or kShortestRefresh to kLongestRefresh seconds.
Result<> checkRefreshInterval(std::uint32_t seconds);
Result<> checkPortal(const Portal &portal);
/// What NetworkInterface reads, in its own spelling: two spellings would be two nodes.
Result<> checkInterface(const QString &interface);
/// Names of targets are kept as the target wrote them, canonical or not (NAM-11); only length and control characters
/// are bounded here.
Result<> checkDiscovered(const DiscoveredNode &node);

/// RFC 7143 §12.1.3 gives CHAP names no other bound than that of a text value, 255 bytes.
Result<> checkChapName(const QString &name);

/// What a peer calls itself, made fit for showing: no control characters, at most 255 code points.
[[nodiscard]] QString displayable(const QString &text);

} // namespace portolan::store
