// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/call_sequence.h"
#include "cli/text.h"
#include "common/types/portal.h"

#include <array>

namespace portolan::cli {

namespace {

struct Unit {
    const char *name;
    uint seconds;
};
constexpr std::array kUnits{Unit{"min", 60}, Unit{"m", 60}, Unit{"h", 3600}, Unit{"d", 86400}, Unit{"s", 1}};

/// "never", "15min", "2h", "1d", or a number of seconds.
Result<uint> intervalFrom(const QString &text)
{
    if (text == QStringLiteral("never"))
        return 0U;
    QString digits = text;
    uint factor = 1;
    for (const Unit &unit : kUnits) {
        if (!digits.endsWith(QLatin1String(unit.name)))
            continue;
        digits.chop(qsizetype(qstrlen(unit.name)));
        factor = unit.seconds;
        break;
    }
    bool ok = false;
    const uint number = digits.toUInt(&ok);
    if (!ok || number > kLongestRefresh || number * factor < kShortestRefresh || number * factor > kLongestRefresh)
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is not possible: it must be “never”, or 5min to 1d.").arg(text).toStdString());
    return number * factor;
}

class RefreshEvery : public Command {
public:
    void run(Context &context) override
    {
        const QString &text = context.invocation.positional.at(0);
        const auto wanted = Portal::parse(text.toStdString());
        if (!wanted)
            return context.fail(wanted.error(), text);
        const auto interval = intervalFrom(context.invocation.positional.at(1));
        if (!interval)
            return context.fail(interval.error());
        // Through each of its interfaces.
        std::vector<CallSequence::Step> steps;
        for (const auto &portal : context.client->portals()) {
            if (portal.address != QString::fromStdString(wanted->host) || portal.port != wanted->port)
                continue;
            CallSequence::Step step{{QString(), QString::fromStdString(wanted->text())}, {}};
            step.outcome.said = said(step.outcome.portal, *interval);
            step.calls.emplace_back([&client = *context.client, path = portal.path,
                                     seconds = *interval](QObject *guard, CallSequence::Answer answer) {
                client.setRefreshInterval(path, seconds, guard, std::move(answer));
            });
            steps.push_back(std::move(step));
        }
        if (steps.empty())
            return context.fail({ErrorCode::NotFound, "no such portal; “portolanctl portals” lists them", 0, 0}, text);
        (new CallSequence(&context, this))->run(std::move(steps));
    }

private:
    static QString said(const QString &portal, uint seconds)
    {
        return seconds == 0 ? tr("%1 is searched only when you ask for it.").arg(portal)
                            : tr("%1 is searched again by itself every %2.").arg(portal, durationText(seconds));
    }
};

} // namespace

CommandSpec refreshEveryCommand()
{
    return {.name = "refresh-every",
            .arguments = "ADDRESS[:PORT] never|INTERVAL",
            .summary = QT_TRANSLATE_NOOP("Cli", "Search a storage server again and again, by itself"),
            .least = 2,
            .most = 2,
            .examples = {{"refresh-every 10.0.0.5 1h",
                          QT_TRANSLATE_NOOP("Cli", "The service searches it every hour; new targets are listed, "
                                                   "none is connected.")},
                         {"refresh-every 10.0.0.5 never", QT_TRANSLATE_NOOP("Cli", "Only when you ask for it.")}},
            .completes = CommandSpec::Completes::Portals,
            .changesSomething = true,
            .make = [] { return std::make_unique<RefreshEvery>(); }};
}

} // namespace portolan::cli
