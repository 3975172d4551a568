// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/support_report.h"

#include "gui/client/node_settings.h"
#include "gui/models/text.h"

#include <QRegularExpression>
#include <QSysInfo>

#include <array>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::NodeInfo;

namespace {

constexpr uint kAtOnce = 1000; // the most that Events.GetEvents gives
constexpr int kMostCalls = 10;
constexpr qsizetype kMostEvents = 2000;

QString yesNo(bool yes) { return yes ? u"yes"_s : u"no"_s; }

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : u"never"_s;
}

bool soundsSecret(const QString &key)
{
    static const QRegularExpression words(u"secret|passw|chap|credential|token"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

/// Simple values only: what is not known is not told.
QString detailsText(const QVariantMap &details)
{
    QStringList parts;
    for (auto detail = details.cbegin(); detail != details.cend(); ++detail) {
        const bool simple = detail->typeId() == QMetaType::QString || detail->canConvert<qlonglong>();
        if (simple && !soundsSecret(detail.key()))
            parts << detail.key() + u'=' + detail->toString();
    }
    return parts.join(u' ');
}

} // namespace

SupportReport::SupportReport(client::InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{}

QString SupportReport::redacted(const QString &text)
{
    static const QRegularExpression secret(
        uR"(((?:[\w.\-]*(?:secret|passw(?:or)?d|passphrase|credential|token|CHAP_R)\w*)["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,;]+))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(secret, u"\\1(removed)"_s);
}

void SupportReport::collect()
{
    m_text.clear();
    m_events.clear();
    m_counters.clear();
    m_eventsProblem.clear();
    fetchEvents(0, kMostCalls);
}

void SupportReport::fetchEvents(quint64 afterId, int callsLeft)
{
    m_client.events(afterId, kAtOnce, {}, this,
                    [this, callsLeft](const Result<std::vector<client::EventInfo>> &events) {
                        if (!events) {
                            m_eventsProblem = QString::fromStdString(events.error().message);
                            return fetchCounters();
                        }
                        m_events.insert(m_events.end(), events->begin(), events->end());
                        if (events->size() == kAtOnce && callsLeft > 1)
                            fetchEvents(events->back().id, callsLeft - 1);
                        else
                            fetchCounters();
                    });
}

void SupportReport::fetchCounters()
{
    const std::vector<client::SessionInfo> sessions = m_client.sessions();
    m_waiting = qsizetype(sessions.size());
    if (sessions.empty())
        return finish();
    for (const client::SessionInfo &session : sessions) {
        m_client.counters(session.path, this, [this, path = session.path](const Result<client::Sample> &sample) {
            if (sample)
                m_counters.insert(path, *sample);
            if (--m_waiting == 0)
                finish();
        });
    }
}

void SupportReport::finish()
{
    m_text = u"Portolan support report\n"_s;
    line(u"made"_s, timeText(QDateTime::currentDateTimeUtc()));
    addVersions();
    addServers();
    addNodes();
    addSessions();
    addEvents();
    emit finished(redacted(m_text));
}

void SupportReport::heading(const QString &text) { m_text += u"\n== %1 ==\n"_s.arg(text); }

void SupportReport::line(const QString &what, const QString &value)
{
    m_text += what + u": "_s + displayable(value) + u'\n';
}

void SupportReport::addVersions()
{
    const client::ManagerInfo &manager = m_client.manager();
    heading(u"Versions and state"_s);
    line(u"desktop program"_s, QStringLiteral(PORTOLAN_VERSION));
    line(u"service"_s, m_client.available() ? manager.version : u"not available"_s);
    line(u"Qt"_s, QString::fromLatin1(qVersion()));
    line(u"system"_s, QSysInfo::prettyProductName());
    line(u"kernel"_s, QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion());
    if (!m_client.available())
        return;
    line(u"initiator name"_s, manager.initiatorName);
    line(u"data planes"_s, manager.dataPlanes.join(u", "_s));
    line(u"other initiator"_s, manager.otherInitiator.isEmpty() ? u"none"_s : manager.otherInitiator);
    line(u"targets"_s, u"%1, wanted %2, online %3"_s.arg(manager.nodesConfigured)
                           .arg(manager.nodesWanted)
                           .arg(manager.sessionsOnline));
}

