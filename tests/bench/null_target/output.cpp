// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/output.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <sys/socket.h>

namespace portolan::bench {

Output::Output()
    : m_memory(std::make_unique_for_overwrite<std::uint8_t[]>(kBytes))
    , m_pieces(std::make_unique_for_overwrite<iovec[]>(kPieces))
{}

bool Output::send(int socket)
{
    while (!empty()) {
        msghdr message{};
        message.msg_iov = &m_pieces[m_begin];
        message.msg_iovlen = std::min<std::size_t>(m_end - m_begin, IOV_MAX);
        const ssize_t sent = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EINTR)
                continue;
            return errno == EAGAIN;
        }
        drop(std::size_t(sent));
    }
    m_begin = m_end = m_used = 0;
    return true;
}

void Output::drop(std::size_t sent)
{
    while (sent > 0) {
        iovec &first = m_pieces[m_begin];
        if (sent < first.iov_len) {
            first.iov_base = static_cast<std::uint8_t *>(first.iov_base) + sent;
            first.iov_len -= sent;
            return;
        }
        sent -= first.iov_len;
        ++m_begin;
    }
}

} // namespace portolan::bench
