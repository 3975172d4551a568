// SPDX-License-Identifier: GPL-3.0-or-later
// Taking over what open-iscsi knows.
#include "cli/commands/commands.h"

#include "cli/job_command.h"
#include "cli/text.h"
#include "common/types/portal.h"
#include "gui/client/node_settings.h"
#include "gui/client/sentences.h"

#include <QDir>
#include <QJsonArray>

namespace portolan::cli {

namespace {

QString textAt(const QVariantMap &map, const char *key) { return map.value(QLatin1String(key)).toString(); }

uint countAt(const QVariantMap &map, const char *key) { return map.value(QLatin1String(key)).toUInt(); }

/// The entries of a list of the result.
std::vector<QVariantMap> mapsAt(const QVariantMap &map, const char *key)
{
    std::vector<QVariantMap> maps;
    for (const QVariant &entry : map.value(QLatin1String(key)).toList())
        maps.push_back(entry.toMap());
    return maps;
}

QString portalTextOf(const QVariantMap &map)
{
    return QString::fromStdString(
        Portal{textAt(map, "address").toStdString(), std::uint16_t(countAt(map, "port"))}.text());
}

QString wordOf(const QString &state)
{
    if (state == QStringLiteral("new"))
        return tr("new");
    if (state == QStringLiteral("changed"))
        return tr("changed");
    return tr("kept as set here");
}

Tone toneOfState(const QString &state)
{
    return state == QStringLiteral("new") ? Tone::Good
                                          : (state == QStringLiteral("changed") ? Tone::Warning : Tone::Plain);
}

/// "LoginTimeout 15 s → 30 s" and the like, separated by commas.
QString changesText(const QVariantMap &entry)
{
    QStringList parts;
    for (const QVariantMap &change : mapsAt(entry, "changes")) {
        const QString name = textAt(change, "setting");
        const auto *const setting = client::nodeSetting(name);
        const auto shown = [&](const char *key) {
            const QVariant value = change.value(QLatin1String(key));
            return setting ? setting->text(value) : value.toString();
        };
        // What is new has no setting yet that could change; there the default is of no interest.
        const bool fresh = textAt(entry, "state") == QStringLiteral("new");
        QString part = fresh ? QStringLiteral("%1 %2").arg(name, shown("there"))
                             : QStringLiteral("%1 %2 → %3").arg(name, shown("here"), shown("there"));
        if (change.value(QStringLiteral("kept")).toBool())
            part = tr("%1 (kept)").arg(part);
        parts.append(part);
    }
    const auto account = [&](const char *key, const QString &what) {
        const QString state = textAt(entry, key);
        if (state == QStringLiteral("taken"))
            parts.append(what);
        else if (state == QStringLiteral("kept"))
            parts.append(tr("%1 (kept)").arg(what));
    };
    account("password", tr("password"));
    account("password_in", tr("target's password"));
    return parts.join(QStringLiteral(", "));
}

class Import : public JobCommand {
public:
    void run(Context &context) override
    {
        m_context = &context;
        client::InitiatorClient::ImportOptions options;
        // The daemon has another working directory.
        if (!context.invocation.positional.isEmpty())
            options.path = QDir::cleanPath(QDir::current().absoluteFilePath(context.invocation.positional.first()));
        options.dryRun = context.invocation.has("dry-run");
        options.replace = context.invocation.has("replace");
        options.takeInitiatorName = context.invocation.has("take-initiator-name");
        const auto start = [&client = *context.client, options](QObject *guard, auto started) {
            client.importOpenIscsi(options, guard, std::move(started));
        };
        runJobs(&context, {{QStringLiteral("open-iscsi"), start}},
                [this](const auto &ends) { finished(ends.front()); });
    }

private:
    void finished(const JobBatch::Ended &end)
    {
        if (end.error)
            return m_context->fail(*end.error);
        const QVariantMap &result = end.job.result;
        if (m_context->output->json())
            m_context->output->document(QJsonObject::fromVariantMap(result));
        else
            print(result);
        m_context->finish(ExitCode::Ok);
    }

