// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/text.h"
#include "gui/client/initiator_client.h"

#include <QObject>

#include <functional>

namespace portolan::cli {

/// What a command works with. Lives as long as the process.
struct Context {
    client::InitiatorClient *client = nullptr; ///< Never null for a command that needs the service.
    Output *output = nullptr;
    Interrupt *interrupt = nullptr;
    Invocation invocation{};
    std::function<void(ExitCode)> finish{}; ///< Ends the process; once.

    /// Says what went wrong, in text or as the document {"error": …}, and ends the process with its code.
    void fail(const Error &error, const QString &subject = {}) const;
};

/// One command of the program. run() is called once, when the mirror is filled; it ends by context.finish().
class Command : public QObject {
public:
    /// In context "Cli", as every text of the program; QObject's would be in another one.
    static QString tr(const char *text) { return cli::tr(text); }

    virtual void run(Context &context) = 0;
    /// What is to be done when Ctrl+C is pressed; false = nothing special, end as cancelled.
    virtual bool interrupt() { return false; }
    /// Goes on when the service comes back (events --follow, stats --watch).
    [[nodiscard]] virtual bool outlivesService() const { return false; }
    /// false: without a service it runs all the same, and context.client is null (completion).
    [[nodiscard]] virtual bool needsService() const { return true; }
};

} // namespace portolan::cli
