// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_portoland/simulated_jobs.h"

#include <QDBusMessage>
#include <QMap>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace portolan::fake {

/// What the service gives a node that nobody has changed.
[[nodiscard]] QVariantMap defaultSettings();

/// A small world that behaves as the interface promises: discovery finds targets, logins make sessions with a disk,
/// wrong passwords are refused, disks in use are not taken away.
///
/// Addresses with a meaning: "unknown.invalid" does not resolve, port 1 refuses connections, "black.hole" never
/// answers, "wrong.service" speaks something else, "closed.door" wants CHAP for discovery. All others have two targets:
/// iqn.2026-10.org.portolan.test:plain and :locked. The latter wants CHAP; its password is kPassword, and with mutual
/// CHAP the target's password is kTargetPassword.
class Simulation : public QObject {
    Q_OBJECT

public:
    static constexpr const char *kPassword = "correct-horse-battery";
    static constexpr const char *kTargetPassword = "staple-other-direction";
    /// What open-iscsi knows here: a target that is new, and its initiator name.
    static constexpr const char *kImported = "iqn.2026-10.org.portolan.test:imported";
    static constexpr const char *kOpenIscsiName = "iqn.1993-08.org.debian:01:5ca1ab1e";

    Simulation(ObjectStore *store, const QDBusConnection &bus, int stepMs, QObject *parent = nullptr);

    /// "empty": only the manager. "demo": portal, three targets (plain: connected with a disk, locked: needs a
    /// password, failed: refused this computer's name) and some events. "many:NODES:SESSIONS": that many nodes, and
    /// sessions with a disk each. Replaces what was there.
    void populate(const QString &scenario);
    void handle(const QDBusMessage &message);

    void setScript(const QString &method, const Script &script) { m_scripts[method] = script; }
    void setPermissions(const StringMap &permissions) { m_permissions = permissions; }
    void logEvent(QVariantMap event);
    void sendSample(const QString &object, quint64 timeUs, const CounterList &counters);
    /// From now on everybody who subscribed gets a sample each second, and history is of the same load.
    void startLoad();
    /// All sessions are lost at once, or are back at once.
    void changeSessions(bool online);
    [[nodiscard]] SimulatedJobs *jobs() { return &m_jobs; }
    [[nodiscard]] QStringList calls() const { return m_calls; }     ///< "Node.Login /path [interactive]"
    [[nodiscard]] QStringList secrets() const { return m_secrets; } ///< "which:name:value"
    [[nodiscard]] QStringList leases() const { return m_leases.values(); }

private:
    using Handler = void (Simulation::*)(const QDBusMessage &message, const Script &script);

    Script takeScript(const QString &method);
    void reply(const QDBusMessage &message, const QVariantList &arguments = {});
    void fail(const QDBusMessage &message, const QString &error, const QString &text = {});
    /// Takes known options; fails the call with OptionNotSupported on another.
    bool optionsAreKnown(const QDBusMessage &message, int index, const QStringList &known);

    void discover(const QDBusMessage &message, const Script &script);
    void refresh(const QDBusMessage &message, const Script &script);
    void setNodeDefaults(const QDBusMessage &message, const Script &script);
    void setRefreshInterval(const QDBusMessage &message, const Script &script);
    void addNode(const QDBusMessage &message, const Script &script);
    void setInitiatorName(const QDBusMessage &message, const Script &script);
    void generateInitiatorName(const QDBusMessage &message, const Script &script);
    void getPermissions(const QDBusMessage &message, const Script &script);
    void authorizeSetUp(const QDBusMessage &message, const Script &script);
    void loginAll(const QDBusMessage &message, const Script &script);
    void importOpenIscsi(const QDBusMessage &message, const Script &script);
    void logoutAll(const QDBusMessage &message, const Script &script);
    void login(const QDBusMessage &message, const Script &script);
    void logout(const QDBusMessage &message, const Script &script);
    void checkLogout(const QDBusMessage &message, const Script &script);
    void update(const QDBusMessage &message, const Script &script);
    void setInterface(const QDBusMessage &message, const Script &script);
    void setSecret(const QDBusMessage &message, const Script &script);
    void clearSecret(const QDBusMessage &message, const Script &script);
    void removeObject(const QDBusMessage &message, const Script &script);
    void rescan(const QDBusMessage &message, const Script &script);
    void reconnect(const QDBusMessage &message, const Script &script);
    void takeOver(const QDBusMessage &message, const Script &script);
    void cancel(const QDBusMessage &message, const Script &script);
    void getEvents(const QDBusMessage &message, const Script &script);
    void subscribe(const QDBusMessage &message, const Script &script);
    void unsubscribe(const QDBusMessage &message, const Script &script);
    void getCounters(const QDBusMessage &message, const Script &script);
    void getPast(const QDBusMessage &message, const Script &script);
    void getHistory(const QDBusMessage &message, const Script &script);

    struct Asked {
        QString address;
        uint port = 0;
        QString interface;
        QString type = QStringLiteral("sendtargets");
    };
    void sendTo(uint lease, quint64 timeUs, const CounterList &counters);
    void populateMany(int nodes, int sessions);
    QString ensureNode(const QString &target, const Asked &asked, const QString &portal);
    QString startDiscovery(const Asked &asked, const QString &username, Script script);
    QString startLogin(const QString &node, Script script);
    QString startLogout(const QString &node, bool force, Script script);
    [[nodiscard]] QVariantMap importResult(const QVariantMap &options) const;
    void openSession(const QString &node);
    void closeSession(const QString &node);
    void setNode(const QString &node, const QVariantMap &properties);
    [[nodiscard]] int sessionsOf(const QString &measured) const;
    void count();
    [[nodiscard]] VariantMapList blockersOf(const QString &session) const;

    ObjectStore *m_store;
    QDBusConnection m_bus;
    SimulatedJobs m_jobs;
    QMap<QString, Script> m_scripts;
    StringMap m_permissions;
    QStringList m_calls, m_secrets;
    QMap<QString, QString> m_passwords; ///< "path which" -> value
    VariantMapList m_events;
    QMap<uint, QString> m_leases;       ///< Lease -> object
    QMap<uint, QString> m_leaseHolders; ///< Lease -> bus name
    uint m_lastLease = 0, m_lastSession = 0;
    quint64 m_tick = 0;
    bool m_bulk = false; ///< Much changes: what there is of everything is counted after it.
    QTimer m_load;
};

} // namespace portolan::fake
