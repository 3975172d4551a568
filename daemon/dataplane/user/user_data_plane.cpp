// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/user_data_plane.h"

#include "common/log/log.h"
#include "daemon/dataplane/ipc/messages.h"
#include "daemon/dataplane/user/conversions.h"
#include "daemon/dataplane/user/session_directory.h"
#include "daemon/dataplane/user/worker_session.h"

#include <QThreadPool>
#include <QTimer>

#include <algorithm>

namespace portolan::dataplane {

namespace {

using namespace std::chrono_literals;

constexpr auto kAnswerTimeout = 10s;  ///< For what the worker does at once.
constexpr auto kLogoutTimeout = 40s;  ///< The worker's own logout timeout is shorter.
constexpr auto kRescanTimeout = 180s; ///< Bounds a rescan of a target that answers each command late.

QString labelOf(SessionHandle handle) { return QStringLiteral("u%1").arg(handle.value); }

} // namespace

/// Counts the workers that have not said hello yet.
struct UserDataPlane::Adoption {
    std::size_t pending = 0;
    std::vector<RunningSession> found;
    Adopted done;

    void settle()
    {
        if (--pending > 0)
            return;
        std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.handle < b.handle; });
        done(std::move(found));
    }
};

UserDataPlane::UserDataPlane(Config config, QObject *parent)
    : DataPlane(parent)
    , m_config(std::move(config))
    , m_threads(std::make_unique<QThreadPool>())
{
    // Each cleaning up may wait; none shall wait for the others.
    m_threads->setMaxThreadCount(16);
}

UserDataPlane::~UserDataPlane() = default;

QString UserDataPlane::name() const { return QStringLiteral("user"); }

QString UserDataPlane::directoryOf(SessionHandle handle) const
{
    return m_config.runtimeDirectory + QStringLiteral("/sessions/%1").arg(handle.value);
}

WorkerSession *UserDataPlane::find(SessionHandle handle) const
{
    const auto found = m_workers.find(handle);
    return found == m_workers.end() || found->second->isEnding() ? nullptr : found->second.get();
}

void UserDataPlane::later(std::function<void()> call) { QTimer::singleShot(0, this, std::move(call)); }

void UserDataPlane::answerUnknown(SessionHandle handle, Done done)
{
    later([handle, done = std::move(done)] {
        done(fail(ErrorCode::NotFound, "no session " + std::to_string(handle.value)));
    });
}

// --- a daemon that comes back ---

void UserDataPlane::adoptRunning(Adopted done)
{
    const auto handles = listSessionDirectories(m_config.runtimeDirectory + QStringLiteral("/sessions"));
    auto adoption = std::make_shared<Adoption>();
    adoption->done = std::move(done);
    adoption->pending = 1; // ours, so that it cannot settle before all are asked
    if (handles) {
        for (const std::uint32_t value : *handles) {
            m_lastHandle = std::max(m_lastHandle, value);
            ++adoption->pending;
            adoptOne(SessionHandle{value}, adoption);
        }
    }
    later([adoption] { adoption->settle(); });
}

void UserDataPlane::adoptOne(SessionHandle handle, const std::shared_ptr<Adoption> &adoption)
{
    WorkerSession *worker = addWorker(handle);
    worker->adopt([this, handle, adoption](const Result<> &result) { adopted(handle, result, adoption); });
}

void UserDataPlane::adopted(SessionHandle handle, const Result<> &result, const std::shared_ptr<Adoption> &adoption)
{
    WorkerSession *worker = m_workers.at(handle).get();
    if (!result && result.error().code == ErrorCode::NotFound) {
        qCInfo(log::dataplane, "%s: its worker is dead, removing what it left", qUtf8Printable(labelOf(handle)));
        later([this, handle] { m_workers.erase(handle); });
        cleanUp(handle, [](const Result<> &) {});
    } else if (!result) {
        // It lives and may carry I/O: whoever can talk to it shall, but not we.
        qCWarning(log::dataplane, "%s: left alone: %s", qUtf8Printable(labelOf(handle)),
                  result.error().message.c_str());
        later([this, handle] { m_workers.erase(handle); });
    } else if (!worker->hello().attached) {
        qCInfo(log::dataplane, "%s: its daemon died before it got a connection, ending it",
               qUtf8Printable(labelOf(handle)));
        worker->end();
    } else {
        const auto &hello = worker->hello();
        adoption->found.push_back({handle, QByteArray::fromStdString(hello.description), hello.connected,
                                   fromIpc(hello.devices, worker->mountPoint()), fromIpc(hello.timeouts), false,
                                   hello.cids});
        qCInfo(log::dataplane, "%s: adopted worker %lld with %zu devices, %s", qUtf8Printable(labelOf(handle)),
               worker->pid(), hello.devices.size(), hello.connected ? "connected" : "waiting for a connection");
    }
    adoption->settle();
}

// --- sessions ---

