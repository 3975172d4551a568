// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that show a table of something and change nothing.
#include "cli/commands/commands.h"

#include "cli/command.h"
#include "cli/json_forms.h"
#include "cli/target_finder.h"
#include "cli/text.h"
#include "cli/tones.h"
#include "gui/client/node_settings.h"
#include "gui/client/sentences.h"

#include <algorithm>

namespace portolan::cli {

namespace {

using client::NodeInfo;

/// A list as table, or as one document with one array.
class Listing : public Command {
public:
    void run(Context &context) override
    {
        m_client = context.client;
        if (context.output->json()) {
            context.output->document({{key(), array()}});
        } else {
            const Table list = table();
            if (list.empty())
                context.output->warn(nothing());
            else
                context.output->print(list);
        }
        context.finish(ExitCode::Ok);
    }

protected:
    [[nodiscard]] virtual QString key() const = 0;
    [[nodiscard]] virtual QJsonArray array() const = 0;
    [[nodiscard]] virtual Table table() const = 0;
    [[nodiscard]] virtual QString nothing() const = 0; ///< Said instead of an empty table.

    template <typename T, typename Key>
    static std::vector<T> sorted(std::vector<T> items, Key keyOf)
    {
        std::stable_sort(items.begin(), items.end(), [&](const T &a, const T &b) { return keyOf(a) < keyOf(b); });
        return items;
    }

    [[nodiscard]] std::vector<NodeInfo> nodes() const
    {
        return sorted(m_client->nodes(), [](const NodeInfo &node) { return fullText(node); });
    }

    [[nodiscard]] QString targetOf(const client::LunInfo &lun) const
    {
        const auto session = m_client->session(lun.session);
        return session ? session->targetName : QString();
    }

    client::InitiatorClient *m_client = nullptr;
};

class Targets : public Listing {
    QString key() const override { return QStringLiteral("targets"); }
    QString nothing() const override
    {
        return tr("No target is known yet; “portolanctl discover ADDRESS” finds them.");
    }

    [[nodiscard]] std::vector<client::TargetInfo> targets() const
    {
        return sorted(m_client->targets(), [](const client::TargetInfo &target) { return target.name; });
    }

    [[nodiscard]] std::vector<NodeInfo> nodesOf(const client::TargetInfo &target) const
    {
        auto own = nodes();
        std::erase_if(own, [&](const NodeInfo &node) { return node.targetName != target.name; });
        return own;
    }

    [[nodiscard]] std::vector<client::LunInfo> disksOf(const client::TargetInfo &target) const
    {
        std::vector<client::LunInfo> disks;
        for (const QString &session : target.sessions) {
            for (auto &lun : m_client->luns(session))
                disks.push_back(std::move(lun));
        }
        return disks;
    }

    QJsonArray array() const override
    {
        QJsonArray array;
        for (const auto &target : targets()) {
            QJsonArray portals, disks;
            QString label;
            for (const auto &node : nodesOf(target)) {
                portals.append(node.portalText());
                label = label.isEmpty() ? node.label : label;
            }
            for (const auto &lun : disksOf(target))
                disks.append(lun.bestPath());
            array.append(QJsonObject{{QStringLiteral("target"), target.name},
                                     {QStringLiteral("alias"), target.alias},
                                     {QStringLiteral("label"), label},
                                     {QStringLiteral("status"), jsonWord(target.status)},
                                     {QStringLiteral("portals"), portals},
                                     {QStringLiteral("disks"), disks},
                                     {QStringLiteral("path"), target.path}});
        }
        return array;
    }

    Table table() const override
    {
        Table table({tr("TARGET"), tr("STATE"), tr("PORTALS"), tr("DISKS")});
        for (const auto &target : targets()) {
            QStringList portals, disks;
            for (const auto &node : nodesOf(target))
                portals.append(node.portalText());
            for (const auto &lun : disksOf(target))
                disks.append(QStringLiteral("%1 (%2)").arg(lun.bestPath(), sizeText(lun.sizeBytes)));
            table.add({target.name,
                       {client::wordOf(target.status), toneOf(target.status)},
                       orDash(portals.join(u' ')),
                       orDash(disks.join(QStringLiteral(", ")))});
        }
        return table;
    }
};

class Nodes : public Listing {
    QString key() const override { return QStringLiteral("nodes"); }
    QString nothing() const override
    {
        return tr("No target is known yet; “portolanctl discover ADDRESS” finds them.");
    }

    QJsonArray array() const override
    {
        QJsonArray array;
        for (const auto &node : nodes())
            array.append(formOf(node));
        return array;
    }

