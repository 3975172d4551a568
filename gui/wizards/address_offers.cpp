// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/address_offers.h"

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using Source = AddressOffer::Source;

namespace {

QString typedForm(const Portal &portal)
{
    return QString::fromStdString(portal.port == kDefaultPort ? portal.host : portal.text());
}

/// The one spelling of what may be written in several ways; as it is where it is no address.
QString spelling(const QString &address)
{
    const auto portal = Portal::parse(address.trimmed().toStdString());
    return portal ? QString::fromStdString(portal->text()).toLower() : address;
}

} // namespace

AddressOffers::AddressOffers(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_network(client.bus())
{
    connect(&m_network, &avahi::PortalBrowser::changed, this, &AddressOffers::changed);
    connect(&m_client, &InitiatorClient::portalChanged, this, &AddressOffers::changed);
    connect(&m_client, &InitiatorClient::portalRemoved, this, &AddressOffers::changed);
}

std::vector<AddressOffer> AddressOffers::all() const
{
    std::vector<AddressOffer> offers;
    for (const QString &address : m_history.addresses())
        offers.push_back({Source::UsedBefore, address});
    for (const client::PortalInfo &known : m_client.portals())
        offers.push_back({Source::Known, typedForm({known.address.toStdString(), known.port})});
    for (const avahi::FoundPortal &found : m_network.portals())
        offers.push_back({Source::Network, typedForm(found.portal), found.name});
    return offers;
}

std::vector<AddressOffer> AddressOffers::matching(const QString &typed) const
{
    const QString part = typed.trimmed();
    std::vector<AddressOffer> kept;
    QStringList seen{spelling(part)};
    for (AddressOffer &offer : all()) {
        const QString same = spelling(offer.address);
        const auto twin =
            std::ranges::find(kept, same, [](const AddressOffer &each) { return spelling(each.address); });
        if (twin != kept.end() && twin->name.isEmpty())
            twin->name = offer.name; // what the network calls it
        if (seen.contains(same) || kept.size() >= kMost)
            continue;
        seen << same;
        kept.push_back(std::move(offer));
    }
    std::erase_if(kept, [&part](const AddressOffer &offer) {
        return !offer.address.contains(part, Qt::CaseInsensitive) && !offer.name.contains(part, Qt::CaseInsensitive);
    });
    return kept;
}

void AddressOffers::remember(const QString &address)
{
    m_history.remember(address);
    emit changed();
}

void AddressOffers::forget(const QString &address)
{
    m_history.forget(address);
    emit changed();
}

} // namespace portolan::gui
