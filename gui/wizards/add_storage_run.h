// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/discovery_run.h"
#include "gui/wizards/login_run.h"

#include <vector>

namespace portolan::gui {

/// Everything that one "Add storage" does at the service. It outlives its window when the person cancels: what runs is
/// stopped, and what only this run brought is taken away again, except what is connected.
class AddStorageRun : public QObject {
    Q_OBJECT

public:
    explicit AddStorageRun(client::InitiatorClient &client, QObject *parent = nullptr);

    [[nodiscard]] DiscoveryRun &discovery() { return m_discovery; }
    /// Logs in to all of them; logins() are those of this call and of earlier ones that connected.
    void connectTo(const QStringList &nodes, bool atStart);
    [[nodiscard]] const std::vector<LoginRun *> &logins() const { return m_logins; }
    [[nodiscard]] int count(LoginRun::State state) const;
    void cancelLogins();

    /// Deletes itself when all is clean; nothing else may be called then.
    void abandon();

signals:
    void loginsChanged(); ///< Others than before.
    void loginChanged(portolan::gui::LoginRun *login);
    void abandoned();

private:
    [[nodiscard]] bool busy() const;
    void cleanWhenIdle();
    void removeNodes();
    void removePortals();

    client::InitiatorClient &m_client;
    DiscoveryRun m_discovery;
    std::vector<LoginRun *> m_logins;
    QSet<QString> m_removed; ///< Nodes taken away again.
    bool m_abandoned = false, m_cleaning = false;
    qsizetype m_pending = 0;
};

} // namespace portolan::gui
