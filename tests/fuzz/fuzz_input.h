// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

namespace portolan::fuzz {

/// Takes pieces off the front of an input; zeros when it is used up.
class Input {
public:
    Input(const std::uint8_t *data, std::size_t size)
        : m_rest(reinterpret_cast<const std::byte *>(data), size)
    {}

    [[nodiscard]] bool empty() const { return m_rest.empty(); }
    [[nodiscard]] std::span<const std::byte> rest() const { return m_rest; }
    std::uint8_t byte()
    {
        if (m_rest.empty())
            return 0;
        const auto value = std::to_integer<std::uint8_t>(m_rest.front());
        m_rest = m_rest.subspan(1);
        return value;
    }
    std::uint16_t word() { return std::uint16_t(byte() << 8 | byte()); }
    std::span<const std::byte> take(std::size_t size)
    {
        const auto taken = m_rest.first(std::min(size, m_rest.size()));
        m_rest = m_rest.subspan(taken.size());
        return taken;
    }

private:
    std::span<const std::byte> m_rest;
};

/// What must hold whatever the input is.
inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace portolan::fuzz
