// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>

#include <functional>
#include <span>

namespace portolan::store {

using RandomSource = std::function<Result<>(std::span<std::byte>)>;

/// A name for this machine: `iqn.2026-11.org.portolan:01:` and 128 random bits in hex, RFC 7143 §4.2.7.4.
Result<QString> generateInitiatorName(const RandomSource &random);

/// The name in the file beside the database, as `InitiatorName=NAME`. It outlives the database (NAM-13): targets let
/// machines in by this name, so a machine that lost its database must not come back under another one.
/// \return NotFound if there is no file; StoreFailed if it does not hold exactly one plausible name
Result<QString> readInitiatorNameFile(const QString &path);
Result<> writeInitiatorNameFile(const QString &path, const QString &name);

/// 24 random bits for ISIDs of type 10b, RFC 7143 §11.12.5.
Result<std::int64_t> randomIsidBits(const RandomSource &random);

} // namespace portolan::store
