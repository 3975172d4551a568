// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/foreign_memory.h"
#include "tests/fuzz/fuzz_input.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace portolan::fuzz {

/// Buffers of requests behind addresses that nobody may touch. Each belongs to one request, by its cookie, and may be
/// used only while that is open.
class Elsewhere final : public protocol::ForeignMemory {
public:
    static constexpr std::size_t kMost = std::size_t(128) << 10;

    Elsewhere()
        : ForeignMemory(ReservedAddresses(kBuffers * kMost))
    {}

    /// \return where it lies; nothing if another one lies there
    std::span<std::byte> open(std::uint64_t cookie, std::size_t size)
    {
        auto &buffer = m_buffers[cookie % m_buffers.size()];
        if (buffer.cookie != 0)
            return {};
        buffer = {cookie, std::vector<std::byte>(size)};
        return {addressOf(cookie % m_buffers.size() * kMost), size};
    }
    void close(std::uint64_t cookie)
    {
        auto &buffer = m_buffers[cookie % m_buffers.size()];
        if (buffer.cookie == cookie)
            buffer = {};
    }
    /// The bytes behind addresses.
    std::span<std::byte> at(const std::byte *address, std::size_t size)
    {
        const auto place = offsetOf(address);
        auto &buffer = m_buffers.at(place / kMost);
        require(buffer.cookie != 0 && place % kMost + size <= buffer.bytes.size());
        return std::span(buffer.bytes).subspan(place % kMost, size);
    }

    void store(std::byte *to, std::span<const std::byte> from) override
    {
        std::ranges::copy(from, at(to, from.size()).begin());
    }
    std::span<const std::byte> load(std::span<const std::byte> what) override
    {
        return what.size() % 7 == 0 ? std::span<const std::byte>() : at(what.data(), what.size());
    }

private:
    struct Buffer {
        std::uint64_t cookie = 0; ///< 0: free
        std::vector<std::byte> bytes;
    };

    static constexpr std::size_t kBuffers = 64;
    std::array<Buffer, kBuffers> m_buffers;
};

} // namespace portolan::fuzz
