// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/discovery_run.h"

#include "gui/client/sentences.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

DiscoveryRun::DiscoveryRun(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::nodeChanged, this, [this](const QString &path) {
        if (m_running)
            take(path);
    });
    connect(&m_client, &InitiatorClient::portalChanged, this, [this](const QString &path) {
        if (!m_running || m_knownPortals.contains(path))
            return;
        for (const client::PortalInfo &portal : m_client.portals()) {
            if (portal.path == path && isOurs(portal))
                m_addedPortals.insert(path);
        }
    });
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        m_addedNodes.remove(path);
        if (m_nodes.removeAll(path) > 0)
            emit nodesChanged();
    });
    connect(&m_client, &InitiatorClient::jobChanged, this, [this](const QString &path) {
        const auto job = path == m_job ? m_client.job(path) : std::nullopt;
        if (job && !job->finished())
            emit phaseChanged(client::phaseOf(job->phase));
    });
}

void DiscoveryRun::start(const Portal &portal, const InitiatorClient::DiscoverOptions &options)
{
    cancel();
    if (m_first) {
        for (const client::NodeInfo &node : m_client.nodes())
            m_knownNodes.insert(node.path);
        for (const client::PortalInfo &known : m_client.portals())
            m_knownPortals.insert(known.path);
        m_first = false;
    }
    m_portal = portal;
    m_interface = options.interface;
    m_job.clear();
    m_nodes.clear();
    m_silentNodes.clear();
    m_running = true;
    m_cancelled = false;
    const quint64 serial = ++m_serial;
    emit nodesChanged();
    emit phaseChanged(client::phaseOf(u"resolving"_s));
    if (!m_beginsSetUp)
        return discover(options);
    m_client.authorizeSetUp({u"discover"_s}, this, [this, serial, options](const Result<void> &allowed) {
        if (serial != m_serial)
            return;
        if (!allowed)
            return end(allowed.error());
        if (m_cancelled)
            return end(Error{ErrorCode::Cancelled, "cancelled", 0, 0});
        discover(options);
    });
}

void DiscoveryRun::discover(const InitiatorClient::DiscoverOptions &options)
{
    const quint64 serial = m_serial;
    m_client.discover(
        QString::fromStdString(m_portal.host), m_portal.port, options, this, [this, serial](Result<QString> job) {
            if (!job)
                return serial == m_serial ? end(job.error()) : void();
            if (serial != m_serial) // replaced by a newer search before this one had a job
                return m_client.cancel(*job, this, [](const Result<void> &) { /* it may have ended by itself */ });
            m_job = *job;
            if (m_cancelled)
                m_client.cancel(*job, this, [](const Result<void> &) { /* it may have ended by itself */ });
            m_client.whenFinished(*job, this, [this, serial](const Result<client::JobInfo> &outcome) {
                if (serial == m_serial)
                    jobEnded(outcome);
            });
        });
}

void DiscoveryRun::jobEnded(const Result<client::JobInfo> &outcome)
{
    if (!outcome)
        return end(outcome.error());
    if (outcome->state == dbus::JobState::Cancelled)
        return end(Error{ErrorCode::Cancelled, "cancelled", 0, 0});
    if (outcome->state != dbus::JobState::Done)
        return end(outcome->error);
    takeResult(*outcome);
    end({});
}

void DiscoveryRun::cancel()
{
    if (!m_running || m_cancelled)
        return;
    m_cancelled = true;
    if (!m_job.isEmpty())
        m_client.cancel(m_job, this, [](const Result<void> &) { /* its end tells */ });
}

bool DiscoveryRun::isOurs(const client::PortalInfo &portal) const
{
    return portal.port == m_portal.port && portal.iface == m_interface &&
           portal.address.compare(QString::fromStdString(m_portal.host), Qt::CaseInsensitive) == 0;
}

void DiscoveryRun::take(const QString &path)
{
    const std::optional<client::NodeInfo> node = m_client.node(path);
    if (!node || m_nodes.contains(path))
        return;
    for (const client::PortalInfo &portal : m_client.portals()) {
        if (portal.path != node->fromDiscovery || !isOurs(portal))
            continue;
        if (!m_knownNodes.contains(path))
            m_addedNodes.insert(path);
        if (!m_knownPortals.contains(portal.path))
            m_addedPortals.insert(portal.path);
        m_nodes << path;
        emit nodesChanged();
        return;
    }
}

void DiscoveryRun::takeResult(const client::JobInfo &job)
{
    for (const QString &path : job.result.value(u"new"_s).toStringList()) {
        if (!m_knownNodes.contains(path))
            m_addedNodes.insert(path);
    }
    const QString portal = job.result.value(u"portal"_s).toString();
    if (!portal.isEmpty() && !m_knownPortals.contains(portal))
        m_addedPortals.insert(portal);
    const QStringList silent = job.result.value(u"silent"_s).toStringList();
    m_silentNodes = {silent.begin(), silent.end()};
    // What the target names is what counts: entries that only an earlier search found are not offered.
    QStringList named;
    for (const QString &path : job.result.value(u"nodes"_s).toStringList()) {
        if (m_client.node(path))
            named << path;
    }
    if (named != m_nodes) {
        m_nodes = named;
        emit nodesChanged();
    }
}

void DiscoveryRun::end(const std::optional<Error> &error)
{
    m_running = false;
    m_job.clear();
    if (error)
        emit failed(*error);
    else
        emit finished();
}

} // namespace portolan::gui
