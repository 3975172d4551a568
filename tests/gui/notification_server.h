// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <vector>

namespace portolan::test {

/// org.freedesktop.Notifications 1.2 on a bus of the test: remembers what it is told, and clicks for the person.
class NotificationServer : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Note {
        uint id = 0, replaces = 0;
        QString summary, body;
        QStringList actions; ///< id, text, id, text, ...
        int urgency = -1;
        QString desktopEntry;
    };

    explicit NotificationServer(const QString &busAddress);
    ~NotificationServer() override;

    [[nodiscard]] const std::vector<Note> &notes() const { return m_notes; }
    void click(uint id, const QString &action);

public slots:
    uint Notify(const QString &application, uint replaces, const QString &icon, const QString &summary,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int timeout);

private:
    QDBusConnection m_bus;
    std::vector<Note> m_notes;
    uint m_last = 0;
};

} // namespace portolan::test
