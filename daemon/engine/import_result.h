// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/import_plan.h"

#include <QVariantMap>

namespace portolan::engine {

/// An import as the result of its job; the keys are those of Manager.ImportOpenIscsi. No secret is in it.
[[nodiscard]] QVariantMap importResult(const store::ImportPlan &plan);

} // namespace portolan::engine
