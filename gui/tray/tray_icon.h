// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/target_feed.h"
#include "gui/tray/announcer.h"
#include "gui/widgets/icons.h"

#include <QDBusServiceWatcher>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

#include <functional>

namespace portolan::gui {

/// One icon with the state of everything, a menu with every session, and the messages about what happens to them.
class TrayIcon : public QObject {
    Q_OBJECT

public:
    /// \param isTrayAvailable  asked again when a tray may have come or gone
    TrayIcon(client::InitiatorClient &client, TargetFeed &feed, TargetModel &model, const QDBusConnection &sessionBus,
             std::function<bool()> isTrayAvailable = &QSystemTrayIcon::isSystemTrayAvailable,
             QObject *parent = nullptr);

    [[nodiscard]] bool available() const { return m_available; }
    [[nodiscard]] QMenu &menu() { return m_menu; }
    [[nodiscard]] QString picture() const { return m_picture; }
    [[nodiscard]] QString toolTip() const { return m_icon.toolTip(); }
    void showNote(const QString &title, const QString &text);

signals:
    void availableChanged(bool available);
    void openRequested(const QString &node); ///< Empty: only the window.
    void addRequested();
    void loginAllRequested();
    void logoutAllRequested();
    void loginRequested(const QString &node);
    void logoutRequested(const QString &node);
    void passwordRequested(const QString &node);
    void quitRequested();

private:
    void checkAvailable();
    void update();
    void updateMenu();
    void updateLines();
    void fillMenu();
    void addForAll();
    void addSessions();
    void addSession(const client::NodeInfo &node);
    [[nodiscard]] QString lineOf(const client::NodeInfo &node) const;

    client::InitiatorClient &m_client;
    TargetFeed &m_feed;
    TargetModel &m_model;
    std::function<bool()> m_isTrayAvailable;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QDBusServiceWatcher m_trayWatcher;
    Notifier m_notifier;
    Announcer m_announcer;
    QHash<QString, QAction *> m_lines; ///< Node -> state and rates in its submenu.
    QTimer m_linesWait, m_menuWait;
    QString m_picture;
    TrayStyle m_style = TrayStyle::Colored;
    bool m_available = false;
};

} // namespace portolan::gui
