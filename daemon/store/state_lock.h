// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"

#include <QString>
#include <QStringList>

namespace portolan::store {

/// Owns a state directory against a second daemon: a flock on `<state>/lock`, which the kernel releases however this
/// process ends. The file holds the owner's process id only so that the refused one can name it.
class StateLock {
public:
    /// Creates the directory (0700) if missing, takes away what others may do in it, and locks it.
    /// \param notices  gets a sentence about everything that was corrected
    /// \return AlreadyRunning, DatabaseReadOnly, StoreFailed
    static Result<StateLock> take(const QString &directory, QStringList *notices);

private:
    explicit StateLock(UniqueFd fd)
        : m_fd(std::move(fd))
    {}
    UniqueFd m_fd;
};

/// Takes the permissions of group and others away from a file or directory of ours.
Result<> makePrivate(const QString &path, QStringList *notices);

} // namespace portolan::store
