// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace portolan::protocol {

/// A queue with a capacity fixed at construction: no allocation afterwards.
template <typename T>
class FixedRing {
public:
    explicit FixedRing(std::size_t capacity)
        : m_items(capacity)
    {}

    [[nodiscard]] std::size_t capacity() const { return m_items.size(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] bool full() const { return m_size == m_items.size(); }
    [[nodiscard]] T &front() { return m_items[m_first]; }
    [[nodiscard]] T &operator[](std::size_t i) { return m_items[wrapped(m_first + i)]; }

    /// \return false if there is no room; nothing is taken then
    [[nodiscard]] bool push(const T &item)
    {
        if (full())
            return false;
        m_items[wrapped(m_first + m_size)] = item;
        ++m_size;
        return true;
    }

    void pop()
    {
        m_first = wrapped(m_first + 1);
        --m_size;
    }

    void clear() { m_first = m_size = 0; }

    /// Takes out what matches and keeps the order of the rest.
    template <typename Predicate>
    void removeIf(Predicate matches)
    {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            if (matches((*this)[i]))
                continue;
            if (kept != i)
                (*this)[kept] = (*this)[i];
            ++kept;
        }
        m_size = kept;
    }

private:
    [[nodiscard]] std::size_t wrapped(std::size_t i) const { return i < m_items.size() ? i : i - m_items.size(); }

    std::vector<T> m_items;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

} // namespace portolan::protocol
