// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>

#include <utility>

namespace portolan::test {

/// org.freedesktop.Avahi as a script: services that a test invents. Signals go to the one who browses alone, and may
/// come before he knows his browser, as with the real one.
class FakeAvahi : public QDBusVirtualObject {
    Q_OBJECT

public:
    explicit FakeAvahi(const QString &busAddress);
    ~FakeAvahi() override;

    /// \return what went wrong, or nothing
    QString start();
    void stop(); ///< Its name is gone.

    struct Service {
        QString name;
        QString address = QStringLiteral("192.0.2.7");
        quint16 port = 3260;
        int interface = 1, protocol = 0; ///< Index of the device; 0 is IPv4, 1 is IPv6.
    };
    void announce(const Service &service);
    void withdraw(const QString &name);
    /// What is said of it in whatever types.
    void announceRaw(const QVariantList &item) { tellNew(item); }
    void resolveTo(const QString &name, const QVariantList &answer) { m_answers.insert(name, answer); }
    /// Answers wait for ever.
    void hold() { m_held = true; }

    [[nodiscard]] int browsers() const { return m_made; }
    [[nodiscard]] int freed() const { return m_freed; }
    [[nodiscard]] int resolved() const { return m_resolved; } ///< How often it was asked.

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    static QVariantList itemOf(const Service &service);
    void tell(const QString &member, const QVariantList &item);
    void tellNew(const QVariantList &item) { tell(QStringLiteral("ItemNew"), item); }
    void resolve(const QDBusMessage &message);

    QDBusConnection m_bus;
    QList<Service> m_services;
    QHash<QString, QVariantList> m_answers;
    QList<std::pair<QString, QString>> m_browsers; ///< Who, and the path.
    int m_made = 0, m_freed = 0, m_resolved = 0;
    bool m_held = false;
};

} // namespace portolan::test
