// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/pdu/crc32c.h"
#include "daemon/protocol/session/session_machine.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace portolan::protocol {

/// What a PduReceiver tells. A sink that has seen enough calls PduReceiver::stop().
class PduSink {
public:
    /// A header that announces data, its digest good.
    /// \return where the data segment goes; what does not fit is dropped (its digest is checked all the same)
    virtual std::span<std::byte> dataExpected(BhsView bhs) = 0;
    /// \param data  as much of the data segment as fitted into dataExpected()
    virtual void pduArrived(BhsView bhs, std::span<const std::byte> data) = 0;
    virtual void digestFailed(const Error &error) = 0;
    virtual void formatFailed(const Error &error) = 0;

protected:
    ~PduSink() = default;
};

/// Cuts the stream of Full Feature Phase into PDUs, RFC 7143 §11.1, wherever it is broken into pieces, and checks
/// digests.
///
/// Bytes arrive in a staging buffer, which is always empty again afterwards, or, while a large data segment is under
/// way, at their destination. Nothing is allocated from a length that the peer named (PDU-12).
class PduReceiver {
public:
    static constexpr std::size_t kMaxStaging = std::size_t(256) << 10;
    /// A rest of a data segment below this comes through the staging buffer, together with what follows it: one copy is
    /// cheaper than one more system call.
    static constexpr std::size_t kDirectThreshold = std::size_t(8) << 10;

    explicit PduReceiver(PduSink &sink);

    void reset(const NegotiatedParameters &parameters);
    void stop() { m_stopped = true; }

    /// How much one receive may take in: enough to handle many PDUs in one turn, little enough to answer soon.
    void setStagingLimit(std::size_t limit) { m_stagingLimit = limit; }
    [[nodiscard]] std::span<std::byte> space();
    /// The same as a list: the rest of the data segment first, then the staging buffer.
    std::size_t spaces(std::span<ReceiveSegment> out);
    void received(std::size_t count);

private:
    enum class Phase : std::uint8_t { Header, Data, Trailer };

    [[nodiscard]] std::span<std::byte> directSpace(std::size_t threshold);
    void consume(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeHeader(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeData(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeTrailer(std::span<const std::byte> bytes);
    void headerComplete();
    void dataAdvanced(std::span<const std::byte> bytes);
    void dataComplete();
    void trailerComplete();
    void deliver();

    [[nodiscard]] BhsView bhs() const { return std::span(m_header).first<kBhsSize>(); }

    PduSink &m_sink;
    bool m_stopped = false;
    bool m_headerDigest = false;
    bool m_dataDigest = false;
    std::size_t m_maxData = 8192;
    std::size_t m_headerSize = kBhsSize;

    Phase m_phase = Phase::Header;
    std::array<std::byte, kBhsSize + pdu::Crc32c::kSize> m_header{};
    std::size_t m_headerFill = 0;
    std::span<std::byte> m_destination;
    std::size_t m_dataLength = 0; ///< Of the data segment
    std::size_t m_dataFill = 0;
    pdu::Crc32c m_crc;
    std::array<std::byte, 3 + pdu::Crc32c::kSize> m_trailer{};
    std::size_t m_trailerSize = 0;
    std::size_t m_trailerFill = 0;

    std::unique_ptr<std::byte[]> m_staging; ///< Not touched before bytes arrive: an idle session costs no memory.
    std::size_t m_stagingLimit = kMaxStaging;
    std::size_t m_directHanded = 0;  ///< Bytes of destination in the last answer of space()
    std::size_t m_stagingHanded = 0; ///< Bytes of staging in it
};

} // namespace portolan::protocol
