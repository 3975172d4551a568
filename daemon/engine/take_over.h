// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/operation.h"
#include "daemon/engine/session_registry.h"
#include "daemon/store/import_plan.h"

#include <QObject>

namespace portolan::store {
class NodeStore;
}

namespace portolan::engine {

/// Makes a session of another program ours, on request. What that program knows of the target comes along: what
/// open-iscsi has stored, or else what the kernel tells; of a node that is here already nothing is overwritten that the
/// user has set. The session and its I/O notice nothing.
///
/// While it reads, destroying this cancels; then the operation is finalised, and takes its course.
class TakeOver : public QObject {
    Q_OBJECT

public:
    struct Environment {
        store::NodeStore *store = nullptr;
        SessionRegistry *registry = nullptr;
        std::vector<std::string> openIscsiFolders{};
        std::function<void(const store::ImportPlan &)> imported; ///< Tells what became of stored secrets.
    };

    /// \param operation  its result: session_id, node_id, warnings as ("secret-not-taken")
    TakeOver(Environment environment, SessionNumber session, Operation operation);
    void start();

private:
    void readStored();
    void readKernel();
    void import(store::ImportedNode node);
    void take();
    void taken(NodeId node, const dataplane::RunningSession &running, const SessionDescription &description);
    void end(const Error &error);

    const Environment m_env;
    const SessionNumber m_number;
    const Operation m_operation;
    dataplane::DataPlane *m_plane = nullptr;
    dataplane::ForeignSession m_foreign;
    QStringList m_warnings;
};

} // namespace portolan::engine
