// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/worker_session.h"

#include "common/log/log.h"
#include "daemon/dataplane/user/session_directory.h"

#include <QFile>
#include <QSocketNotifier>
#include <QStringList>

#include <utility>

namespace portolan::dataplane {

namespace {

using namespace std::chrono_literals;

constexpr auto kHelloTimeout = 10s;
constexpr auto kKillAfter = 5s;
/// Between a broken control connection and the new one: time to learn that the process ended, the usual reason.
constexpr auto kReconnectDelay = 200ms;
/// A worker that takes in nothing while this much waits for it is not told more.
constexpr std::size_t kMaxOutgoing = 64;

} // namespace

WorkerSession::WorkerSession(Names names, QObject *parent)
    : QObject(parent)
    , m_names(std::move(names))
{
    for (QTimer *timer : {&m_helloTimer, &m_killTimer, &m_reconnectTimer})
        timer->setSingleShot(true);
    m_helloTimer.setInterval(kHelloTimeout);
    m_killTimer.setInterval(kKillAfter);
    m_reconnectTimer.setInterval(kReconnectDelay);
    connect(&m_helloTimer, &QTimer::timeout, this, [this] {
        channelFailed({ErrorCode::TimedOut, "the worker does not say hello", 0, 0});
    });
    connect(&m_killTimer, &QTimer::timeout, this, [this] {
        qCWarning(log::dataplane, "%s: worker %lld does not end: killed", qUtf8Printable(m_names.label),
                  m_process.pid());
        m_process.kill();
    });
    connect(&m_reconnectTimer, &QTimer::timeout, this, &WorkerSession::reconnect);
    connect(&m_process, &WorkerProcess::exited, this, &WorkerSession::processExited);
}

WorkerSession::~WorkerSession() = default;

QString WorkerSession::mountPoint() const { return mountPointIn(m_names.directory); }

void WorkerSession::start(const QString &program, const QStringList &arguments, Done ready)
{
    m_ready = std::move(ready);
    m_helloTimer.start();
    auto result = spawn(program, arguments);
    if (result)
        result = connectChannel();
    if (!result)
        QTimer::singleShot(0, this, [this, result] { finishReady(result); });
}

Result<> WorkerSession::spawn(const QString &program, const QStringList &arguments)
{
    const auto listener = ipc::listenAt(QFile::encodeName(controlSocketIn(m_names.directory)).toStdString());
    if (!listener)
        return fail(listener.error());
    const QStringList own{QStringLiteral("--control-fd"), QStringLiteral("3"), QStringLiteral("--mount"), mountPoint()};
    return m_process.start({program, own + arguments, listener->get()});
}

void WorkerSession::adopt(Done ready)
{
    m_ready = std::move(ready);
    m_helloTimer.start();
    if (const auto result = connectChannel(); !result)
        QTimer::singleShot(0, this, [this, result] { finishReady(result); });
}

Result<> WorkerSession::connectChannel()
{
    auto socket = ipc::connectTo(QFile::encodeName(controlSocketIn(m_names.directory)).toStdString());
    if (!socket)
        return fail(socket.error());
    m_readNotifier.reset();
    m_writeNotifier.reset();
    m_channel = ipc::Channel(std::move(*socket));
    m_readNotifier = std::make_unique<QSocketNotifier>(m_channel.fd(), QSocketNotifier::Read);
    m_writeNotifier = std::make_unique<QSocketNotifier>(m_channel.fd(), QSocketNotifier::Write);
    m_writeNotifier->setEnabled(false);
    connect(m_readNotifier.get(), &QSocketNotifier::activated, this, &WorkerSession::readable);
    connect(m_writeNotifier.get(), &QSocketNotifier::activated, this, &WorkerSession::flush);
    return {};
}

void WorkerSession::readable()
{
    // One packet per turn: a worker that floods us must not keep the daemon from its other work.
    auto packet = m_channel.receive();
    if (!packet)
        return channelFailed(packet.error());
    if (*packet)
        handle(std::move(**packet));
}

void WorkerSession::handle(ipc::Packet packet)
{
    if (std::holds_alternative<ipc::Hello>(packet.message))
        return handleHello(std::move(packet));
    if (const auto *failed = std::get_if<ipc::StartFailed>(&packet.message))
        return finishReady(fail(failed->error));
    if (m_helloTimer.isActive())
        return channelFailed({ErrorCode::ProtocolViolation, "the worker's first message is not hello", 0, 0});
    if (const auto *reply = std::get_if<ipc::Reply>(&packet.message))
        return answer(reply->serial, reply->ok ? Result<>() : Result<>(fail(reply->error)));
    const bool isEvent = std::visit(Overloaded{
                                        [](const ipc::ConnectionLost &) { return true; },
                                        [](const ipc::ConnectionDropped &) { return true; },
                                        [](const ipc::Devices &) { return true; },
                                        [](const ipc::Async &) { return true; },
                                        [](const ipc::RequestsFailed &) { return true; },
                                        [](const auto &) { return false; },
                                    },
                                    packet.message);
    if (!isEvent)
        return channelFailed(
            {ErrorCode::ProtocolViolation, "the worker sent a message that only the daemon may send", 0, 0});
    if (const auto *dropped = std::get_if<ipc::ConnectionDropped>(&packet.message))
        m_cids.erase(dropped->cid);
    emit eventReceived(packet.message);
}

/// The worker has met hostile bytes, so its word about its process id is compared with the kernel's: it must not make
/// us kill somebody else.
Result<> WorkerSession::checkSender(const ipc::Hello &hello, const ipc::Packet &packet)
{
    if (!packet.senderPid || std::uint32_t(*packet.senderPid) != hello.pid)
        return fail(ErrorCode::ProtocolViolation, "hello comes from another process than it says");
    if (m_process.pid() == 0)
        return m_process.adopt(*packet.senderPid);
    if (m_process.pid() != *packet.senderPid)
        return fail(ErrorCode::ProtocolViolation, "hello comes from a process that was not started for it");
    return {};
}

void WorkerSession::handleHello(ipc::Packet packet)
{
    auto &hello = std::get<ipc::Hello>(packet.message);
    if (!m_helloTimer.isActive())
        return channelFailed({ErrorCode::ProtocolViolation, "a second hello", 0, 0});
    m_helloTimer.stop();
    if (const auto checked = checkSender(hello, packet); !checked)
        return channelFailed(checked.error());
    auto counters = ipc::CountersReader::open(packet.fd.get());
    if (!counters)
        return channelFailed(counters.error());
    m_counters = std::move(*counters);
    m_hello = std::move(hello);
    const auto before = std::exchange(m_cids, {m_hello.cids.begin(), m_hello.cids.end()});
    if (!std::exchange(m_known, true))
        return finishReady({});
    handleAgain(before);
}

/// What happened while the control connection was away arrives as if it happened now.
void WorkerSession::handleAgain(const std::set<std::uint16_t> &before)
{
    if (m_ending)
        return send(ipc::Detach{++m_lastSerial}, {});
    emit eventReceived(ipc::Devices{m_hello.devices});
    const Error unheard{ErrorCode::TransportFailed, "lost while the worker was not heard", 0, 0};
    for (const std::uint16_t cid : before) {
        if (m_hello.connected && !m_cids.contains(cid))
            emit eventReceived(ipc::ConnectionDropped{cid, unheard, -1});
    }
    if (m_hello.attached && !m_hello.connected)
        emit eventReceived(ipc::ConnectionLost{unheard, -1});
    if (m_hello.requestsFailed)
        emit eventReceived(ipc::RequestsFailed{});
}

void WorkerSession::send(const ipc::Message &message, UniqueFd fd)
{
    if (const auto *reattach = std::get_if<ipc::Reattach>(&message))
        m_cids = {reattach->connection.cid};
    else if (const auto *attach = std::get_if<ipc::Attach>(&message))
        m_cids = {attach->connection.cid};
    else if (const auto *add = std::get_if<ipc::AddConnection>(&message))
        m_cids.insert(add->connection.cid);
    auto bytes = ipc::encode(message);
    if (!bytes)
        return answer(m_lastSerial, fail(bytes.error()));
    if (m_outgoing.size() >= kMaxOutgoing)
        return channelFailed({ErrorCode::TimedOut, "the worker takes in no messages", 0, 0});
    m_outgoing.push_back({std::move(*bytes), std::move(fd)});
    flush();
}

void WorkerSession::flush()
{
    while (!m_outgoing.empty() && m_channel.isOpen()) {
        const auto sent = m_channel.sendEncoded(m_outgoing.front().bytes, m_outgoing.front().fd.get());
        if (!sent && sent.error().code == ErrorCode::Busy)
            break;
        if (!sent) // the reason arrives by the read notifier or the process' end; both answer everybody
            m_outgoing.clear();
        else
            m_outgoing.pop_front();
    }
    if (m_writeNotifier)
        m_writeNotifier->setEnabled(!m_outgoing.empty());
}

void WorkerSession::expect(std::uint32_t serial, std::chrono::milliseconds timeout, Done done)
{
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    connect(timer.get(), &QTimer::timeout, this,
            [this, serial] { answer(serial, fail(ErrorCode::TimedOut, "the worker does not answer")); });
    timer->start(timeout);
    m_waiting.emplace(serial, Waiting{std::move(done), std::move(timer)});
}

void WorkerSession::answer(std::uint32_t serial, const Result<> &result)
{
    const auto found = m_waiting.find(serial);
    if (found == m_waiting.end())
        return; // it timed out before
    Waiting waiting = std::move(found->second);
    m_waiting.erase(found);
    waiting.timeout->stop();
    waiting.timeout.release()->deleteLater(); // this may be its own timeout
    // From the loop: send() may have been called by the one who gets the answer.
    QTimer::singleShot(0, this, [done = std::move(waiting.done), result] { done(result); });
}

void WorkerSession::answerAll(const Error &error)
{
    while (!m_waiting.empty())
        answer(m_waiting.begin()->first, fail(error));
}

void WorkerSession::channelFailed(const Error &error)
{
    qCDebug(log::dataplane, "%s: control connection: %s", qUtf8Printable(m_names.label), error.message.c_str());
    m_helloTimer.stop();
    m_readNotifier.reset();
    m_writeNotifier.reset();
    m_channel.close();
    m_outgoing.clear();
    answerAll(error);
    // One that is dying hangs up on a new daemon just as one that serves another daemon does; only the dead one is not
    // there the second time.
    const bool mayBeDying = m_process.pid() == 0 && error.code == ErrorCode::TransportFailed;
    if (!m_known && (!mayBeDying || std::exchange(m_askedTwice, true)))
        return finishReady(fail(error));
    m_reconnectTimer.start();
}

void WorkerSession::reconnect()
{
    if (!m_known)
        return adopt(std::exchange(m_ready, nullptr));
    qCWarning(log::dataplane, "%s: lost touch with worker %lld, connecting again", qUtf8Printable(m_names.label),
              m_process.pid());
    m_helloTimer.start();
    if (const auto result = connectChannel(); !result) {
        qCCritical(log::dataplane, "%s: worker %lld cannot be reached: %s; killed", qUtf8Printable(m_names.label),
                   m_process.pid(), result.error().message.c_str());
        m_helloTimer.stop();
        m_endReason = result.error();
        m_process.kill();
    }
}

void WorkerSession::end()
{
    if (std::exchange(m_ending, true))
        return;
    if (m_process.pid() == 0) { // never started, or dead before we came
        QTimer::singleShot(0, this, [this] { emit gone(m_endReason); });
        return;
    }
    m_killTimer.start();
    if (m_channel.isOpen())
        send(ipc::Detach{++m_lastSerial}, {});
}

void WorkerSession::processExited(const QString &description)
{
    m_killTimer.stop();
    m_reconnectTimer.stop();
    // What it said last, StartFailed above all, may still be in the socket.
    while (m_readNotifier && m_channel.isOpen()) {
        auto packet = m_channel.receive();
        if (!packet || !*packet)
            break;
        handle(std::move(**packet));
    }
    Error reason = m_endReason;
    reason.message += " (" + description.toStdString() + ")";
    m_helloTimer.stop();
    m_readNotifier.reset();
    m_writeNotifier.reset();
    m_channel.close();
    answerAll(reason);
    finishReady(fail(reason));
    // After the answers, which come from the loop too.
    QTimer::singleShot(0, this, [this, reason] { emit gone(reason); });
}

void WorkerSession::finishReady(const Result<> &result)
{
    m_helloTimer.stop();
    if (auto ready = std::exchange(m_ready, nullptr))
        ready(result);
}

} // namespace portolan::dataplane
