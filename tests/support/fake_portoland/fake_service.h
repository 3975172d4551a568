// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"

#include <QDBusConnection>
#include <QProcess>
#include <QString>

namespace portolan::test {

/// The program fake_portoland, started on a private bus and steered over it. All calls block: this is the test's side.
///
///     PrivateBus bus;      QCOMPARE(bus.start(), QString());
///     FakeService fake;    QCOMPARE(fake.start(bus.address(), QStringLiteral("demo")), QString());
///     fake.script(QStringLiteral("Node.Login"), {{QStringLiteral("job_error"),
///     QStringLiteral("AuthenticationFailed")}});
class FakeService {
public:
    FakeService();
    ~FakeService();

    /// \return the cause, or empty
    QString start(const QString &busAddress, const QString &scenario = QStringLiteral("empty"), int stepMs = 5);
    void stop(); ///< Politely, as "systemctl stop" does.
    void kill(); ///< As a crash does.

    bool populate(const QString &scenario);
    bool addObject(const QString &path, const QString &interface, const QVariantMap &properties);
    bool setProperties(const QString &path, const QString &interface, const QVariantMap &properties);
    bool removeObject(const QString &path);
    bool script(const QString &method, const QVariantMap &behaviour);
    bool finishJob(const QString &job, const QString &error = {}, const QVariantMap &details = {});
    bool emitEvent(const QVariantMap &event);
    bool emitSample(const QString &object, quint64 timeUs, const CounterList &counters);
    bool startLoad();
    bool changeSessions(bool online); ///< All at once; returns when all of it was said.
    bool setPermissions(const StringMap &permissions);
    QStringList calls();
    QStringList secrets();
    QStringList leases();

private:
    QList<QVariant> call(const QString &member, const QVariantList &arguments, bool *ok = nullptr);
    bool tell(const QString &member, const QVariantList &arguments);
    QStringList ask(const QString &member);

    QProcess m_process;
    QString m_connectionName;
};

/// Paths in the scenario "demo".
namespace demo {
inline const QString kPortal = QStringLiteral("/org/portolan/Initiator1/portals/demo");
inline const QString kPlainNode = QStringLiteral("/org/portolan/Initiator1/nodes/plain");
inline const QString kLockedNode = QStringLiteral("/org/portolan/Initiator1/nodes/locked");
inline const QString kFailedNode = QStringLiteral("/org/portolan/Initiator1/nodes/failed");
inline const QString kSession = QStringLiteral("/org/portolan/Initiator1/sessions/1");
inline const QString kLun = QStringLiteral("/org/portolan/Initiator1/sessions/1/luns/0000000000000000");
} // namespace demo

} // namespace portolan::test
