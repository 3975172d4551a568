// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/call_sequence.h"
#include "cli/job_command.h"
#include "cli/json_forms.h"
#include "cli/report.h"
#include "cli/secret_input.h"
#include "cli/text.h"
#include "common/types/network_interface.h"
#include "common/types/portal.h"
#include "gui/client/sentences.h"

namespace portolan::cli {

namespace {

constexpr uint kLongestTimeoutSeconds = 600;
constexpr const char *kInterfaceHelp =
    QT_TRANSLATE_NOOP("Cli", "Connect through this network device (eth1) or from this address (10.0.0.7).");

Result<Portal> portalFrom(const QString &text, std::uint16_t defaultPort = kDefaultPort)
{
    const auto portal = Portal::parse(text.toStdString(), defaultPort);
    if (!portal)
        return fail(
            ErrorCode::InvalidArgument,
            tr("“%1” is not an address: %2.").arg(text, QString::fromStdString(portal.error().message)).toStdString());
    return *portal;
}

Result<QString> interfaceFrom(const Invocation &invocation)
{
    const QString text = invocation.value("interface");
    const auto interface = NetworkInterface::parse(text.toStdString());
    if (!interface)
        return fail(
            ErrorCode::InvalidArgument,
            tr("--interface “%1”: %2.").arg(text, QString::fromStdString(interface.error().message)).toStdString());
    return QString::fromStdString(interface->text());
}

/// From the option's descriptor, or by asking.
Result<Secret> secretFor(const Invocation &invocation, const char *option, const QString &prompt)
{
    auto secret = invocation.has(option) ? secretFromDescriptor(invocation.value(option)) : secretFromTerminal(prompt);
    if (!secret)
        return secret;
    if (const auto ok = checkLength(*secret); !ok)
        return fail(ok.error());
    return secret;
}

class Discover : public JobCommand {
public:
    void run(Context &context) override
    {
        m_context = &context;
        const auto portal = portalFrom(context.invocation.positional.constFirst(),
                                       context.invocation.has("isns") ? kDefaultIsnsPort : kDefaultPort);
        if (!portal)
            return context.fail(portal.error());
        const auto options = optionsFrom(context.invocation);
        if (!options)
            return context.fail(options.error());
        m_portal = QString::fromStdString(portal->text());
        const auto start = [&client = *context.client, portal = *portal, options = *options](QObject *guard,
                                                                                             auto started) {
            client.discover(QString::fromStdString(portal.host), portal.port, options, guard, std::move(started));
        };
        runJobs(&context, {{m_portal, start}}, [this](const auto &ends) { finished(ends.front()); });
    }

private:
    static Result<client::InitiatorClient::DiscoverOptions> optionsFrom(const Invocation &invocation)
    {
        client::InitiatorClient::DiscoverOptions options;
        options.isns = invocation.has("isns");
        options.probe = true;
        for (const char *const option : {"name", "secret-fd", "target-name", "target-secret-fd"}) {
            if (options.isns && invocation.has(option))
                return fail(ErrorCode::InvalidArgument, tr("--%1 has no use with --isns, which knows no passwords.")
                                                            .arg(QLatin1String(option))
                                                            .toStdString());
        }
        options.username = invocation.value("name");
        options.usernameIn = invocation.value("target-name");
        const auto interface = interfaceFrom(invocation);
        if (!interface)
            return fail(interface.error());
        options.interface = *interface;
        if (options.username.isEmpty() && (invocation.has("secret-fd") || !options.usernameIn.isEmpty()))
            return fail(ErrorCode::InvalidArgument,
                        tr("A password needs --name, and --target-name needs it too.").toStdString());
        if (invocation.has("timeout")) {
            bool ok = false;
            const uint seconds = invocation.value("timeout").toUInt(&ok);
            if (!ok || seconds < 1 || seconds > kLongestTimeoutSeconds)
                return fail(ErrorCode::InvalidArgument,
                            tr("--timeout must be 1 to %1 seconds.").arg(kLongestTimeoutSeconds).toStdString());
            options.timeoutMs = seconds * 1000;
        }
        if (!options.username.isEmpty()) {
            auto secret = secretFor(invocation, "secret-fd", tr("Password of %1: ").arg(options.username));
            if (!secret)
                return fail(secret.error());
            options.secret = std::move(*secret);
        }
        if (!options.usernameIn.isEmpty()) {
            auto secret = secretFor(invocation, "target-secret-fd",
                                    tr("The target's own password (%1): ").arg(options.usernameIn));
            if (!secret)
                return fail(secret.error());
            options.secretIn = std::move(*secret);
        }
        return options;
    }

    [[nodiscard]] std::vector<client::NodeInfo> nodesIn(const QVariantMap &result, const char *key) const
    {
        std::vector<client::NodeInfo> nodes;
        for (const QVariant &path : result.value(QLatin1String(key)).toList()) {
            if (const auto node = m_context->client->node(path.toString()))
                nodes.push_back(*node);
        }
        return nodes;
    }

