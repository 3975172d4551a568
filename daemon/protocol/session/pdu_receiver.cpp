// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/pdu_receiver.h"

#include <algorithm>
#include <cstring>

namespace portolan::protocol {

PduReceiver::PduReceiver(PduSink &sink, ForeignMemory *foreign)
    : m_sink(sink)
    , m_foreign(foreign)
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
    m_isForeign = false;
    m_plan.clear();
    m_guessing = {};
}

/// Where the next bytes can go at once.
std::span<std::byte> PduReceiver::restOfData() const
{
    if (m_phase != Phase::Data || m_dataFill >= m_destination.size())
        return {};
    const auto rest = m_destination.subspan(m_dataFill);
    // What is to be checked has to be seen.
    const bool isStaged = m_isForeign && (m_dataDigest || rest.size() < ForeignMemory::kWorthMoving);
    return isStaged ? std::span<std::byte>() : rest;
}

std::size_t PduReceiver::betweenAfter(std::span<const std::byte> home) const
{
    if (m_phase == Phase::Header && m_headerFill == 0)
        return m_headerSize;
    if (m_phase == Phase::Data && m_dataFill + home.size() == m_dataLength)
        return trailerOf(m_dataLength) + m_headerSize;
    return 0;
}

std::size_t PduReceiver::spaces(std::span<ReceiveSegment> out)
{
    m_plan.clear();
    if (m_stopped || out.empty())
        return 0;
    // More segments cost no more system calls, so every rest that is worth one goes straight home.
    constexpr std::size_t kWorthASegment = 512, kWorthACall = std::size_t(8) << 10;
    const auto home = restOfData();
    const bool isAlone = out.size() == 1 || (m_isForeign && !home.empty());
    if (home.size() >= (isAlone ? kWorthACall : kWorthASegment))
        m_plan.addHome(home);
    if (!isAlone || m_plan.size() == 0) {
        const std::size_t between = betweenAfter(m_plan.size() > 0 ? home : std::span<std::byte>());
        if (between > 0 && out.size() >= ReceivePlan::kMostPieces && m_guessing.worthTrying())
            guess(between);
        const std::size_t left = m_most - std::min(m_most, m_plan.stagingUsed());
        m_plan.addRest(std::max(ReceivePlan::kLeastRest, std::min(left, m_staged)));
    }
    for (std::size_t i = 0; i < m_plan.size(); ++i)
        out[i] = {m_plan.piece(i).data(), m_plan.piece(i).size()};
    return m_plan.size();
}

void PduReceiver::guess(std::size_t between)
{
    std::array<ReceiveSegment, ReceivePlan::kMostPieces / 2> segments;
    const std::size_t count = m_sink.guessData(segments);
    for (const auto &[data, size] : std::span(segments).first(count)) {
        if (!m_plan.addGuess(between, {data, size}, m_most))
            return;
        between = trailerOf(size) + m_headerSize;
    }
}

void PduReceiver::received(std::size_t count)
{
    bool guessed = false;
    for (std::size_t i = 0; i < m_plan.size() && count > 0 && !m_stopped; ++i) {
        const auto bytes = m_plan.piece(i).first(std::min(count, m_plan.piece(i).size()));
        const auto kind = m_plan.kindOf(i);
        if (isHome(bytes)) {
            guessed = guessed || kind == ReceivePlan::Kind::Guess;
            dataAdvanced(bytes);
        } else if (kind == ReceivePlan::Kind::Rest ||
                   (kind == ReceivePlan::Kind::Between && endsHeader(m_plan.piece(i).size()))) {
            consume(bytes);
        } else { // a wrong guess; nothing may be written before all of the stream is out of its way
            m_guessing.failed();
            return consume(m_plan.straighten(i, count));
        }
        count -= bytes.size();
    }
    if (guessed)
        m_guessing.succeeded();
}

bool PduReceiver::isHome(std::span<const std::byte> bytes) const
{
    const auto rest = restOfData();
    return bytes.data() == rest.data() && bytes.size() <= rest.size();
}

bool PduReceiver::endsHeader(std::size_t bytes) const
{
    if (m_phase == Phase::Header)
        return m_headerFill == 0 && bytes == m_headerSize;
    return m_phase == Phase::Trailer && m_trailerFill == 0 && bytes == m_trailerSize + m_headerSize;
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
    m_isForeign = m_foreign != nullptr && m_foreign->holds(m_destination.data());
    m_crc = {};
    m_phase = Phase::Data;
}

std::size_t PduReceiver::takeData(std::span<const std::byte> bytes)
{
    const auto part = bytes.first(std::min(bytes.size(), m_dataLength - m_dataFill));
    if (m_dataFill < m_destination.size())
        keep(part.first(std::min(part.size(), m_destination.size() - m_dataFill)));
    dataAdvanced(part);
    return part.size();
}

void PduReceiver::keep(std::span<const std::byte> bytes)
{
    std::byte *const to = m_destination.data() + m_dataFill;
    if (m_isForeign)
        m_foreign->store(to, bytes);
    else
        std::memcpy(to, bytes.data(), bytes.size());
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
    m_trailerSize = trailerOf(m_dataLength);
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
    m_isForeign = false;
    m_sink.pduArrived(bhs(), data);
}

} // namespace portolan::protocol
