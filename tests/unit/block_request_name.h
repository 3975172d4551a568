// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/block_export.h"

#include <QString>

namespace portolan::test {

/// What an export asks for, in a word for the tests of exports.
inline QString nameOf(const dataplane::worker::BlockRequest &request)
{
    using dataplane::worker::BlockOperation;
    switch (request.operation) {
    case BlockOperation::Read:
        return QStringLiteral("read");
    case BlockOperation::Write:
        return request.forceUnitAccess ? QStringLiteral("write-fua") : QStringLiteral("write");
    case BlockOperation::Flush:
        return QStringLiteral("flush");
    case BlockOperation::WriteZeroes:
        return request.mayUnmap ? QStringLiteral("unmap") : QStringLiteral("zeroes");
    }
    return {};
}

} // namespace portolan::test
