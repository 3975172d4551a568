// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QAction>
#include <QObject>

#include <array>

class QMenuBar;
class QToolBar;

namespace portolan::gui {

/// Everything the main window can do. An action that will ask for a password carries a lock, one that cannot be done
/// now says why.
class MainActions : public QObject {
    Q_OBJECT

public:
    enum Id {
        Add,
        Import,
        Servers,
        Passwords,
        Preferences,
        LogIn,
        LogOut,
        Rescan,
        TakeOver,
        LogInAll,
        LogOutAll,
        Password,
        Connection,
        Rename,
        AtStart,
        CopyName,
        Forget,
        Find,
        Timeline,
        CloseWindow,
        Quit,
        Help,
        Report,
        About,
        AboutQt,
        Count
    };

    MainActions(const client::InitiatorClient &client, QObject *parent = nullptr);

    [[nodiscard]] QAction *operator[](Id id) const { return m_actions.at(std::size_t(id)); }
    [[nodiscard]] QList<QAction *> all() const;
    void fill(QMenuBar &bar) const;
    void fill(QToolBar &bar) const;
    /// To the chosen targets, by their paths; none = nothing can be done with one.
    void update(QStringList nodes);
    /// Those of the chosen ones to which it can be done now, by their paths.
    [[nodiscard]] QStringList targets(Id id) const;

private:
    static const char *whyNoLogin(dbus::NodeStatus status);
    static const char *whyNoLogout(dbus::NodeStatus status, bool session);
    static const char *whyNot(Id id, const client::NodeInfo &node);
    [[nodiscard]] static bool ofOne(Id id);
    [[nodiscard]] static bool possible(Id id, std::size_t able, std::size_t chosen);
    void set(Id id, const QString &reason); ///< Empty: it can be done, if the service permits.

    const client::InitiatorClient &m_client;
    std::array<QAction *, Count> m_actions{};
    QStringList m_chosen;
};

} // namespace portolan::gui
