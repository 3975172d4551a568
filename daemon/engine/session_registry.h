// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/session_controller.h"

#include <map>

namespace portolan::engine {

/// One controller per node that somebody asked something of, and the way from a data plane's signals to it. Sessions of
/// which the store knows no node (it was restored from a copy, say) get a controller too, so that they can be seen and
/// logged out; their node id is negative. Those of other programs too; they show a node of this id while they last.
class SessionRegistry : public QObject {
    Q_OBJECT

public:
    using FindNode = std::function<Result<store::NodeRecord>(NodeId)>;
    using AllNodes = std::function<std::vector<store::NodeRecord>()>;

    /// \param planes  not owned; outlive this
    SessionRegistry(ControllerEnvironment environment, std::vector<dataplane::DataPlane *> planes, FindNode findNode,
                    AllNodes allNodes, QObject *parent = nullptr);
    ~SessionRegistry() override;

    /// Takes charge of the sessions that run already; `done` after every data plane has answered, or 30 s.
    void adoptRunning(std::function<void()> done);

    /// The node's controller has the session of another program from now on, as if it had logged in.
    void takenOver(NodeId node, dataplane::DataPlane *plane, const dataplane::RunningSession &running,
                   const SessionDescription &description);

    /// The controller of a node; made if there is none yet. nullptr for an unknown node.
    [[nodiscard]] SessionController *controller(NodeId node);
    [[nodiscard]] SessionController *existing(NodeId node) const;
    [[nodiscard]] SessionController *ofSession(SessionNumber number) const;
    [[nodiscard]] SessionController *owner(const dataplane::DataPlane *plane, dataplane::SessionHandle handle) const;
    [[nodiscard]] std::vector<SessionController *> withSession() const;
    [[nodiscard]] std::vector<SessionController *> all() const;
    /// The node of this portal of this target, 0 = none.
    [[nodiscard]] NodeId nodeAt(const QString &target, const Portal &portal) const;
    [[nodiscard]] NodeId keyOf(const SessionController *controller) const; ///< 0 for one that is not here.
    void forget(NodeId node);                                              ///< It was removed from the store.
    void added(NodeId node); ///< To the store: there may be a foreign session with its target.

signals:
    void nodeChanged(portolan::engine::NodeId node);
    void nodeRemoved(portolan::engine::NodeId node); ///< One that the store never knew.
    void sessionChanged(portolan::engine::SessionNumber number);
    void sessionRemoved(portolan::engine::SessionNumber number);
    void lunsChanged(portolan::engine::SessionNumber number);

private:
    void listenTo(dataplane::DataPlane *plane);
    void adoptionEnded();
    void adopt(dataplane::DataPlane *plane, const dataplane::RunningSession &running);
    /// Shows what the data plane has of other programs' sessions: on the controller of their node, or on one of their
    /// own.
    void showForeign(dataplane::DataPlane *plane);
    void showForeign(dataplane::DataPlane *plane, const dataplane::ForeignSession &foreign);
    [[nodiscard]] SessionController *showerOf(const dataplane::ForeignSession &foreign);
    [[nodiscard]] SessionController *makeOrphan(const SessionInfo &info);
    void eraseOrphan(const SessionController *controller);
    [[nodiscard]] NodeId nodeOf(const SessionDescription &description) const;
    SessionController *make(NodeId key, store::NodeRecord record);

    const ControllerEnvironment m_env;
    const std::vector<dataplane::DataPlane *> m_planes;
    const FindNode m_findNode;
    const AllNodes m_allNodes;
    std::map<NodeId, std::unique_ptr<SessionController>> m_controllers;
    NodeId m_nextOrphan = -1;
    std::function<void()> m_adopted;
    std::unique_ptr<TimeSource::Timer> m_adoptTimer, m_adoptBegun;
};

} // namespace portolan::engine