WorkerSession *UserDataPlane::addWorker(SessionHandle handle)
{
    auto owned = std::make_unique<WorkerSession>(WorkerSession::Names{labelOf(handle), directoryOf(handle)});
    WorkerSession *worker = owned.get();
    m_workers[handle] = std::move(owned);
    connect(worker, &WorkerSession::gone, this, [this, handle](const Error &reason) { ended(handle, reason); });
    connect(worker, &WorkerSession::eventReceived, this, [this, handle, worker](const ipc::Message &message) {
        std::visit(
            Overloaded{
                [&](const ipc::ConnectionLost &m) { emit connectionLost(handle, m.error, m.time2Wait); },
                [&](const ipc::ConnectionDropped &m) { emit connectionDropped(handle, m.cid, m.error, m.time2Wait); },
                [&](const ipc::Devices &m) { emit devicesChanged(handle, fromIpc(m.devices, worker->mountPoint())); },
                [&](const ipc::Async &m) { emit controlReceived(handle, fromIpc(m)); },
                [&](const ipc::RequestsFailed &) { emit requestsFailed(handle); },
                [](const auto &) {},
            },
            message);
    });
    return worker;
}

Result<SessionHandle> UserDataPlane::makeDirectory()
{
    for (;;) {
        const SessionHandle handle{++m_lastHandle};
        const auto made = createSessionDirectory(directoryOf(handle));
        if (made)
            return handle;
        if (made.error().code != ErrorCode::AlreadyExists)
            return fail(made.error());
    }
}

void UserDataPlane::attach(LoggedInConnection connection, Timeouts timeouts, QByteArray description, Attached done)
{
    if (std::size_t(description.size()) > ipc::kMaxDescription) {
        later([done = std::move(done)] {
            done(fail(ErrorCode::InvalidArgument, "the description of the session is too long"));
        });
        return;
    }
    const auto handle = makeDirectory();
    if (!handle) {
        later([done = std::move(done), error = handle.error()] { done(fail(error)); });
        return;
    }
    QStringList arguments{QStringLiteral("--account"), m_config.account, QStringLiteral("--busy-poll"),
                          QString::number(m_config.busyPoll.count())};
    if (m_config.ublk)
        arguments << QStringLiteral("--ublk") << QStringLiteral("yes");
    // std::function wants to copy its target, and a socket cannot be copied.
    auto shared = std::make_shared<LoggedInConnection>(std::move(connection));
    addWorker(*handle)->start(
        m_config.workerProgram, arguments,
        [this, handle = *handle, shared, timeouts, description = std::move(description), done](const Result<> &result) {
            started(handle, result, std::move(*shared), timeouts, description, done);
        });
}

void UserDataPlane::started(SessionHandle handle, const Result<> &result, LoggedInConnection connection,
                            Timeouts timeouts, QByteArray description, Attached done)
{
    if (!result)
        return abandon(handle, result.error(), done);
    WorkerSession *worker = find(handle);
    if (worker == nullptr) // detached before it was there
        return done(fail(ErrorCode::Cancelled, "the session was ended while its worker started"));
    const ipc::Attach message{0, toIpc(connection), toIpc(timeouts), description.toStdString()};
    worker->request(
        message, std::move(connection.socket), kAnswerTimeout, [this, handle, done](const Result<> &answer) {
            if (!answer)
                return abandon(handle, answer.error(), done);
            if (WorkerSession *attached = find(handle))
                qCInfo(log::dataplane, "%s: worker %lld attached", qUtf8Printable(labelOf(handle)), attached->pid());
            done(handle);
        });
}

void UserDataPlane::abandon(SessionHandle handle, const Error &error, const Attached &done)
{
    qCWarning(log::dataplane, "%s: no session: %s", qUtf8Printable(labelOf(handle)), error.message.c_str());
    if (WorkerSession *worker = find(handle))
        worker->end(); // ended() cleans up
    done(fail(error));
}

/// A worker takes the numbers of each login as they are.
void UserDataPlane::prepareReattach(SessionHandle, CommandNumber done) { done(std::nullopt); }

void UserDataPlane::reattach(SessionHandle handle, LoggedInConnection connection, QByteArray description, Done done)
{
    WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return answerUnknown(handle, std::move(done));
    if (std::size_t(description.size()) > ipc::kMaxDescription) {
        later([done = std::move(done)] {
            done(fail(ErrorCode::InvalidArgument, "the description of the session is too long"));
        });
        return;
    }
    const ipc::Reattach message{0, toIpc(connection), description.toStdString()};
    worker->request(message, std::move(connection.socket), kAnswerTimeout, std::move(done));
}

std::uint32_t UserDataPlane::maxConnections() const { return ipc::kMaxConnections; }

Result<std::uint32_t> UserDataPlane::commandNumber(SessionHandle handle) const
{
    const WorkerSession *worker = find(handle);
    if (worker == nullptr || worker->counters() == nullptr)
        return fail(ErrorCode::NotFound, "no session " + std::to_string(handle.value));
    return std::uint32_t(worker->counters()->session().cmdSn.load(std::memory_order_relaxed));
}

