// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace portolan::store {

namespace {

using Key = std::tuple<QString, QString, std::uint16_t, QString>;

Digest digestOf(ImportedDigest digest)
{
    switch (digest) {
    case ImportedDigest::Off:
        break;
    case ImportedDigest::Prefer:
        return Digest::Prefer;
    case ImportedDigest::Require:
        return Digest::Require;
    }
    return Digest::Off;
}

/// The settings with everything in it that the record says.
NodeSettings withImported(NodeSettings settings, const ImportedSettings &imported)
{
    const auto take = [](const auto &from, auto *to) {
        if (from)
            *to = *from;
    };
    if (imported.atStart)
        settings.startup = *imported.atStart ? Startup::AtStart : Startup::Manual;
    if (imported.headerDigest)
        settings.headerDigest = digestOf(*imported.headerDigest);
    if (imported.dataDigest)
        settings.dataDigest = digestOf(*imported.dataDigest);
    take(imported.maxRecvDataSegmentLength, &settings.maxRecvDataSegmentLength);
    take(imported.maxBurstLength, &settings.maxBurstLength);
    take(imported.firstBurstLength, &settings.firstBurstLength);
    take(imported.initialR2T, &settings.initialR2T);
    take(imported.immediateData, &settings.immediateData);
    take(imported.maxOutstandingR2T, &settings.maxOutstandingR2T);
    take(imported.loginTimeout, &settings.loginTimeout);
    take(imported.replacementTimeout, &settings.replacementTimeout);
    take(imported.noopInterval, &settings.noopInterval);
    take(imported.noopTimeout, &settings.noopTimeout);
    return settings;
}

/// Calls visit(name on the bus, field) for each setting that an import can change.
template <typename Visit>
void eachSetting(const Visit &visit)
{
    visit("AutoLogin", &NodeSettings::startup);
    visit("HeaderDigest", &NodeSettings::headerDigest);
    visit("DataDigest", &NodeSettings::dataDigest);
    visit("MaxRecvDataSegmentLength", &NodeSettings::maxRecvDataSegmentLength);
    visit("MaxBurstLength", &NodeSettings::maxBurstLength);
    visit("FirstBurstLength", &NodeSettings::firstBurstLength);
    visit("InitialR2T", &NodeSettings::initialR2T);
    visit("ImmediateData", &NodeSettings::immediateData);
    visit("MaxOutstandingR2T", &NodeSettings::maxOutstandingR2T);
    visit("LoginTimeout", &NodeSettings::loginTimeout);
    visit("ReplacementTimeout", &NodeSettings::replacementTimeout);
    visit("NoopInterval", &NodeSettings::noopInterval);
    visit("NoopTimeout", &NodeSettings::noopTimeout);
}

template <typename T>
QVariant valueOf(T field)
{
    if constexpr (std::is_enum_v<T>)
        return uint(field);
    else
        return QVariant(field);
}

void mergeSettings(const NodeSettings &here, const NodeSettings &there, bool replace, ImportPlan::Node *node)
{
    const NodeSettings usual;
    node->settings = here;
    eachSetting([&](const char *name, auto field) {
        if (here.*field == there.*field)
            return;
        const bool kept = !replace && !(here.*field == usual.*field);
        node->changes.push_back({QString::fromLatin1(name), valueOf(here.*field), valueOf(there.*field), kept});
        if (!kept)
            node->settings.*field = there.*field;
    });
    // One of the two may be the user's and the other one not. RFC 7143 §13.14
    node->settings.firstBurstLength = std::min(node->settings.firstBurstLength, node->settings.maxBurstLength);
}

/// \param is  whether the stored secret of a direction is this one
template <typename Record, typename Is>
std::array<ImportPlan::Account, 2> accountsOf(const Record *here, const std::array<const ImportedAccount *, 2> &there,
                                              bool replace, const Is &is)
{
    using Account = ImportPlan::Account;
    std::array<Account, 2> accounts{};
    // The two belong together: neither is put beside one that was set here.
    const bool present = here && (here->hasSecret || here->hasTargetSecret);
    for (const auto direction : {SecretDirection::Initiator, SecretDirection::Target}) {
        const ImportedAccount &account = *there[std::size_t(direction)];
        if (account.secret.empty())
            continue;
        const bool initiator = direction == SecretDirection::Initiator;
        const bool sameName =
            here && (initiator ? here->chapName : here->targetChapName) == QString::fromStdString(account.name);
        if (sameName && is(direction, account.secret))
            continue;
        const bool clash = initiator && there[1]->secret.empty() && here && here->hasTargetSecret &&
                           is(SecretDirection::Target, account.secret);
        accounts[std::size_t(direction)] = (present && !replace) || clash ? Account::Kept : Account::Taken;
    }
    return accounts;
}

ImportPlan::State stateOf(bool known, bool taken, bool kept)
{
    if (!known)
        return ImportPlan::State::New;
    if (taken)
        return ImportPlan::State::Changed;
    return kept ? ImportPlan::State::Kept : ImportPlan::State::Same;
}

bool contains(const std::array<ImportPlan::Account, 2> &accounts, ImportPlan::Account what)
{
    return std::ranges::find(accounts, what) != accounts.end();
}

Key keyOf(const QString &target, const Portal &portal, const QString &interface)
{
    // The store compares hosts without regard to case.
    return {target, QString::fromStdString(portal.host).toLower(), portal.port, interface};
}

ImportPlan::Node planNode(const ImportedNode &imported, const NodeRecord *here, const ImportPresent &present,
                          bool replace)
{
    ImportPlan::Node node;
    node.node = {QString::fromStdString(imported.targetName), imported.portal, imported.portalGroupTag,
                 QString::fromStdString(imported.interface)};
    node.id = here ? here->id : 0;
    const NodeSettings base = here ? here->settings : NodeSettings{};
    mergeSettings(base, withImported(base, imported.settings), replace || !here, &node);
    node.accounts = accountsOf(here, {&imported.initiator, &imported.target}, replace,
                               [&](SecretDirection direction, const Secret &secret) {
                                   return present.nodeSecretIs(here ? here->id : 0, direction, secret);
                               });
    const bool taken = std::ranges::any_of(node.changes, [](const auto &change) { return !change.kept; }) ||
                       contains(node.accounts, ImportPlan::Account::Taken);
    node.state =
        stateOf(here != nullptr, taken, !node.changes.empty() || contains(node.accounts, ImportPlan::Account::Kept));
    return node;
}

void planNodes(const ImportPresent &present, ImportPlan *plan)
{
    std::map<Key, const NodeRecord *> known;
    for (const NodeRecord &record : present.nodes)
        known.emplace(keyOf(record.targetName, record.portal, record.interface), &record);
    std::set<std::int64_t> seen;
    std::set<Key> planned;
    const auto &nodes = plan->source->nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Key key = keyOf(QString::fromStdString(nodes[i].targetName), nodes[i].portal,
                              QString::fromStdString(nodes[i].interface));
        if (!planned.insert(key).second)
            continue; // Two records that differ in the case of a host name only.
        const auto found = known.find(key);
        const NodeRecord *const here = found == known.end() ? nullptr : found->second;
        ImportPlan::Node node = planNode(nodes[i], here, present, plan->options.replace);
        node.source = i;
        seen.insert(node.id);
        plan->nodes.push_back(std::move(node));
    }
    std::ranges::copy_if(present.nodes, std::back_inserter(plan->onlyHere),
                         [&](const NodeRecord &record) { return !seen.contains(record.id); });
}

