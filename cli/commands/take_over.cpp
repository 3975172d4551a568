// SPDX-License-Identifier: GPL-3.0-or-later
// Making the session of another program ours.
#include "cli/commands/commands.h"

#include "cli/job_command.h"
#include "cli/report.h"
#include "cli/text.h"

#include <algorithm>

namespace portolan::cli {

namespace {

using client::SessionInfo;

/// Sessions of other programs by what a person calls them: the id of one, or the name of their target or its end.
std::vector<SessionInfo> foreignSessions(const std::vector<SessionInfo> &all, const QString &text)
{
    std::vector<SessionInfo> found;
    bool isNumber = false;
    const uint id = text.toUInt(&isNumber);
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const SessionInfo &session) {
        const bool named = session.targetName == text.toLower() || session.targetName.endsWith(u':' + text.toLower());
        return session.foreign && (named || (isNumber && session.id == id));
    });
    return found;
}

class TakeOver : public JobCommand {
public:
    void run(Context &context) override
    {
        m_context = &context;
        std::vector<JobBatch::Item> items;
        for (const QString &text : context.invocation.positional) {
            const auto found = foreignSessions(context.client->sessions(), text);
            if (found.empty())
                return context.fail({ErrorCode::NotFound, "no session of another program fits", 0, 0}, text);
            for (const SessionInfo &session : found) {
                m_sessions.push_back(session);
                items.push_back({session.targetName,
                                 [&client = *context.client, path = session.path](QObject *guard, auto started) {
                                     client.takeOver(path, guard, std::move(started));
                                 }});
            }
        }
        runJobs(&context, std::move(items), [this](const auto &ends) { finished(ends); });
    }

private:
    void finished(const std::vector<JobBatch::Ended> &ends)
    {
        std::vector<Outcome> outcomes;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const SessionInfo &session = m_sessions[i];
            Outcome outcome{session.targetName, session.persistentPortal};
            outcome.error = ends[i].error;
            outcome.said = tr("The session with “%1” is Portolan's now.").arg(session.targetName);
            if (!outcome.error && ends[i]
                                      .job.result.value(QStringLiteral("warnings"))
                                      .toStringList()
                                      .contains(QStringLiteral("secret-not-taken")))
                outcome.warnings << tr("Its password could not be taken over; set it, or the session cannot come back "
                                       "after a break: portolanctl set-chap %1 --name NAME")
                                        .arg(session.targetName);
            outcomes.push_back(std::move(outcome));
        }
        reportOutcomes(*m_context, outcomes);
    }

    Context *m_context = nullptr;
    std::vector<SessionInfo> m_sessions;
};

} // namespace

CommandSpec takeOverCommand()
{
    return {.name = "take-over",
            .arguments = "TARGET|SESSION…",
            .summary = QT_TRANSLATE_NOOP("Cli", "Make sessions of another program Portolan's, with their settings"),
            .least = 1,
            .most = kMany,
            .examples = {{"take-over iqn.2004-04.example:disk1",
                          QT_TRANSLATE_NOOP("Cli", "After iscsid was ended; its disks go on and notice nothing.")}},
            .completes = CommandSpec::Completes::Targets,
            .changesSomething = true,
            .make = [] { return std::make_unique<TakeOver>(); }};
}

} // namespace portolan::cli
