// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol {

/// Payload that has addresses here and nothing behind them: pages of the kernel that were lent to us. Whoever moves
/// bytes to and from a socket knows how to do that with such addresses; for the rest there are copies.
class ForeignMemory {
public:
    /// Below so many bytes a piece is not worth an operation of its own: measured, docs/user-data-plane.md.
    static constexpr std::size_t kWorthMoving = std::size_t(32) << 10;

    [[nodiscard]] bool holds(const std::byte *address) const
    {
        return reinterpret_cast<std::uintptr_t>(address) - m_begin < m_size;
    }
    /// Copies bytes to where an address stands for. A failure is told to whoever lent it, not here.
    virtual void store(std::byte *to, std::span<const std::byte> from) = 0;
    /// The same bytes where they can be read, until the request ends. Empty if they cannot be had.
    virtual std::span<const std::byte> load(std::span<const std::byte> what) = 0;

protected:
    ForeignMemory() = default;
    ~ForeignMemory() = default;
    ForeignMemory(const ForeignMemory &) = delete;
    ForeignMemory &operator=(const ForeignMemory &) = delete;
    void setRange(const std::byte *begin, std::size_t size)
    {
        m_begin = reinterpret_cast<std::uintptr_t>(begin);
        m_size = size;
    }

private:
    std::uintptr_t m_begin = 0;
    std::size_t m_size = 0;
};

} // namespace portolan::protocol
