// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/polkit_agent.h"

#include "common/types/unique_fd.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace portolan::cli {

namespace {

constexpr int kRegistrationMs = 3000;
constexpr int kNotifyDescriptor = 9; ///< In the child.

} // namespace

PolkitAgent::~PolkitAgent()
{
    if (m_agent.state() == QProcess::NotRunning)
        return;
    m_agent.terminate();
    m_agent.waitForFinished(kRegistrationMs);
}

void PolkitAgent::startIfUseful(const QString &bus)
{
    if (bus != QStringLiteral("system") || ::geteuid() == 0 || ::isatty(STDIN_FILENO) != 1 ||
        ::isatty(STDERR_FILENO) != 1)
        return;
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pkttyagent"));
    std::array<int, 2> ends{};
    if (program.isEmpty() || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    const UniqueFd read(ends[0]);
    UniqueFd write(ends[1]);
    m_agent.setProcessChannelMode(QProcess::ForwardedChannels);
    m_agent.setInputChannelMode(QProcess::ForwardedInputChannel);
    m_agent.setChildProcessModifier([end = write.get()] {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::dup2(end, kNotifyDescriptor);
    });
    // --fallback: a desktop's own agent comes first.
    m_agent.start(program,
                  {QStringLiteral("--notify-fd"), QString::number(kNotifyDescriptor), QStringLiteral("--fallback"),
                   QStringLiteral("--process"), QString::number(QCoreApplication::applicationPid())});
    if (!m_agent.waitForStarted(kRegistrationMs))
        return;
    write.reset();
    pollfd closed{read.get(), POLLIN, 0}; // pkttyagent closes its end when polkit knows it
    ::poll(&closed, 1, kRegistrationMs);
}

} // namespace portolan::cli
