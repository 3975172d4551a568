// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace portolan::dataplane::ipc {

/// Appends integers, least significant byte first, and texts with their length.
class ByteWriter {
public:
    template <typename T>
    void integer(T value)
    {
        static_assert(std::is_integral_v<T>);
        auto bits = std::make_unsigned_t<T>(value);
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            m_bytes.push_back(std::byte(bits & 0xff));
            if constexpr (sizeof(T) > 1)
                bits >>= 8;
        }
    }
    void boolean(bool value) { integer(std::uint8_t(value ? 1 : 0)); }
    /// Cuts the text to `bound` bytes.
    void text(std::string_view value, std::size_t bound)
    {
        value = value.substr(0, bound);
        integer(std::uint32_t(value.size()));
        const auto bytes = std::as_bytes(std::span(value.data(), value.size()));
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }

    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

/// Reads what ByteWriter wrote. After the first thing that does not fit every read gives zero and ok() is false, so
/// that a decoder checks once, at its end.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {}

    template <typename T>
    [[nodiscard]] T integer()
    {
        static_assert(std::is_integral_v<T>);
        std::make_unsigned_t<T> value = 0;
        if (m_bytes.size() < sizeof(T)) {
            refuse();
            return T(0);
        }
        for (std::size_t i = 0; i < sizeof(T); ++i)
            value = std::make_unsigned_t<T>(
                value | (std::make_unsigned_t<T>(std::to_integer<std::uint8_t>(m_bytes[i])) << (8 * i)));
        m_bytes = m_bytes.subspan(sizeof(T));
        return T(value);
    }
    [[nodiscard]] bool boolean()
    {
        const auto value = integer<std::uint8_t>();
        if (value > 1)
            refuse();
        return value == 1;
    }
    [[nodiscard]] std::string text(std::size_t bound)
    {
        const std::size_t size = integer<std::uint32_t>();
        if (size > bound || size > m_bytes.size()) {
            refuse();
            return {};
        }
        std::string value(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            value[i] = char(std::to_integer<unsigned char>(m_bytes[i]));
        m_bytes = m_bytes.subspan(size);
        return value;
    }
    void refuse()
    {
        m_ok = false;
        m_bytes = {};
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    std::span<const std::byte> m_bytes;
    bool m_ok = true;
};

} // namespace portolan::dataplane::ipc