void planPortals(const ImportPresent &present, ImportPlan *plan)
{
    std::map<Key, const PortalRecord *> known;
    for (const PortalRecord &record : present.portals)
        known.emplace(keyOf({}, record.portal, record.interface), &record);
    std::set<Key> planned;
    const auto &portals = plan->source->portals;
    for (std::size_t i = 0; i < portals.size(); ++i) {
        const Key key = keyOf({}, portals[i].portal, {});
        if (!planned.insert(key).second)
            continue;
        const auto found = known.find(key);
        const PortalRecord *const here = found == known.end() ? nullptr : found->second;
        ImportPlan::PortalEntry entry;
        entry.id = here ? here->id : 0;
        entry.portal = portals[i].portal;
        entry.source = i;
        entry.accounts = accountsOf(here, {&portals[i].initiator, &portals[i].target}, plan->options.replace,
                                    [&](SecretDirection direction, const Secret &secret) {
                                        return present.portalSecretIs(here ? here->id : 0, direction, secret);
                                    });
        entry.state = stateOf(here != nullptr, contains(entry.accounts, ImportPlan::Account::Taken),
                              contains(entry.accounts, ImportPlan::Account::Kept));
        plan->portals.push_back(entry);
    }
}

} // namespace

ImportPlan ImportPlan::make(std::shared_ptr<const ImportedDatabase> source, const ImportPresent &present,
                            const ImportOptions &options)
{
    ImportPlan plan;
    plan.options = options;
    plan.source = std::move(source);
    planNodes(present, &plan);
    planPortals(present, &plan);
    plan.initiatorNameHere = present.initiatorName;
    plan.initiatorNameThere = QString::fromStdString(plan.source->initiatorName);
    plan.initiatorNameTaken = options.takeInitiatorName && !plan.initiatorNameThere.isEmpty() &&
                              plan.initiatorNameThere != plan.initiatorNameHere;
    return plan;
}

} // namespace portolan::store
