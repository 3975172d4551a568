// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan::protocol {

/// Whether ranges that come in any order (DataPDUInOrder=No, DataSequenceInOrder=No, RFC 7143 §13.18, §13.19) cover the
/// bytes from 0 to an end, each exactly once. Knows that without remembering them:
///
/// Ranges do so exactly if, of all their beginnings and ends, everything but a beginning at 0 and an end at that end
/// cancels out. Places are added up as random numbers that belong to them, so the sum of other places differs but for
/// one case in 2^64.
class Coverage {
public:
    void add(std::uint32_t begin, std::uint32_t end) { m_sum += numberOf(end) - numberOf(begin); }
    [[nodiscard]] bool isUpTo(std::uint32_t end) const { return m_sum == numberOf(end) - numberOf(0); }

private:
    static constexpr std::uint64_t numberOf(std::uint32_t place)
    {
        std::uint64_t number = (place + 1ULL) * 0x9e3779b97f4a7c15;
        number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9;
        number = (number ^ (number >> 27U)) * 0x94d049bb133111eb;
        return number ^ (number >> 31U);
    }

    std::uint64_t m_sum = 0;
};

} // namespace portolan::protocol
