// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <sys/uio.h>

namespace portolan::bench {

/// What waits to be sent on one connection: pieces of its own memory and pieces of the disk, in order. Both begin anew
/// once everything has left, so that nothing is ever moved.
class Output {
public:
    Output();

    /// Whether so many more pieces, and so many bytes of own memory, fit.
    [[nodiscard]] bool hasRoom(std::size_t pieces, std::size_t bytes) const
    {
        return m_end + pieces <= kPieces && m_used + bytes <= kBytes;
    }
    [[nodiscard]] bool empty() const { return m_begin == m_end; }

    /// Memory for the next bytes, not initialised. hasRoom() must have said yes.
    [[nodiscard]] std::uint8_t *reserve(std::size_t length)
    {
        std::uint8_t *at = m_memory.get() + m_used;
        m_used += length;
        append(at, length);
        return at;
    }
    /// The memory stays as it is until it was sent.
    void append(const std::uint8_t *data, std::size_t length)
    {
        if (m_end > m_begin) {
            iovec &last = m_pieces[m_end - 1];
            if (static_cast<const std::uint8_t *>(last.iov_base) + last.iov_len == data) {
                last.iov_len += length;
                return;
            }
        }
        m_pieces[m_end++] = {const_cast<std::uint8_t *>(data), length}; // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }

    /// Sends as much as the socket takes now. \return false if the connection is broken, with errno set
    [[nodiscard]] bool send(int socket);

    static constexpr std::size_t kBytes = 512 * 1024;

private:
    static constexpr std::size_t kPieces = 4096;

    void drop(std::size_t sent);

    std::unique_ptr<std::uint8_t[]> m_memory;
    std::unique_ptr<iovec[]> m_pieces;
    std::size_t m_used = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace portolan::bench
