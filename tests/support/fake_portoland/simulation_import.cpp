// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated open-iscsi: one target that is not here yet, and another opinion about the demo's "plain".
#include "tests/support/fake_portoland/simulation.h"

#include "common/dbus/names.h"

#include <QDBusArgument>

namespace portolan::fake {

namespace {

const QString kNode = interfaceName(QStringLiteral("Node"));
const QString kManager = interfaceName(QStringLiteral("Manager"));
const QString kPlain = QStringLiteral("iqn.2026-10.org.portolan.test:plain");

QVariantMap entry(const QString &target, const char *state, const char *password, const VariantMapList &changes)
{
    return {{QStringLiteral("target"), target},
            {QStringLiteral("address"), QStringLiteral("10.0.0.5")},
            {QStringLiteral("port"), QVariant::fromValue(ushort(3260))},
            {QStringLiteral("interface"), QString()},
            {QStringLiteral("state"), QLatin1String(state)},
            {QStringLiteral("automatic"), true},
            {QStringLiteral("password"), QLatin1String(password)},
            {QStringLiteral("password_in"), QStringLiteral("same")},
            {QStringLiteral("changes"), QVariant::fromValue(changes)}};
}

QVariantMap change(const char *setting, const QVariant &here, const QVariant &there, bool kept)
{
    return {{QStringLiteral("setting"), QLatin1String(setting)},
            {QStringLiteral("here"), here},
            {QStringLiteral("there"), there},
            {QStringLiteral("kept"), kept}};
}

QVariantMap note(const char *kind, const char *file, uint line, const char *text, uint count)
{
    return {{QStringLiteral("kind"), QLatin1String(kind)},
            {QStringLiteral("file"), QLatin1String(file)},
            {QStringLiteral("line"), line},
            {QStringLiteral("text"), QString::fromUtf8(text)},
            {QStringLiteral("pattern"), QString::fromUtf8(text)},
            {QStringLiteral("arguments"), QStringList()},
            {QStringLiteral("count"), count}};
}

} // namespace

QVariantMap Simulation::importResult(const QVariantMap &options) const
{
    const bool replace = options.value(QStringLiteral("replace")).toBool();
    const QString here = m_store->text(dbus::kManagerPath, kManager, QStringLiteral("InitiatorName"));
    VariantMapList entries;
    bool added = true, changed = false;
    for (const QString &node : m_store->pathsOf(kNode)) {
        const QString name = m_store->text(node, kNode, QStringLiteral("TargetName"));
        added = added && name != QLatin1String(kImported);
        changed = changed || name == kPlain;
    }
    if (added)
        entries.append(entry(QLatin1String(kImported), "new", "taken", {}));
    if (changed)
        entries.append(entry(kPlain, "changed", "same",
                             {change("LoginTimeout", 15U, 30U, false), change("NoopInterval", 7U, 5U, !replace)}));
    const VariantMapList notes{note("skipped", "/etc/iscsi/nodes/iqn.broken/10.0.0.9,3260,1", 3,
                                    "expected node.name to be an iSCSI name (iqn., eui., naa.)", 1),
                               note("left-out", "/etc/iscsi/nodes/iqn.other/10.0.0.5,3260,1", 17,
                                    "“nr_sessions”: Portolan has one session per node", 4)};
    return {{QStringLiteral("dry_run"), options.value(QStringLiteral("dry_run")).toBool()},
            {QStringLiteral("count_new"), added ? 1U : 0U},
            {QStringLiteral("count_changed"), changed ? 1U : 0U},
            {QStringLiteral("count_kept"), 0U},
            {QStringLiteral("count_same"), 2U},
            {QStringLiteral("count_only_here"), 0U},
            {QStringLiteral("count_automatic"), uint(entries.size())},
            {QStringLiteral("count_portals_new"), 0U},
            {QStringLiteral("count_unknown_keys"), 0U},
            {QStringLiteral("count_more_notes"), 0U},
            {QStringLiteral("entries"), QVariant::fromValue(entries)},
            {QStringLiteral("portals"), QVariant::fromValue(VariantMapList())},
            {QStringLiteral("notes"), QVariant::fromValue(notes)},
            {QStringLiteral("initiator_name"), QLatin1String(kOpenIscsiName)},
            {QStringLiteral("initiator_name_here"), here},
            {QStringLiteral("initiator_name_taken"), options.value(QStringLiteral("take_initiator_name")).toBool()}};
}

void Simulation::importOpenIscsi(const QDBusMessage &call, const Script &script)
{
    if (!optionsAreKnown(call, 0,
                         {QStringLiteral("path"), QStringLiteral("dry_run"), QStringLiteral("replace"),
                          QStringLiteral("take_initiator_name")}))
        return;
    const auto options = qdbus_cast<QVariantMap>(call.arguments().value(0));
    const QString job = m_jobs.start(
        {QStringLiteral("import"), {}, {QStringLiteral("reading")}, script, [this, options] {
             const QVariantMap result = importResult(options);
             if (options.value(QStringLiteral("dry_run")).toBool())
                 return result;
             ensureNode(QLatin1String(kImported), {QStringLiteral("10.0.0.5"), 3260, {}}, QStringLiteral("/"));
             if (options.value(QStringLiteral("take_initiator_name")).toBool())
                 m_store->set(dbus::kManagerPath, kManager,
                              {{QStringLiteral("InitiatorName"), QLatin1String(kOpenIscsiName)}});
             return result;
         }});
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

} // namespace portolan::fake
