// SPDX-License-Identifier: GPL-3.0-or-later
// Rescan, reconnect, forget, and this computer's name.
#include "cli/commands/commands.h"

#include "cli/call_sequence.h"
#include "cli/job_command.h"
#include "cli/json_forms.h"
#include "cli/report.h"
#include "cli/target_finder.h"
#include "cli/text.h"
#include "common/types/portal.h"

#include <algorithm>

namespace portolan::cli {

namespace {

using client::NodeInfo;

/// Nodes of all targets that the line names, each once. \return nothing after a complaint
std::optional<std::vector<NodeInfo>> nodesNamed(Context &context)
{
    std::vector<NodeInfo> all;
    for (const QString &text : context.invocation.positional) {
        const auto nodes = findNodes(context.client->nodes(), text);
        if (!nodes) {
            context.fail(nodes.error(), text);
            return {};
        }
        for (const NodeInfo &node : *nodes) {
            if (std::none_of(all.begin(), all.end(), [&](const NodeInfo &other) { return other.path == node.path; }))
                all.push_back(node);
        }
    }
    return all;
}

/// As above, but only those with a session; NotFound if there is none.
std::optional<std::vector<NodeInfo>> connectedNodes(Context &context)
{
    auto nodes = nodesNamed(context);
    if (!nodes)
        return {};
    std::erase_if(*nodes, [](const NodeInfo &node) { return node.session.isEmpty(); });
    if (nodes->empty()) {
        context.fail({ErrorCode::NotFound, "not connected", 0, 0}, context.invocation.positional.join(u' '));
        return {};
    }
    return nodes;
}

class Rescan : public JobCommand {
public:
    void run(Context &context) override
    {
        const auto nodes = connectedNodes(context);
        if (!nodes)
            return;
        m_context = &context;
        m_nodes = *nodes;
        std::vector<JobBatch::Item> items;
        for (const NodeInfo &node : m_nodes)
            items.push_back(
                {node.title(), [&client = *context.client, session = node.session](QObject *guard, auto started) {
                     client.rescan(session, guard, std::move(started));
                 }});
        runJobs(&context, std::move(items), [this](const auto &ends) { finished(ends); });
    }

private:
    void finished(const std::vector<JobBatch::Ended> &ends)
    {
        std::vector<Outcome> outcomes;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            Outcome outcome{m_nodes[i].targetName, m_nodes[i].portalText()};
            outcome.error = ends[i].error;
            const auto luns = m_context->client->luns(m_nodes[i].session);
            QJsonArray disks;
            for (const auto &lun : luns)
                disks.append(formOf(lun, m_nodes[i].targetName));
            outcome.more.insert(QStringLiteral("disks"), disks);
            outcome.said = tr("“%1” was looked through; LUNs: %2.").arg(m_nodes[i].title()).arg(luns.size());
            outcomes.push_back(std::move(outcome));
        }
        reportOutcomes(*m_context, outcomes);
    }

