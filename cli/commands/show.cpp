// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/command.h"
#include "cli/json_forms.h"
#include "cli/target_finder.h"
#include "cli/text.h"
#include "cli/tones.h"
#include "gui/client/node_settings.h"
#include "gui/client/sentences.h"

namespace portolan::cli {

namespace {

class Show : public Command {
public:
    void run(Context &context) override
    {
        m_client = context.client;
        m_output = context.output;
        const QString &text = context.invocation.positional.constFirst();
        const auto nodes = findNodes(context.client->nodes(), text);
        if (!nodes)
            return context.fail(nodes.error(), text);
        if (m_output->json())
            m_output->document(form(*nodes));
        else
            print(*nodes);
        context.finish(ExitCode::Ok);
    }

private:
    [[nodiscard]] QJsonObject form(const std::vector<client::NodeInfo> &nodes) const
    {
        QJsonArray ways, sessions, disks;
        for (const auto &node : nodes) {
            ways.append(formOf(node));
            const auto session = m_client->session(node.session);
            if (!session)
                continue;
            sessions.append(formOf(*session));
            for (const auto &lun : m_client->luns(session->path))
                disks.append(formOf(lun, node.targetName));
        }
        return {{QStringLiteral("target"), nodes.front().targetName},
                {QStringLiteral("nodes"), ways},
                {QStringLiteral("sessions"), sessions},
                {QStringLiteral("disks"), disks}};
    }

    void heading(const QString &text) const { m_output->print(painted(text, Tone::Heading, m_output->colours())); }

    void print(const std::vector<client::NodeInfo> &nodes) const
    {
        heading(nodes.front().targetName);
        for (const auto &node : nodes) {
            m_output->print(QString());
            printNode(node);
            if (const auto session = m_client->session(node.session)) {
                m_output->print(QString());
                printSession(*session);
                printDisks(session->path);
            }
        }
    }

    void printNode(const client::NodeInfo &node) const
    {
        heading(tr("Node at %1").arg(node.portalText()));
        Table table({QString(), QString()});
        if (!node.label.isEmpty())
            table.add({tr("  Label"), node.label});
        if (!node.iface.isEmpty())
            table.add({tr("  Interface"), node.iface});
        table.add({tr("  State"), {client::wordOf(node.status), toneOf(node.status)}});
        if (const auto error = node.error()) {
            table.add({tr("  Last error"), {client::sentenceOf(*error), Tone::Bad}});
            table.add({QString(), client::cureOf(*error)});
        }
        if (node.nextAttempt.isValid())
            table.add({tr("  Next attempt"), timeText(node.nextAttempt)});
        table.add({tr("  Last login"), timeText(node.lastLogin)});
        table.add({tr("  Login"), client::nodeSetting(QStringLiteral("AutoLogin"))->text(uint(node.autoLogin))});
        table.add({tr("  Authentication"), client::wordOf(node.authMode)});
        if (node.hasSecret)
            table.add({tr("  Password last used"), timeText(node.secretUsed)});
        if (!node.username.isEmpty())
            table.add({tr("  CHAP name"), node.username});
        if (!node.usernameIn.isEmpty())
            table.add({tr("  Target's CHAP name"), node.usernameIn});
        m_output->print(table, false);
    }

    void printSession(const client::SessionInfo &session) const
    {
        heading(tr("Session %1").arg(session.id));
        Table table({QString(), QString()});
        table.add({tr("  State"), {client::wordOf(session.state), toneOf(session.state)}});
        table.add({tr("  Since"), timeText(session.stateSince)});
        if (!session.alias.isEmpty())
            table.add({tr("  Alias"), session.alias});
        table.add({tr("  Portal"), session.portal == session.persistentPortal
                                       ? session.portal
                                       : tr("%1 (sent there by %2)").arg(session.portal, session.persistentPortal)});
        QString auth = client::wordOf(session.authMode);
        if (!session.chapAlgorithm.isEmpty())
            auth += QStringLiteral(" (%1)").arg(session.chapAlgorithm);
        table.add({tr("  Authenticated by"), auth});
        table.add({tr("  Data plane"), session.dataPlane});
        if (session.foreign)
            table.add({tr("  Made by"), {client::makerOf(session.program, session.firmware), Tone::Warning}});
        else if (session.firmware)
            table.add({tr("  Log out"), tr("never: this computer was started from it")});
        table.add({tr("  ISID, TSIH, group"),
                   QStringLiteral("%1, %2, %3").arg(session.isid).arg(session.tsih).arg(session.tpgt)});
        if (session.connections > 1)
            table.add({tr("  Connections"), QString::number(session.connections)});
        table.add({tr("  Reconnects"), QString::number(session.reconnects)});
        if (session.requestsFailed)
            table.add({tr("  Requests"), {tr("fail, because it was away too long"), Tone::Bad}});
        m_output->print(table, false);
        if (session.negotiated.empty())
            return;
        m_output->print(QString());
        Table keys({tr("  KEY"), tr("ASKED"), tr("GOT"), tr("MEANING")});
        for (const auto &key : session.negotiated)
            keys.add({QStringLiteral("  ") + key.key, orDash(key.asked), orDash(key.got), client::meaningOf(key.key)});
        m_output->print(keys);
    }

    void printDisks(const QString &session) const
    {
        for (const auto &lun : m_client->luns(session)) {
            m_output->print(QString());
            heading(tr("Disk %1").arg(lun.bestPath().isEmpty() ? tr("LUN %1").arg(lun.lun) : lun.bestPath()));
            Table table({QString(), QString()});
            table.add({tr("  LUN"), QString::number(lun.lun)});
            table.add({tr("  Size"), sizeText(lun.sizeBytes)});
            table.add({tr("  Model"), orDash((lun.vendor + u' ' + lun.model + u' ' + lun.revision).trimmed())});
            table.add({tr("  Serial, WWID"), QStringLiteral("%1, %2").arg(orDash(lun.serial), orDash(lun.wwid))});
            for (const auto &[name, text] : client::diskFacts(lun))
                table.add({QStringLiteral("  ") + name, text});
            if (!lun.file.isEmpty() && lun.file != lun.bestPath())
                table.add({tr("  File"), lun.file});
            if (!lun.problem.isEmpty())
                table.add({tr("  Problem"), {client::problemOf(lun.problem), Tone::Bad}});
            for (const auto &user : lun.users)
                table.add({tr("  In use"), {client::sentenceOf(user), Tone::Warning}});
            m_output->print(table, false);
        }
    }

    client::InitiatorClient *m_client = nullptr;
    Output *m_output = nullptr;
};

} // namespace

CommandSpec showCommand()
{
    return {.name = "show",
            .arguments = "TARGET",
            .summary =
                QT_TRANSLATE_NOOP("Cli", "Show everything about a target: ways, session, what was negotiated, disks"),
            .least = 1,
            .most = 1,
            .examples = {{"show disk1", QT_TRANSLATE_NOOP("Cli", "Says also what each negotiated value means.")}},
            .completes = CommandSpec::Completes::Targets,
            .make = [] { return std::make_unique<Show>(); }};
}

} // namespace portolan::cli
