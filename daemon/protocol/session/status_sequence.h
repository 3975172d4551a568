// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan::protocol {

enum class StatusOrder : std::uint8_t {
    InOrder,
    Duplicate, ///< Acknowledged before: to be discarded (SEQ-13).
    Hole,      ///< A status was lost; without SNACK only a new connection helps (SEQ-11, SEQ-12).
};

/// ExpStatSN of one connection, RFC 7143 §4.2.2.2.
class StatusSequence {
public:
    explicit StatusSequence(std::uint32_t expStatSn = 0)
        : m_expected(expStatSn)
    {}

    [[nodiscard]] std::uint32_t expected() const { return m_expected; }
    [[nodiscard]] StatusOrder order(std::uint32_t statSn) const
    {
        if (statSn == m_expected)
            return StatusOrder::InOrder;
        return m_expected - statSn <= kDuplicateReach ? StatusOrder::Duplicate : StatusOrder::Hole;
    }
    void advance() { ++m_expected; }

private:
    /// How far back a repeated status is believed to be one; anything else is a number out of nowhere.
    static constexpr std::uint32_t kDuplicateReach = 65536;
    std::uint32_t m_expected;
};

} // namespace portolan::protocol
