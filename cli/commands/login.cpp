// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/job_command.h"
#include "cli/json_forms.h"
#include "cli/report.h"
#include "cli/target_finder.h"
#include "cli/text.h"

#include <algorithm>

namespace portolan::cli {

namespace {

using client::NodeInfo;

QJsonArray disksForm(const std::vector<client::LunInfo> &luns, const QString &target)
{
    QJsonArray array;
    for (const auto &lun : luns)
        array.append(formOf(lun, target));
    return array;
}

QString disksText(const std::vector<client::LunInfo> &luns)
{
    QStringList disks;
    for (const auto &lun : luns)
        disks.append(QStringLiteral("%1 (%2)").arg(
            lun.bestPath().isEmpty() ? tr("LUN %1").arg(lun.lun) : lun.bestPath(), sizeText(lun.sizeBytes)));
    return disks.join(QStringLiteral(", "));
}

/// What login and logout share: nodes in, one job each or one for all, outcomes out.
class SessionCommand : public JobCommand {
protected:
    /// \return false after a complaint about the command line
    bool takesTargetsOrAll(Context &context)
    {
        m_context = &context;
        if (context.invocation.has("all") != context.invocation.positional.isEmpty()) {
            context.fail({ErrorCode::InvalidArgument, tr("Give either targets or --all.").toStdString(), 0, 0});
            return false;
        }
        return true;
    }

    [[nodiscard]] Outcome outcomeFor(const NodeInfo &node) const
    {
        Outcome outcome;
        outcome.target = node.targetName;
        outcome.portal = node.portalText();
        return outcome;
    }

    /// Nodes that the result of a "-all" job names.
    [[nodiscard]] std::vector<NodeInfo> nodesIn(const client::JobInfo &job, const char *key) const
    {
        std::vector<NodeInfo> nodes;
        for (const QVariant &path : job.result.value(QLatin1String(key)).toList()) {
            if (const auto node = m_context->client->node(path.toString()))
                nodes.push_back(*node);
        }
        return nodes;
    }

    Context *m_context = nullptr;
};

class Login : public SessionCommand {
public:
    void run(Context &context) override
    {
        if (!takesTargetsOrAll(context))
            return;
        if (context.invocation.has("all")) {
            const auto start = [&client = *context.client](QObject *guard, auto started) {
                client.loginAll(guard, std::move(started));
            };
            return runJobs(m_context, {{QString(), start}}, [this](const auto &ends) { finishedAll(ends.front()); });
        }
        std::vector<JobBatch::Item> items;
        for (const QString &text : context.invocation.positional) {
            const auto node = findNode(context.client->nodes(), text);
            if (!node)
                return context.fail(node.error(), text);
            const bool known = std::any_of(m_nodes.begin(), m_nodes.end(),
                                           [&](const NodeInfo &other) { return other.path == node->path; });
            if (known)
                continue;
            m_nodes.push_back(*node);
            items.push_back(
                {node->title(), [&client = *context.client, path = node->path](QObject *guard, auto started) {
                     client.login(path, guard, std::move(started));
                 }});
        }
        runJobs(m_context, std::move(items), [this](const auto &ends) { finished(ends); });
    }

private:
    [[nodiscard]] Outcome connected(const NodeInfo &before) const
    {
        Outcome outcome = outcomeFor(before);
        const auto node = m_context->client->node(before.path);
        const auto luns =
            m_context->client->luns(node && !node->session.isEmpty() ? node->session : QStringLiteral("/"));
        outcome.changed = before.status != dbus::NodeStatus::Connected;
        outcome.more.insert(QStringLiteral("disks"), disksForm(luns, before.targetName));
        const QString what = outcome.changed ? tr("“%1” is connected.") : tr("“%1” was connected already.");
        outcome.said =
            what.arg(before.title()) + (luns.empty() ? QString() : u' ' + tr("Disks: %1").arg(disksText(luns)));
        return outcome;
    }

    void finished(const std::vector<JobBatch::Ended> &ends)
    {
        std::vector<Outcome> outcomes;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            Outcome outcome = ends[i].error ? outcomeFor(m_nodes[i]) : connected(m_nodes[i]);
            outcome.error = ends[i].error;
            for (const QString &warning : ends[i].job.result.value(QStringLiteral("warnings")).toStringList())
                outcome.warnings.append(warningText(warning, m_nodes[i]));
            outcomes.push_back(std::move(outcome));
        }
        reportOutcomes(*m_context, outcomes);
    }

