// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>

namespace portolan::gui {

/// "iscsi://nas.example:3260/iqn…" -> "nas.example:3260", as a person would type it: where to look, and no more. A link
/// may come from anywhere, so it only fills in what a person then reads.
/// \return InvalidArgument for another scheme, a link without a host, and one that carries a name or password, which
/// must not be in a link
[[nodiscard]] Result<QString> addressOfLink(const QString &link);

} // namespace portolan::gui
