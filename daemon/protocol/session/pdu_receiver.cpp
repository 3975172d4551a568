// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/pdu_receiver.h"

#include <algorithm>
#include <cstring>

namespace portolan::protocol {

PduReceiver::PduReceiver(PduSink &sink)
    : m_sink(sink)
    , m_staging(std::make_unique_for_overwrite<std::byte[]>(kMaxStaging))
{}

void PduReceiver::reset(const NegotiatedParameters &parameters)
{
    m_stopped = false;
    m_headerDigest = parameters.headerDigest;
    m_dataDigest = parameters.dataDigest;
    m_maxData = parameters.maxRecvDataSegmentLength;
    m_headerSize = kBhsSize + (m_headerDigest ? pdu::Crc32c::kSize : 0);
    m_phase = Phase::Header;
    m_headerFill = 0;
    m_destination = {};
    m_directHanded = m_stagingHanded = 0;
}

std::span<std::byte> PduReceiver::directSpace(std::size_t threshold)
{
    if (m_phase != Phase::Data || m_dataFill >= m_destination.size())
        return {};
    const auto rest = m_destination.subspan(m_dataFill);
    return rest.size() >= threshold ? rest : std::span<std::byte>();
}

std::span<std::byte> PduReceiver::space()
{
    m_directHanded = m_stagingHanded = 0;
    if (m_stopped)
        return {};
    const auto direct = directSpace(kDirectThreshold);
    if (!direct.empty()) {
        m_directHanded = direct.size();
        return direct;
    }
    m_stagingHanded = std::min(m_stagingLimit, kMaxStaging);
    return {m_staging.get(), m_stagingHanded};
}

std::size_t PduReceiver::spaces(std::span<ReceiveSegment> out)
{
    m_directHanded = m_stagingHanded = 0;
    if (m_stopped || out.empty())
        return 0;
    std::size_t count = 0;
    // Two entries cost no more system calls than one, so every rest that is worth an entry goes straight home.
    constexpr std::size_t kLeast = 512;
    const auto direct = directSpace(out.size() > 1 ? kLeast : kDirectThreshold);
    if (!direct.empty()) {
        m_directHanded = direct.size();
        out[count++] = {direct.data(), direct.size()};
    }
    if (count < out.size()) {
        m_stagingHanded = std::min(m_stagingLimit, kMaxStaging);
        out[count++] = {m_staging.get(), m_stagingHanded};
    }
    return count;
}

void PduReceiver::received(std::size_t count)
{
    const std::size_t direct = std::min(count, m_directHanded);
    const std::size_t staged = std::min(count - direct, m_stagingHanded);
    m_directHanded = m_stagingHanded = 0;
    if (m_stopped)
        return;
    if (direct > 0)
        dataAdvanced(m_destination.subspan(m_dataFill, direct));
    consume({m_staging.get(), staged});
}

void PduReceiver::consume(std::span<const std::byte> bytes)
{
    while (!bytes.empty() && !m_stopped) {
        std::size_t used = 0;
        switch (m_phase) {
        case Phase::Header:
            used = takeHeader(bytes);
            break;
        case Phase::Data:
            used = takeData(bytes);
            break;
        case Phase::Trailer:
            used = takeTrailer(bytes);
            break;
        }
        bytes = bytes.subspan(used);
    }
}

std::size_t PduReceiver::takeHeader(std::span<const std::byte> bytes)
{
    const std::size_t part = std::min(bytes.size(), m_headerSize - m_headerFill);
    std::memcpy(m_header.data() + m_headerFill, bytes.data(), part);
    m_headerFill += part;
    if (m_headerFill == m_headerSize)
        headerComplete();
    return part;
}

void PduReceiver::headerComplete()
{
    m_headerFill = 0;
    if (m_headerDigest) { // first: nothing of a damaged header may be believed (DIG-03)
        pdu::Crc32c crc;
        crc.update(bhs());
        if (!crc.matches(std::span(m_header).last<pdu::Crc32c::kSize>()))
            return m_sink.digestFailed({ErrorCode::TransportFailed, "header digest error"});
    }
    if (ahsLengthOf(bhs()) != 0) // §11.2.1.5: responses never have one
        return m_sink.formatFailed({ErrorCode::ProtocolViolation, "a PDU with an additional header segment"});
    m_dataLength = dataSegmentLengthOf(bhs());
    if (m_dataLength > m_maxData) // §13.12
        return m_sink.formatFailed({ErrorCode::ProtocolViolation, "a data segment of " + std::to_string(m_dataLength) +
                                                                      " bytes, more than we accept"});
    m_dataFill = 0;
    m_destination = {};
    if (m_dataLength == 0)
        return deliver();
    const auto destination = m_sink.dataExpected(bhs());
    m_destination = destination.first(std::min(destination.size(), m_dataLength));
    m_crc = {};
    m_phase = Phase::Data;
}

std::size_t PduReceiver::takeData(std::span<const std::byte> bytes)
{
    const auto part = bytes.first(std::min(bytes.size(), m_dataLength - m_dataFill));
    if (m_dataFill < m_destination.size()) {
        const std::size_t kept = std::min(part.size(), m_destination.size() - m_dataFill);
        std::memcpy(m_destination.data() + m_dataFill, part.data(), kept);
    }
    dataAdvanced(part);
    return part.size();
}

void PduReceiver::dataAdvanced(std::span<const std::byte> bytes)
{
    if (m_dataDigest)
        m_crc.update(bytes);
    m_dataFill += bytes.size();
    if (m_dataFill == m_dataLength)
        dataComplete();
}

void PduReceiver::dataComplete()
{
    m_trailerSize = paddingOf(m_dataLength) + (m_dataDigest ? pdu::Crc32c::kSize : 0);
    m_trailerFill = 0;
    if (m_trailerSize == 0)
        return deliver();
    m_phase = Phase::Trailer;
}

std::size_t PduReceiver::takeTrailer(std::span<const std::byte> bytes)
{
    const std::size_t part = std::min(bytes.size(), m_trailerSize - m_trailerFill);
    std::memcpy(m_trailer.data() + m_trailerFill, bytes.data(), part);
    m_trailerFill += part;
    if (m_trailerFill == m_trailerSize)
        trailerComplete();
    return part;
}

void PduReceiver::trailerComplete()
{
    if (m_dataDigest) {
        const auto padding = std::span(m_trailer).first(paddingOf(m_dataLength));
        m_crc.update(padding);
        if (!m_crc.matches(std::span(m_trailer).subspan(padding.size()).first<pdu::Crc32c::kSize>()))
            return m_sink.digestFailed({ErrorCode::TransportFailed, "data digest error"});
    }
    deliver();
}

void PduReceiver::deliver()
{
    m_phase = Phase::Header;
    const auto data = m_destination;
    m_destination = {};
    m_sink.pduArrived(bhs(), data);
}

} // namespace portolan::protocol
