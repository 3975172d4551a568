// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/avahi/found_portal.h"

#include <QDBusMessage>
#include <QHostAddress>
#include <QNetworkInterface>

#include <algorithm>
#include <ranges>

namespace portolan::avahi {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 63;                            // bytes of an instance name, RFC 6763 §4.1.1
enum Argument { Interface = 0, Name = 2, Address = 7, Port = 8 }; // of "iissssisqaayu"

bool isOneMachine(const QHostAddress &address, const QNetworkInterface &from)
{
    bool mapped = false;
    (void)address.toIPv4Address(&mapped);
    if (address.protocol() == QHostAddress::IPv6Protocol && mapped) // ::ffff:127.0.0.1 and the like
        return false;
    if (address.isNull() || address.isMulticast() || address.isBroadcast() ||
        address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6))
        return false;
    // The network must not lead anybody to the services of his own computer.
    return !address.isLoopback() || (from.flags() & QNetworkInterface::IsLoopBack);
}

std::optional<Portal> portalOf(const QString &text, const QNetworkInterface &from, quint16 port)
{
    const QHostAddress address(text);
    if (!isOneMachine(address, from))
        return std::nullopt;
    const bool ipv6 = address.protocol() == QHostAddress::IPv6Protocol;
    QHostAddress bare = address;
    bare.setScopeId({});
    QString host = bare.toString();
    if (ipv6 && address.isLinkLocal()) {
        if (!from.isValid())
            return std::nullopt;
        host += u'%' + from.name();
    }
    const auto portal = Portal::parse((ipv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port).toStdString());
    return portal ? std::optional(*portal) : std::nullopt;
}

/// Less is better.
int rankOf(const Portal &portal)
{
    if (portal.host.find(':') == std::string::npos)
        return 0;
    return portal.host.find('%') == std::string::npos ? 1 : 2;
}

} // namespace

std::optional<FoundPortal> foundPortal(const QDBusMessage &reply)
{
    if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != u"iissssisqaayu"_s)
        return std::nullopt;
    const QVariantList arguments = reply.arguments();
    const auto from = QNetworkInterface::interfaceFromIndex(arguments.at(Interface).toInt());
    const auto portal = portalOf(arguments.at(Address).toString(), from, arguments.at(Port).value<quint16>());
    if (!portal)
        return std::nullopt;
    return FoundPortal{arguments.at(Name).toString().left(kLongestName), *portal};
}

std::vector<FoundPortal> withoutRepetition(const std::vector<FoundPortal> &found)
{
    std::vector<FoundPortal> kept;
    for (const FoundPortal &candidate : found) {
        const bool better = std::ranges::any_of(found, [&candidate](const FoundPortal &other) {
            return other.name == candidate.name && rankOf(other.portal) < rankOf(candidate.portal);
        });
        if (!better && std::ranges::find(kept, candidate.portal, &FoundPortal::portal) == kept.end())
            kept.push_back(candidate);
    }
    return kept;
}

} // namespace portolan::avahi
