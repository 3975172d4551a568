// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/call_sequence.h"
#include "cli/json_forms.h"
#include "cli/target_finder.h"
#include "cli/text.h"
#include "common/types/network_interface.h"
#include "gui/client/node_settings.h"

namespace portolan::cli {

namespace {

/// It is no setting of Node.Update: target, portal and interface are what a node is.
const QString kInterfaceKey = QStringLiteral("interface");
const QString kInterfaceRange = QStringLiteral("device|address");
constexpr const char *kInterfaceMeaning = QT_TRANSLATE_NOOP(
    "Cli", "Network device or source address through which it is reached; empty: as routed. Log out before.");

/// "KEY=VALUE" as a setting and its value, which goes into `settings`.
Result<> takeSetting(const QString &word, QVariantMap *settings)
{
    const auto equals = word.indexOf(u'=');
    if (equals < 1)
        return fail(ErrorCode::InvalidArgument, tr("“%1” is not KEY=VALUE.").arg(word).toStdString());
    const auto *setting = client::nodeSetting(word.left(equals));
    if (!setting)
        return fail(
            ErrorCode::InvalidArgument,
            tr("There is no setting “%1”; “portolanctl set TARGET” lists them.").arg(word.left(equals)).toStdString());
    const auto value = setting->parse(word.mid(equals + 1));
    if (!value)
        return fail(ErrorCode::InvalidArgument, tr("“%1” is not possible for %2: it must be %3.")
                                                    .arg(word.mid(equals + 1), setting->option, setting->rangeText())
                                                    .toStdString());
    settings->insert(setting->property, *value);
    return {};
}

/// "auto-login=at-start label=Backup"
QStringList wordsOf(const QVariantMap &settings)
{
    QStringList words;
    for (auto value = settings.cbegin(); value != settings.cend(); ++value) {
        const auto *setting = client::nodeSetting(value.key());
        words.append(setting->option + u'=' + setting->text(*value));
    }
    return words;
}

QJsonObject keyForm(const client::NodeSetting &setting)
{
    return {{QStringLiteral("key"), setting.option},
            {QStringLiteral("property"), setting.property},
            {QStringLiteral("range"), setting.range()},
            {QStringLiteral("meaning"), QLatin1String(setting.purpose)}};
}

class Set : public Command {
public:
    void run(Context &context) override
    {
        const QString &text = context.invocation.positional.constFirst();
        const auto nodes = findNodes(context.client->nodes(), text);
        if (!nodes)
            return context.fail(nodes.error(), text);
        if (context.invocation.positional.size() == 1) {
            list(context, *nodes);
            return context.finish(ExitCode::Ok);
        }
        const auto asked = askedFrom(context.invocation.positional.mid(1));
        if (!asked)
            return context.fail(asked.error());
        std::vector<CallSequence::Step> steps;
        for (const auto &node : *nodes) {
            Outcome outcome{node.targetName, node.portalText()};
            outcome.said = said(node, *asked);
            steps.push_back({outcome, callsFor(context.client, node.path, *asked)});
        }
        (new CallSequence(&context, this))->run(std::move(steps));
    }

private:
    struct Asked {
        QVariantMap settings;
        std::optional<QString> interface;
    };

    /// The interface last: it gives the node another path.
    static std::vector<std::function<void(QObject *, CallSequence::Answer)>>
    callsFor(client::InitiatorClient *client, const QString &path, const Asked &asked)
    {
        std::vector<std::function<void(QObject *, CallSequence::Answer)>> calls;
        if (!asked.settings.isEmpty())
            calls.emplace_back([client, path, values = asked.settings](QObject *guard, CallSequence::Answer answer) {
                client->update(path, values, guard, std::move(answer));
            });
        if (asked.interface)
            calls.emplace_back([client, path, iface = *asked.interface](QObject *guard, CallSequence::Answer answer) {
                client->setInterface(path, iface, guard, [answer = std::move(answer)](const Result<QString> &node) {
                    answer(node ? Result<>() : fail(node.error()));
                });
            });
        return calls;
    }

    static Result<QString> interfaceFrom(const QString &text)
    {
        const auto interface = NetworkInterface::parse(text.toStdString());
        if (!interface)
            return fail(ErrorCode::InvalidArgument,
                        tr("“%1” is neither a network device nor a source address.").arg(text).toStdString());
        return QString::fromStdString(interface->text());
    }

    static Result<Asked> askedFrom(const QStringList &words)
    {
        Asked asked;
        for (const QString &word : words) {
            if (word.startsWith(kInterfaceKey + u'=')) {
                const auto interface = interfaceFrom(word.mid(kInterfaceKey.size() + 1));
                if (!interface)
                    return fail(interface.error());
                asked.interface = *interface;
            } else if (const auto taken = takeSetting(word, &asked.settings); !taken) {
                return fail(taken.error());
            }
        }
        return asked;
    }

