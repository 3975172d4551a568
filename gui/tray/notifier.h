// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>

namespace portolan::gui {

/// Messages on the desktop by org.freedesktop.Notifications; works without a tray. One message for each key: a newer
/// one takes the place of the older, so that a flapping session makes one note and not fifty.
class Notifier : public QObject {
    Q_OBJECT

public:
    enum class Urgency { Low = 0, Normal = 1, Critical = 2 };

    explicit Notifier(const QDBusConnection &sessionBus, QObject *parent = nullptr);

    void notify(const QString &key, const QString &summary, const QString &body, Urgency urgency);

signals:
    void activated(const QString &key);                       ///< The person clicked on it.
    void failed(const QString &summary, const QString &body); ///< No notification server: say it in another way.

private slots:
    void handleAction(uint id, const QString &action);
    void handleClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    QHash<QString, uint> m_shown;
};

} // namespace portolan::gui
