// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace portolan::bench {

/// Cuts the stream of one connection into PDUs. One receive takes what is there; data segments go on as they come, so
/// that no PDU has to be in memory as a whole.
///
/// The owner calls receive() once, then as long as something happens: header(), accept(), consume().
class PduReceiver {
public:
    /// \param takesData  receives data that goes nowhere, too, instead of having the kernel drop it
    explicit PduReceiver(bool takesData);

    enum class Status { Received, Nothing, Ended };
    /// One receive.
    [[nodiscard]] Status receive(int socket);
    /// Whether receive() has somewhere to put bytes.
    [[nodiscard]] bool hasRoom() const { return m_dataLeft > 0 || m_end - m_begin < kStaging; }

    /// The header of the next PDU, with its additional headers, once it is complete. nullptr: not yet, or see error().
    /// Valid until the next receive().
    [[nodiscard]] const std::uint8_t *header();
    /// Takes the header; the data segment goes to `destination`, or nowhere if that is nullptr.
    void accept(std::uint8_t *destination);
    /// Moves data on. \return true if the PDU is complete now; false: not yet, or see error()
    [[nodiscard]] bool consume();
    /// The task of the rest of the data is gone.
    void discardRest() { m_destination = nullptr; }

    /// Holds for the PDUs after the one that was taken.
    void useDigests(bool header, bool data)
    {
        m_headerDigest = header;
        m_dataDigest = data;
    }
    /// What is wrong with the stream; nullptr: nothing.
    [[nodiscard]] const char *error() const { return m_error; }

private:
    /// Small writes of a deep queue come in with one call; of large ones at least a quarter of a mebibyte.
    static constexpr std::size_t kStaging = 1024 * 1024;
    /// From here on it pays to have the kernel throw data away instead of copying them here.
    static constexpr std::uint32_t kDropFrom = 16384;
    /// So while such data comes, only headers are wanted in memory.
    static constexpr std::size_t kHeaders = 512;

    void take(const std::uint8_t *data, std::uint32_t length);

    const bool m_takesData;
    std::unique_ptr<std::uint8_t[]> m_staging;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uint32_t m_headerLength = 0;
    std::uint8_t *m_destination = nullptr;
    std::uint32_t m_dataLeft = 0;
    std::uint32_t m_trailerLength = 0; ///< Padding and digest
    std::uint32_t m_trailerLeft = 0;
    std::array<std::uint8_t, 8> m_trailer{};
    std::uint32_t m_crc = 0;
    bool m_dropsData = false;  ///< The last data segment was large, and went nowhere
    bool m_checksData = false; ///< This PDU has a data digest
    bool m_headerDigest = false;
    bool m_dataDigest = false;
    const char *m_error = nullptr;
};

} // namespace portolan::bench