    static QString said(const client::NodeInfo &node, const Asked &asked)
    {
        QStringList values = wordsOf(asked.settings);
        if (asked.interface)
            values.append(kInterfaceKey + u'=' + *asked.interface);
        QString text = tr("“%1” at %2: %3").arg(node.title(), node.portalText(), values.join(u' '));
        if (!node.session.isEmpty())
            text += u' ' + tr("(timeouts now, the rest at the next login)");
        return text;
    }

    static void list(const Context &context, const std::vector<client::NodeInfo> &nodes)
    {
        if (context.output->json()) {
            QJsonArray forms, keys;
            for (const auto &node : nodes)
                forms.append(formOf(node));
            for (const auto &setting : client::nodeSettings())
                keys.append(keyForm(setting));
            keys.append(QJsonObject{{QStringLiteral("key"), kInterfaceKey},
                                    {QStringLiteral("property"), QStringLiteral("Iface")},
                                    {QStringLiteral("range"), kInterfaceRange},
                                    {QStringLiteral("meaning"), QLatin1String(kInterfaceMeaning)}});
            return context.output->document({{QStringLiteral("nodes"), forms}, {QStringLiteral("keys"), keys}});
        }
        for (const auto &node : nodes) {
            if (nodes.size() > 1)
                context.output->print(painted(fullText(node), Tone::Heading, context.output->colours()));
            Table table({tr("KEY"), tr("VALUE"), tr("POSSIBLE"), tr("MEANING")});
            for (const auto &setting : client::nodeSettings())
                table.add({setting.option, orDash(setting.text(node.settings.value(setting.property))),
                           setting.rangeText(), setting.purposeText()});
            table.add({kInterfaceKey, orDash(node.iface), kInterfaceRange, tr(kInterfaceMeaning)});
            context.output->print(table);
        }
    }
};

/// What new targets begin with.
class Defaults : public Command {
public:
    void run(Context &context) override
    {
        if (context.invocation.positional.isEmpty()) {
            list(context);
            return context.finish(ExitCode::Ok);
        }
        QVariantMap settings;
        for (const QString &word : context.invocation.positional) {
            if (const auto taken = takeSetting(word, &settings); !taken)
                return context.fail(taken.error());
        }
        if (settings.contains(QStringLiteral("Label")))
            return context.fail({ErrorCode::InvalidArgument,
                                 tr("A label is for one target, not for all new ones.").toStdString(), 0, 0});
        CallSequence::Step step{{}, {}};
        step.outcome.said = tr("New targets: %1").arg(wordsOf(settings).join(u' '));
        step.calls.emplace_back([&client = *context.client, settings](QObject *guard, CallSequence::Answer answer) {
            client.setNodeDefaults(settings, guard, std::move(answer));
        });
        (new CallSequence(&context, this))->run({std::move(step)});
    }

private:
    static void list(const Context &context)
    {
        const QVariantMap &defaults = context.client->manager().nodeDefaults;
        QJsonArray keys;
        Table table({tr("KEY"), tr("VALUE"), tr("POSSIBLE"), tr("MEANING")});
        for (const auto &setting : client::nodeSettings()) {
            const auto value = defaults.constFind(setting.property);
            if (value == defaults.constEnd())
                continue; // a label is for one target
            keys.append(keyForm(setting));
            table.add({setting.option, orDash(setting.text(*value)), setting.rangeText(), setting.purposeText()});
        }
        QJsonObject form = settingsForm(defaults);
        form.remove(QStringLiteral("label"));
        if (context.output->json())
            context.output->document({{QStringLiteral("defaults"), form}, {QStringLiteral("keys"), keys}});
        else
            context.output->print(table);
    }
};

} // namespace

CommandSpec defaultsCommand()
{
    return {
        .name = "defaults",
        .arguments = "[KEY=VALUE…]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Show or change what new targets begin with"),
        .most = kMany,
        .examples = {{"defaults", QT_TRANSLATE_NOOP("Cli", "Lists the settings of a target that is found or added.")},
                     {"defaults replacement-timeout=-1 data-digest=prefer",
                      QT_TRANSLATE_NOOP("Cli", "Of new ones only; “set” changes those that are known.")}},
        .completes = CommandSpec::Completes::Defaults,
        .changesSomething = true,
        .make = [] { return std::make_unique<Defaults>(); }};
}

CommandSpec setCommand()
{
    return {
        .name = "set",
        .arguments = "TARGET [KEY=VALUE…]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Show or change the settings of a target"),
        .least = 1,
        .most = kMany,
        .examples = {{"set disk1", QT_TRANSLATE_NOOP("Cli", "Lists all settings, their values, and what is possible.")},
                     {"set disk1 auto-login=at-start label=Backup",
                      QT_TRANSLATE_NOOP("Cli", "Connects it by itself from now on, and gives it a name.")},
                     {"set disk1 interface=eth1", QT_TRANSLATE_NOOP("Cli", "Reaches it through this network device.")},
                     {"set disk1 max-burst-length=1MiB", QT_TRANSLATE_NOOP("Cli", "Counts from the next login on.")}},
        .completes = CommandSpec::Completes::Settings,
        .changesSomething = true,
        .make = [] { return std::make_unique<Set>(); }};
}

} // namespace portolan::cli