void SupportReport::addServers()
{
    heading(u"Storage servers"_s);
    for (const client::PortalInfo &portal : m_client.portals()) {
        line(u"server"_s, u"%1 port %2"_s.arg(portal.address).arg(portal.port));
        line(u"  interface"_s, portal.iface.isEmpty() ? u"as routed"_s : portal.iface);
        line(u"  last search"_s, timeText(portal.lastDiscovery) + u", "_s + portal.lastResult);
        line(u"  CHAP name set"_s, yesNo(!portal.username.isEmpty()));
    }
}

void SupportReport::addNodes()
{
    heading(u"Targets"_s);
    for (const NodeInfo &node : m_client.nodes()) {
        line(u"target"_s, node.targetName);
        line(u"  portal"_s, node.portalText());
        line(u"  interface"_s, node.iface.isEmpty() ? u"as routed"_s : node.iface);
        line(u"  status"_s, QString::number(int(node.status)));
        line(u"  last error"_s, node.lastError.isEmpty()
                                    ? u"none"_s
                                    : u"%1 (%2, login status %3)"_s.arg(node.lastError, node.lastErrorMessage,
                                                                        QString::number(node.lastLoginStatus, 16)));
        line(u"  last login"_s, timeText(node.lastLogin));
        line(u"  CHAP"_s, u"name set %1, stored %2, of the target %3"_s.arg(
                              yesNo(!node.username.isEmpty()), yesNo(node.hasSecret), yesNo(node.hasSecretIn)));
        for (const client::NodeSetting &setting : client::nodeSettings()) {
            if (const auto value = setting.fromBus(node.settings.value(setting.property)))
                line(u"  "_s + setting.option, setting.text(*value));
        }
    }
}

void SupportReport::addSessions()
{
    heading(u"Sessions"_s);
    for (const client::SessionInfo &session : m_client.sessions()) {
        line(u"session"_s, u"%1 with %2 at %3"_s.arg(session.id).arg(session.targetName, session.portal));
        line(u"  state"_s, u"%1 since %2"_s.arg(int(session.state)).arg(timeText(session.stateSince)));
        line(u"  data plane"_s, session.dataPlane);
        line(u"  made by"_s, session.foreign ? u"another program: "_s + session.program : u"Portolan"_s);
        line(u"  reconnects"_s, u"%1, attempts now %2, login took %3 ms"_s.arg(session.reconnects)
                                    .arg(session.reconnectAttempts)
                                    .arg(session.loginTimeMs));
        for (const client::NegotiatedKey &key : session.negotiated) {
            if (!soundsSecret(key.key))
                line(u"  "_s + key.key, u"asked %1, got %2"_s.arg(key.asked, key.got));
        }
        for (const client::LunInfo &lun : m_client.luns(session.path)) {
            line(u"  LUN %1"_s.arg(lun.lun), u"%1 %2 %3, %4 bytes in blocks of %5, %6"_s.arg(
                                                 lun.vendor, lun.model, lun.revision, QString::number(lun.sizeBytes),
                                                 QString::number(lun.blockSize), lun.bestPath()));
            line(u"    users"_s, QString::number(lun.users.size()));
            if (!lun.problem.isEmpty())
                line(u"    problem"_s, lun.problem);
        }
        QStringList counters;
        for (const quint64 value : m_counters.value(session.path).counters)
            counters << QString::number(value);
        m_text += u"  counters, in the order of Statistics.GetCounters: "_s + counters.join(u' ') + u'\n';
    }
}

void SupportReport::addEvents()
{
    heading(u"Events"_s);
    if (!m_eventsProblem.isEmpty())
        line(u"they could not be read"_s, m_eventsProblem);
    const qsizetype skip = std::max<qsizetype>(qsizetype(m_events.size()) - kMostEvents, 0);
    for (auto event = m_events.cbegin() + skip; event != m_events.cend(); ++event) {
        m_text += timeText(event->time) + u" %1"_s.arg(int(event->severity));
        for (const QString &part : {event->code, event->source, event->message, detailsText(event->details)})
            m_text += u" | "_s + displayable(part);
        m_text += u'\n';
    }
}

} // namespace portolan::gui
