// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/redirects.h"

#include "daemon/protocol/discovery/send_targets.h"

#include <algorithm>

namespace portolan::net {

namespace {

/// A target may list every portal it has; more than this is not help.
constexpr std::size_t kMostCandidates = 32;

tl::unexpected<Error> refuse(bool permanent, std::string message)
{
    return fail(Error{ErrorCode::LoginRejected, std::move(message), std::uint16_t(permanent ? 0x0102 : 0x0101), 0});
}

} // namespace

Result<> Redirects::follow(const std::vector<std::string> &addresses, bool permanent)
{
    if (++m_hops > kMost)
        return refuse(permanent,
                      "the target redirects the login again and again (" + std::to_string(kMost) + " times)");
    m_candidates.clear();
    std::string why = "the target redirects the login but names no address";
    for (const std::string &text : addresses) {
        auto address = protocol::TargetAddress::parse(text);
        if (address)
            address->portal = address->portal.inZoneOf(m_visited.back());
        if (!address)
            why = "the target redirects the login to a malformed address: " + address.error().message;
        else if (address->portalGroupTag) // §13.8: "MUST be absent in login redirections"
            why = "the target redirects the login to an address with a portal group tag, which is malformed";
        else if (std::ranges::find(m_visited, address->portal) != m_visited.end())
            why = "the target redirects the login in a circle, back to " + address->portal.text();
        else if (m_candidates.size() < kMostCandidates)
            m_candidates.push_back(address->portal);
    }
    if (m_candidates.empty())
        return refuse(permanent, why);
    return {};
}

std::optional<Portal> Redirects::next()
{
    if (m_candidates.empty())
        return std::nullopt;
    Portal portal = std::move(m_candidates.front());
    m_candidates.pop_front();
    m_visited.push_back(portal);
    return portal;
}

} // namespace portolan::net
