// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace portolan::cli {

/// Lets polkit ask for a password on this terminal where no desktop would (pkttyagent(1)). Without it, or without
/// pkttyagent, a call that needs a password is refused.
class PolkitAgent {
public:
    PolkitAgent() = default;
    ~PolkitAgent();

    /// Starts it if the service is on the system bus, a terminal is there, and the user is not root; returns when it is
    /// registered, at the latest after three seconds.
    void startIfUseful(const QString &bus);

private:
    QProcess m_agent;
};

} // namespace portolan::cli
