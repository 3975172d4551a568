// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/session_machine.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace portolan::protocol {

/// What one receive fills, in the order of the stream: data segments where they belong, everything else in a staging
/// buffer.
///
/// Where the segments of PDUs belong whose headers have not arrived is a guess. Each leaves a gap of its size in the
/// staging buffer: if it was wrong, what arrived there is copied into the gap, and the stream lies there in one piece.
class ReceivePlan {
public:
    /// Bytes. More of large blocks at once gained nothing: docs/user-data-plane.md.
    static constexpr std::size_t kStaging = std::size_t(520) << 10;
    static constexpr std::size_t kMostPieces = SessionMachine::kMostReceiveSegments;
    static constexpr std::size_t kLeastRest = 512; ///< Bytes

    enum class Kind : std::uint8_t {
        Home,    ///< Where it belongs for certain
        Between, ///< What lies between two data segments
        Guess,
        Rest, ///< Nothing was guessed about it.
    };

    ReceivePlan();

    void clear() { m_count = m_end = 0; }
    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] std::size_t stagingUsed() const { return m_end; }
    void addHome(std::span<std::byte> destination) { add(Kind::Home, destination.data(), destination.size()); }
    /// \param between  bytes in front of it, 1..
    /// \param most     bytes of staging buffer, gaps and all
    /// \return false if there is no room for it and a rest
    bool addGuess(std::size_t between, std::span<std::byte> destination, std::size_t most);
    /// \param size  at least kLeastRest; clipped to the room there is
    void addRest(std::size_t size);

    [[nodiscard]] Kind kindOf(std::size_t piece) const { return m_pieces[piece].kind; }
    /// The piece as a whole.
    [[nodiscard]] std::span<std::byte> piece(std::size_t piece) const
    {
        return {m_pieces[piece].data, m_pieces[piece].size};
    }
    /// The stream from a piece on, which is not Home, in one piece of its own.
    /// \param bytes  that arrived from there on
    [[nodiscard]] std::span<const std::byte> straighten(std::size_t first, std::size_t bytes);

private:
    struct Piece {
        std::byte *data = nullptr;
        std::size_t size = 0;
        std::size_t at = 0; ///< Its place in the staging buffer, or its gap's
        Kind kind = Kind::Home;
    };

    void add(Kind kind, std::byte *data, std::size_t size);

    std::unique_ptr<std::byte[]> m_staging; ///< Not touched before bytes arrive: an idle session costs no memory.
    std::array<Piece, kMostPieces> m_pieces{};
    std::size_t m_count = 0;
    std::size_t m_end = 0; ///< Of what is used of the staging buffer, gaps and all
};

} // namespace portolan::protocol
