// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace portolan::bench {

/// Latencies in nanoseconds, each known to within 2 %; adding one allocates nothing.
class LatencyHistogram {
public:
    void add(std::uint64_t ns)
    {
        ++m_counts[bucketOf(ns)];
        ++m_total;
    }
    void clear() { *this = {}; }

    /// Microseconds below which `share` (0..1) of them are; 0 without any.
    [[nodiscard]] double percentileUs(double share) const
    {
        auto left = std::uint64_t(double(m_total) * share);
        for (std::size_t bucket = 0; bucket < m_counts.size(); ++bucket) {
            if (m_counts[bucket] > left)
                return double(lowerEnd(bucket + 1)) / 1e3;
            left -= m_counts[bucket];
        }
        return 0;
    }

private:
    static constexpr unsigned kFineBits = 6; ///< Buckets for each power of two: 64.

    [[nodiscard]] static std::size_t bucketOf(std::uint64_t ns)
    {
        const auto width = unsigned(std::bit_width(ns));
        if (width <= kFineBits)
            return ns;
        const unsigned shift = width - kFineBits - 1;
        return (std::size_t(shift + 1) << kFineBits) + ((ns >> shift) & ((1U << kFineBits) - 1));
    }
    [[nodiscard]] static std::uint64_t lowerEnd(std::size_t bucket)
    {
        const std::size_t row = bucket >> kFineBits;
        const std::uint64_t column = bucket & ((1U << kFineBits) - 1);
        return row == 0 ? column : ((std::uint64_t(1) << kFineBits) + column) << (row - 1);
    }

    std::array<std::uint64_t, std::size_t(64 - kFineBits + 1) << kFineBits> m_counts{};
    std::uint64_t m_total = 0;
};

} // namespace portolan::bench