    Table table() const override
    {
        Table table({tr("TARGET"), tr("PORTAL"), tr("LABEL"), tr("STATE"), tr("LOGIN"), tr("AUTH"), tr("LAST ERROR")});
        const auto *login = client::nodeSetting(QStringLiteral("AutoLogin"));
        for (const auto &node : nodes())
            table.add(
                {node.targetName,
                 node.iface.isEmpty() ? node.portalText() : tr("%1 through %2").arg(node.portalText(), node.iface),
                 orDash(node.label),
                 {client::wordOf(node.status), toneOf(node.status)},
                 login->text(uint(node.autoLogin)),
                 client::wordOf(node.authMode),
                 {orDash(node.lastError), Tone::Bad}});
        return table;
    }
};

class Portals : public Listing {
    QString key() const override { return QStringLiteral("portals"); }
    QString nothing() const override
    {
        return tr("No storage server was searched yet; “portolanctl discover ADDRESS” does.");
    }

    [[nodiscard]] std::vector<client::PortalInfo> portals() const
    {
        return sorted(m_client->portals(),
                      [](const client::PortalInfo &portal) { return std::pair(portal.address, portal.port); });
    }

    QJsonArray array() const override
    {
        QJsonArray array;
        for (const auto &portal : portals())
            array.append(formOf(portal));
        return array;
    }

    static QString byItself(const client::PortalInfo &portal)
    {
        return portal.refreshInterval == 0
                   ? tr("never")
                   : tr("every %1, next %2").arg(durationText(portal.refreshInterval), timeText(portal.nextRefresh));
    }

    Table table() const override
    {
        Table table(
            {tr("ADDRESS"), tr(">PORT"), tr("KIND"), tr(">TARGETS"), tr("LAST SEARCH"), tr("RESULT"), tr("BY ITSELF")});
        for (const auto &portal : portals()) {
            const bool ok = portal.lastResult == QStringLiteral("ok");
            table.add({portal.iface.isEmpty() ? portal.address : tr("%1 through %2").arg(portal.address, portal.iface),
                       QString::number(portal.port),
                       portal.isIsns() ? tr("iSNS server") : tr("storage server"),
                       QString::number(portal.nodes.size()),
                       timeText(portal.lastDiscovery),
                       {orDash(portal.lastResult), ok || portal.lastResult.isEmpty() ? Tone::Plain : Tone::Bad},
                       byItself(portal)});
        }
        return table;
    }
};

class Sessions : public Listing {
    QString key() const override { return QStringLiteral("sessions"); }
    QString nothing() const override { return tr("Nothing is connected."); }

    [[nodiscard]] std::vector<client::SessionInfo> sessions() const
    {
        return sorted(m_client->sessions(),
                      [](const client::SessionInfo &session) { return std::pair(session.targetName, session.id); });
    }

    QJsonArray array() const override
    {
        QJsonArray array;
        for (const auto &session : sessions()) {
            QJsonObject form = formOf(session);
            QJsonArray disks;
            for (const auto &lun : m_client->luns(session.path))
                disks.append(lun.bestPath());
            form.insert(QStringLiteral("disks"), disks);
            array.append(form);
        }
        return array;
    }

    Table table() const override
    {
        Table table({tr(">ID"), tr("TARGET"), tr("PORTAL"), tr("STATE"), tr("SINCE"), tr(">RECONNECTS"), tr("AUTH"),
                     tr("DISKS")});
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const auto &session : sessions()) {
            QStringList disks;
            for (const auto &lun : m_client->luns(session.path))
                disks.append(lun.bestPath());
            table.add(
                {QString::number(session.id),
                 session.targetName,
                 session.portal,
                 {client::wordOf(session), toneOf(session.state)},
                 session.stateSince.isValid() ? durationText(session.stateSince.secsTo(now)) : QStringLiteral("-"),
                 QString::number(session.reconnects),
                 client::wordOf(session.authMode),
                 orDash(disks.join(u' '))});
        }
        return table;
    }
};

class Disks : public Listing {
    QString key() const override { return QStringLiteral("disks"); }
    QString nothing() const override { return tr("There is no disk; “portolanctl login TARGET” brings them."); }

    [[nodiscard]] std::vector<client::LunInfo> disks() const
    {
        return sorted(m_client->luns(),
                      [this](const client::LunInfo &lun) { return std::pair(targetOf(lun), lun.lun); });
    }

    QJsonArray array() const override
    {
        QJsonArray array;
        for (const auto &lun : disks())
            array.append(formOf(lun, targetOf(lun)));
        return array;
    }

