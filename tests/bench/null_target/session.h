// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/parameters.h"
#include "tests/bench/null_target/wire.h"

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace portolan::bench {

class Connection;

/// What the connections of one session share: identity, parameters, and the order of commands.
class Session {
public:
    /// Any session's initiator port, RFC 7143 §4.4.3
    std::string initiator;
    std::array<std::uint8_t, 6> isid{};
    std::uint16_t tsih = 0;
    bool discovery = false;
    Parameters parameters;
    std::vector<Connection *> connections;
    bool aborted = false; ///< Tasks were aborted: data for them may still be under way

    Session(std::uint32_t firstCmdSn, std::uint32_t depth)
        : m_expCmdSn(firstCmdSn)
        , m_maxCmdSn(firstCmdSn + depth - 1)
    {}

    bool shared = false; ///< It had more than one connection at some time.

    enum class Turn { Now, Early, Never };
    /// What to do with a request that is not immediate. Early: others come before it, by another connection or never;
    /// it is taken in and held.
    [[nodiscard]] Turn turnOf(std::uint32_t cmdSn) const
    {
        if (serialLess(cmdSn, m_expCmdSn) || serialLess(m_maxCmdSn, cmdSn) || m_early.contains(cmdSn))
            return Turn::Never;
        return cmdSn == m_expCmdSn ? Turn::Now : Turn::Early;
    }
    /// Whether all that come before it were there.
    [[nodiscard]] bool isDue(std::uint32_t cmdSn) const { return serialLess(cmdSn, m_expCmdSn); }
    void began(std::uint32_t cmdSn)
    {
        if (cmdSn != m_expCmdSn) {
            m_early.insert(cmdSn);
            return;
        }
        ++m_expCmdSn;
        while (!m_early.empty() && m_early.erase(m_expCmdSn) > 0)
            ++m_expCmdSn;
    }
    /// The slot of a request that began is free again.
    void ended() { ++m_maxCmdSn; }
    [[nodiscard]] std::uint32_t expCmdSn() const { return m_expCmdSn; }
    [[nodiscard]] std::uint32_t maxCmdSn() const { return m_maxCmdSn; }

private:
    std::uint32_t m_expCmdSn;
    std::uint32_t m_maxCmdSn;
    std::set<std::uint32_t> m_early; ///< Began before those in front of them
};

} // namespace portolan::bench
