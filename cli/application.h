// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/polkit_agent.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace portolan::cli {

/// From the command line to the exit code: takes it apart, connects, runs one command, ends.
class Application : public QObject {
    Q_OBJECT

public:
    explicit Application(QStringList arguments, QObject *parent = nullptr);
    ~Application() override;

    /// Needs a running QCoreApplication. \return the exit code
    int run();

private:
    /// The exit code, if the line needs no service.
    std::optional<ExitCode> prepare();
    void connectSignals();
    void handleReady();
    void handleUnavailable(const Error &reason);
    void finish(ExitCode code);

    const QStringList m_arguments;
    Interrupt m_interrupt;
    std::unique_ptr<Output> m_output;
    std::unique_ptr<client::InitiatorClient> m_client;
    std::unique_ptr<Command> m_command;
    PolkitAgent m_agent;
    Context m_context;
    std::optional<ExitCode> m_code;
    bool m_running = false;
};

} // namespace portolan::cli
