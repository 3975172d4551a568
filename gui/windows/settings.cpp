// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/settings.h"

#include <array>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

struct Entry {
    QString name;
    QVariant standard;
};

const Entry &entryOf(Settings::Key key)
{
    static const std::array<Entry, std::size_t(Settings::Key::Count)> kEntries{{
        {u"window/geometry"_s, {}},
        {u"timeline/geometry"_s, {}},
        {u"window/splitter"_s, {}},
        {u"window/listHeader"_s, {}},
        {u"details/tab"_s, 0},
        {u"details/graphSpanUs"_s, 60'000'000LL},
        {u"details/graphQuantity"_s, 0},
        {u"units/rate"_s, 0}, // RateUnit
        {u"tray/noteShown"_s, false},
        {u"tray/symbolic"_s, false},
        {u"confirm/forget"_s, true},
        {u"confirm/removeServer"_s, true},
        {u"confirm/removePassword"_s, true},
        {u"confirm/logoutAll"_s, true},
        {u"notify/lost"_s, true},
        {u"notify/back"_s, true},
        {u"notify/refused"_s, true},
        {u"notify/grew"_s, true},
        {u"notify/blocked"_s, true},
    }};
    return kEntries.at(std::size_t(key));
}

/// A settings file may hold anything.
template <typename Value, std::size_t N>
Value knownOr(const QVariant &stored, const std::array<Value, N> &known)
{
    const int number = stored.toInt();
    return number >= 0 && number < int(N) ? known.at(std::size_t(number)) : known.front();
}

} // namespace

QVariant Settings::value(Key key) const { return m_settings.value(entryOf(key).name, entryOf(key).standard); }

RateUnit Settings::rateUnit() const { return knownOr(value(Key::RateUnit), kRateUnits); }

Quantity Settings::graphQuantity() const { return knownOr(value(Key::GraphQuantity), kQuantities); }

void Settings::setValue(Key key, const QVariant &value) { m_settings.setValue(entryOf(key).name, value); }

} // namespace portolan::gui
