// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tray/announcer.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QApplication>
#include <QTimer>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using Urgency = Notifier::Urgency;

namespace {

enum class Refusal { None, Password, Other };

/// Whether the target said no, and not that it could not be reached.
Refusal refusalOf(const client::EventInfo &event)
{
    const Error error = dbus::errorFrom(dbus::kErrorPrefix + event.details.value(u"error"_s).toString(), event.details);
    switch (error.code) {
    case ErrorCode::AuthRequired:
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::TargetAuthFailed:
    case ErrorCode::SecretMissing:
        return Refusal::Password;
    case ErrorCode::TargetRefusedName:
    case ErrorCode::LoginRejected:
        return Refusal::Other;
    default:
        return Refusal::None;
    }
}

} // namespace

Announcer::Announcer(InitiatorClient &client, Notifier &notifier)
    : Announcer(client, notifier, Limits(), [] { return QApplication::activeWindow() != nullptr; })
{}

Announcer::Announcer(InitiatorClient &client, Notifier &notifier, const Limits &limits, std::function<bool()> isWatched,
                     QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_notifier(notifier)
    , m_limits(limits)
    , m_isWatched(std::move(isWatched))
    , m_watch(client)
{
    connect(&m_watch, &SessionWatch::lost, this,
            [this](const QString &session, const QString &title, const QStringList &places) {
                Outages &outages = m_outages[session];
                const qint64 now = QDateTime::currentMSecsSinceEpoch();
                outages.title = title;
                outages.places = places;
                outages.down = true;
                outages.losses << now;
                outages.losses.removeIf([&](qint64 loss) { return loss <= now - m_limits.windowMs; });
                told(session);
            });
    connect(&m_watch, &SessionWatch::back, this, [this](const QString &session, const QString &title) {
        m_outages[session].title = title;
        m_outages[session].down = false;
        told(session);
    });
    connect(&m_client, &InitiatorClient::sessionRemoved, this, [this](const QString &path) { m_outages.remove(path); });
    connect(&m_client, &InitiatorClient::eventHappened, this, &Announcer::take);
    connect(&m_notifier, &Notifier::activated, this, [this](const QString &key, const QString &action) {
        const QString node = m_nodes.value(key);
        if (action == u"login"_s)
            emit loginRequested(node);
        else if (action == u"logout"_s)
            emit logoutRequested(node);
        else if (action == u"password"_s)
            emit passwordRequested(node);
        else
            emit openRequested(node);
    });
}

void Announcer::tell(Settings::Key key, const QString &node, const Notifier::Note &note)
{
    if (!m_settings.flag(key))
        return;
    m_nodes.insert(note.key, node);
    m_notifier.notify(note);
}

void Announcer::told(const QString &path)
{
    Outages &outages = m_outages[path];
    if (isOneOfMany(path))
        return;
    if (outages.losses.size() >= m_limits.unstable)
        return tellUnstable(path, outages);
    const auto session = m_client.session(path);
    const QString node = session ? session->node : QString();
    if (outages.down)
        tell(Settings::Key::NotifyLost, node,
             {path,
              tr("Connection to “%1” lost").arg(outages.title),
              tr("In use: %1. Requests wait while Portolan tries to connect again.")
                  .arg(displayable(outages.places.join(u", "_s))),
              Urgency::Critical,
              {{u"login"_s, tr("Try again now")}}});
    else
        tell(Settings::Key::NotifyBack, node,
             {path, tr("“%1” is connected again").arg(outages.title), tr("Waiting requests go on.")});
}

/// A switch that fails takes hundreds of sessions with it, and nobody reads hundreds of messages.
bool Announcer::isOneOfMany(const QString &session)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_lately.removeIf([&](const auto &told) { return *told <= now - m_limits.togetherMs || *told > now; });
    if (m_many.isEmpty() && (m_lately.contains(session) || m_lately.size() < m_limits.together)) {
        m_lately.insert(session, now);
        return false;
    }
    if (m_many.isEmpty())
        QTimer::singleShot(m_limits.togetherMs, this, &Announcer::tellMany);
    m_many.insert(session);
    return true;
}

