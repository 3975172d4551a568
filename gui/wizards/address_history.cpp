// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/address_history.h"

#include "common/types/portal.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"addStorage/addresses"_s;

} // namespace

QStringList AddressHistory::addresses() const
{
    QStringList good;
    for (const QString &address : m_settings.value(kKey).toStringList()) {
        if (good.size() < kMost && Portal::parse(address.toStdString()))
            good << address;
    }
    return good;
}

void AddressHistory::remember(const QString &address)
{
    QStringList all = addresses();
    all.removeAll(address);
    all.prepend(address);
    m_settings.setValue(kKey, all.mid(0, kMost));
}

void AddressHistory::forget(const QString &address)
{
    QStringList all = addresses();
    all.removeAll(address);
    m_settings.setValue(kKey, all);
}

} // namespace portolan::gui