    void finishedAll(const JobBatch::Ended &end)
    {
        const auto failed = nodesIn(end.job, "failed");
        const auto all = nodesIn(end.job, "nodes");
        if (end.error && failed.empty())
            return m_context->fail(*end.error);
        std::vector<Outcome> outcomes;
        for (const NodeInfo &node : all) {
            const bool bad = std::any_of(failed.begin(), failed.end(),
                                         [&](const NodeInfo &other) { return other.path == node.path; });
            if (bad)
                continue;
            outcomes.push_back(connected(node));
            outcomes.back().changed = true;
        }
        for (const NodeInfo &node : failed) {
            Outcome outcome = outcomeFor(node);
            outcome.error = node.error().value_or(Error{ErrorCode::TimedOut, "no login yet", 0, 0});
            outcomes.push_back(std::move(outcome));
        }
        if (outcomes.empty() && !m_context->output->json())
            m_context->output->print(tr("Nothing to do: no target is marked “at start” and not connected."));
        reportOutcomes(*m_context, outcomes);
    }

    static QString warningText(const QString &code, const NodeInfo &node)
    {
        return code == QStringLiteral("no-luns")
                   ? tr("“%1” is connected but has no LUN (disk) for this computer; assign one on the storage server.")
                         .arg(node.title())
                   : code;
    }

    std::vector<NodeInfo> m_nodes;
};

class Logout : public SessionCommand {
public:
    void run(Context &context) override
    {
        if (!takesTargetsOrAll(context))
            return;
        const bool force = context.invocation.has("force");
        if (context.invocation.has("all")) {
            const auto start = [&client = *context.client, force](QObject *guard, auto started) {
                client.logoutAll(force, guard, std::move(started));
            };
            return runJobs(m_context, {{QString(), start}}, [this](const auto &ends) { finishedAll(ends.front()); });
        }
        std::vector<JobBatch::Item> items;
        for (const QString &text : context.invocation.positional) {
            const auto nodes = findNodes(context.client->nodes(), text);
            if (!nodes)
                return context.fail(nodes.error(), text);
            addNodes(*nodes, force, items);
        }
        if (items.empty())
            return reportOutcomes(context, m_idle);
        runJobs(m_context, std::move(items), [this](const auto &ends) { finished(ends); });
    }

private:
    /// Every node of the target that is connected or wants to be.
    void addNodes(const std::vector<NodeInfo> &nodes, bool force, std::vector<JobBatch::Item> &items)
    {
        const auto idle = [](const NodeInfo &node) {
            return node.session.isEmpty() &&
                   (node.status == dbus::NodeStatus::Disconnected || node.status == dbus::NodeStatus::Missing);
        };
        if (std::all_of(nodes.begin(), nodes.end(), idle)) {
            Outcome outcome = outcomeFor(nodes.front());
            outcome.changed = false;
            outcome.said = tr("“%1” is not connected.").arg(nodes.front().title());
            m_idle.push_back(std::move(outcome));
            return;
        }
        for (const NodeInfo &node : nodes) {
            const bool known = std::any_of(m_nodes.begin(), m_nodes.end(),
                                           [&](const NodeInfo &other) { return other.path == node.path; });
            if (idle(node) || known)
                continue;
            m_nodes.push_back(node);
            items.push_back(
                {node.title(), [&client = *m_context->client, path = node.path, force](QObject *guard, auto started) {
                     client.logout(path, force, guard, std::move(started));
                 }});
        }
    }

    void finished(const std::vector<JobBatch::Ended> &ends)
    {
        std::vector<Outcome> outcomes = m_idle;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            Outcome outcome = outcomeFor(m_nodes[i]);
            outcome.error = ends[i].error;
            outcome.blockers = ends[i].job.blockers;
            outcome.said = tr("Logged out from “%1”.").arg(m_nodes[i].title());
            outcomes.push_back(std::move(outcome));
        }
        reportOutcomes(*m_context, outcomes);
    }