    Table table() const override
    {
        Table table({tr("DISK"), tr(">SIZE"), tr("TARGET"), tr(">LUN"), tr("MODEL"), tr("KIND"), tr("USED BY")});
        for (const auto &lun : disks()) {
            QStringList users;
            for (const auto &user : lun.users)
                users.append(user.mountPoint.isEmpty() ? user.kind : user.mountPoint);
            users.removeDuplicates(); // a mount point and the programs in it
            Table::Cell used = {orDash(users.join(QStringLiteral(", ")))};
            if (!lun.problem.isEmpty())
                used = {client::problemOf(lun.problem), Tone::Bad};
            table.add({orDash(lun.bestPath()), sizeText(lun.sizeBytes), targetOf(lun), QString::number(lun.lun),
                       orDash((lun.vendor + u' ' + lun.model).trimmed()),
                       lun.solidState ? client::kindOf(lun) : orDash({}), used});
        }
        return table;
    }
};

class Status : public Command {
public:
    void run(Context &context) override
    {
        const auto &manager = context.client->manager();
        if (context.output->json()) {
            context.output->document({{QStringLiteral("state"), jsonWord(manager.overallState)},
                                      {QStringLiteral("version"), manager.version},
                                      {QStringLiteral("initiator_name"), manager.initiatorName},
                                      {QStringLiteral("data_planes"), QJsonArray::fromStringList(manager.dataPlanes)},
                                      {QStringLiteral("nodes"), qint64(manager.nodesConfigured)},
                                      {QStringLiteral("nodes_wanted"), qint64(manager.nodesWanted)},
                                      {QStringLiteral("sessions_online"), qint64(manager.sessionsOnline)},
                                      {QStringLiteral("other_initiator"), manager.otherInitiator}});
        } else {
            Table table({QString(), QString()});
            table.add({tr("State"), {wordFor(manager.overallState), toneOf(manager.overallState)}});
            table.add({tr("Online"), tr("%1 of %2 wanted").arg(manager.sessionsOnline).arg(manager.nodesWanted)});
            table.add({tr("Known nodes"), QString::number(manager.nodesConfigured)});
            table.add({tr("Initiator name"), manager.initiatorName});
            table.add({tr("Data planes"), manager.dataPlanes.join(QStringLiteral(", "))});
            if (!manager.otherInitiator.isEmpty())
                table.add({tr("Also running"),
                           {tr("%1; do not connect one target with both").arg(manager.otherInitiator), Tone::Warning}});
            table.add({tr("Version"), manager.version});
            context.output->print(table, false);
        }
        context.finish(ExitCode::Ok);
    }

private:
    static QString wordFor(dbus::OverallState state)
    {
        switch (state) {
        case dbus::OverallState::Unknown:
            break;
        case dbus::OverallState::Idle:
            return tr("nothing to connect");
        case dbus::OverallState::Ok:
            return tr("all is connected");
        case dbus::OverallState::Connecting:
            return tr("connecting");
        case dbus::OverallState::Degraded:
            return tr("something is not connected");
        case dbus::OverallState::Failed:
            return tr("nothing is connected that should be");
        }
        return tr("unknown");
    }
};

template <typename T>
CommandSpec listing(const char *name, const char *summary, const char *example, const char *meaning)
{
    return {.name = name, .arguments = "", .summary = summary, .examples = {{example, meaning}}, .make = [] {
                return std::make_unique<T>();
            }};
}

} // namespace

CommandSpec targetsCommand()
{
    return listing<Targets>("targets", QT_TRANSLATE_NOOP("Cli", "List known targets: state, portals, disks"), "targets",
                            QT_TRANSLATE_NOOP("Cli", "One line per target."));
}

CommandSpec nodesCommand()
{
    return listing<Nodes>("nodes", QT_TRANSLATE_NOOP("Cli", "List every way to a target: portal, settings, last error"),
                          "nodes --json", QT_TRANSLATE_NOOP("Cli", "Everything about them, for a script."));
}

CommandSpec portalsCommand()
{
    return listing<Portals>("portals", QT_TRANSLATE_NOOP("Cli", "List storage servers that were searched"), "portals",
                            QT_TRANSLATE_NOOP("Cli", "One line per address, with the result of the last search."));
}

CommandSpec sessionsCommand()
{
    return listing<Sessions>("sessions", QT_TRANSLATE_NOOP("Cli", "List what is connected"), "sessions",
                             QT_TRANSLATE_NOOP("Cli", "One line per session."));
}

CommandSpec disksCommand()
{
    return listing<Disks>("disks", QT_TRANSLATE_NOOP("Cli", "List disks and who uses them"), "disks --json",
                          QT_TRANSLATE_NOOP("Cli", "With serial numbers and every mount point."));
}

CommandSpec statusCommand()
{
    return listing<Status>("status", QT_TRANSLATE_NOOP("Cli", "Say in a few lines how things are"), "status",
                           QT_TRANSLATE_NOOP("Cli", "The overall state of this computer's iSCSI disks."));
}

} // namespace portolan::cli
