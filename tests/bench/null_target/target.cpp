// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/target.h"

#include <algorithm>

namespace portolan::bench {

Session &Target::newSession(std::uint32_t firstCmdSn)
{
    Session &session = *m_sessions.emplace_back(std::make_unique<Session>(firstCmdSn, options.queueDepth));
    do
        ++m_lastTsih;
    while (m_lastTsih == 0 || sessionOf(m_lastTsih) != nullptr);
    session.tsih = m_lastTsih;
    return session;
}

void Target::endSession(const Session &session)
{
    std::erase_if(m_sessions, [&](const auto &known) { return known.get() == &session; });
}

Session *Target::sessionOf(std::uint16_t tsih) const
{
    const auto found =
        std::find_if(m_sessions.begin(), m_sessions.end(), [&](const auto &known) { return known->tsih == tsih; });
    return found != m_sessions.end() ? found->get() : nullptr;
}

Session *Target::sessionOf(const std::string &initiator, const std::array<std::uint8_t, 6> &isid) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(), [&](const auto &known) {
        return known->initiator == initiator && known->isid == isid;
    });
    return found != m_sessions.end() ? found->get() : nullptr;
}

} // namespace portolan::bench
