// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"

#include <QString>

namespace portolan::cli {

/// Reads a secret from where nobody else can see it. There is no way to give one as an argument: process listings and
/// shell histories would have it.

/// Until the end of the descriptor; one newline at the end does not belong to it. \return InvalidArgument if `number`
/// is no open descriptor or more comes than any secret has
[[nodiscard]] Result<Secret> secretFromDescriptor(const QString &number);

/// Asks on the terminal of the process, without echo. \return InvalidArgument if there is no terminal; Cancelled
[[nodiscard]] Result<Secret> secretFromTerminal(const QString &prompt);

/// 12 to 255 bytes, RFC 7143 §9.2.1; so that nothing is half changed when the second of two is bad.
[[nodiscard]] Result<> checkLength(const Secret &secret);

} // namespace portolan::cli
