// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/store/import/import_records.h"

#include <string>
#include <vector>

namespace portolan::store {

/// Where distributions keep open-iscsi's files: all under /etc/iscsi, or the records under /var/lib/iscsi.
[[nodiscard]] const std::vector<std::string> &openIscsiFolders();

/// Reads what open-iscsi knows. Only reads; blocks on the disk. Files that make no sense are skipped and noted.
///
/// \param folders  each may hold nodes/, send_targets/, ifaces/, iscsid.conf and initiatorname.iscsi; of what occurs
///                 twice the first counts
/// \return NotFound if none of the folders is there; StoreFailed if one cannot be read
Result<ImportedDatabase> readOpenIscsi(const std::vector<std::string> &folders);

/// How many targets there are to read, without reading a file; 0 if the folders are not there or not ours to read.
[[nodiscard]] std::uint32_t countOpenIscsiTargets(const std::vector<std::string> &folders);

} // namespace portolan::store
