// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"

#include <cstdint>

namespace portolan::protocol {

/// CmdSN and the window the target grants, RFC 7143 §4.2.2.1. All comparisons are serial.
class CommandWindow {
public:
    explicit CommandWindow(const SequenceNumbers &numbers = {})
        : m_cmdSn(numbers.cmdSn)
        , m_expCmdSn(numbers.expCmdSn)
        , m_maxCmdSn(numbers.maxCmdSn)
    {}

    /// Whether a non-immediate command may leave now.
    [[nodiscard]] bool isOpen() const { return !serialLess(m_maxCmdSn, m_cmdSn); }
    /// How many may leave now.
    [[nodiscard]] std::uint32_t room() const { return isOpen() ? m_maxCmdSn - m_cmdSn + 1 : 0; }
    /// What an immediate command carries, without consuming it.
    [[nodiscard]] std::uint32_t current() const { return m_cmdSn; }
    std::uint32_t take() { return m_cmdSn++; }
    /// MaxCmdSN - ExpCmdSN + 1; 0 means closed.
    [[nodiscard]] std::uint32_t size() const { return m_maxCmdSn - m_expCmdSn + 1; }
    /// Whether the target has acknowledged it.
    [[nodiscard]] bool hasArrived(std::uint32_t cmdSn) const { return serialLess(cmdSn, m_expCmdSn); }

    /// Takes what a target PDU says, in the order §4.2.2.1 prescribes; never moves backward (SEQ-03, SEQ-04).
    /// \return false if the target acknowledges a command that was never sent (SEQ-16)
    [[nodiscard]] bool update(std::uint32_t expCmdSn, std::uint32_t maxCmdSn)
    {
        if (serialLess(maxCmdSn, expCmdSn - 1))
            return true;
        if (serialLess(m_cmdSn, expCmdSn))
            return false;
        if (serialLess(m_maxCmdSn, maxCmdSn))
            m_maxCmdSn = maxCmdSn;
        if (serialLess(m_expCmdSn, expCmdSn))
            m_expCmdSn = expCmdSn;
        return true;
    }

private:
    std::uint32_t m_cmdSn;
    std::uint32_t m_expCmdSn;
    std::uint32_t m_maxCmdSn;
};

} // namespace portolan::protocol
