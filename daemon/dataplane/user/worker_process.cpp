// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/worker_process.h"

#include <QByteArray>
#include <QList>
#include <QSocketNotifier>
#include <QStringList>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <vector>

namespace portolan::dataplane {

namespace {

constexpr int kInheritedFd = 3;

/// glibc 2.36 has no wrapper that takes no flags argument the same way everywhere; the system calls are stable.
int pidfdOpen(pid_t pid) { return int(::syscall(SYS_pidfd_open, pid, 0)); }

/// The attributes and file actions of posix_spawn(), freed in every case.
struct SpawnSetup {
    SpawnSetup()
    {
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_init(&actions);
    }
    ~SpawnSetup()
    {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSetup(const SpawnSetup &) = delete;
    SpawnSetup &operator=(const SpawnSetup &) = delete;

    int prepare(int inheritedFd)
    {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        const short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
        for (const int error :
             {::posix_spawnattr_setflags(&attributes, flags), ::posix_spawnattr_setsigmask(&attributes, &none),
              ::posix_spawnattr_setsigdefault(&attributes, &all),
              ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0),
              ::posix_spawn_file_actions_adddup2(&actions, inheritedFd, kInheritedFd),
              ::posix_spawn_file_actions_addclosefrom_np(&actions, kInheritedFd + 1)}) {
            if (error != 0)
                return error;
        }
        return 0;
    }

    posix_spawnattr_t attributes{};
    posix_spawn_file_actions_t actions{};
};

} // namespace

WorkerProcess::WorkerProcess(QObject *parent)
    : QObject(parent)
{}

WorkerProcess::~WorkerProcess() = default;

Result<> WorkerProcess::start(const Start &start)
{
    SpawnSetup setup;
    if (const int error = setup.prepare(start.inheritedFd); error != 0)
        return fail(ErrorCode::Internal, std::string("start the worker: ") + std::strerror(error), error);
    QList<QByteArray> words{start.program.toLocal8Bit()};
    for (const QString &argument : start.arguments)
        words.append(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    if (const int error = ::posix_spawn(&pid, argv[0], &setup.actions, &setup.attributes, argv.data(), environ);
        error != 0) {
        return fail(ErrorCode::Internal,
                    "start the worker " + start.program.toStdString() + ": " + std::strerror(error), error);
    }
    auto watched = watch(pid);
    if (!watched) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0); // just killed, so this does not wait
    }
    return watched;
}

Result<> WorkerProcess::adopt(qint64 pid) { return watch(pid); }

Result<> WorkerProcess::watch(qint64 pid)
{
    UniqueFd fd(pidfdOpen(pid_t(pid)));
    if (!fd)
        return fail(ErrorCode::NotFound, "worker process " + std::to_string(pid) + ": " + std::strerror(errno), errno);
    m_pid = pid;
    m_pidFd = std::move(fd);
    m_notifier = std::make_unique<QSocketNotifier>(m_pidFd.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WorkerProcess::readable);
    return {};
}

void WorkerProcess::kill()
{
    if (m_pidFd)
        ::syscall(SYS_pidfd_send_signal, m_pidFd.get(), SIGKILL, nullptr, 0);
}

void WorkerProcess::readable()
{
    m_notifier->setEnabled(false);
    siginfo_t info{};
    QString description = QStringLiteral("ended");
    if (::waitid(P_PIDFD, id_t(m_pidFd.get()), &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0) {
        description = info.si_code == CLD_EXITED ? QStringLiteral("exit code %1").arg(info.si_status)
                                                 : QStringLiteral("signal %1").arg(info.si_status);
    }
    emit exited(description);
}

} // namespace portolan::dataplane
