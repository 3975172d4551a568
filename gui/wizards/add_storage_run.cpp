// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/add_storage_run.h"

#include <QLoggingCategory>

#include <algorithm>

namespace portolan::gui {

using client::InitiatorClient;

namespace {

Q_LOGGING_CATEGORY(lcWizard, "portolan.gui.wizard", QtInfoMsg)

} // namespace

AddStorageRun::AddStorageRun(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_discovery(client)
{
    m_discovery.setBeginsSetUp();
    connect(&m_discovery, &DiscoveryRun::finished, this, &AddStorageRun::cleanWhenIdle);
    connect(&m_discovery, &DiscoveryRun::failed, this, &AddStorageRun::cleanWhenIdle);
}

void AddStorageRun::connectTo(const QStringList &nodes, bool atStart)
{
    std::erase_if(m_logins, [](LoginRun *login) {
        const bool over = login->state() != LoginRun::State::Connected;
        if (over)
            login->deleteLater();
        return over;
    });
    std::vector<LoginRun *> started;
    for (const QString &node : nodes) {
        if (std::ranges::find(m_logins, node, &LoginRun::node) != m_logins.end())
            continue;
        auto *login = new LoginRun(m_client, node, atStart, this);
        connect(login, &LoginRun::changed, this, [this, login] {
            emit loginChanged(login);
            cleanWhenIdle();
        });
        m_logins.push_back(login);
        started.push_back(login);
    }
    emit loginsChanged();
    for (LoginRun *login : started)
        login->start();
}

int AddStorageRun::count(LoginRun::State state) const
{
    return int(std::ranges::count(m_logins, state, &LoginRun::state));
}

void AddStorageRun::cancelLogins()
{
    for (LoginRun *login : m_logins)
        login->cancel();
}

bool AddStorageRun::busy() const { return m_discovery.running() || count(LoginRun::State::Working) > 0; }

void AddStorageRun::abandon()
{
    m_abandoned = true;
    m_discovery.cancel();
    cancelLogins();
    cleanWhenIdle();
}

void AddStorageRun::cleanWhenIdle()
{
    if (!m_abandoned || m_cleaning || busy())
        return;
    m_cleaning = true;
    removeNodes();
}

void AddStorageRun::removeNodes()
{
    QStringList idle;
    for (const QString &path : m_discovery.addedNodes()) {
        const auto node = m_client.node(path);
        if (node && node->session.isEmpty())
            idle << path;
    }
    m_pending = idle.size();
    if (m_pending == 0)
        return removePortals();
    for (const QString &path : idle) {
        m_client.removeNode(path, this, [this, path](const Result<void> &result) {
            if (result)
                m_removed.insert(path);
            else
                qCWarning(lcWizard, "cannot remove %s again: %s", qPrintable(path), result.error().message.c_str());
            if (--m_pending == 0)
                removePortals();
        });
    }
}

void AddStorageRun::removePortals()
{
    QStringList unused;
    std::vector<client::NodeInfo> nodes = m_client.nodes();
    // The signal that a node is gone may come after the answer.
    std::erase_if(nodes, [this](const client::NodeInfo &node) { return m_removed.contains(node.path); });
    for (const QString &path : m_discovery.addedPortals()) {
        if (std::ranges::find(nodes, path, &client::NodeInfo::fromDiscovery) == nodes.end())
            unused << path;
    }
    m_pending = unused.size() + 1;
    const auto done = [this](const Result<void> &result) {
        if (!result)
            qCWarning(lcWizard, "cannot remove the portal again: %s", result.error().message.c_str());
        if (--m_pending == 0) {
            emit abandoned();
            deleteLater();
        }
    };
    for (const QString &path : unused)
        m_client.removePortal(path, this, done);
    done({});
}

} // namespace portolan::gui
