// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QHash>
#include <QObject>

namespace portolan::gui {

/// Notices when a session is lost under a disk that somebody uses, and when it is back.
class SessionWatch : public QObject {
    Q_OBJECT

public:
    explicit SessionWatch(client::InitiatorClient &client, QObject *parent = nullptr);

signals:
    /// \param places  where its disks are mounted
    void lost(const QString &session, const QString &title, const QStringList &places);
    void back(const QString &session, const QString &title);

private:
    void look(const QString &path);
    [[nodiscard]] QString titleOf(const client::SessionInfo &session) const;
    [[nodiscard]] QStringList placesOf(const QString &session) const;

    client::InitiatorClient &m_client;
    QHash<QString, dbus::SessionState> m_states;
    QHash<QString, QString> m_lost; ///< Told, with the title.
};

} // namespace portolan::gui
