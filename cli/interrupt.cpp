// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace portolan::cli {

namespace {

constexpr int kSecondInterrupt = 130; ///< What shells use for "ended by SIGINT".

// A signal handler can reach nothing but globals; these are written once, before it is installed.
std::array<int, 2> pipeEnds{-1, -1};     // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t received = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void handleSignal(int)
{
    if (received != 0)
        ::_exit(kSecondInterrupt);
    received = 1;
    const char byte = 0;
    (void)!::write(pipeEnds[1], &byte, 1);
}

int openPipe() { return ::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) == 0 ? pipeEnds[0] : -1; }

void install(void (*handler)(int))
{
    struct sigaction action {};
    action.sa_handler = handler; // without SA_RESTART: a read from the terminal must end
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
    , m_notifier(openPipe(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier.setEnabled(false);
        m_happened = true;
        emit interrupted();
    });
    install(&handleSignal);
}

Interrupt::~Interrupt()
{
    install(SIG_DFL);
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace portolan::cli
