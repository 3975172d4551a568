// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/challenge_registry.h"

#include "daemon/protocol/text/text_items.h"

namespace portolan::protocol {

void ChallengeRegistry::remember(std::span<const std::byte> challenge)
{
    const std::string key(asText(challenge));
    if (!m_known.insert(key).second)
        return;
    m_order.push_back(key);
    if (m_order.size() <= kCapacity)
        return;
    m_known.erase(m_order.front());
    m_order.pop_front();
}

bool ChallengeRegistry::knows(std::span<const std::byte> challenge) const
{
    return m_known.contains(std::string(asText(challenge)));
}

} // namespace portolan::protocol
