// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/pdu_receiver.h"

#include "tests/bench/null_target/crc32c.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace portolan::bench {

PduReceiver::PduReceiver(bool takesData)
    : m_takesData(takesData)
    , m_staging(std::make_unique_for_overwrite<std::uint8_t[]>(kStaging))
{}

PduReceiver::Status PduReceiver::receive(int socket)
{
    const std::size_t kept = m_end - m_begin;
    if (m_begin > 0) {
        std::memmove(m_staging.get(), m_staging.get() + m_begin, kept);
        m_begin = 0;
        m_end = kept;
    }
    ssize_t got = 0;
    // Staged bytes come before those still in the socket, so only an empty stage lets data pass by it.
    const bool passesBy = kept == 0 && m_dataLeft > 0;
    if (passesBy && m_destination == nullptr && !m_checksData && !m_takesData && m_dataLeft >= kDropFrom) {
        got = recv(socket, nullptr, m_dataLeft, MSG_DONTWAIT | MSG_TRUNC);
        if (got > 0)
            m_dataLeft -= std::uint32_t(got);
    } else if (passesBy && m_destination != nullptr) {
        iovec pieces[2] = {{m_destination, m_dataLeft}, {m_staging.get(), kStaging}};
        msghdr message{};
        message.msg_iov = pieces;
        message.msg_iovlen = 2;
        got = recvmsg(socket, &message, MSG_DONTWAIT);
        if (got > 0) {
            const auto direct = std::uint32_t(std::min<std::size_t>(std::size_t(got), m_dataLeft));
            m_end = std::size_t(got) - direct;
            take(m_destination, direct);
        }
    } else {
        const std::size_t room = std::min(m_dropsData ? kHeaders : kStaging, kStaging - m_end);
        got = recv(socket, m_staging.get() + m_end, room, MSG_DONTWAIT);
        if (got > 0)
            m_end += std::size_t(got);
    }
    if (got > 0)
        return Status::Received;
    return got < 0 && (errno == EAGAIN || errno == EINTR) ? Status::Nothing : Status::Ended;
}

const std::uint8_t *PduReceiver::header()
{
    const std::size_t available = m_end - m_begin;
    if (available < kHeaderSize)
        return nullptr;
    const std::uint8_t *header = m_staging.get() + m_begin;
    const std::uint32_t length = kHeaderSize + 4u * header[4];
    m_headerLength = length + (m_headerDigest ? kDigestSize : 0);
    if (available < m_headerLength)
        return nullptr;
    if (m_headerDigest && !matchesCrc(header + length, addCrc(kCrcStart, header, length))) {
        m_error = "a wrong header digest";
        return nullptr;
    }
    return header;
}

void PduReceiver::accept(std::uint8_t *destination)
{
    m_dataLeft = load24(m_staging.get() + m_begin + 5);
    m_begin += m_headerLength;
    m_destination = destination;
    m_checksData = m_dataDigest && m_dataLeft > 0;
    m_trailerLength = m_trailerLeft = paddingOf(m_dataLeft) + (m_checksData ? kDigestSize : 0);
    m_crc = kCrcStart;
    if (m_dataLeft > 0)
        m_dropsData = m_dataLeft >= kDropFrom && destination == nullptr && !m_checksData && !m_takesData;
}

void PduReceiver::take(const std::uint8_t *data, std::uint32_t length)
{
    if (m_checksData)
        m_crc = addCrc(m_crc, data, length);
    if (m_destination != nullptr) {
        if (m_destination != data)
            std::memcpy(m_destination, data, length);
        m_destination += length;
    }
    m_dataLeft -= length;
}

bool PduReceiver::consume()
{
    if (m_dataLeft > 0) {
        const auto length = std::uint32_t(std::min<std::size_t>(m_dataLeft, m_end - m_begin));
        take(m_staging.get() + m_begin, length);
        m_begin += length;
        if (m_dataLeft > 0)
            return false;
    }
    if (m_trailerLeft > 0) {
        const auto length = std::uint32_t(std::min<std::size_t>(m_trailerLeft, m_end - m_begin));
        std::memcpy(&m_trailer[m_trailerLength - m_trailerLeft], m_staging.get() + m_begin, length);
        m_begin += length;
        m_trailerLeft -= length;
        if (m_trailerLeft > 0)
            return false;
        const std::uint32_t padding = m_trailerLength & 3;
        if (m_checksData && !matchesCrc(&m_trailer[padding], addCrc(m_crc, m_trailer.data(), padding))) {
            m_error = "a wrong data digest";
            return false;
        }
    }
    return true;
}

} // namespace portolan::bench
