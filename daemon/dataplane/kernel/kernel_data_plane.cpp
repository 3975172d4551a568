// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/kernel_data_plane.h"

#include "common/log/log.h"

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
constexpr int kModprobeLimitMs = 20'000;

tl::unexpected<Error> noSession(SessionHandle handle)
{
    return fail(ErrorCode::NotFound, "the kernel has no session " + std::to_string(handle.value));
}

/// \return what modprobe said, or nothing
QString loadModule()
{
    QProcess modprobe;
    modprobe.setProcessChannelMode(QProcess::MergedChannels);
    modprobe.start(QStringLiteral("modprobe"), {QStringLiteral("iscsi_tcp")});
    if (!modprobe.waitForFinished(kModprobeLimitMs))
        return modprobe.errorString();
    return QString::fromUtf8(modprobe.readAll()).trimmed();
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
        return fail(ErrorCode::NotAuthorized, "only root can use the kernel's iSCSI interface");
    auto netlink = IscsiNetlink::open(*transport);
    if (!netlink)
        return fail(netlink.error());
    return std::make_unique<KernelDataPlane>(config, tree, std::move(*netlink));
}

KernelDataPlane::KernelDataPlane(const Config &config, SessionTree tree, IscsiNetlink netlink, QObject *parent)
    : DataPlane(parent)
    , m_link(std::move(netlink))
    , m_world{&m_link, tree, ScsiDisks(tree), SessionRecords(config.runtimeDirectory + QStringLiteral("/kernel"))}
{
    connect(&m_link, &KernelLink::eventReceived, this, &KernelDataPlane::handle);
    connect(&m_link, &KernelLink::eventsLost, this, [this] {
        qCInfo(log::dataplane, "the kernel dropped iSCSI events; looking at all sessions");
        audit();
    });
    connect(&m_audit, &QTimer::timeout, this, &KernelDataPlane::audit);
    connect(&m_uevents, &UeventMonitor::unitAttention, this, [this](std::uint32_t sid) {
        if (auto *const session = find({sid}))
            session->handleUnitAttention();
    });
    connect(&m_uevents, &UeventMonitor::disksChanged, this, [this](std::uint32_t sid) {
        if (auto *const session = find({sid}))
            session->handleDisksChanged();
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
    m_link.run<std::vector<SessionAttributes>>(
        [tree = m_world.tree](IscsiNetlink &) {
            std::vector<SessionAttributes> running;
            for (const std::uint32_t sid : tree.sessions()) {
                if (auto session = tree.session(sid))
                    running.push_back(std::move(*session));
            }
            return running;
        },
        [this, done = std::move(done)](const std::vector<SessionAttributes> &running) { adopted(running, done); });
}

void KernelDataPlane::adopted(const std::vector<SessionAttributes> &running, const Adopted &done)
{
    std::vector<RunningSession> found;
    for (SessionRecord &record : m_world.records.read()) {
        const auto session = std::ranges::find(running, record.sid, &SessionAttributes::sid);
        const bool ours = session != running.end() && session->transport == QLatin1String("tcp") &&
                          (session->targetName == record.targetName || session->targetName.isEmpty());
        const bool halfMade =
            ours && (session->connectionState == QLatin1String("none") || session->targetName.isEmpty());
        if (!ours || halfMade) {
            forget(record, halfMade);
            continue;
        }
        RunningSession result{SessionHandle{record.sid}, record.description, session->connected(),
                              m_world.disks.list(record.sid, {}), record.timeouts};
        qCInfo(log::dataplane, "k%u: adopted with %zu disks, %s", record.sid, result.devices.size(),
               result.connected ? "connected" : "waiting for a connection");
        add(std::move(record))->adopt(result.connected, result.devices);
        found.push_back(std::move(result));
    }
    QTimer::singleShot(kFirstAudit, this, &KernelDataPlane::audit);
    done(std::move(found));
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
        [socket, setup, record, records = m_world.records](IscsiNetlink &netlink) {
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
    return noSession(handle);
}

Result<Counters> KernelDataPlane::lunCounters(SessionHandle handle, std::uint64_t lun) const
{
    if (const auto *const session = find(handle))
        return session->lunCounters(lun);
    return noSession(handle);
}

// --- what the kernel says ---

void KernelDataPlane::handle(const Message &event)
{
    // Everybody who listens hears of everybody's sessions.
    const std::uint32_t sid = event.type == EventType::SessionDestroyed ? event.reply[1] : event.reply[0];
    const auto found = m_sessions.find(SessionHandle{sid});
    if (found == m_sessions.end())
        return;
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

void KernelDataPlane::audit()
{
    if (std::exchange(m_auditing, true))
        return;
    std::vector<std::uint32_t> sids;
    sids.reserve(m_sessions.size());
    for (const auto &[handle, session] : m_sessions)
        sids.push_back(handle.value);
    m_link.run<std::vector<Audited>>(
        [tree = m_world.tree, sids](IscsiNetlink &netlink) {
            std::vector<Audited> found;
            found.reserve(sids.size());
            for (const std::uint32_t sid : sids) {
                const auto session = tree.session(sid);
                const bool connected = session && session->connected();
                const auto stats = connected ? connectionStats(netlink, sid) : Result<ConnectionStats>();
                found.push_back(
                    {sid, session.has_value(), connected, connected && stats ? std::optional(*stats) : std::nullopt});
            }
            return found;
        },
        [this](const std::vector<Audited> &found) { audited(found); });
}

void KernelDataPlane::audited(const std::vector<Audited> &found)
{
    m_auditing = false;
    for (const Audited &now : found) {
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
}

} // namespace portolan::dataplane::kernel
