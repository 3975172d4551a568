// SPDX-License-Identifier: GPL-3.0-or-later
// portolanctl complete WORD…: what could stand where the last word is, one per line. For the shell; not in the help.
#include "cli/commands/commands.h"

#include "cli/command.h"
#include "cli/command_table.h"
#include "common/types/portal.h"
#include "gui/client/node_settings.h"

namespace portolan::cli {

namespace {

/// The line so far, without its last word.
struct Line {
    const CommandSpec *command = nullptr;
    QStringList positional;
    const Option *open = nullptr; ///< The option whose value the last word is.
};

const Option *optionNamed(const CommandSpec *command, const QString &word)
{
    const auto matches = [&](const Option &option) {
        return word == QStringLiteral("--") + QLatin1String(option.name);
    };
    for (const Option &option : globalOptions()) {
        if (matches(option))
            return &option;
    }
    if (!command)
        return nullptr;
    for (const Option &option : command->options) {
        if (matches(option))
            return &option;
    }
    return nullptr;
}

Line lineFrom(const QStringList &words)
{
    Line line;
    for (const QString &word : words.mid(0, words.size() - 1)) {
        const Option *option = line.open ? nullptr : optionNamed(line.command, word);
        const bool value = line.open != nullptr;
        line.open = option && option->value ? option : nullptr;
        if (value || word.startsWith(u'-'))
            continue;
        if (line.command) {
            line.positional.append(word);
            continue;
        }
        for (const CommandSpec &spec : commandTable()) {
            if (word == QLatin1String(spec.name))
                line.command = &spec;
        }
    }
    return line;
}

class Complete : public Command {
public:
    void run(Context &context) override
    {
        const QStringList words = context.invocation.positional;
        const QString last = words.value(words.size() - 1);
        QStringList candidates = candidatesFor(lineFrom(words), last, context.client);
        candidates.sort();
        candidates.removeDuplicates();
        for (const QString &candidate : candidates) {
            if (candidate.startsWith(last))
                context.output->print(candidate);
        }
        context.finish(ExitCode::Ok);
    }

    [[nodiscard]] bool needsService() const override { return false; }

private:
    static QStringList candidatesFor(const Line &line, const QString &last, const client::InitiatorClient *client)
    {
        QStringList candidates;
        if (line.open)
            return qstrcmp(line.open->name, "bus") == 0
                       ? QStringList{QStringLiteral("session"), QStringLiteral("system")}
                       : QStringList();
        if (last.startsWith(u'-'))
            return optionsFor(line.command);
        if (!line.command) {
            for (const CommandSpec &spec : commandTable()) {
                if (!spec.hidden)
                    candidates.append(QLatin1String(spec.name));
            }
            return candidates;
        }
        if (std::size_t(line.positional.size()) >= line.command->most)
            return {};
        if (line.command->completes == CommandSpec::Completes::Defaults) {
            QStringList settings = settingsFor(last);
            settings.removeOne(QStringLiteral("interface="));
            settings.removeOne(QStringLiteral("label="));
            return settings;
        }
        if (line.command->completes == CommandSpec::Completes::Settings && !line.positional.isEmpty())
            return settingsFor(last);
        if (line.command->completes == CommandSpec::Completes::Portals)
            return portalsFor(line, client);
        if (!client || line.command->completes == CommandSpec::Completes::Nothing)
            return {};
        for (const auto &node : client->nodes()) {
            candidates.append(node.targetName);
            if (!node.label.isEmpty() && !node.label.contains(u' '))
                candidates.append(node.label);
        }
        return candidates;
    }

    static QStringList portalsFor(const Line &line, const client::InitiatorClient *client)
    {
        if (!line.positional.isEmpty())
            return {QStringLiteral("never"), QStringLiteral("5min"), QStringLiteral("15min"), QStringLiteral("1h"),
                    QStringLiteral("1d")};
        QStringList candidates;
        for (const auto &portal : client ? client->portals() : std::vector<client::PortalInfo>())
            candidates.append(QString::fromStdString(Portal{portal.address.toStdString(), portal.port}.text()));
        return candidates;
    }

    static QStringList optionsFor(const CommandSpec *command)
    {
        QStringList candidates;
        for (const Option &option : globalOptions())
            candidates.append(QStringLiteral("--") + QLatin1String(option.name));
        for (const Option &option : command ? command->options : std::vector<Option>())
            candidates.append(QStringLiteral("--") + QLatin1String(option.name));
        return candidates;
    }

    static QStringList settingsFor(const QString &last)
    {
        QStringList candidates{QStringLiteral("interface=")};
        for (const auto &setting : client::nodeSettings()) {
            const QString key = setting.option + u'=';
            candidates.append(key);
            if (!last.startsWith(key))
                continue;
            for (const QString &word : setting.type == client::NodeSetting::Type::Flag
                                           ? QStringList{QStringLiteral("yes"), QStringLiteral("no")}
                                           : setting.words)
                candidates.append(key + word);
            candidates.removeOne(key);
        }
        return candidates;
    }
};

} // namespace

CommandSpec completeCommand()
{
    return {.name = "complete",
            .arguments = "-- WORD…",
            .summary = QT_TRANSLATE_NOOP("Cli", "What the last word could become; used by the shell"),
            .most = kMany,
            .hidden = true,
            .make = [] { return std::make_unique<Complete>(); }};
}

} // namespace portolan::cli
