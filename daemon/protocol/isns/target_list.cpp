// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/target_list.h"

#include "daemon/protocol/isns/ip_address.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/text_values.h"
#include "daemon/protocol/text/utf8.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace portolan::protocol::isns {

namespace {

/// A hostile list must not become as many warnings.
constexpr std::size_t kMaxWarnings = 100;
constexpr std::size_t kMaxAlias = 255;
constexpr std::uint32_t kUdp = 0x10000; ///< Of a port, RFC 4171 §6.3.2.
constexpr std::uint32_t kMaxPort = 0xffff;

bool isControl(char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }

/// For display only, so what is no decent text is simply not used.
std::string aliasOf(const Attribute &attribute)
{
    const auto text = attribute.text();
    const bool decent = text && text->size() <= kMaxAlias && isUtf8(*text) && std::ranges::none_of(*text, isControl);
    return decent ? std::string(*text) : std::string();
}

class Reader {
public:
    void take(const Attribute &attribute);
    [[nodiscard]] SendTargetsExchange::Found conclude();

private:
    struct Target {
        DiscoveredTarget record;
        std::vector<TargetAddress> portals; ///< Those that follow it, in case it has no group.
        bool isTarget = true;
        bool grouped = false;
    };

    void beginTarget(const Attribute &name);
    [[nodiscard]] std::optional<Portal> portalOf(std::optional<std::size_t> target, const Attribute &port);
    void endPortal(const Attribute &port);
    void endGroup(const Attribute &tag);
    void warn(std::string warning);

    std::vector<Target> m_targets;
    std::unordered_map<std::string, std::size_t> m_index; ///< Of m_targets, by name.
    std::optional<std::size_t> m_current;                 ///< The target whose attributes follow.
    std::optional<std::size_t> m_group;                   ///< The one whose group follows.
    Attribute m_address;
    std::optional<Portal> m_groupPortal;
    SendTargetsExchange::Found m_found;
};

void Reader::warn(std::string warning)
{
    auto &warnings = m_found.warnings;
    // The same address is told twice: as a portal and in a group.
    if (warnings.size() > kMaxWarnings || std::ranges::find(warnings, warning) != warnings.end())
        return;
    warnings.push_back(warnings.size() < kMaxWarnings ? std::move(warning) : "there are more problems like these");
}

void Reader::beginTarget(const Attribute &attribute)
{
    m_current.reset();
    m_group.reset();
    const auto name = attribute.text();
    if (!name)
        return warn("left out a target: its name has a zero inside");
    if (const auto checked = checkReceivedName(*name); !checked)
        return warn("left out the target \"" + printable(*name) + "\": " + checked.error().message);
    const auto [found, added] = m_index.emplace(*name, m_targets.size());
    if (added) {
        Target target;
        target.record.name = *name;
        target.record.canonicalName = isCanonicalName(*name);
        m_targets.push_back(std::move(target));
    }
    m_current = m_group = found->second;
}

/// Of the address that came last, and `port`.
std::optional<Portal> Reader::portalOf(std::optional<std::size_t> target, const Attribute &port)
{
    if (!target)
        return std::nullopt;
    const auto refuse = [&](const char *reason) {
        warn("left out an address of " + printable(m_targets.at(*target).record.name) + ": " + reason);
        return std::nullopt;
    };
    if (m_address.value.size() != sizeof(IpAddress))
        return refuse("it is no IP address");
    const auto host = textOf(m_address.value.first<sizeof(IpAddress)>());
    const auto number = port.number();
    if (!host)
        return refuse("it is the address \"any\"");
    if (!number || (*number & kMaxPort) == 0)
        return refuse("its port is not from 1 to 65535");
    if ((*number & kUdp) != 0)
        return refuse("it is one of UDP");
    return Portal{*host, std::uint16_t(*number & kMaxPort)};
}

void Reader::endPortal(const Attribute &port)
{
    const auto portal = portalOf(m_current, port);
    if (portal)
        m_targets.at(*m_current).portals.push_back({*portal, std::nullopt});
}

/// An empty tag says that the target does not listen there, RFC 4171 §6.5.4.
void Reader::endGroup(const Attribute &tag)
{
    if (!m_group)
        return;
    const auto number = tag.number();
    if (tag.value.empty() || !m_groupPortal)
        return;
    if (!number || *number > 0xffff)
        return warn("left out an address of " + printable(m_targets.at(*m_group).record.name) +
                    ": its portal group tag is not from 0 to 65535");
    m_targets.at(*m_group).record.addresses.push_back({*m_groupPortal, std::uint16_t(*number)});
    m_groupPortal.reset();
}

void Reader::take(const Attribute &attribute)
{
    switch (attribute.tag) {
    case Tag::IscsiName:
        return beginTarget(attribute);
    case Tag::IscsiNodeType:
        if (m_current)
            m_targets.at(*m_current).isTarget = (attribute.number().value_or(0) & kNodeTypeTarget) != 0;
        return;
    case Tag::IscsiAlias:
        if (m_current)
            m_targets.at(*m_current).record.alias = aliasOf(attribute);
        return;
    case Tag::GroupIscsiName: {
        const auto name = attribute.text();
        const auto found = name ? m_index.find(std::string(*name)) : m_index.end();
        m_group = found == m_index.end() ? std::nullopt : std::optional(found->second);
        return;
    }
    case Tag::PortalAddress:
        m_address = attribute;
        return;
    case Tag::GroupPortalAddress:
        m_address = attribute;
        m_groupPortal.reset();
        if (m_group)
            m_targets.at(*m_group).grouped = true;
        return;
    case Tag::PortalPort:
        return endPortal(attribute);
    case Tag::GroupPortalPort:
        m_groupPortal = portalOf(m_group, attribute);
        return;
    case Tag::GroupTag:
        return endGroup(attribute);
    default:
        return; // Whatever else a server tells is no reason to refuse what is understood.
    }
}

SendTargetsExchange::Found Reader::conclude()
{
    for (Target &target : m_targets) {
        if (!target.isTarget)
            continue;
        if (!target.grouped)
            target.record.addresses = std::move(target.portals);
        auto &addresses = target.record.addresses;
        std::set<std::pair<Portal, std::optional<std::uint16_t>>> seen;
        std::erase_if(addresses, [&seen](const TargetAddress &address) {
            return !seen.emplace(address.portal, address.portalGroupTag).second;
        });
        if (addresses.empty())
            warn("left out the target \"" + printable(target.record.name) + "\": the server names no address of it");
        else
            m_found.targets.push_back(std::move(target.record));
    }
    return std::move(m_found);
}

} // namespace

SendTargetsExchange::Found readTargets(std::span<const Attribute> attributes)
{
    Reader reader;
    for (const Attribute &attribute : attributes)
        reader.take(attribute);
    return reader.conclude();
}

} // namespace portolan::protocol::isns
