// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/connection.h"

#include "tests/bench/null_target/crc32c.h"
#include "tests/bench/null_target/scsi.h"

#include <algorithm>
#include <cerrno>

namespace portolan::bench {
namespace {

/// A header and what follows the data, at most.
constexpr std::size_t kOverhead = kHeaderSize + kDigestSize + 3 + kDigestSize;

void setResidual(std::uint8_t *header, std::uint32_t expected, std::uint64_t wanted)
{
    if (wanted == expected)
        return;
    header[1] |= wanted < expected ? kUnderflow : kOverflow;
    const std::uint64_t residual = wanted < expected ? expected - wanted : wanted - expected;
    store32(header + 44, std::uint32_t(std::min<std::uint64_t>(residual, 0xffffffff)));
}

} // namespace

void Connection::send()
{
    if (m_closed)
        return;
    do {
        while (!m_ready.empty() && emit(*m_ready.front()))
            m_ready.pop();
        if (!m_output.send(m_socket)) {
            end(errno == EPIPE || errno == ECONNRESET ? nullptr : "it does not take what is sent");
            return;
        }
        if (m_output.empty() && m_stalled)
            process();
    } while (!m_closed && m_output.empty() && !m_ready.empty());
    if (m_closeWhenSent && m_output.empty())
        end(nullptr);
}

bool Connection::emit(Task &task)
{
    if (task.sense.key != 0)
        return emitStatus(task);
    switch (task.kind) {
    case Task::Kind::Read:
        return task.total > 0 ? emitRead(task) : emitStatus(task);
    case Task::Kind::Reply:
        return emitReply(task);
    default:
        return task.done < task.total ? emitR2ts(task) : emitStatus(task);
    }
}

std::uint8_t *Connection::newHeader(std::uint8_t opcode, std::uint8_t flags, std::uint32_t tag)
{
    std::uint8_t *header = m_output.reserve(kHeaderSize + (m_headerDigest ? kDigestSize : 0));
    std::memset(header, 0, kHeaderSize);
    header[0] = opcode;
    header[1] = flags;
    store32(header + 16, tag);
    return header;
}

void Connection::stamp(std::uint8_t *header) const
{
    store32(header + 24, m_statSn);
    store32(header + 28, m_session->expCmdSn());
    store32(header + 32, m_session->maxCmdSn());
}

void Connection::sealHeader(std::uint8_t *header)
{
    if (m_headerDigest)
        storeCrc(header + kHeaderSize, addCrc(kCrcStart, header, kHeaderSize));
}

void Connection::addTrailer(std::uint32_t dataLength, std::uint32_t crc)
{
    const std::uint32_t padding = paddingOf(dataLength);
    const std::uint32_t length = padding + (m_dataDigest ? kDigestSize : 0);
    if (length == 0 || dataLength == 0)
        return;
    std::uint8_t *trailer = m_output.reserve(length);
    std::memset(trailer, 0, length);
    if (m_dataDigest)
        storeCrc(trailer + padding, addCrc(crc, trailer, padding));
}

bool Connection::emitRead(Task &task)
{
    Disk &disk = m_target.disk;
    const std::uint32_t maxBurst = m_session->parameters.maxBurst;
    while (true) {
        if (!m_output.hasRoom(3, kOverhead))
            return false;
        // All but the last PDU of a command are multiples of four, RFC 7143 §11.7.7
        std::uint32_t length = std::min(m_maxDataIn, maxBurst - task.done % maxBurst);
        if (length > 3)
            length &= ~3u;
        length = std::min(length, task.total - task.done);
        const std::uint64_t position = task.position + task.done;
        const std::uint32_t offset = task.done;
        task.done += length;
        const bool last = task.done == task.total;
        const std::uint8_t flags = last ? kFinal | kHasStatus : task.done % maxBurst == 0 ? kFinal : 0;
        std::uint8_t *header = newHeader(kDataIn, flags, task.tag);
        store24(header + 5, length);
        store32(header + 20, kReserved);
        store32(header + 36, task.dataSn++);
        store32(header + 40, offset);
        if (last) {
            setResidual(header, task.expected, task.wanted);
            ++disk.reads;
            disk.bytesRead += task.total;
        }
        const std::uint32_t lun = task.lun;
        if (last)
            release(task);
        stamp(header);
        m_statSn += last ? 1 : 0;
        sealHeader(header);
        m_output.append(disk.source(lun, position), length);
        addTrailer(length, m_dataDigest ? disk.crc(lun, position, length) : 0);
        if (last)
            return true;
    }
}

bool Connection::emitReply(Task &task)
{
    if (!m_output.hasRoom(4, kOverhead + kReplyLimit))
        return false;
    std::array<std::uint8_t, kReplyLimit> data;
    task.wanted = makeReply(task, m_target.disk, data.data());
    const auto length = std::uint32_t(std::min<std::uint64_t>(task.wanted, task.expected));
    if (task.sense.key != 0 || length == 0 || length > m_initiatorMaxRecv)
        return emitStatus(task);
    std::uint8_t *header = newHeader(kDataIn, kFinal | kHasStatus, task.tag);
    store24(header + 5, length);
    store32(header + 20, kReserved);
    setResidual(header, task.expected, task.wanted);
    release(task);
    stamp(header);
    ++m_statSn;
    sealHeader(header);
    std::memcpy(m_output.reserve(length), data.data(), length);
    addTrailer(length, m_dataDigest ? addCrc(kCrcStart, data.data(), length) : 0);
    return true;
}

bool Connection::emitR2ts(Task &task)
{
    const Parameters &agreed = m_session->parameters;
    while (task.requested < task.total && task.outstandingR2ts() < agreed.maxOutstandingR2t) {
        if (!m_output.hasRoom(1, kOverhead))
            return false;
        const std::uint32_t length = std::min(agreed.maxBurst, task.total - task.requested);
        std::uint8_t *header = newHeader(kR2t, kFinal, task.tag);
        store64(header + 8, task.address);
        store32(header + 20, task.index << 16 | (task.r2tSn & 0xffff));
        stamp(header);
        store32(header + 36, task.r2tSn++);
        store32(header + 40, task.requested);
        store32(header + 44, length);
        sealHeader(header);
        task.requested += length;
    }
    task.ready = false;
    return true;
}

bool Connection::emitStatus(Task &task)
{
    if (!m_output.hasRoom(4, kOverhead + kReplyLimit))
        return false;
    const Sense sense = task.sense;
    std::uint8_t *header = newHeader(kScsiResponse, kFinal, task.tag);
    setResidual(header, task.expected, sense.key != 0 ? 0 : task.wanted);
    store32(header + 36, task.dataSn);
    release(task);
    stamp(header);
    ++m_statSn;
    if (sense.key == 0) {
        sealHeader(header);
        return true;
    }
    constexpr std::uint32_t kLength = 2 + kSenseLength;
    header[3] = 0x02; // CHECK CONDITION
    store24(header + 5, kLength);
    sealHeader(header);
    std::uint8_t *data = m_output.reserve(kLength);
    store16(data, kSenseLength);
    makeSense(sense, data + 2);
    addTrailer(kLength, m_dataDigest ? addCrc(kCrcStart, data, kLength) : 0);
    return true;
}

void Connection::release(Task &task)
{
    if (!task.immediate)
        m_session->ended();
    m_tasks.giveBack(task);
}

} // namespace portolan::bench
