// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/secret.h"

#include <cstring>
#include <utility>

namespace portolan {

void wipeMemory(std::span<std::byte> memory)
{
    if (!memory.empty())
        ::explicit_bzero(memory.data(), memory.size());
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        other.m_bytes.clear();
    }
    return *this;
}

bool Secret::equal(std::span<const std::byte> a, std::span<const std::byte> b)
{
    if (a.size() != b.size())
        return false;
    std::byte difference{0};
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == std::byte{0};
}

void Secret::wipe()
{
    wipeMemory(m_bytes);
    m_bytes.clear();
}

} // namespace portolan
