// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/discover_arguments.h"

#include "daemon/dbus/arguments.h"

namespace portolan::dbus {

namespace {

/// "sendtargets" or "isns"; nothing for another word.
std::optional<store::PortalKind> kindFrom(const QString &text)
{
    for (const auto kind : {store::PortalKind::SendTargets, store::PortalKind::Isns}) {
        if (text == nameOf(kind))
            return kind;
    }
    return std::nullopt;
}

} // namespace

QString nameOf(store::PortalKind kind)
{
    return kind == store::PortalKind::Isns ? QStringLiteral("isns") : QStringLiteral("sendtargets");
}

Result<Portal> portalFrom(const QString &address, quint16 port)
{
    std::string host = address.trimmed().toStdString();
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    const Portal portal{host, port == 0 ? kDefaultPort : port};
    // What text() writes, parse() reads back: anything else is not an address without a port.
    const auto parsed = Portal::parse(portal.text());
    if (!parsed)
        return fail(parsed.error());
    if (*parsed != portal)
        return fail(ErrorCode::InvalidArgument, "the address is not a host name or IP address");
    return portal;
}

Result<NetworkInterface> interfaceFrom(const QString &text)
{
    auto interface = NetworkInterface::parse(text.toStdString());
    if (!interface)
        return fail(std::move(interface.error()));
    return interface;
}

Result<DiscoverArguments> DiscoverArguments::parse(const QString &address, quint16 port, const QVariantMap &options)
{
    constexpr uint kShortestMs = 1000, kLongestMs = 600'000;
    ArgumentReader reader(options);
    const auto kind = kindFrom(reader.take<QString>("type").value_or(nameOf(store::PortalKind::SendTargets)));
    const bool isns = kind == store::PortalKind::Isns;
    const auto portal = portalFrom(address, port == 0 && isns ? kDefaultIsnsPort : port);
    if (!portal)
        return fail(portal.error());
    DiscoverArguments arguments;
    engine::DiscoverRequest &request = arguments.request;
    request.portal = *portal;
    request.kind = kind.value_or(store::PortalKind::SendTargets);
    if (!kind)
        reader.reject("type", "is \"sendtargets\" or \"isns\"");
    request.chapName = reader.take<QString>("username").value_or(QString());
    request.targetChapName = reader.take<QString>("username_in").value_or(QString());
    request.save = reader.take<bool>("save").value_or(true);
    request.probe = reader.take<bool>("probe").value_or(false);
    arguments.secret = reader.take<QDBusUnixFileDescriptor>("secret");
    arguments.secretIn = reader.take<QDBusUnixFileDescriptor>("secret_in");
    if (const auto timeout = reader.take<uint>("timeout_ms")) {
        request.timeout = std::chrono::milliseconds(*timeout);
        if (*timeout < kShortestMs || *timeout > kLongestMs)
            reader.reject("timeout_ms", "is from 1000 to 600000");
    }
    const auto interface = interfaceFrom(reader.take<QString>("interface").value_or(QString()));
    if (interface)
        request.interface = *interface;
    if (isns && (arguments.secret || arguments.secretIn))
        reader.reject("secret", "has no use with iSNS, which knows no CHAP");
    if (arguments.secret.has_value() == request.chapName.isEmpty())
        reader.reject("username", "and secret go together");
    if (arguments.secretIn && !arguments.secret)
        reader.reject("secret_in", "needs a secret: only who proves itself can ask for a proof");
    if (!request.targetChapName.isEmpty() && !arguments.secretIn)
        reader.reject("username_in", "needs secret_in");
    if (const auto valid = reader.finish(ErrorCode::OptionNotSupported); !valid)
        return fail(valid.error());
    if (!interface)
        return fail(interface.error());
    return arguments;
}

} // namespace portolan::dbus
