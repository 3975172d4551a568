// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"

namespace portolan::dataplane::kernel {

/// What the kernel does not keep of a session of ours. It lies in the runtime directory, which ends with the machine's
/// run as the kernel's sessions do, and tells our sessions from those of others.
struct SessionRecord {
    std::uint32_t sid = 0;
    QString targetName; ///< A number can be given again when the module was reloaded.
    std::uint32_t initialCmdSn = 0;
    Timeouts timeouts;
    QByteArray description;
};

class SessionRecords {
public:
    /// \param directory  is made when it is needed
    explicit SessionRecords(QString directory);

    Result<> write(const SessionRecord &record) const;
    /// What is readable; others are left out with a line in the log.
    [[nodiscard]] std::vector<SessionRecord> read() const;
    void remove(std::uint32_t sid) const;

private:
    [[nodiscard]] QString fileOf(std::uint32_t sid) const;
    const QString m_directory;
};

} // namespace portolan::dataplane::kernel
