// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/session_registry.h"

#include "common/log/log.h"

#include <QPointer>

#include <algorithm>

namespace portolan::engine {

namespace {
using namespace std::chrono_literals;
constexpr auto kAdoptLimit = 30s;
} // namespace

SessionRegistry::SessionRegistry(ControllerEnvironment environment, std::vector<dataplane::DataPlane *> planes,
                                 FindNode findNode, AllNodes allNodes, QObject *parent)
    : QObject(parent)
    , m_env(std::move(environment))
    , m_planes(std::move(planes))
    , m_findNode(std::move(findNode))
    , m_allNodes(std::move(allNodes))
{
    for (dataplane::DataPlane *plane : m_planes)
        listenTo(plane);
}

SessionRegistry::~SessionRegistry() = default;

void SessionRegistry::listenTo(dataplane::DataPlane *plane)
{
    using dataplane::DataPlane;
    using dataplane::SessionHandle;
    connect(plane, &DataPlane::controlReceived, this,
            [=, this](SessionHandle handle, const dataplane::AsyncNotice &notice) {
                if (auto *const controller = owner(plane, handle))
                    controller->handleNotice(notice);
            });
    connect(plane, &DataPlane::connectionLost, this,
            [=, this](SessionHandle handle, const Error &reason, int time2Wait) {
                if (auto *const controller = owner(plane, handle))
                    controller->handleConnectionLost(reason, time2Wait);
            });
    connect(plane, &DataPlane::connectionDropped, this,
            [=, this](SessionHandle handle, quint16 cid, const Error &reason, int time2Wait) {
                if (auto *const controller = owner(plane, handle))
                    controller->handleConnectionDropped(cid, reason, time2Wait);
            });
    connect(plane, &DataPlane::devicesChanged, this,
            [=, this](SessionHandle handle, const std::vector<dataplane::Device> &devices) {
                if (auto *const controller = owner(plane, handle))
                    controller->handleDevices(devices);
            });
    connect(plane, &DataPlane::foreignSessionsChanged, this, [=, this] { showForeign(plane); });
    connect(plane, &DataPlane::requestsFailed, this, [=, this](SessionHandle handle) {
        if (auto *const controller = owner(plane, handle))
            controller->handleRequestsFailed();
    });
    connect(plane, &DataPlane::sessionGone, this, [=, this](SessionHandle handle, const Error &reason) {
        if (auto *const controller = owner(plane, handle))
            controller->handleGone(reason);
    });
}

SessionController *SessionRegistry::owner(const dataplane::DataPlane *plane, dataplane::SessionHandle handle) const
{
    for (const auto &[node, controller] : m_controllers) {
        if (controller->owns(plane, handle))
            return controller.get();
    }
    return nullptr;
}

void SessionRegistry::adoptRunning(std::function<void()> done)
{
    const QPointer<SessionRegistry> self(this);
    m_adopted = std::move(done);
    const auto answered = [self, pending = std::make_shared<std::size_t>(m_planes.size() + 1)] {
        if (--*pending == 0 && self)
            self->adoptionEnded();
    };
    m_adoptTimer = m_env.time->after(kAdoptLimit, [this] {
        qCWarning(log::session, "a data plane did not say within 30 s which sessions run");
        adoptionEnded();
    });
    for (dataplane::DataPlane *plane : m_planes) {
        plane->adoptRunning([self, plane, answered](const std::vector<dataplane::RunningSession> &sessions) {
            if (!self)
                return;
            for (const dataplane::RunningSession &running : sessions)
                self->adopt(plane, running);
            self->showForeign(plane);
            answered();
        });
    }
    // The last share is ours, from the event loop: so that done never runs inside this call.
    m_adoptBegun = m_env.time->after(0ms, answered);
}

void SessionRegistry::adoptionEnded()
{
    m_adoptTimer.reset();
    if (const auto done = std::exchange(m_adopted, nullptr))
        done();
}

void SessionRegistry::adopt(dataplane::DataPlane *plane, const dataplane::RunningSession &running)
{
    auto description = SessionDescription::fromJson(running.description);
    if (!description) {
        qCWarning(log::session, "a running session is shown without its node: %s", description.error().message.c_str());
        description = SessionDescription{};
        description->info.targetName = QStringLiteral("unknown");
    }
    const NodeId key = nodeOf(*description);
    auto *adopter = key != 0 ? controller(key) : nullptr;
    if (!adopter || !adopter->canAdopt())
        adopter = makeOrphan(description->info);
    adopter->adopt(plane, running, *description);
}

SessionController *SessionRegistry::makeOrphan(const SessionInfo &info)
{
    store::NodeRecord record;
    record.id = m_nextOrphan--;
    record.targetName = info.targetName;
    record.portal = info.persistentPortal;
    record.isid = info.isid;
    return make(record.id, record);
}

void SessionRegistry::eraseOrphan(const SessionController *controller)
{
    const NodeId key = keyOf(controller);
    if (key >= 0)
        return;
    m_controllers.erase(key);
    emit nodeRemoved(key);
}

void SessionRegistry::showForeign(dataplane::DataPlane *plane)
{
    const auto sessions = plane->foreignSessions();
    for (SessionController *const controller : all()) {
        const bool listed = std::ranges::any_of(sessions, [&](const dataplane::ForeignSession &session) {
            return controller->owns(plane, session.handle);
        });
        if (!controller->isForeign() || controller->session()->plane != plane || listed)
            continue;
        controller->foreignEnded();
        eraseOrphan(controller);
    }
    for (const dataplane::ForeignSession &session : sessions)
        showForeign(plane, session);
}

void SessionRegistry::showForeign(dataplane::DataPlane *plane, const dataplane::ForeignSession &foreign)
{
    auto *const known = owner(plane, foreign.handle);
    (known ? known : showerOf(foreign))->showForeign(plane, foreign);
}

SessionController *SessionRegistry::showerOf(const dataplane::ForeignSession &foreign)
{
    const NodeId key = nodeAt(foreign.targetName, foreign.persistentPortal);
    auto *const shower = key != 0 ? controller(key) : nullptr;
    if (shower && shower->canAdopt())
        return shower;
    SessionInfo info;
    info.targetName = foreign.targetName;
    info.persistentPortal = foreign.persistentPortal;
    info.isid = foreign.isid;
    return makeOrphan(info);
}

void SessionRegistry::added(NodeId node)
{
    const auto record = m_findNode(node);
    for (SessionController *const orphan : all()) {
        if (!record || !orphan->isForeign() || keyOf(orphan) >= 0 ||
            orphan->record().targetName != record->targetName || orphan->record().portal != record->portal)
            continue;
        auto *const plane = orphan->session()->plane;
        orphan->releaseForeign();
        eraseOrphan(orphan);
        return showForeign(plane);
    }
}

void SessionRegistry::takenOver(NodeId node, dataplane::DataPlane *plane, const dataplane::RunningSession &running,
                                const SessionDescription &description)
{
    if (auto *const shower = owner(plane, running.handle)) {
        shower->releaseForeign();
        eraseOrphan(shower);
    }
    auto *adopter = controller(node);
    if (!adopter || !adopter->canAdopt())
        adopter = makeOrphan(description.info);
    adopter->adopt(plane, running, description, SessionController::Adopted::FromOther);
}

NodeId SessionRegistry::nodeOf(const SessionDescription &description) const
{
    const auto matches = [&description](const store::NodeRecord &record) {
        return record.targetName == description.info.targetName && record.portal == description.info.persistentPortal;
    };
    if (const auto record = m_findNode(description.node); record && matches(*record))
        return record->id;
    for (const store::NodeRecord &record : m_allNodes()) { // Stored anew under another id.
        if (matches(record) && record.isid == description.info.isid)
            return record.id;
    }
    return 0;
}

NodeId SessionRegistry::nodeAt(const QString &target, const Portal &portal) const
{
    for (const store::NodeRecord &record : m_allNodes()) {
        if (record.targetName == target && record.portal == portal)
            return record.id;
    }
    return 0;
}

SessionController *SessionRegistry::controller(NodeId node)
{
    if (auto *const known = existing(node))
        return known;
    auto record = m_findNode(node);
    return record ? make(node, std::move(*record)) : nullptr;
}

SessionController *SessionRegistry::make(NodeId key, store::NodeRecord record)
{
    auto made = std::make_unique<SessionController>(m_env, std::move(record));
    auto *const controller = made.get();
    connect(controller, &SessionController::nodeChanged, this, [this, key, controller] {
        if (key > 0 || controller->isForeign())
            emit nodeChanged(key);
    });
    connect(controller, &SessionController::sessionChanged, this, [this, controller] {
        if (controller->session())
            emit sessionChanged(controller->session()->info.number);
    });
    connect(controller, &SessionController::sessionRemoved, this, &SessionRegistry::sessionRemoved);
    connect(controller, &SessionController::lunsChanged, this, [this, controller] {
        if (controller->session())
            emit lunsChanged(controller->session()->info.number);
    });
    m_controllers[key] = std::move(made);
    return controller;
}

SessionController *SessionRegistry::existing(NodeId node) const
{
    const auto found = m_controllers.find(node);
    return found != m_controllers.end() ? found->second.get() : nullptr;
}

SessionController *SessionRegistry::ofSession(SessionNumber number) const
{
    for (const auto &[node, controller] : m_controllers) {
        if (controller->session() && controller->session()->info.number == number)
            return controller.get();
    }
    return nullptr;
}

std::vector<SessionController *> SessionRegistry::withSession() const
{
    auto found = all();
    std::erase_if(found, [](const SessionController *controller) { return !controller->session(); });
    return found;
}

std::vector<SessionController *> SessionRegistry::all() const
{
    std::vector<SessionController *> found;
    found.reserve(m_controllers.size());
    for (const auto &[node, controller] : m_controllers)
        found.push_back(controller.get());
    return found;
}

NodeId SessionRegistry::keyOf(const SessionController *controller) const
{
    for (const auto &[node, other] : m_controllers) {
        if (other.get() == controller)
            return node;
    }
    return 0;
}

void SessionRegistry::forget(NodeId node) { m_controllers.erase(node); }

} // namespace portolan::engine