    void print(const QVariantMap &result)
    {
        Output &output = *m_context->output;
        Table portals({tr("ADDRESS TO SEARCH"), tr("IMPORT"), tr("WHAT")});
        for (const QVariantMap &entry : mapsAt(result, "portals"))
            portals.add({portalTextOf(entry),
                         {wordOf(textAt(entry, "state")), toneOfState(textAt(entry, "state"))},
                         orDash(changesText(entry))});
        Table nodes({tr("TARGET"), tr("PORTAL"), tr("INTERFACE"), tr("IMPORT"), tr("WHAT")});
        for (const QVariantMap &entry : mapsAt(result, "entries"))
            nodes.add({textAt(entry, "target"),
                       portalTextOf(entry),
                       orDash(textAt(entry, "interface")),
                       {wordOf(textAt(entry, "state")), toneOfState(textAt(entry, "state"))},
                       orDash(changesText(entry))});
        for (const Table *table : {&portals, &nodes}) {
            if (table->empty())
                continue;
            output.print(*table);
            output.print(QString());
        }
        printNotes(result);
        printName(result);
        if (const uint automatic = countAt(result, "count_automatic"); automatic > 0)
            output.print(
                tr("open-iscsi also logs in to %1 of them at boot; “systemctl disable open-iscsi iscsid” ends that.")
                    .arg(automatic));
        printSummary(result);
    }

    void printNotes(const QVariantMap &result)
    {
        Output &output = *m_context->output;
        Table table({tr("NOT TAKEN AS IT IS"), tr("FILE"), tr(">LINE"), tr(">FILES")});
        for (const QVariantMap &note : mapsAt(result, "notes")) {
            const QString kind = textAt(note, "kind");
            QString text = client::importNoteText(note);
            if (kind == QStringLiteral("skipped"))
                text = tr("skipped: %1").arg(text);
            else if (kind == QStringLiteral("left-out"))
                text = tr("left out: %1").arg(text);
            const uint line = countAt(note, "line");
            table.add({{text, kind == QStringLiteral("skipped") ? Tone::Bad : Tone::Warning},
                       textAt(note, "file"),
                       line == 0 ? QStringLiteral("-") : QString::number(line),
                       QString::number(countAt(note, "count"))});
        }
        if (!table.empty()) {
            output.print(table);
            output.print(QString());
        }
        if (const uint more = countAt(result, "count_more_notes"); more > 0)
            output.print(tr("%1 more such notes.").arg(more));
        if (const uint unknown = countAt(result, "count_unknown_keys"); unknown > 0)
            output.print(tr("%1 lines have a key that is not known.").arg(unknown));
    }

    void printName(const QVariantMap &result)
    {
        const QString there = textAt(result, "initiator_name");
        const QString here = textAt(result, "initiator_name_here");
        if (there.isEmpty() || there == here)
            return;
        if (result.value(QStringLiteral("initiator_name_taken")).toBool())
            return m_context->output->print(tr("Initiator name: %1 → %2").arg(here, there));
        m_context->output->print(
            tr("open-iscsi's initiator name is %1; this computer's here stays %2. Servers that let "
               "only known names in need the new one, or take the old one over with "
               "--take-initiator-name.")
                .arg(there, here));
    }

    void printSummary(const QVariantMap &result)
    {
        const bool dry = result.value(QStringLiteral("dry_run")).toBool();
        m_context->output->print(
            (dry ? tr("Nothing was changed. An import would bring: %1 new, %2 changed, %3 kept as set here, %4 the "
                      "same; "
                      "%5 are only here.")
                 : tr("Imported: %1 new, %2 changed, %3 kept as set here, %4 the same; %5 are only here."))
                .arg(countAt(result, "count_new"))
                .arg(countAt(result, "count_changed"))
                .arg(countAt(result, "count_kept"))
                .arg(countAt(result, "count_same"))
                .arg(countAt(result, "count_only_here")));
    }

    Context *m_context = nullptr;
};

} // namespace

CommandSpec importCommand()
{
    return {.name = "import",
            .arguments = "[FOLDER]",
            .summary = QT_TRANSLATE_NOOP("Cli", "Take over what open-iscsi knows"),
            .least = 0,
            .most = 1,
            .options = {{"dry-run", nullptr, QT_TRANSLATE_NOOP("Cli", "Only show what would change.")},
                        {"replace", nullptr, QT_TRANSLATE_NOOP("Cli", "Also overwrite what was set here.")},
                        {"take-initiator-name", nullptr,
                         QT_TRANSLATE_NOOP("Cli", "Use open-iscsi's initiator name from now on.")}},
            .examples = {{"import --dry-run",
                          QT_TRANSLATE_NOOP("Cli", "Compares /etc/iscsi and /var/lib/iscsi with what is here.")},
                         {"import /mnt/old/etc/iscsi --take-initiator-name",
                          QT_TRANSLATE_NOOP("Cli", "Takes over the targets and the name of another system.")}},
            .changesSomething = true,
            .make = [] { return std::make_unique<Import>(); }};
}

} // namespace portolan::cli
