// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QSqlDatabase>
#include <QStringList>

#include <vector>

namespace portolan::store {

/// "Port" in ASCII; tells our database from another program's.
inline constexpr int kApplicationId = 0x506f7274;

/// The statements that take the schema from one user_version to the next.
using SchemaStep = std::vector<const char *>;

/// Step N leads from user_version N to N + 1. Append only: shipped steps never change.
[[nodiscard]] const std::vector<SchemaStep> &schemaSteps();

/// Executes all steps from `from` on, in one transaction; a failure leaves the database as it was.
Result<> migrate(const QSqlDatabase &db, const std::vector<SchemaStep> &steps, std::size_t from);

/// Tables, columns and indexes, one per line: what two databases of the same version have in common.
Result<QStringList> describeSchema(const QSqlDatabase &db);
/// The same for an empty database made by the first `version` steps.
Result<QStringList> expectedSchema(const std::vector<SchemaStep> &steps, std::size_t version);

} // namespace portolan::store
