// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/reserved_addresses.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace portolan::protocol {

/// Payload that has addresses here and nothing behind them: pages of the kernel that were lent to us. Whoever moves
/// bytes to and from a socket knows how to do that with such addresses; for the rest there are copies.
class ForeignMemory {
public:
    /// Below so many bytes a piece is not worth an operation of its own: measured, docs/user-data-plane.md.
    static constexpr std::size_t kWorthMoving = std::size_t(32) << 10;

    [[nodiscard]] bool holds(const std::byte *address) const { return offsetOf(address) < m_addresses.size(); }
    /// Copies bytes to where an address stands for. A failure is told to whoever lent it, not here.
    virtual void store(std::byte *to, std::span<const std::byte> from) = 0;
    /// The same bytes where they can be read, until the request ends. Empty if they cannot be had.
    virtual std::span<const std::byte> load(std::span<const std::byte> what) = 0;

protected:
    explicit ForeignMemory(ReservedAddresses addresses)
        : m_addresses(std::move(addresses))
    {}
    ~ForeignMemory() = default;
    ForeignMemory(const ForeignMemory &) = delete;
    ForeignMemory &operator=(const ForeignMemory &) = delete;
    [[nodiscard]] bool isEmpty() const { return m_addresses.size() == 0; }
    [[nodiscard]] std::byte *addressOf(std::size_t offset) const { return m_addresses.begin() + offset; }
    [[nodiscard]] std::size_t offsetOf(const std::byte *address) const
    {
        return reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(m_addresses.begin());
    }

private:
    ReservedAddresses m_addresses;
};

} // namespace portolan::protocol
