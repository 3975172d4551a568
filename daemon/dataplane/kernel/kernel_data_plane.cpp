// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/kernel_data_plane.h"

#include "common/log/log.h"
#include "daemon/dataplane/kernel/firmware_targets.h"
#include "daemon/dataplane/kernel/iscsi_listeners.h"
#include "daemon/dataplane/kernel/kept_socket.h"
#include "daemon/dataplane/kernel/session_details.h"

#include <QPointer>
#include <QProcess>

#include <algorithm>
#include <unistd.h>

namespace portolan::dataplane::kernel {

namespace {

using namespace std::chrono_literals;

constexpr auto kAuditInterval = 5s;
/// The kernel tells sysfs that a connection broke a moment after it told its listeners; an adopted session may have
/// broken in between.
constexpr auto kFirstAudit = 1500ms;
/// A session of another program is complete this long after the kernel's first word of it.
constexpr auto kAuditDelay = 500ms;
/// The CmdSN with which open-iscsi lets a session begin, and with which a daemon of ours does: its record may be lost.
constexpr std::uint32_t kOpenIscsiCmdSn = 0, kOurCmdSn = 1;
/// Between the first looks at adopted sessions: nobody waits for them, and all at once they would take the processor
/// from those who use the disks.
constexpr auto kLookApart = 100ms;
constexpr int kModprobeLimitMs = 20'000;

tl::unexpected<Error> noSession(SessionHandle handle)
{
    return fail(ErrorCode::NotFound, "the kernel has no session " + std::to_string(handle.value));
}

/// \return what modprobe said, in one line; or nothing
QString loadModule()
{
    QProcess modprobe;
    modprobe.setProcessChannelMode(QProcess::MergedChannels);
    modprobe.start(QStringLiteral("modprobe"), {QStringLiteral("iscsi_tcp")});
    if (!modprobe.waitForFinished(kModprobeLimitMs))
        return modprobe.errorString();
    return QString::fromUtf8(modprobe.readAll()).trimmed().replace(QLatin1Char('\n'), QLatin1String("; "));
}

} // namespace

Result<std::unique_ptr<KernelDataPlane>> KernelDataPlane::open(const Config &config)
{
    const SessionTree tree;
    if (!tree.tcpLoaded()) {
        if (::geteuid() != 0)
            return fail(ErrorCode::NotAuthorized,
                        "the kernel module iscsi_tcp is not loaded, and only root can load it");
        const QString said = loadModule();
        if (!tree.tcpLoaded())
            return fail(ErrorCode::NotSupported, "the kernel module iscsi_tcp cannot be loaded: " + said.toStdString());
    }
    const auto transport = tree.tcpTransport();
    if (!transport)
        return fail(ErrorCode::NotAuthorized, "the kernel's iSCSI interface is only for processes with the capability "
                                              "CAP_SYS_ADMIN, and this one does not have it");
    auto netlink = IscsiNetlink::open(*transport, takeKeptSocket());
    if (!netlink)
        return fail(netlink.error());
    keepSocket(netlink->socket());
    return std::make_unique<KernelDataPlane>(config, tree, std::move(*netlink));
}

KernelDataPlane::KernelDataPlane(const Config &config, SessionTree tree, IscsiNetlink netlink, QObject *parent)
    : DataPlane(parent)
    , m_link(std::move(netlink))
    , m_world{&m_link, tree, ScsiDisks(tree, m_rules.waiting()),
              SessionRecords(config.runtimeDirectory + QStringLiteral("/kernel"))}
    , m_foreign(tree)
{
    connect(&m_link, &KernelLink::eventReceived, this, &KernelDataPlane::handle);
    connect(&m_link, &KernelLink::eventsLost, this, [this] {
        qCInfo(log::dataplane, "the kernel dropped iSCSI events; looking at all sessions");
        audit();
    });
    connect(&m_audit, &QTimer::timeout, this, &KernelDataPlane::audit);
    m_auditSoon.setSingleShot(true);
    connect(&m_auditSoon, &QTimer::timeout, this, [this] {
        const auto heardOf = std::exchange(m_heardOf, {});
        if (std::ranges::any_of(heardOf, [this](std::uint32_t sid) { return !m_sessions.contains({sid}); }))
            audit();
    });
    connect(&m_uevents, &UeventMonitor::unitAttention, this, [this](std::uint32_t sid) {
        if (auto *const session = find({sid}))
            session->handleUnitAttention();
    });
    connect(&m_uevents, &UeventMonitor::disksChanged, this, [this](std::uint32_t sid) {
        if (auto *const session = find({sid}))
            return session->handleDisksChanged();
        m_foreign.forgetDisks(sid);
        heardOf(sid);
    });
    m_audit.start(kAuditInterval);
}

KernelDataPlane::~KernelDataPlane() = default;

QString KernelDataPlane::name() const { return QStringLiteral("kernel"); }

KernelSession *KernelDataPlane::find(SessionHandle handle) const
{
    const auto found = m_sessions.find(handle);
    return found != m_sessions.end() && !found->second->isEnding() ? found->second.get() : nullptr;
}

// --- a daemon that comes back ---

void KernelDataPlane::adoptRunning(Adopted done)
{
    // On the link's thread, so that its first look comes after the kernel's events began to be kept for us.
    m_link.run<Running>([world = m_world](IscsiNetlink &) { return findRunning(world); },
                        [this, done = std::move(done)](Running running) { adopted(std::move(running), done); });
}

KernelDataPlane::Running KernelDataPlane::findRunning(const KernelSession::World &world)
{
    Running running;
    ForeignSessions::Question others;
    const auto firmware = firmwareTargets();
    for (SessionRecord &record : world.records.read()) {
        Recorded found{std::move(record), {}, {}, false};
        const std::uint32_t sid = found.record.sid;
        auto session = world.tree.session(sid);
        if (session && session->transport == QLatin1String("tcp") &&
            (session->targetName == found.record.targetName || session->targetName.isEmpty())) {
            found.devices = world.disks.list(sid, {});
            found.firmware = contains(firmware, session->targetName, session->persistentAddress);
            found.session = std::move(session);
            others.ours.insert(sid);
        }
        running.ours.push_back(std::move(found));
    }
    running.foreign = ForeignSessions::look({world.tree, world.disks}, others);
    return running;
}

void KernelDataPlane::adopted(Running running, const Adopted &done)
{
    std::vector<RunningSession> found;
    for (Recorded &recorded : running.ours) {
        SessionRecord &record = recorded.record;
        const auto &session = recorded.session;
        const bool halfMade =
            session && (session->connectionState == QLatin1String("none") || session->targetName.isEmpty());
        if (!session || halfMade) {
            forget(record, halfMade);
            continue;
        }
        RunningSession result{SessionHandle{record.sid},   record.description, session->connected(),
                              std::move(recorded.devices), record.timeouts,    recorded.firmware};
        qCInfo(log::dataplane, "k%u: adopted with %zu disks, %s", record.sid, result.devices.size(),
               result.connected ? "connected" : "waiting for a connection");
        add(std::move(record))->adopt(result.connected, result.devices, kLookApart * int(found.size()));
        found.push_back(std::move(result));
    }
    takeForeign(std::move(running.foreign));
    m_knowsSessions = true;
    QTimer::singleShot(kFirstAudit, this, &KernelDataPlane::audit);
    done(std::move(found));
    for (const Message &event : std::exchange(m_early, {}))
        handle(event);
}

/// Of an earlier daemon: the session is gone, or that daemon died while it made it.
void KernelDataPlane::forget(const SessionRecord &record, bool halfMade)
{
    if (!halfMade)
        return m_world.records.remove(record.sid);
    qCInfo(log::dataplane, "k%u: was only half made, ending it", record.sid);
    add(record)->destroy([](const Result<> &) {});
}

KernelSession *KernelDataPlane::add(SessionRecord record)
{
    const SessionHandle handle{record.sid};
    auto made = std::make_unique<KernelSession>(m_world, std::move(record));
    KernelSession *const session = made.get();
    m_sessions[handle] = std::move(made);
    connect(session, &KernelSession::controlReceived, this,
            [this, handle](const AsyncNotice &notice) { emit controlReceived(handle, notice); });
    connect(session, &KernelSession::connectionLost, this,
            [this, handle](const Error &reason) { emit connectionLost(handle, reason, -1); });
    connect(session, &KernelSession::devicesChanged, this,
            [this, handle](const std::vector<Device> &devices) { emit devicesChanged(handle, devices); });
    connect(session, &KernelSession::requestsFailed, this, [this, handle] { emit requestsFailed(handle); });
    connect(session, &KernelSession::gone, this, [this, handle](const Error &reason) {
        drop(handle.value);
        emit sessionGone(handle, reason);
    });
    return session;
}

/// Later: it may be the sender.
void KernelDataPlane::drop(std::uint32_t sid)
{
    const auto found = m_sessions.extract(SessionHandle{sid});
    if (found)
        found.mapped().release()->deleteLater();
}

// --- sessions ---

void KernelDataPlane::attach(LoggedInConnection connection, Timeouts timeouts, QByteArray description, Attached done)
{
    SessionRecord record{0, QString::fromStdString(connection.names.targetName), connection.numbers.cmdSn, timeouts,
                         std::move(description)};
    auto socket = std::make_shared<UniqueFd>(std::move(connection.socket));
    const SessionSetup setup{std::move(connection.names), connection.parameters, connection.numbers, timeouts};
    m_link.run<Result<std::uint32_t>>(
        [socket, setup, record, records = m_world.records,
         tree = m_world.tree](IscsiNetlink &netlink) -> Result<std::uint32_t> {
            // A session holds the module; as long as there is none it may come and go.
            const auto transport = tree.tcpTransport();
            if (!transport)
                return fail(ErrorCode::NotSupported,
                            "the kernel module iscsi_tcp is not loaded any more; \"modprobe iscsi_tcp\" loads it");
            netlink.setTransport(*transport);
            return startSession(netlink, socket->get(), setup, [&](std::uint32_t sid) {
                SessionRecord written = record;
                written.sid = sid;
                return records.write(written);
            });
        },
        [this, socket, record, done = std::move(done)](const Result<std::uint32_t> &sid) {
            if (!sid)
                return done(fail(sid.error()));
            SessionRecord made = record;
            made.sid = *sid;
            KernelSession *const session = add(std::move(made));
            done(SessionHandle{*sid});
            session->begin(std::move(*socket));
        });
}

void KernelDataPlane::prepareReattach(SessionHandle handle, CommandNumber done)
{
    if (auto *const session = find(handle))
        return session->prepareReattach(std::move(done));
    done(noSession(handle));
}

void KernelDataPlane::reattach(SessionHandle handle, LoggedInConnection connection, QByteArray description, Done done)
{
    if (auto *const session = find(handle))
        return session->reattach(std::move(connection), std::move(description), std::move(done));
    QTimer::singleShot(0, this, [handle, done = std::move(done)] { done(noSession(handle)); });
}

void KernelDataPlane::suspend(SessionHandle handle)
{
    if (auto *const session = find(handle))
        session->suspend();
}

void KernelDataPlane::removeDevices(SessionHandle handle, Done done)
{
    if (auto *const session = find(handle))
        return session->removeDevices(std::move(done));
    done({});
}

void KernelDataPlane::logout(SessionHandle handle, Done done)
{
    if (auto *const session = find(handle))
        return session->logout(std::move(done));
    QTimer::singleShot(0, this, [handle, done = std::move(done)] { done(noSession(handle)); });
}

void KernelDataPlane::detach(SessionHandle handle, Done done)
{
    auto *const session = find(handle);
    if (!session)
        return QTimer::singleShot(0, this, [done = std::move(done)] { done({}); });
    session->destroy([this, handle, done = std::move(done)](const Result<> &result) {
        drop(handle.value);
        done(result);
    });
}

void KernelDataPlane::renegotiate(SessionHandle handle)
{
    if (auto *const session = find(handle))
        session->renegotiate();
}

void KernelDataPlane::setTimeouts(SessionHandle handle, Timeouts timeouts)
{
    if (auto *const session = find(handle))
        session->setTimeouts(timeouts);
}

void KernelDataPlane::rescan(SessionHandle handle, Done done)
{
    if (auto *const session = find(handle))
        return session->rescan(std::move(done));
    QTimer::singleShot(0, this, [handle, done = std::move(done)] { done(noSession(handle)); });
}

Result<Counters> KernelDataPlane::counters(SessionHandle handle) const
{
    if (const auto *const session = find(handle))
        return session->counters();
    return m_foreign.counters(handle.value);
}

Result<Counters> KernelDataPlane::lunCounters(SessionHandle handle, std::uint64_t lun) const
{
    if (const auto *const session = find(handle))
        return session->lunCounters(lun);
    return m_foreign.lunCounters(handle.value, lun);
}

// --- what the kernel says ---

void KernelDataPlane::handle(const Message &event)
{
    if (!m_knowsSessions) // It came while no daemon ran.
        return m_early.push_back(event);
    // Everybody who listens hears of everybody's sessions.
    const std::uint32_t sid = event.type == EventType::SessionDestroyed ? event.reply[1] : event.reply[0];
    const auto found = m_sessions.find(SessionHandle{sid});
    if (found == m_sessions.end())
        return heardOf(sid);
    KernelSession &session = *found->second;
    switch (event.type) {
    case EventType::PduReceived:
        return session.handlePdu(event.payload);
    case EventType::ConnectionError:
        return session.handleConnectionError(ConnectionFault(event.reply[2]));
    case EventType::SessionUnbound:
        return session.handleUnbound();
    case EventType::SessionDestroyed:
        return session.handleDestroyed();
    default:
        return;
    }
}

void KernelDataPlane::heardOf(std::uint32_t sid)
{
    m_heardOf.insert(sid);
    if (!m_auditSoon.isActive())
        m_auditSoon.start(kAuditDelay);
}

std::set<std::uint32_t> KernelDataPlane::ours() const
{
    std::set<std::uint32_t> sids;
    for (const auto &[handle, session] : m_sessions)
        sids.insert(handle.value);
    return sids;
}

void KernelDataPlane::audit()
{
    if (std::exchange(m_auditing, true))
        return;
    m_link.run<Audit>(
        [world = m_world, others = m_foreign.question(ours())](IscsiNetlink &netlink) {
            Audit audit;
            audit.ours.reserve(others.ours.size());
            for (const std::uint32_t sid : others.ours) {
                const auto state = world.tree.connected(sid);
                const bool connected = state.value_or(false);
                const auto stats = connected ? connectionStats(netlink, sid) : Result<ConnectionStats>();
                audit.ours.push_back(
                    {sid, state.has_value(), connected, connected && stats ? std::optional(*stats) : std::nullopt});
            }
            audit.foreign = ForeignSessions::look({world.tree, world.disks}, others);
            return audit;
        },
        [this](Audit found) { audited(std::move(found)); });
}

void KernelDataPlane::audited(Audit found)
{
    m_auditing = false;
    for (const Audited &now : found.ours) {
        const auto session = m_sessions.find(SessionHandle{now.sid});
        if (session == m_sessions.end())
            continue;
        if (!now.exists)
            session->second->handleDestroyed();
        else if (now.stats)
            session->second->handleStats(*now.stats);
        else
            session->second->handleState(now.connected);
    }
    takeForeign(std::move(found.foreign));
}

// --- sessions of others ---

void KernelDataPlane::takeForeign(ForeignSessions::Found found)
{
    const QString before = otherInitiator();
    const bool changed = m_foreign.take(std::move(found), ours());
    if (otherInitiator() != before)
        emit otherInitiatorChanged();
    if (changed)
        emit foreignSessionsChanged();
}

void KernelDataPlane::readForeignAccounts(SessionHandle handle, Accounts done)
{
    if (!m_foreign.find(handle.value))
        return DataPlane::readForeignAccounts(handle, std::move(done));
    m_link.run<ForeignAccounts>(
        [tree = m_world.tree, handle](IscsiNetlink &) { return accountsOf(tree, handle.value); },
        [done = std::move(done)](ForeignAccounts accounts) { done(std::move(accounts)); });
}

void KernelDataPlane::takeOver(SessionHandle handle, QByteArray description, TakenOver done)
{
    const std::uint32_t sid = handle.value;
    struct Now {
        std::optional<SessionAttributes> session;
        QString program;
    };
    m_link.run<Now>(
        [tree = m_world.tree, sid](IscsiNetlink &) {
            auto session = tree.session(sid);
            QString program = session ? programOf(*session, iscsiListeners()) : QString();
            return Now{std::move(session), std::move(program)};
        },
        [this, handle, description = std::move(description), done = std::move(done)](const Now &now) {
            const ForeignSession *const foreign = m_foreign.find(handle.value);
            if (!foreign || !now.session)
                return done(noSession(handle));
            if (!now.program.isEmpty())
                return done(fail(stillLookedAfter(now.program)));
            if (now.session->transport != QLatin1String("tcp"))
                return done(fail(ErrorCode::NotSupported, "the session belongs to an offload card (" +
                                                              now.session->transport.toStdString() +
                                                              "), not to iscsi_tcp"));
            const auto begun = now.session->creator == -1 ? kOurCmdSn : kOpenIscsiCmdSn;
            SessionRecord record{handle.value, foreign->targetName, begun, foreign->timeouts, description};
            if (auto written = m_world.records.write(record); !written)
                return done(fail(written.error()));
            RunningSession running{handle,           description,       now.session->connected(),
                                   foreign->devices, foreign->timeouts, foreign->firmware};
            m_foreign.remove(handle.value);
            qCInfo(log::dataplane, "k%u: taken over with %zu disks", handle.value, running.devices.size());
            record.description = running.description;
            add(std::move(record))->adopt(running.connected, running.devices, 0ms);
            done(std::move(running));
        });
}

} // namespace portolan::dataplane::kernel