    void finished(const JobBatch::Ended &end)
    {
        if (end.error)
            return m_context->fail(*end.error, m_portal);
        const QVariantMap &result = end.job.result;
        const auto fresh = result.value(QStringLiteral("new")).toList();
        const auto silent = result.value(QStringLiteral("silent")).toList();
        const auto warnings = result.value(QStringLiteral("warnings")).toStringList();
        if (m_context->output->json()) {
            QJsonArray found, missing;
            for (const auto &node : nodesIn(result, "nodes")) {
                QJsonObject form = formOf(node);
                form.insert(QStringLiteral("new"), fresh.contains(node.path));
                form.insert(QStringLiteral("answers"), !silent.contains(node.path));
                found.append(form);
            }
            for (const auto &node : nodesIn(result, "missing"))
                missing.append(formOf(node));
            m_context->output->document({{QStringLiteral("portal"), m_portal},
                                         {QStringLiteral("nodes"), found},
                                         {QStringLiteral("missing"), missing},
                                         {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}});
            return m_context->finish(ExitCode::Ok);
        }
        Table table({tr("TARGET"), tr("PORTAL"), tr("STATE"), tr("FOUND")});
        for (const auto &node : nodesIn(result, "nodes")) {
            const bool mute = silent.contains(node.path);
            table.add(
                {node.targetName, node.portalText(),
                 mute ? Table::Cell{tr("does not answer"), Tone::Warning} : Table::Cell{client::wordOf(node.status)},
                 fresh.contains(node.path) ? tr("new") : tr("known")});
        }
        for (const auto &node : nodesIn(result, "missing"))
            table.add({node.targetName,
                       node.portalText(),
                       client::wordOf(node.status),
                       {tr("no longer there"), Tone::Warning}});
        if (table.empty())
            m_context->output->warn(
                (m_context->invocation.has("isns")
                     ? tr("%1 answers but knows no target for this computer; put its initiator name %2 into the "
                          "discovery domain of the targets there.")
                     : tr("%1 answers but has no target for this computer; its initiator name there must be %2."))
                    .arg(m_portal, m_context->client->manager().initiatorName));
        else
            m_context->output->print(table);
        for (const QString &warning : warnings)
            m_context->output->warn(warning);
        m_context->finish(ExitCode::Ok);
    }

    Context *m_context = nullptr;
    QString m_portal;
};

class AddNode : public Command {
public:
    void run(Context &context) override
    {
        const QStringList &given = context.invocation.positional;
        const auto portal = portalFrom(given.at(1));
        if (!portal)
            return context.fail(portal.error());
        QVariantMap settings{{QStringLiteral("target_name"), given.at(0)},
                             {QStringLiteral("address"), QString::fromStdString(portal->host)},
                             {QStringLiteral("port"), QVariant::fromValue(ushort(portal->port))}};
        if (context.invocation.has("portal-group")) {
            bool ok = false;
            const ushort group = context.invocation.value("portal-group").toUShort(&ok);
            if (!ok)
                return context.fail(
                    {ErrorCode::InvalidArgument, tr("--portal-group must be 0 to 65535.").toStdString(), 0, 0});
            settings.insert(QStringLiteral("tpgt"), QVariant::fromValue(group));
        }
        const auto interface = interfaceFrom(context.invocation);
        if (!interface)
            return context.fail(interface.error());
        if (!interface->isEmpty())
            settings.insert(QStringLiteral("interface"), *interface);
        Outcome outcome{given.at(0), QString::fromStdString(portal->text())};
        outcome.said = tr("“%1” at %2 is in the list now.").arg(outcome.target, outcome.portal);
        (new CallSequence(&context, this))
            ->run({{outcome, {[&client = *context.client, settings](QObject *guard, CallSequence::Answer answer) {
                        client.addNode(settings, guard, [answer = std::move(answer)](const Result<QString> &node) {
                            if (!node)
                                return answer(fail(node.error()));
                            answer({});
                        });
                    }}}});
    }
};

} // namespace

CommandSpec discoverCommand()
{
    return {
        .name = "discover",
        .arguments = "ADDRESS[:PORT]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Ask a storage server which targets it has"),
        .least = 1,
        .most = 1,
        .options =
            {{"isns", nullptr, QT_TRANSLATE_NOOP("Cli", "Ask an iSNS server, which knows the targets of others.")},
             {"name", "NAME", QT_TRANSLATE_NOOP("Cli", "CHAP name for the search itself; asks for the password.")},
             {"secret-fd", "FD", QT_TRANSLATE_NOOP("Cli", "Read that password from a file descriptor instead.")},
             {"target-name", "NAME", QT_TRANSLATE_NOOP("Cli", "CHAP name with which the server must prove itself.")},
             {"target-secret-fd", "FD", QT_TRANSLATE_NOOP("Cli", "Read the server's password from a file descriptor.")},
             {"interface", "INTERFACE", kInterfaceHelp},
             {"timeout", "SECONDS", QT_TRANSLATE_NOOP("Cli", "Give up after so long (default 30).")}},
        .examples = {{"discover 10.0.0.5",
                      QT_TRANSLATE_NOOP("Cli", "Lists the targets of that server and remembers them.")},
                     {"discover 10.0.0.5 --interface eth1",
                      QT_TRANSLATE_NOOP("Cli", "Searches and later connects through this network device.")},
                     {"discover --isns 10.0.0.9",
                      QT_TRANSLATE_NOOP("Cli", "Lists the targets that this computer may see, of all servers there.")},
                     {"discover [fe80::1%eth0]:3261 --name me",
                      QT_TRANSLATE_NOOP("Cli", "Another port, and a search that needs a password.")}},
        .changesSomething = true,
        .make = [] { return std::make_unique<Discover>(); }};
}

CommandSpec addNodeCommand()
{
    return {.name = "add-node",
            .arguments = "TARGET ADDRESS[:PORT]",
            .summary = QT_TRANSLATE_NOOP("Cli", "Add a target by hand that no search names"),
            .least = 2,
            .most = 2,
            .options = {{"portal-group", "TAG", QT_TRANSLATE_NOOP("Cli", "Its target portal group tag, if known.")},
                        {"interface", "INTERFACE", kInterfaceHelp}},
            .examples = {{"add-node iqn.2001-04.com.example:disk1 10.0.0.5",
                          QT_TRANSLATE_NOOP("Cli", "Adds it; “login” connects it.")}},
            .changesSomething = true,
            .make = [] { return std::make_unique<AddNode>(); }};
}

} // namespace portolan::cli
