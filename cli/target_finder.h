// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QString>

#include <vector>

namespace portolan::cli {

/// Which nodes a person means by TARGET: a full name, a label, the end of a name, a part of name or label; each may be
/// followed by @PORTAL. The first of these readings that fits anything counts, and must fit one target only (a label:
/// one label), so that a longer name in the list never changes what a full name means. \return nodes of that target, at
/// least one; NotFound, or InvalidArgument that lists the candidates
[[nodiscard]] Result<std::vector<client::NodeInfo>> findNodes(const std::vector<client::NodeInfo> &all,
                                                              const QString &text);

/// As above, but one node: several portals of one target are ambiguous, unless one of them is connected.
[[nodiscard]] Result<client::NodeInfo> findNode(const std::vector<client::NodeInfo> &all, const QString &text);

/// "iqn.…@10.0.0.5:3260", which findNodes() reads back.
[[nodiscard]] QString fullText(const client::NodeInfo &node);

} // namespace portolan::cli
