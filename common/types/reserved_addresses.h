// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>

namespace portolan {

/// Addresses that nobody else gets, at which nothing may be read or written.
class ReservedAddresses {
public:
    /// \param size  bytes; there are none if the system refuses
    explicit ReservedAddresses(std::size_t size);
    ReservedAddresses(ReservedAddresses &&other) noexcept
        : m_begin(std::exchange(other.m_begin, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {}
    ReservedAddresses &operator=(ReservedAddresses &&) = delete;
    ~ReservedAddresses();

    [[nodiscard]] std::byte *begin() const { return m_begin; }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    std::byte *m_begin = nullptr;
    std::size_t m_size = 0;
};

} // namespace portolan