    [[nodiscard]] bool isOn(const client::DeviceUser &user, const NodeInfo &node) const
    {
        return std::ranges::any_of(m_context->client->luns(node.session), [&user](const client::LunInfo &lun) {
            if (lun.device.isEmpty() || !user.device.startsWith(lun.device))
                return false;
            const QStringView partition = QStringView(user.device).mid(lun.device.size());
            return partition.isEmpty() || // sda1, but loop0p1
                   (lun.device.back().isDigit() ? partition.front() == u'p' : partition.front().isDigit());
        });
    }

    /// The job tells the users of all disks together. What stands on no disk itself, as a volume, may be on any.
    [[nodiscard]] std::vector<client::DeviceUser> usersOn(const NodeInfo &node, std::vector<client::DeviceUser> users,
                                                          const std::vector<NodeInfo> &all) const
    {
        std::erase_if(users, [&](const client::DeviceUser &user) {
            const auto there = [&](const NodeInfo &other) { return other.path != node.path && isOn(user, other); };
            return !isOn(user, node) && std::ranges::any_of(all, there);
        });
        return users;
    }

    void finishedAll(const JobBatch::Ended &end)
    {
        std::vector<Outcome> outcomes;
        const auto failed = nodesIn(end.job, "failed");
        for (const NodeInfo &node : nodesIn(end.job, "nodes")) {
            const bool bad = std::any_of(failed.begin(), failed.end(),
                                         [&](const NodeInfo &other) { return other.path == node.path; });
            if (bad)
                continue;
            outcomes.push_back(outcomeFor(node));
            outcomes.back().said = tr("Logged out from “%1”.").arg(node.title());
        }
        for (const NodeInfo &node : failed) {
            outcomes.push_back(outcomeFor(node));
            outcomes.back().blockers = usersOn(node, end.job.blockers, failed);
            // The job tells one error, which may be another session's.
            outcomes.back().error =
                outcomes.back().blockers.empty()
                    ? Error{ErrorCode::TransportFailed, "the logout failed; the events say why", 0, 0}
                    : Error{ErrorCode::DeviceBusy, "the disks are in use", 0, 0};
        }
        if (end.error && failed.empty()) {
            Outcome outcome;
            outcome.error = end.error;
            outcome.blockers = end.job.blockers;
            outcomes.push_back(std::move(outcome));
        }
        if (outcomes.empty() && !m_context->output->json())
            m_context->output->print(tr("Nothing was connected."));
        reportOutcomes(*m_context, outcomes);
    }

    std::vector<NodeInfo> m_nodes;
    std::vector<Outcome> m_idle;
};

} // namespace

CommandSpec loginCommand()
{
    return {.name = "login",
            .arguments = "TARGET… | --all",
            .summary = QT_TRANSLATE_NOOP("Cli", "Connect targets, so that their disks appear"),
            .most = kMany,
            .options = {{"all", nullptr,
                         QT_TRANSLATE_NOOP("Cli", "Every target that is marked “at start” and not connected.")}},
            .examples = {{"login iqn.2001-04.com.example:disk1", QT_TRANSLATE_NOOP("Cli", "Connects one target.")},
                         {"login disk1@10.0.0.6",
                          QT_TRANSLATE_NOOP("Cli", "The same by the end of its name, through one of its portals.")}},
            .completes = CommandSpec::Completes::Targets,
            .changesSomething = true,
            .make = [] { return std::make_unique<Login>(); }};
}

CommandSpec logoutCommand()
{
    return {
        .name = "logout",
        .arguments = "TARGET… | --all [--force]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Disconnect targets; refuses while their disks are in use"),
        .most = kMany,
        .options = {{"all", nullptr, QT_TRANSLATE_NOOP("Cli", "Every session.")},
                    {"force", nullptr,
                     QT_TRANSLATE_NOOP("Cli", "Even if disks are in use; what was not written is lost.")}},
        .examples = {{"logout disk1", QT_TRANSLATE_NOOP("Cli", "Names who uses the disk, or takes it away safely.")}},
        .completes = CommandSpec::Completes::Targets,
        .changesSomething = true,
        .make = [] { return std::make_unique<Logout>(); }};
}

} // namespace portolan::cli
