// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/command.h"
#include "cli/json_forms.h"
#include "cli/target_finder.h"
#include "cli/text.h"
#include "cli/tones.h"
#include "gui/client/sentences.h"

#include <algorithm>
#include <deque>

namespace portolan::cli {

namespace {

constexpr uint kPage = 1000; ///< The most that one call gives.
constexpr int kShown = 50;

/// The latest events, and with --follow those to come.
class Events : public Command {
public:
    void run(Context &context) override
    {
        m_context = &context;
        const Invocation &given = context.invocation;
        m_follow = given.has("follow");
        if (given.has("most")) {
            bool ok = false;
            m_most = given.value("most").toInt(&ok);
            if (!ok || m_most < 0)
                return context.fail({ErrorCode::InvalidArgument, tr("--most must be a number.").toStdString(), 0, 0});
        }
        if (!given.positional.isEmpty()) {
            const auto nodes = findNodes(context.client->nodes(), given.positional.constFirst());
            if (!nodes)
                return context.fail(nodes.error(), given.positional.constFirst());
            m_target = nodes->front().targetName;
        }
        if (m_follow) // before the list is asked for: nothing is missed in between
            connect(context.client, &client::InitiatorClient::eventHappened, this,
                    [this](const client::EventInfo &event) { happened(event); });
        fetch(0);
    }

    bool interrupt() override
    {
        if (!m_follow)
            return false;
        m_context->finish(ExitCode::Ok);
        return true;
    }

    [[nodiscard]] bool outlivesService() const override { return m_follow; }

private:
    [[nodiscard]] bool wanted(const client::EventInfo &event) const
    {
        return m_target.isEmpty() || event.source == m_target ||
               event.details.value(QStringLiteral("target")).toString() == m_target;
    }

    /// The service gives the oldest first; what is wanted is the end.
    void fetch(quint64 after)
    {
        m_context->client->events(after, kPage, {}, this, [this](const Result<std::vector<client::EventInfo>> &page) {
            if (!page)
                return m_context->fail(page.error());
            for (const auto &event : *page) {
                m_seen = std::max(m_seen, event.id);
                if (!wanted(event))
                    continue;
                m_last.push_back(event);
                if (m_last.size() > std::size_t(m_most))
                    m_last.pop_front();
            }
            if (page->size() == kPage)
                return fetch(m_seen);
            showLast();
        });
    }

    void showLast()
    {
        if (m_context->output->json() && !m_follow) {
            QJsonArray array;
            for (const auto &event : m_last)
                array.append(formOf(event));
            m_context->output->document({{QStringLiteral("events"), array}});
        } else {
            for (const auto &event : m_last)
                show(event);
        }
        if (m_last.empty() && !m_follow && !m_context->output->json())
            m_context->output->warn(tr("Nothing has happened yet."));
        m_last.clear();
        if (!m_follow)
            return m_context->finish(ExitCode::Ok);
        m_listed = true;
        for (const auto &event : m_early) {
            if (event.id > m_seen)
                show(event);
        }
        m_early.clear();
    }

    void happened(const client::EventInfo &event)
    {
        if (!wanted(event))
            return;
        if (m_listed)
            show(event);
        else
            m_early.push_back(event);
    }

    void show(const client::EventInfo &event)
    {
        if (m_context->output->json())
            return m_context->output->jsonLine(formOf(event));
        const QString severity = wordFor(event.severity).leftJustified(7);
        m_context->output->print(QStringLiteral("%1  %2  %3")
                                     .arg(timeText(event.time),
                                          painted(severity, toneOf(event.severity), m_context->output->colours()),
                                          client::sentenceOf(event)));
        if (m_follow)
            (void)m_context->output->flush();
    }

    static QString wordFor(dbus::Severity severity)
    {
        switch (severity) {
        case dbus::Severity::Debug:
            return tr("debug");
        case dbus::Severity::Info:
            return tr("info");
        case dbus::Severity::Warning:
            return tr("warning");
        case dbus::Severity::Error:
            return tr("error");
        }
        return tr("info");
    }

    Context *m_context = nullptr;
    QString m_target;
    std::deque<client::EventInfo> m_last;
    std::vector<client::EventInfo> m_early; ///< Happened while the list was fetched.
    quint64 m_seen = 0;
    int m_most = kShown;
    bool m_follow = false, m_listed = false;
};

} // namespace

CommandSpec eventsCommand()
{
    return {
        .name = "events",
        .arguments = "[TARGET] [--follow]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Show what has happened"),
        .most = 1,
        .options = {{"follow", nullptr, QT_TRANSLATE_NOOP("Cli", "Go on with what happens from now on, until Ctrl+C.")},
                    {"most", "N", QT_TRANSLATE_NOOP("Cli", "How many of the past ones (default 50).")}},
        .examples = {{"events disk1", QT_TRANSLATE_NOOP("Cli", "The last 50 events of one target.")},
                     {"events --follow --json", QT_TRANSLATE_NOOP("Cli", "One JSON object per line, for a monitor.")}},
        .completes = CommandSpec::Completes::Targets,
        .make = [] { return std::make_unique<Events>(); }};
}

} // namespace portolan::cli
