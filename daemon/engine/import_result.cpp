// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/import_result.h"

#include <algorithm>

namespace portolan::engine {

namespace {

using store::ImportNote;
using store::ImportPlan;

/// Everybody on the bus gets the job's properties; the counts go on when the lists end.
constexpr qsizetype kMostListed = 1000;

QString text(const std::string &bytes) { return QString::fromStdString(bytes); }

QString wordOf(ImportPlan::State state)
{
    switch (state) {
    case ImportPlan::State::New:
        return QStringLiteral("new");
    case ImportPlan::State::Changed:
        return QStringLiteral("changed");
    case ImportPlan::State::Kept:
        return QStringLiteral("kept");
    case ImportPlan::State::Same:
        break;
    }
    return QStringLiteral("same");
}

QString wordOf(ImportPlan::Account account)
{
    switch (account) {
    case ImportPlan::Account::Taken:
        return QStringLiteral("taken");
    case ImportPlan::Account::Kept:
        return QStringLiteral("kept");
    case ImportPlan::Account::Same:
        break;
    }
    return QStringLiteral("same");
}

QString wordOf(ImportNote::Kind kind)
{
    switch (kind) {
    case ImportNote::Kind::Skipped:
        return QStringLiteral("skipped");
    case ImportNote::Kind::Adjusted:
        return QStringLiteral("adjusted");
    case ImportNote::Kind::LeftOut:
        break;
    }
    return QStringLiteral("left-out");
}

template <typename Entry>
uint countOf(const std::vector<Entry> &entries, ImportPlan::State state)
{
    return uint(std::ranges::count(entries, state, &Entry::state));
}

QVariantMap portalValue(const Portal &portal)
{
    return {{QStringLiteral("address"), text(portal.host)},
            {QStringLiteral("port"), QVariant::fromValue(ushort(portal.port))}};
}

void addAccounts(const std::array<ImportPlan::Account, 2> &accounts, QVariantMap *map)
{
    map->insert(QStringLiteral("password"), wordOf(accounts[0]));
    map->insert(QStringLiteral("password_in"), wordOf(accounts[1]));
}

QVariantMap nodeValue(const ImportPlan::Node &node, bool automatic)
{
    QVariantList changes;
    for (const auto &change : node.changes)
        changes.append(QVariantMap{{QStringLiteral("setting"), change.name},
                                   {QStringLiteral("here"), change.here},
                                   {QStringLiteral("there"), change.there},
                                   {QStringLiteral("kept"), change.kept}});
    QVariantMap map = portalValue(node.node.portal);
    map.insert(QStringLiteral("target"), node.node.targetName);
    map.insert(QStringLiteral("interface"), node.node.interface);
    map.insert(QStringLiteral("state"), wordOf(node.state));
    map.insert(QStringLiteral("automatic"), automatic);
    map.insert(QStringLiteral("changes"), changes);
    addAccounts(node.accounts, &map);
    return map;
}

QVariantMap noteValue(const ImportNote &note)
{
    QStringList arguments;
    for (const std::string &argument : note.arguments)
        arguments.append(text(argument));
    return {{QStringLiteral("kind"), wordOf(note.kind)},
            {QStringLiteral("file"), text(note.file)},
            {QStringLiteral("line"), uint(note.line)},
            {QStringLiteral("text"), text(note.text)},
            {QStringLiteral("pattern"), text(note.pattern)},
            {QStringLiteral("arguments"), arguments},
            {QStringLiteral("count"), note.count}};
}

bool isAutomatic(const ImportPlan &plan, const ImportPlan::Node &node)
{
    return plan.source->nodes[node.source].settings.atStart.value_or(false);
}

QVariantList nodeValues(const ImportPlan &plan)
{
    QVariantList values;
    for (const ImportPlan::Node &node : plan.nodes) {
        if (node.state != ImportPlan::State::Same && values.size() < kMostListed)
            values.append(nodeValue(node, isAutomatic(plan, node)));
    }
    return values;
}

QVariantList portalValues(const ImportPlan &plan)
{
    QVariantList values;
    for (const ImportPlan::PortalEntry &entry : plan.portals) {
        if (entry.state == ImportPlan::State::Same || values.size() >= kMostListed)
            continue;
        QVariantMap map = portalValue(entry.portal);
        map.insert(QStringLiteral("state"), wordOf(entry.state));
        addAccounts(entry.accounts, &map);
        values.append(map);
    }
    return values;
}

QVariantList noteValues(const ImportPlan &plan)
{
    QVariantList values;
    for (const ImportNote &note : plan.source->notes)
        values.append(noteValue(note));
    return values;
}

} // namespace

QVariantMap importResult(const ImportPlan &plan)
{
    const auto automatic = std::ranges::count_if(plan.nodes, [&](const auto &node) { return isAutomatic(plan, node); });
    return {{QStringLiteral("dry_run"), plan.options.dryRun},
            {QStringLiteral("count_new"), countOf(plan.nodes, ImportPlan::State::New)},
            {QStringLiteral("count_changed"), countOf(plan.nodes, ImportPlan::State::Changed)},
            {QStringLiteral("count_kept"), countOf(plan.nodes, ImportPlan::State::Kept)},
            {QStringLiteral("count_same"), countOf(plan.nodes, ImportPlan::State::Same)},
            {QStringLiteral("count_only_here"), uint(plan.onlyHere.size())},
            {QStringLiteral("count_portals_new"), countOf(plan.portals, ImportPlan::State::New)},
            {QStringLiteral("count_automatic"), uint(automatic)},
            {QStringLiteral("count_unknown_keys"), plan.source->unknownKeys},
            {QStringLiteral("count_more_notes"), plan.source->moreNotes},
            {QStringLiteral("entries"), nodeValues(plan)},
            {QStringLiteral("portals"), portalValues(plan)},
            {QStringLiteral("notes"), noteValues(plan)},
            {QStringLiteral("initiator_name"), plan.initiatorNameThere},
            {QStringLiteral("initiator_name_here"), plan.initiatorNameHere},
            {QStringLiteral("initiator_name_taken"), plan.initiatorNameTaken}};
}

} // namespace portolan::engine
