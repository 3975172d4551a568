// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/text.h"

#include <algorithm>
#include <array>

namespace portolan::cli {

namespace {

constexpr std::array kGlobalOptions{
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "Write JSON instead of text; errors too.")},
    Option{"bus", "BUS",
           QT_TRANSLATE_NOOP("Cli", "Where the service is: system (default), session, or the address of a bus.")},
    Option{"help", nullptr, QT_TRANSLATE_NOOP("Cli", "Show this help.")},
    Option{"version", nullptr, QT_TRANSLATE_NOOP("Cli", "Show the version.")},
};

const Option *findIn(std::span<const Option> options, const QString &name)
{
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const Option &option) { return name == QLatin1String(option.name); });
    return found == options.end() ? nullptr : &*found;
}

/// Walks over the words once.
class Parser {
public:
    Parser(const QStringList &words, std::span<const CommandSpec> commands)
        : m_words(words)
        , m_commands(commands)
    {}

    Result<Invocation> parse()
    {
        while (m_at < m_words.size()) {
            if (const auto ok = takeWord(); !ok)
                return fail(ok.error());
        }
        if (m_result.help || m_result.version)
            return m_result;
        if (!m_result.command)
            return refuse(tr("A command is missing; “portolanctl --help” lists them."));
        const auto given = std::size_t(m_result.positional.size());
        if (given < m_result.command->least)
            return refuse(
                tr("Something is missing: portolanctl %1 %2")
                    .arg(QLatin1String(m_result.command->name), QString::fromUtf8(m_result.command->arguments)));
        if (given > m_result.command->most)
            return refuse(tr("“%1” is too much.").arg(m_result.positional.at(qsizetype(m_result.command->most))));
        return m_result;
    }

private:
    static tl::unexpected<Error> refuse(const QString &text)
    {
        return fail(ErrorCode::InvalidArgument, text.toStdString());
    }

    Result<> takeWord()
    {
        const QString word = m_words.at(m_at++);
        if (m_onlyArguments || !word.startsWith(u'-') || word == QStringLiteral("-"))
            return takeArgument(word);
        if (word == QStringLiteral("--")) {
            m_onlyArguments = true;
            return {};
        }
        if (word == QStringLiteral("-h"))
            return takeOption(QStringLiteral("help"), {}, false);
        if (!word.startsWith(QStringLiteral("--")))
            return refuse(tr("There is no option %1.").arg(word));
        const auto equals = word.indexOf(u'=');
        return takeOption(word.mid(2, equals < 0 ? -1 : equals - 2), equals < 0 ? QString() : word.mid(equals + 1),
                          equals >= 0);
    }

    Result<> takeArgument(const QString &word)
    {
        if (m_result.command) {
            m_result.positional.append(word);
            return {};
        }
        const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                        [&](const CommandSpec &spec) { return word == QLatin1String(spec.name); });
        if (found == m_commands.end())
            return refuse(tr("There is no command “%1”; “portolanctl --help” lists them.").arg(word));
        m_result.command = &*found;
        return {};
    }

    Result<> takeOption(const QString &name, QString value, bool hasValue)
    {
        const Option *option = findIn(kGlobalOptions, name);
        if (!option && m_result.command)
            option = findIn(m_result.command->options, name);
        if (!option)
            return refuse(tr("There is no option --%1 here.").arg(name));
        if (!option->value && hasValue)
            return refuse(tr("--%1 takes no value.").arg(name));
        if (option->value && !hasValue) {
            if (m_at >= m_words.size())
                return refuse(tr("--%1 needs a value: %2").arg(name, QLatin1String(option->value)));
            value = m_words.at(m_at++);
        }
        m_result.json = m_result.json || name == QStringLiteral("json");
        m_result.help = m_result.help || name == QStringLiteral("help");
        m_result.version = m_result.version || name == QStringLiteral("version");
        if (name == QStringLiteral("bus"))
            m_result.bus = value;
        m_result.options.insert(name, value);
        return {};
    }

    const QStringList &m_words;
    std::span<const CommandSpec> m_commands;
    Invocation m_result;
    qsizetype m_at = 0;
    bool m_onlyArguments = false;
};

QString optionLines(std::span<const Option> options)
{
    QString text;
    for (const Option &option : options) {
        const QString name = QStringLiteral("  --") + QLatin1String(option.name) +
                             (option.value ? u' ' + QLatin1String(option.value) : QString());
        text += name.leftJustified(26) + u' ' + tr(option.help) + u'\n';
    }
    return text;
}

} // namespace

std::span<const Option> globalOptions() { return kGlobalOptions; }

Result<Invocation> parse(const QStringList &arguments, std::span<const CommandSpec> commands)
{
    return Parser(arguments, commands).parse();
}

QString helpText(const CommandSpec *command, std::span<const CommandSpec> commands)
{
    QString text;
    if (!command) {
        text = tr(
            "portolanctl: iSCSI disks from the command line\n\nUsage: portolanctl [OPTIONS] COMMAND …\n\nCommands:\n");
        for (const CommandSpec &spec : commands) {
            if (!spec.hidden)
                text +=
                    QStringLiteral("  ") + QString::fromUtf8(spec.name).leftJustified(17) + tr(spec.summary) + u'\n';
        }
        text += tr("\nOptions of all commands:\n") + optionLines(kGlobalOptions);
        text +=
            tr("\nTARGET is a target's name, its label, a part of either that fits one target only, or NAME@PORTAL.\n"
               "“portolanctl COMMAND --help” tells more; exit codes are in portolanctl(1).\n");
        return text;
    }
    text = tr("Usage: portolanctl %1 %2\n\n%3\n")
               .arg(QLatin1String(command->name), QString::fromUtf8(command->arguments), tr(command->summary));
    if (!command->options.empty())
        text += tr("\nOptions:\n") + optionLines(command->options);
    text += tr("\nOptions of all commands:\n") + optionLines(kGlobalOptions);
    if (!command->examples.empty())
        text += tr("\nExamples:\n");
    for (const Example &example : command->examples)
        text +=
            QStringLiteral("  portolanctl %1\n      %2\n").arg(QString::fromUtf8(example.command), tr(example.meaning));
    return text;
}

} // namespace portolan::cli
