// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dataplane/ipc/channel.h"
#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/dataplane/user/worker_process.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>

class QSocketNotifier;

namespace portolan::dataplane {

/// One worker as the daemon sees it: its process, its control socket, the requests it has not answered.
///
///     start() or adopt() -> ready(ok) -> request()/tell()/events -> end() -> gone
///
/// A lost control connection to a living worker is made again; a worker that answers nothing is killed only by end().
class WorkerSession : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<>)>;

    struct Names {
        QString label;     ///< For the log: "u3"
        QString directory; ///< See session_directory.h
    };

    explicit WorkerSession(Names names, QObject *parent = nullptr);
    ~WorkerSession() override;

    /// Starts the program; `ready` when it said Hello.
    void start(const QString &program, const QStringList &arguments, Done ready);
    /// Connects to one that runs. \return through ready: NotFound if it is dead.
    void adopt(Done ready);

    /// Asks, with a serial number put in; the answer, or why none came, goes to `done`. Never from inside the call.
    template <typename Request>
    void request(Request request, UniqueFd fd, std::chrono::milliseconds timeout, Done done)
    {
        request.serial = ++m_lastSerial;
        expect(request.serial, timeout, std::move(done));
        send(request, std::move(fd));
    }
    void tell(const ipc::Message &message) { send(message, {}); }
    /// Detach, then SIGKILL after some seconds. gone() follows.
    void end();

    [[nodiscard]] const ipc::Hello &hello() const { return m_hello; }
    [[nodiscard]] qint64 pid() const { return m_process.pid(); }
    [[nodiscard]] const ipc::CountersReader *counters() const { return m_counters ? &*m_counters : nullptr; }
    [[nodiscard]] QString mountPoint() const;
    [[nodiscard]] bool isEnding() const { return m_ending; }

signals:
    /// ConnectionLost, ConnectionDropped, Devices, Async or RequestsFailed.
    void eventReceived(const portolan::dataplane::ipc::Message &message);
    /// The process is over. Nothing follows.
    void gone(const portolan::Error &reason);

private:
    struct Waiting {
        Done done;
        std::unique_ptr<QTimer> timeout;
    };
    struct Outgoing {
        std::vector<std::byte> bytes;
        UniqueFd fd;
    };

    Result<> connectChannel();
    Result<> spawn(const QString &program, const QStringList &arguments);
    void readable();
    void handle(ipc::Packet packet);
    void handleHello(ipc::Packet packet); ///< Whose message is Hello.
    Result<> checkSender(const ipc::Hello &hello, const ipc::Packet &packet);
    void handleAgain(const std::set<std::uint16_t> &before);
    void send(const ipc::Message &message, UniqueFd fd);
    void flush();
    void expect(std::uint32_t serial, std::chrono::milliseconds timeout, Done done);
    void answer(std::uint32_t serial, const Result<> &result);
    void answerAll(const Error &error);
    void channelFailed(const Error &error);
    void reconnect();
    void processExited(const QString &description);
    void finishReady(const Result<> &result);

    const Names m_names;
    WorkerProcess m_process;
    ipc::Channel m_channel;
    std::unique_ptr<QSocketNotifier> m_readNotifier, m_writeNotifier;
    std::deque<Outgoing> m_outgoing;
    std::map<std::uint32_t, Waiting> m_waiting;
    std::uint32_t m_lastSerial = 0;
    ipc::Hello m_hello;
    std::set<std::uint16_t> m_cids; ///< That it was given and has not told the end of.
    std::optional<ipc::CountersReader> m_counters;
    Done m_ready;
    QTimer m_helloTimer, m_killTimer, m_reconnectTimer;
    bool m_known = false; ///< A Hello came at some time.
    bool m_askedTwice = false;
    bool m_ending = false;
    Error m_endReason{ErrorCode::Internal, "the worker process ended", 0, 0};
};

} // namespace portolan::dataplane