void Announcer::tellMany()
{
    const auto sessions = std::exchange(m_many, {});
    const int all = int(sessions.size());
    const int down =
        int(std::ranges::count_if(sessions, [this](const QString &session) { return m_outages.value(session).down; }));
    if (down > 0)
        tell(Settings::Key::NotifyLost, {},
             {u"many"_s, tr("%n more connection(s) lost", nullptr, down),
              tr("Disks in use are behind them. Requests wait while Portolan tries to connect again."),
              Urgency::Critical});
    else
        tell(Settings::Key::NotifyBack, {},
             {u"many"_s, tr("%n more connection(s) are back", nullptr, all), tr("Waiting requests go on.")});
}

void Announcer::tellUnstable(const QString &path, Outages &outages)
{
    if (outages.quiet) {
        outages.changedMeanwhile = true;
        return;
    }
    const auto session = m_client.session(path);
    const int minutes = int(std::max<qint64>(m_limits.windowMs / 60'000, 1));
    const QString often = tr("It was lost %n time(s) in %1 minutes.", nullptr, int(outages.losses.size())).arg(minutes);
    tell(Settings::Key::NotifyLost, session ? session->node : QString(),
         {path, tr("The connection to “%1” is unstable").arg(outages.title),
          often + u' ' +
              (outages.down ? tr("It is down now. In use: %1.").arg(displayable(outages.places.join(u", "_s)))
                            : tr("It is connected now.")),
          outages.down ? Urgency::Critical : Urgency::Normal});
    outages.quiet = true;
    QTimer::singleShot(m_limits.quietMs, this, [this, path] {
        const auto found = m_outages.find(path);
        if (found == m_outages.end())
            return;
        found->quiet = false;
        // The last word is about how it is, not how it was.
        if (std::exchange(found->changedMeanwhile, false))
            told(path);
    });
}

void Announcer::take(const client::EventInfo &event)
{
    if (event.code == u"login.failed"_s) {
        refused(event);
    } else if (event.code == u"lun.resized"_s) {
        const qint64 size = event.details.value(u"size"_s).toLongLong();
        const qint64 before = event.details.value(u"old_size"_s).toLongLong();
        if (before > 0 && size <= before)
            return;
        tell(Settings::Key::NotifyGrew, event.node,
             {u"grew "_s + event.node, tr("A disk of “%1” has become larger").arg(titleOf(event)),
              size > 0 ? tr("It has %1 now. Its file system does not use the new space yet.")
                             .arg(client::sizeText(quint64(size)))
                       : tr("Its file system does not use the new space yet."),
              Urgency::Normal});
    } else if (event.code == u"logout.blocked"_s && !m_isWatched()) {
        tell(Settings::Key::NotifyBlocked, event.node,
             {u"blocked "_s + event.node,
              tr("“%1” stays connected").arg(titleOf(event)),
              tr("Its disks are in use, so it was not logged out."),
              Urgency::Normal,
              {{u"logout"_s, tr("Show what uses them")}}});
    }
}

void Announcer::refused(const client::EventInfo &event)
{
    const Refusal refusal = refusalOf(event);
    if (refusal == Refusal::None || m_isWatched())
        return;
    const Error error = dbus::errorFrom(dbus::kErrorPrefix + event.details.value(u"error"_s).toString(), event.details);
    const QString title = titleOf(event);
    tell(Settings::Key::NotifyRefused, event.node,
         {u"refused "_s + event.node,
          tr("“%1” refused the login").arg(title),
          client::sentenceOf(error, title),
          Urgency::Normal,
          {refusal == Refusal::Password ? Notifier::Action{u"password"_s, tr("Enter password")}
                                        : Notifier::Action{u"login"_s, tr("Log in again")}}});
}

QString Announcer::titleOf(const client::EventInfo &event) const
{
    const auto node = m_client.node(event.node);
    return displayable(node ? node->title() : event.source);
}

} // namespace portolan::gui
