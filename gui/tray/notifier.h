// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>

#include <optional>
#include <vector>

namespace portolan::gui {

/// Messages on the desktop by org.freedesktop.Notifications; works without a tray. One message for each key: a newer
/// one takes the place of the older.
class Notifier : public QObject {
    Q_OBJECT

public:
    enum class Urgency { Low = 0, Normal = 1, Critical = 2 };
    struct Action {
        QString id, text;
    };
    struct Note {
        QString key, summary, body;
        Urgency urgency = Urgency::Normal;
        std::vector<Action> actions{}; ///< Besides the click on the message itself, which is the action "default".
    };

    explicit Notifier(const QDBusConnection &sessionBus, QObject *parent = nullptr);

    void notify(const Note &note);

signals:
    void activated(const QString &key, const QString &action);
    void failed(const QString &summary, const QString &body); ///< No notification server: say it in another way.

private slots:
    void handleAction(uint id, const QString &action);
    void handleClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    QHash<QString, uint> m_shown;
    QHash<QString, std::optional<Note>> m_asked; ///< No answer yet; with what is to be said after it.
};

} // namespace portolan::gui
