// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/event_log.h"
#include "daemon/engine/initiator.h"
#include "daemon/engine/login_requests.h"
#include "daemon/engine/operation.h"
#include "daemon/net/isns_attempt.h"
#include "daemon/net/portal_probe.h"

#include <set>
#include <tuple>

namespace portolan::engine {

/// Begins a discovery session; destroying what is returned cancels it. net::DiscoveryAttempt, or a fake.
using StartDiscovery =
    std::function<std::unique_ptr<QObject>(net::LoginAttempt::Request, net::DiscoveryAttempt::Callbacks)>;

/// The same with an iSNS server. net::IsnsAttempt, or a fake.
using StartIsns =
    std::function<std::unique_ptr<QObject>(const net::IsnsAttempt::Request &, net::DiscoveryAttempt::Callbacks)>;

/// Tries which portals accept connections. net::PortalProbe, or a fake.
using StartProbe = std::function<std::unique_ptr<QObject>(const std::vector<Portal> &, const NetworkInterface &,
                                                          net::PortalProbe::Done)>;

struct DiscoveryEnvironment {
    store::NodeStore *store = nullptr;
    const LoginRequests *requests = nullptr;
    StartDiscovery startDiscovery;
    StartIsns startIsns;
    EventSink events;
    StartProbe startProbe;
};

/// One discovery: asks a portal or an iSNS server, and merges what it says into the store while it is still speaking,
/// so that nodes appear at once. A portal that is new is stored when it has answered, not before: a typing error leaves
/// nothing behind. Destroying it cancels.
class Discovery : public QObject {
    Q_OBJECT

public:
    Discovery(const DiscoveryEnvironment &environment, DiscoverRequest request, Operation operation,
              QObject *parent = nullptr);
    ~Discovery() override;

    /// Call once. Ends with the operation's done; the discovery may be destroyed in it.
    void start();

private:
    [[nodiscard]] Result<> ask(const std::optional<store::PortalRecord> &stored);
    void found(const net::DiscoveryAttempt::Found &part);
    void answered(const Result<protocol::AuthUsed> &result);
    void merge();
    void addPortal();
    void merged(const Result<store::MergeResult> &result, bool complete);
    void storeSecrets();
    void probe();
    void succeed();
    void fail(const Error &error);
    void finish(OperationEnd end);
    void tellFound();
    void tellFailed(const Error &error);
    [[nodiscard]] QString interfaceText() const;
    /// The nodes of what was found; of some portals only, if they are given.
    [[nodiscard]] std::vector<std::int64_t> foundNodes(const std::vector<Portal> *among = nullptr) const;

    const DiscoveryEnvironment m_env;
    DiscoverRequest m_request;
    const Operation m_operation;
    std::unique_ptr<QObject> m_attempt;
    std::int64_t m_portal = 0; ///< 0 = not stored yet
    store::ChapUse m_used = store::ChapUse::None;
    QString m_resultBefore; ///< PortalRecord::lastResult
    std::vector<store::DiscoveredNode> m_found;
    std::set<std::tuple<QString, Portal, std::optional<std::uint16_t>>> m_known; ///< The same, to find duplicates.
    std::size_t m_merged = 0;                                                    ///< Of m_found, by partial merges.
    std::set<QString> m_names;
    QStringList m_warnings;
    std::set<std::int64_t> m_added, m_changed, m_missing;
    std::optional<std::vector<Portal>> m_silent; ///< When it was tried: the portals that do not answer.
    bool m_complete = false;                     ///< The answer is.
    bool m_writing = false, m_unwritten = false;
    bool m_ended = false;
};

/// The address a target names, as this machine can use it: "any" addresses stand for the portal that was asked, and
/// link-local ones get its zone.
[[nodiscard]] Portal usablePortal(const Portal &named, const Portal &asked);

} // namespace portolan::engine
