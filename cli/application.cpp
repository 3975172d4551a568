// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/application.h"

#include "cli/command_table.h"
#include "cli/report.h"
#include "cli/text.h"

#include <QCoreApplication>

namespace portolan::cli {

Application::Application(QStringList arguments, QObject *parent)
    : QObject(parent)
    , m_arguments(std::move(arguments))
{}

Application::~Application() = default;

int Application::run()
{
    if (const auto code = prepare()) {
        m_code = code;
    } else {
        connectSignals();
        m_client->start();
        QCoreApplication::exec();
    }
    if (!m_output->flush() && m_code == ExitCode::Ok)
        m_code = ExitCode::Failed; // nobody read the result, or the disk is full
    return int(m_code.value_or(ExitCode::Failed));
}

std::optional<ExitCode> Application::prepare()
{
    // Even a line that cannot be understood is answered in JSON where that was asked for.
    m_output = std::make_unique<Output>(m_arguments.contains(QStringLiteral("--json")));
    m_context.output = m_output.get();
    m_context.interrupt = &m_interrupt;
    m_context.finish = [this](ExitCode code) { finish(code); };
    auto invocation = parse(m_arguments, commandTable());
    if (!invocation) {
        m_context.fail(invocation.error());
        return exitCodeOf(invocation.error());
    }
    m_context.invocation = *invocation;
    if (invocation->version) {
        m_output->print(QStringLiteral("portolanctl " PORTOLAN_VERSION));
        return ExitCode::Ok;
    }
    if (invocation->help) {
        m_output->print(helpText(invocation->command, commandTable()).chopped(1));
        return ExitCode::Ok;
    }
    m_command = invocation->command->make();
    const auto bus = client::InitiatorClient::connectTo(invocation->bus);
    if (!bus) {
        if (!m_command->needsService()) {
            m_command->run(m_context);
            return m_code;
        }
        Error error = bus.error();
        error.code = ErrorCode::ServiceUnavailable; // without the bus there is no service
        m_context.fail(error);
        return ExitCode::Unavailable;
    }
    m_client = std::make_unique<client::InitiatorClient>(*bus);
    m_context.client = m_client.get();
    if (invocation->command->changesSomething)
        m_agent.startIfUseful(invocation->bus);
    return {};
}

void Application::connectSignals()
{
    connect(m_client.get(), &client::InitiatorClient::ready, this, [this] { handleReady(); });
    connect(m_client.get(), &client::InitiatorClient::unavailable, this,
            [this](const Error &reason) { handleUnavailable(reason); });
    connect(&m_interrupt, &Interrupt::interrupted, this, [this] {
        if (!m_running || !m_command->interrupt())
            m_context.fail({ErrorCode::Cancelled, "interrupted", 0, 0});
    });
}

void Application::handleReady()
{
    if (m_code || (m_running && !m_command->outlivesService()))
        return;
    if (m_running)
        m_output->warn(cli::tr("The service is back."));
    else
        m_command->run(m_context);
    m_running = true;
}

void Application::handleUnavailable(const Error &reason)
{
    if (m_code)
        return;
    if (!m_running && !m_command->needsService()) {
        m_context.client = nullptr;
        return m_command->run(m_context);
    }
    if (!m_running || !m_command->outlivesService())
        return m_context.fail(reason);
    m_output->warn(cli::tr("The service is gone; waiting until it is back."));
}

void Application::finish(ExitCode code)
{
    if (m_code)
        return; // the first end counts: a call may still fail afterwards
    m_code = code;
    QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
}

} // namespace portolan::cli