void UserDataPlane::addConnection(SessionHandle handle, LoggedInConnection connection, Done done)
{
    WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return answerUnknown(handle, std::move(done));
    const ipc::AddConnection message{0, toIpc(connection)};
    worker->request(message, std::move(connection.socket), kAnswerTimeout, std::move(done));
}

void UserDataPlane::suspend(SessionHandle handle)
{
    if (WorkerSession *worker = find(handle))
        worker->tell(ipc::Suspend{});
}

/// A file of the worker is there as long as its session; whoever had it open has flushed it when closing it.
void UserDataPlane::removeDevices(SessionHandle, Done done) { done({}); }

void UserDataPlane::logout(SessionHandle handle, Done done)
{
    WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return answerUnknown(handle, std::move(done));
    worker->request(ipc::Logout{}, {}, kLogoutTimeout, std::move(done));
}

void UserDataPlane::detach(SessionHandle handle, Done done)
{
    const auto found = m_workers.find(handle);
    if (found == m_workers.end()) {
        later([done = std::move(done)] { done({}); });
        return;
    }
    m_detaching.emplace(handle, std::move(done));
    found->second->end();
}

void UserDataPlane::ended(SessionHandle handle, const Error &reason)
{
    const auto found = m_workers.find(handle);
    if (found == m_workers.end())
        return;
    const bool expected = found->second->isEnding();
    found->second.release()->deleteLater(); // we are in its signal
    m_workers.erase(found);
    std::vector<Done> waiting;
    const auto [first, last] = m_detaching.equal_range(handle);
    for (auto it = first; it != last; ++it)
        waiting.push_back(std::move(it->second));
    m_detaching.erase(first, last);
    cleanUp(handle, [waiting = std::move(waiting)](const Result<> &result) {
        for (const Done &done : waiting)
            done(result);
    });
    if (expected)
        return;
    qCCritical(log::dataplane, "%s: %s", qUtf8Printable(labelOf(handle)), reason.message.c_str());
    emit sessionGone(handle, reason);
}

void UserDataPlane::cleanUp(SessionHandle handle, Done done)
{
    // The answer goes to a helper object, so that it is dropped when we are destroyed before.
    auto *receiver = new QObject(this);
    m_threads->start([directory = directoryOf(handle), receiver, done = std::move(done), label = labelOf(handle)] {
        const auto result = removeSessionDirectory(directory);
        if (!result)
            qCWarning(log::dataplane, "%s: not removed: %s", qUtf8Printable(label), result.error().message.c_str());
        QMetaObject::invokeMethod(receiver, [receiver, done, result] {
            receiver->deleteLater();
            done(result);
        });
    });
}

void UserDataPlane::renegotiate(SessionHandle handle)
{
    if (WorkerSession *worker = find(handle))
        worker->tell(ipc::Renegotiate{});
}

void UserDataPlane::setTimeouts(SessionHandle handle, Timeouts timeouts)
{
    if (WorkerSession *worker = find(handle))
        worker->tell(ipc::SetTimeouts{toIpc(timeouts)});
}

void UserDataPlane::rescan(SessionHandle handle, Done done)
{
    WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return answerUnknown(handle, std::move(done));
    worker->request(ipc::Rescan{}, {}, kRescanTimeout, std::move(done));
}

void UserDataPlane::serve(SessionHandle handle, std::uint64_t lun, const QString &device, UniqueFd socket, Done done)
{
    WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return answerUnknown(handle, std::move(done));
    worker->request(ipc::Serve{0, lun, device.toStdString()}, std::move(socket), kAnswerTimeout, std::move(done));
}

// --- figures ---

Result<Counters> UserDataPlane::counters(SessionHandle handle) const
{
    const WorkerSession *worker = find(handle);
    if (worker == nullptr || worker->counters() == nullptr)
        return fail(ErrorCode::NotFound, "no session " + std::to_string(handle.value));
    return fromIpc(worker->counters()->session());
}

Result<Counters> UserDataPlane::lunCounters(SessionHandle handle, std::uint64_t lun) const
{
    const WorkerSession *worker = find(handle);
    if (worker == nullptr || worker->counters() == nullptr)
        return fail(ErrorCode::NotFound, "no session " + std::to_string(handle.value));
    const ipc::CounterSlot *slot = worker->counters()->lun(lun);
    if (slot == nullptr)
        return fail(ErrorCode::NotFound, "no such LUN in session " + std::to_string(handle.value));
    return fromIpc(*slot);
}

Result<qint64> UserDataPlane::workerPid(SessionHandle handle) const
{
    const WorkerSession *worker = find(handle);
    if (worker == nullptr)
        return fail(ErrorCode::NotFound, "no session " + std::to_string(handle.value));
    return worker->pid();
}

} // namespace portolan::dataplane
