// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/import_report.h"

#include "common/types/portal.h"
#include "gui/client/sentences.h"

#include <algorithm>

namespace portolan::client {

using namespace Qt::StringLiterals;

namespace {

using State = ImportReport::State;
using Account = ImportReport::Account;
using Kind = ImportReport::Note::Kind;

State stateFrom(const QString &word)
{
    if (word == u"new"_s)
        return State::New;
    if (word == u"changed"_s)
        return State::Changed;
    return word == u"kept"_s ? State::Kept : State::Same;
}

Account accountFrom(const QString &word)
{
    if (word == u"taken"_s)
        return Account::Taken;
    return word == u"kept"_s ? Account::Kept : Account::Same;
}

Kind kindFrom(const QString &word)
{
    if (word == u"skipped"_s)
        return Kind::Skipped;
    return word == u"adjusted"_s ? Kind::Adjusted : Kind::LeftOut;
}

ImportReport::Change changeFrom(const QVariantMap &map)
{
    return {map.value(u"setting"_s).toString(), map.value(u"here"_s), map.value(u"there"_s),
            map.value(u"kept"_s).toBool()};
}

ImportReport::Entry entryFrom(const QVariantMap &map)
{
    ImportReport::Entry entry;
    entry.target = map.value(u"target"_s).toString();
    entry.portal = QString::fromStdString(
        Portal{map.value(u"address"_s).toString().toStdString(), std::uint16_t(map.value(u"port"_s).toUInt())}.text());
    entry.interface = map.value(u"interface"_s).toString();
    entry.state = stateFrom(map.value(u"state"_s).toString());
    entry.automatic = map.value(u"automatic"_s).toBool();
    entry.password = accountFrom(map.value(u"password"_s).toString());
    entry.passwordIn = accountFrom(map.value(u"password_in"_s).toString());
    for (const QVariant &change : map.value(u"changes"_s).toList())
        entry.changes.push_back(changeFrom(change.toMap()));
    return entry;
}

ImportReport::Note noteFrom(const QVariantMap &map)
{
    return {kindFrom(map.value(u"kind"_s).toString()), map.value(u"file"_s).toString(), importNoteText(map),
            map.value(u"line"_s).toUInt(), map.value(u"count"_s).toUInt()};
}

template <typename Value>
std::vector<Value> listFrom(const QVariant &list, Value (*from)(const QVariantMap &))
{
    std::vector<Value> values;
    for (const QVariant &value : list.toList())
        values.push_back(from(value.toMap()));
    return values;
}

} // namespace

bool ImportReport::Entry::keepsSomething() const
{
    return password == Account::Kept || passwordIn == Account::Kept || std::ranges::any_of(changes, &Change::kept);
}

ImportReport ImportReport::from(const QVariantMap &result)
{
    const auto count = [&result](const char *key) { return result.value(QLatin1String(key)).toUInt(); };
    ImportReport report;
    report.added = count("count_new");
    report.changed = count("count_changed");
    report.kept = count("count_kept");
    report.same = count("count_same");
    report.onlyHere = count("count_only_here");
    report.automatic = count("count_automatic");
    report.unknownKeys = count("count_unknown_keys");
    report.moreNotes = count("count_more_notes");
    report.targets = listFrom(result.value(u"entries"_s), &entryFrom);
    report.addresses = listFrom(result.value(u"portals"_s), &entryFrom);
    report.notes = listFrom(result.value(u"notes"_s), &noteFrom);
    report.nameThere = result.value(u"initiator_name"_s).toString();
    report.nameHere = result.value(u"initiator_name_here"_s).toString();
    report.nameTaken = result.value(u"initiator_name_taken"_s).toBool();
    return report;
}

bool ImportReport::changesSomething() const
{
    return added + changed > 0 || std::ranges::any_of(addresses, [](const Entry &entry) {
               return entry.state == State::New || entry.state == State::Changed;
           });
}

bool ImportReport::keepsSomething() const
{
    return kept > 0 || std::ranges::any_of(targets, &Entry::keepsSomething) ||
           std::ranges::any_of(addresses, &Entry::keepsSomething);
}

} // namespace portolan::client
