// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/parameters.h"
#include "tests/bench/null_target/wire.h"

#include <array>
#include <cstdint>
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

    enum class Turn { Now, Later, Never };
    /// Whether it is the turn of a request that is not immediate.
    [[nodiscard]] Turn turnOf(std::uint32_t cmdSn) const
    {
        if (serialLess(cmdSn, m_expCmdSn) || serialLess(m_maxCmdSn, cmdSn))
            return Turn::Never;
        return cmdSn == m_expCmdSn ? Turn::Now : Turn::Later;
    }
    void began() { ++m_expCmdSn; }
    /// The slot of a request that began is free again.
    void ended() { ++m_maxCmdSn; }
    [[nodiscard]] std::uint32_t expCmdSn() const { return m_expCmdSn; }
    [[nodiscard]] std::uint32_t maxCmdSn() const { return m_maxCmdSn; }

private:
    std::uint32_t m_expCmdSn;
    std::uint32_t m_maxCmdSn;
};

} // namespace portolan::bench
