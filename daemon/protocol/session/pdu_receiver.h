// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/backoff.h"
#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/pdu/crc32c.h"
#include "daemon/protocol/session/foreign_memory.h"
#include "daemon/protocol/session/receive_plan.h"
#include "daemon/protocol/session/session_machine.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol {

/// What a PduReceiver tells. A sink that has seen enough calls PduReceiver::stop().
class PduSink {
public:
    /// A header that announces data, its digest good.
    /// \return where the data segment goes; what does not fit is dropped (its digest is checked all the same)
    virtual std::span<std::byte> dataExpected(BhsView bhs) = 0;
    /// Where the data segments of the next headers will go, in their order, if they are what is most likely. No two of
    /// them may overlap.
    /// \return how many of `segments` were filled
    virtual std::size_t guessData(std::span<ReceiveSegment> segments) = 0;
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
/// Bytes arrive at their destination, as far as it is known or can be guessed, and else in a staging buffer, which is
/// always empty again afterwards: see ReceivePlan. Nothing is allocated from a length that the peer named (PDU-12).
class PduReceiver {
public:
    /// \param foreign  that dataExpected() may name; nullptr: none
    explicit PduReceiver(PduSink &sink, ForeignMemory *foreign = nullptr);

    void reset(const NegotiatedParameters &parameters);
    void stop() { m_stopped = true; }

    /// \param most    bytes one receive may take in: enough to handle many PDUs in one turn, few enough to answer soon
    /// \param staged  of them where nothing is known about
    void setLimits(std::size_t most, std::size_t staged) { m_most = most, m_staged = staged; }
    /// Where the next bytes go, in this order. \return how many of `out` were filled
    std::size_t spaces(std::span<ReceiveSegment> out);
    void received(std::size_t count);
    /// Where the data segment that is arriving goes must not be touched any more: the rest of it is dropped.
    void dropData() { m_destination = {}; }

private:
    enum class Phase : std::uint8_t { Header, Data, Trailer };

    [[nodiscard]] std::span<std::byte> restOfData() const;
    void keep(std::span<const std::byte> bytes);
    /// Bytes between the data segment that `home` ends and the next one, if home ends it. 0 if it cannot be known.
    [[nodiscard]] std::size_t betweenAfter(std::span<const std::byte> home) const;
    void guess(std::size_t between);
    /// Whether these bytes lie where the data segment goes on.
    [[nodiscard]] bool isHome(std::span<const std::byte> bytes) const;
    /// Whether so many bytes end the header that comes next, so that no data is among them.
    [[nodiscard]] bool endsHeader(std::size_t bytes) const;
    void consume(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeHeader(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeData(std::span<const std::byte> bytes);
    [[nodiscard]] std::size_t takeTrailer(std::span<const std::byte> bytes);
    void headerComplete();
    void dataAdvanced(std::span<const std::byte> bytes);
    void dataComplete();
    void trailerComplete();
    void deliver();

    [[nodiscard]] std::size_t trailerOf(std::size_t dataLength) const
    {
        return paddingOf(dataLength) + (m_dataDigest ? pdu::Crc32c::kSize : 0);
    }
    [[nodiscard]] BhsView bhs() const { return std::span(m_header).first<kBhsSize>(); }

    PduSink &m_sink;
    ForeignMemory *const m_foreign;
    bool m_stopped = false;
    bool m_headerDigest = false;
    bool m_dataDigest = false;
    std::size_t m_maxData = 8192;
    std::size_t m_headerSize = kBhsSize;

    Phase m_phase = Phase::Header;
    std::array<std::byte, kBhsSize + pdu::Crc32c::kSize> m_header{};
    std::size_t m_headerFill = 0;
    std::span<std::byte> m_destination;
    bool m_isForeign = false;     ///< The destination
    std::size_t m_dataLength = 0; ///< Of the data segment
    std::size_t m_dataFill = 0;
    pdu::Crc32c m_crc;
    std::array<std::byte, 3 + pdu::Crc32c::kSize> m_trailer{};
    std::size_t m_trailerSize = 0;
    std::size_t m_trailerFill = 0;

    ReceivePlan m_plan; ///< Of the receive that spaces() prepared
    Backoff m_guessing;
    std::size_t m_most = 0, m_staged = 0;
};

} // namespace portolan::protocol
