// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace portolan {

/// Bytes that must not outlive their use: wiped on destruction and before every reuse. It has no stream or QDebug
/// operator and no conversion to a string, so that code which would log one does not compile.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::span<const std::byte> bytes)
        : m_bytes(bytes.begin(), bytes.end())
    {}
    Secret(const Secret &other) = default;
    Secret(Secret &&other) noexcept
        : m_bytes(std::move(other.m_bytes))
    {
        other.m_bytes.clear();
    }
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret() { wipe(); }

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }

    /// Takes time that depends on the lengths only.
    [[nodiscard]] static bool equal(std::span<const std::byte> a, std::span<const std::byte> b);

private:
    void wipe();
    std::vector<std::byte> m_bytes;
};

/// Overwrites memory in a way the compiler may not remove.
void wipeMemory(std::span<std::byte> memory);

} // namespace portolan
