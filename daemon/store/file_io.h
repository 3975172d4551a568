// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QByteArray>
#include <QString>

namespace portolan::store {

/// "cannot WHAT: REASON": DatabaseReadOnly where the system forbids writing, else StoreFailed.
[[nodiscard]] Error ioError(const QString &what, int sysErrno);

/// Reads a regular file of at most `limit` bytes. \return NotFound if there is none.
Result<QByteArray> readSmallFile(const QString &path, qint64 limit);

/// Replaces a file so that a reader, or a crash at any moment, meets the old or the new content; mode 0600.
Result<> replaceFile(const QString &path, const QByteArray &content);

/// Creates an empty file with mode 0600; what was left there by a crash is removed first.
Result<> createEmptyFile(const QString &path);

/// Makes an existing file, its new name included, survive a power cut.
Result<> syncFile(const QString &path);
Result<> renameDurably(const QString &from, const QString &to);

} // namespace portolan::store