    Context *m_context = nullptr;
    std::vector<NodeInfo> m_nodes;
};

class Reconnect : public Command {
public:
    void run(Context &context) override
    {
        const auto nodes = connectedNodes(context);
        if (!nodes)
            return;
        std::vector<CallSequence::Step> steps;
        for (const NodeInfo &node : *nodes) {
            CallSequence::Step step{{node.targetName, node.portalText()}, {}};
            step.outcome.said = tr("“%1” is tried again now.").arg(node.title());
            step.calls.emplace_back(
                [&client = *context.client, session = node.session](QObject *guard, CallSequence::Answer answer) {
                    client.reconnect(session, guard, std::move(answer));
                });
            steps.push_back(std::move(step));
        }
        (new CallSequence(&context, this))->run(std::move(steps));
    }
};

class Forget : public Command {
public:
    void run(Context &context) override
    {
        const auto nodes = nodesNamed(context);
        if (!nodes)
            return;
        std::vector<CallSequence::Step> steps;
        for (const NodeInfo &node : *nodes) {
            CallSequence::Step step{{node.targetName, node.portalText()}, {}};
            step.outcome.said = tr("“%1” at %2 is forgotten.").arg(node.title(), node.portalText());
            step.calls.emplace_back(
                [&client = *context.client, path = node.path](QObject *guard, CallSequence::Answer answer) {
                    client.removeNode(path, guard, std::move(answer));
                });
            steps.push_back(std::move(step));
        }
        (new CallSequence(&context, this))->run(std::move(steps));
    }
};

class ForgetPortal : public Command {
public:
    void run(Context &context) override
    {
        const QString &text = context.invocation.positional.constFirst();
        const auto wanted = Portal::parse(text.toStdString());
        if (!wanted)
            return context.fail(wanted.error(), text);
        for (const auto &portal : context.client->portals()) {
            if (portal.address != QString::fromStdString(wanted->host) || portal.port != wanted->port)
                continue;
            CallSequence::Step step{{QString(), QString::fromStdString(wanted->text())}, {}};
            step.outcome.said = tr("%1 is forgotten; its targets stay in the list.").arg(step.outcome.portal);
            step.calls.emplace_back(
                [&client = *context.client, path = portal.path](QObject *guard, CallSequence::Answer answer) {
                    client.removePortal(path, guard, std::move(answer));
                });
            return (new CallSequence(&context, this))->run({std::move(step)});
        }
        context.fail({ErrorCode::NotFound, "no such portal; “portolanctl portals” lists them", 0, 0}, text);
    }
};

class InitiatorName : public Command {
public:
    void run(Context &context) override
    {
        if (context.invocation.positional.isEmpty()) {
            print(context, context.client->manager().initiatorName, false);
            return context.finish(ExitCode::Ok);
        }
        const QString name = context.invocation.positional.constFirst();
        context.client->setInitiatorName(name, this, [&context, name](const Result<> &result) {
            if (!result)
                return context.fail(result.error(), name);
            print(context, name, true);
            if (!context.client->sessions().empty())
                context.output->warn(tr("Sessions keep the old name until their next login."));
            context.finish(ExitCode::Ok);
        });
    }

private:
    static void print(const Context &context, const QString &name, bool changed)
    {
        if (context.output->json())
            context.output->document({{QStringLiteral("initiator_name"), name}, {QStringLiteral("changed"), changed}});
        else
            context.output->print(name);
    }
};

} // namespace

CommandSpec rescanCommand()
{
    return {
        .name = "rescan",
        .arguments = "TARGET…",
        .summary = QT_TRANSLATE_NOOP("Cli", "Look for new, gone and resized disks"),
        .least = 1,
        .most = kMany,
        .examples = {{"rescan disk1", QT_TRANSLATE_NOOP("Cli", "After a disk was made larger on the storage server.")}},
        .completes = CommandSpec::Completes::Targets,
        .changesSomething = true,
        .make = [] { return std::make_unique<Rescan>(); }};
}

CommandSpec reconnectCommand()
{
    return {
        .name = "reconnect",
        .arguments = "TARGET…",
        .summary = QT_TRANSLATE_NOOP("Cli", "Try a lost connection now instead of waiting"),
        .least = 1,
        .most = kMany,
        .examples = {{"reconnect disk1", QT_TRANSLATE_NOOP("Cli", "When you know that the storage server is back.")}},
        .completes = CommandSpec::Completes::Targets,
        .changesSomething = true,
        .make = [] { return std::make_unique<Reconnect>(); }};
}

CommandSpec forgetCommand()
{
    return {.name = "forget",
            .arguments = "TARGET…",
            .summary = QT_TRANSLATE_NOOP("Cli", "Remove targets from the list, with their settings and passwords"),
            .least = 1,
            .most = kMany,
            .examples = {{"forget disk1", QT_TRANSLATE_NOOP("Cli", "Not possible while it is connected.")}},
            .completes = CommandSpec::Completes::Targets,
            .changesSomething = true,
            .make = [] { return std::make_unique<Forget>(); }};
}

CommandSpec forgetPortalCommand()
{
    return {.name = "forget-portal",
            .arguments = "ADDRESS[:PORT]",
            .summary = QT_TRANSLATE_NOOP("Cli", "Remove a searched storage server; its targets stay"),
            .least = 1,
            .most = 1,
            .examples = {{"forget-portal 10.0.0.5", QT_TRANSLATE_NOOP("Cli", "“portals” lists them.")}},
            .completes = CommandSpec::Completes::Portals,
            .changesSomething = true,
            .make = [] { return std::make_unique<ForgetPortal>(); }};
}

CommandSpec initiatorNameCommand()
{
    return {.name = "initiator-name",
            .arguments = "[NEW]",
            .summary = QT_TRANSLATE_NOOP("Cli", "Show or change this computer's iSCSI name"),
            .most = 1,
            .examples = {{"initiator-name", QT_TRANSLATE_NOOP("Cli", "The name to allow on the storage server.")},
                         {"initiator-name iqn.2026-10.org.example:desk",
                          QT_TRANSLATE_NOOP("Cli", "Used from the next login on.")}},
            .changesSomething = true,
            .make = [] { return std::make_unique<InitiatorName>(); }};
}

} // namespace portolan::cli
