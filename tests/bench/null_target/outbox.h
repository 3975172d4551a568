// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <sys/uio.h>
#include <vector>

namespace null_target {

/// PDUs on their way out: headers and small data in memory of its own, large data where it is. All of it is sent before
/// the memory is used again.
class Outbox {
public:
    static constexpr std::size_t kPdus = 16384;

    Outbox();

    void setDigests(bool header, bool data) { m_headerDigest = header, m_dataDigest = data; }
    [[nodiscard]] bool empty() const { return m_first == m_parts.size(); }
    /// So many PDUs have their place.
    [[nodiscard]] bool hasRoom(std::size_t pdus) const;

    /// A header of zeroes; fill it, then commit().
    std::byte *header();
    /// \param data  stays until it was sent
    void commit(std::span<const std::byte> data = {});
    void commitCopy(std::span<const std::byte> data);
    /// \return false when the peer is gone
    bool send(int socket);

private:
    void add(const std::byte *data, std::size_t size);
    std::byte *take(std::size_t size);

    bool m_headerDigest = false, m_dataDigest = false;
    std::vector<std::byte> m_memory;
    std::size_t m_used = 0;
    std::vector<iovec> m_parts;
    std::size_t m_first = 0;
};

} // namespace null_target
