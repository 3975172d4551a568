// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/initiator_name.h"
#include "daemon/store/node_rows.h"
#include "daemon/store/sql.h"

namespace portolan::store {

/// Gives ISIDs within the transaction that uses them (SID-11). Qualifiers are never given twice; when all 65536 are
/// used, new random bits begin a new series, and the nodes that have the old ones keep them (SID-04).
class IsidAllocator {
public:
    IsidAllocator(const QSqlDatabase &db, RandomSource random);
    Result<IsidParts> next();

private:
    Result<std::int64_t> freshBits();

    Statement m_read, m_write, m_used;
    const RandomSource m_random;
};

} // namespace portolan::store
