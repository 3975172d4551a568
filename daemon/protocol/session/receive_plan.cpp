// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/receive_plan.h"

#include <algorithm>
#include <cstring>

namespace portolan::protocol {

ReceivePlan::ReceivePlan()
    : m_staging(std::make_unique_for_overwrite<std::byte[]>(kStaging))
{}

void ReceivePlan::add(Kind kind, std::byte *data, std::size_t size) { m_pieces[m_count++] = {data, size, m_end, kind}; }

bool ReceivePlan::addGuess(std::size_t between, std::span<std::byte> destination, std::size_t most)
{
    const std::size_t size = between + destination.size();
    if (m_count + 3 > kMostPieces || m_end + size + kLeastRest > std::min(most, kStaging))
        return false;
    add(Kind::Between, m_staging.get() + m_end, between);
    m_end += between;
    add(Kind::Guess, destination.data(), destination.size());
    m_end += destination.size();
    return true;
}

void ReceivePlan::addRest(std::size_t size)
{
    size = std::min(size, kStaging - m_end);
    add(Kind::Rest, m_staging.get() + m_end, size);
    m_end += size;
}

std::span<const std::byte> ReceivePlan::straighten(std::size_t first, std::size_t bytes)
{
    std::byte *const begin = m_staging.get() + m_pieces[first].at;
    std::size_t left = bytes;
    for (std::size_t i = first; i < m_count && left > 0; ++i) {
        const Piece &piece = m_pieces[i];
        const std::size_t filled = std::min(left, piece.size);
        if (piece.kind == Kind::Guess)
            std::memcpy(m_staging.get() + piece.at, piece.data, filled);
        left -= filled;
    }
    return {begin, bytes};
}

} // namespace portolan::protocol
