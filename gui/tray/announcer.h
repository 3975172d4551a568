// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/tray/notifier.h"
#include "gui/tray/session_watch.h"
#include "gui/windows/settings.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace portolan::gui {

/// Decides what is told on the desktop: what the person wants to hear (Settings), once, and about a session that comes
/// and goes all the time only now and then.
class Announcer : public QObject {
    Q_OBJECT

public:
    struct Limits {
        qint64 windowMs = 600'000; ///< Losses are counted within this time;
        int unstable = 3;          ///< from so many on, the connection is called unstable,
        int quietMs = 60'000;      ///< and told about at most this often.
        int together = 4;          ///< So many sessions are told of by themselves
        int togetherMs = 2000;     ///< within this time; the others are summed up after it.
    };

    /// \param notifier  outlives this  \param isWatched  somebody looks at the window, which says it, too
    Announcer(client::InitiatorClient &client, Notifier &notifier, const Limits &limits,
              std::function<bool()> isWatched, QObject *parent = nullptr);
    Announcer(client::InitiatorClient &client, Notifier &notifier);

signals:
    void openRequested(const QString &node);
    void loginRequested(const QString &node);
    void logoutRequested(const QString &node);
    void passwordRequested(const QString &node);

private:
    struct Outages {
        QString title;
        QStringList places;
        QList<qint64> losses{}; ///< When, ms; within the window.
        bool down = false, quiet = false, changedMeanwhile = false;
    };
    void take(const client::EventInfo &event);
    void refused(const client::EventInfo &event);
    void told(const QString &session);
    [[nodiscard]] bool isOneOfMany(const QString &session);
    void tellMany();
    void tellUnstable(const QString &session, Outages &outages);
    void tell(Settings::Key key, const QString &node, const Notifier::Note &note);
    [[nodiscard]] QString titleOf(const client::EventInfo &event) const;

    client::InitiatorClient &m_client;
    Notifier &m_notifier;
    const Limits m_limits;
    std::function<bool()> m_isWatched;
    SessionWatch m_watch;
    Settings m_settings;
    QHash<QString, Outages> m_outages; ///< By session.
    QHash<QString, QString> m_nodes;   ///< By the key of the note.
    QHash<QString, qint64> m_lately;   ///< Sessions that were told of by themselves, and when, ms.
    QSet<QString> m_many;              ///< Sessions that are not told of by themselves.
};

} // namespace portolan::gui
