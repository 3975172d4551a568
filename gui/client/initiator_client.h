// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"
#include "gui/client/model.h"

#include <QDBusConnection>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace portolan::client {

/// The mirror of portoland: everything it shows, and the calls it takes. All asynchronous.
///
/// Fills itself with one GetManagedObjects and follows the signals; when the daemon goes away everything is removed and
/// available() becomes false; when it is back the mirror fills itself again. Calls made meanwhile end in
/// ServiceUnavailable. Callbacks run on this object's thread, never from inside the call, and not after `context` or
/// this object is gone.
class InitiatorClient : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    /// \param interactive  user-initiated calls may raise a password dialog (polkit)
    explicit InitiatorClient(const QDBusConnection &bus, bool interactive = true, QObject *parent = nullptr);
    ~InitiatorClient() override;

    /// "session", "system" or an address ("unix:path=..."). \return TransportFailed with the cause
    static Result<QDBusConnection> connectTo(const QString &bus);
    [[nodiscard]] QDBusConnection bus() const; ///< For those who need another service of the same bus.

    void start();                         ///< ready() or unavailable() follows.
    [[nodiscard]] bool available() const; ///< The mirror is filled.

    [[nodiscard]] const ManagerInfo &manager() const;
    [[nodiscard]] std::vector<PortalInfo> portals() const;
    [[nodiscard]] std::vector<TargetInfo> targets() const;
    [[nodiscard]] std::vector<NodeInfo> nodes() const;
    [[nodiscard]] std::vector<SessionInfo> sessions() const;
    [[nodiscard]] std::vector<LunInfo> luns(const QString &session = {}) const; ///< Of one session, or all.
    [[nodiscard]] std::optional<NodeInfo> node(const QString &path) const;
    /// Without a copy, for who asks of thousands: until something changes. nullptr: there is none.
    [[nodiscard]] const NodeInfo *findNode(const QString &path) const;
    [[nodiscard]] std::optional<SessionInfo> session(const QString &path) const;
    [[nodiscard]] std::optional<JobInfo> job(const QString &path) const;

    /// "login" -> Permission; Unknown until fetched. Refetched when permissionsChanged() fires.
    [[nodiscard]] Permission permission(const QString &action) const;

    /// Where one of these actions needs a password: asks for one that stands for all that setting up storage needs,
    /// also at UDisks2, so that nothing asks again meanwhile. Several at once ask once. \return Cancelled: the dialog
    /// was closed; NotAuthorized: it was the wrong one. Where that cannot be asked for: nothing, and each call asks for
    /// itself.
    void authorizeSetUp(const QStringList &actions, QObject *context, Done<void> done);

    // Jobs. `started` gets the job's path or why it could not start; progress then comes by jobChanged / jobFinished.
    using JobStarted = Done<QString>;
    struct DiscoverOptions {
        QString username, usernameIn;
        Secret secret{}, secretIn{};
        std::optional<uint> timeoutMs{};
        QString interface {}; ///< Network device or source address; empty = any.
        bool isns = false;    ///< Ask an iSNS server; it knows no CHAP.
        bool probe = false;   ///< Try which of the portals answer: "silent" of the job's result.
    };
    void discover(const QString &address, quint16 port, const DiscoverOptions &options, QObject *context,
                  JobStarted started);
    void refreshPortal(const QString &portal, QObject *context, JobStarted started);
    void login(const QString &node, QObject *context, JobStarted started);
    void logout(const QString &node, bool force, QObject *context, JobStarted started);
    void loginAll(QObject *context, JobStarted started);
    void logoutAll(bool force, QObject *context, JobStarted started);
    void rescan(const QString &session, QObject *context, JobStarted started);
    void takeOver(const QString &session, QObject *context, JobStarted started);
    struct ImportOptions {
        QString path; ///< Empty = where the service's machine has it.
        bool dryRun = true, replace = false, takeInitiatorName = false;
    };
    void importOpenIscsi(const ImportOptions &options, QObject *context, JobStarted started);
    void cancel(const QString &job, QObject *context, Done<void> done);
    /// Runs `done` once when the job has ended (also if it has already): its final state, or ServiceUnavailable.
    void whenFinished(const QString &job, QObject *context, Done<JobInfo> done);

    // Short calls
    void checkLogout(const QString &node, QObject *context, Done<std::vector<DeviceUser>> done);
    void update(const QString &node, const QVariantMap &settings, QObject *context, Done<void> done);
    void setNodeDefaults(const QVariantMap &settings, QObject *context, Done<void> done);
    /// The node's object goes, and the one whose path `done` gets comes. iface: network device, source address, or
    /// empty.
    void setInterface(const QString &node, const QString &iface, QObject *context, Done<QString> done);
    /// which: "initiator" or "target". The secret travels as a sealed memfd.
    void setSecret(const QString &node, const QString &which, const QString &name, const Secret &secret,
                   QObject *context, Done<void> done);
    void clearSecret(const QString &node, const QString &which, QObject *context, Done<void> done);
    void removeNode(const QString &node, QObject *context, Done<void> done);
    void removePortal(const QString &portal, QObject *context, Done<void> done);
    /// seconds: 0 = never, else 300 to 86400.
    void setRefreshInterval(const QString &portal, uint seconds, QObject *context, Done<void> done);
    void reconnect(const QString &session, QObject *context, Done<void> done);
    void setInitiatorName(const QString &name, QObject *context, Done<void> done);
    void generateInitiatorName(QObject *context, Done<QString> done); ///< A new random one; it is not set.
    void addNode(const QVariantMap &settings, QObject *context, Done<QString> done);
    void events(quint64 afterId, uint most, const QString &node, QObject *context, Done<std::vector<EventInfo>> done);

    // Statistics of the Manager, a Session or a Lun, by object path. subscribe() renews itself when the daemon is back.
    void subscribe(const QString &object, uint intervalMs);
    void unsubscribe(const QString &object);
    void counters(const QString &object, QObject *context, Done<Sample> done);
    /// Also of a node: of its sessions, those that have ended too.
    void history(const QString &object, qint64 fromUs, qint64 toUs, uint resolution, QObject *context,
                 Done<std::vector<Sample>> done);

signals:
    void ready();
    /// Not on the bus, or gone. The reason is for the user: not installed, not running, refused by the bus.
    void unavailable(const portolan::Error &reason);
    void managerChanged();
    void permissionsChanged();
    void portalChanged(const QString &path); ///< These four also for new ones.
    void portalRemoved(const QString &path);
    void targetChanged(const QString &path);
    void targetRemoved(const QString &path);
    void nodeChanged(const QString &path);
    void nodeRemoved(const QString &path);
    void sessionChanged(const QString &path);
    void sessionRemoved(const QString &path);
    void lunChanged(const QString &path, const QString &session);
    void lunRemoved(const QString &path, const QString &session);
    void jobChanged(const QString &path);
    void jobFinished(const QString &path); ///< Its JobInfo is final; it stays readable until the daemon removes it.
    void eventHappened(const portolan::client::EventInfo &event);
    void sample(const QString &object, const portolan::client::Sample &sample);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan::client
