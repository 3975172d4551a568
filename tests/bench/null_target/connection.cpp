// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/connection.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <isa-l/crc.h>
#include <sys/socket.h>
#include <unistd.h>

namespace null_target {

namespace {

constexpr std::size_t kReceive = std::size_t(1) << 20;
constexpr std::uint8_t kFinal = 0x80, kImmediate = 0x40, kRead = 0x40, kWrite = 0x20;
constexpr std::uint8_t kOverflow = 0x04, kUnderflow = 0x02, kStatus = 0x01;
constexpr std::uint8_t kGood = 0, kCheckCondition = 2;

std::uint32_t crcOf(const std::byte *data, std::size_t size, std::uint32_t before)
{
    return crc32_iscsi(reinterpret_cast<unsigned char *>(const_cast<std::byte *>(data)), int(size), before);
}

/// The difference between what a command moves and what the initiator expected, §11.4.5.
void residual(std::byte *header, std::size_t flagsAt, std::uint32_t expected, std::uint64_t actual)
{
    if (actual == expected)
        return;
    header[flagsAt] |= std::byte(actual > expected ? kOverflow : kUnderflow);
    put32(header + 44, std::uint32_t(actual > expected ? actual - expected : expected - actual));
}

} // namespace

Connection::Connection(const Options &options, Units &units, int socket)
    : m_options(options)
    , m_units(units)
    , m_socket(socket)
    , m_in(kReceive)
    , m_negotiation(options)
    , m_text(65536)
    , m_tasks(options.window)
{
    for (std::uint32_t i = 0; i < options.window; ++i)
        m_free.push_back(i);
}

Connection::~Connection() { ::close(m_socket); }

bool Connection::complain(const char *what)
{
    std::fprintf(stderr, "null_target: %s; the connection is closed\n", what);
    return false;
}

bool Connection::turn()
{
    for (bool more = true; more;) {
        // While an answer waits for room in the socket nothing new is taken in: the initiator's window fills up.
        if (!m_outbox.send(m_socket))
            return false;
        more = m_outbox.empty() && !m_ending && receive();
        if (!work())
            return false;
    }
    return m_outbox.send(m_socket) && !m_eof && !(m_ending && m_outbox.empty());
}

/// \return true if there may be more
bool Connection::receive()
{
    if (m_inBegin == m_inEnd)
        m_inBegin = m_inEnd = 0;
    if (m_in.size() - m_inEnd < m_in.size() / 2) {
        std::memmove(m_in.data(), m_in.data() + m_inBegin, m_inEnd - m_inBegin);
        m_inEnd -= m_inBegin;
        m_inBegin = 0;
    }
    const std::size_t space = m_in.size() - m_inEnd;
    if (space == 0)
        return false;
    const ssize_t size = ::recv(m_socket, m_in.data() + m_inEnd, space, MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
        m_eof = true;
    if (size <= 0)
        return false;
    m_inEnd += std::size_t(size);
    return std::size_t(size) == space;
}

bool Connection::work()
{
    for (;;) {
        const std::size_t before = m_inEnd - m_inBegin;
        const bool wasData = m_inData;
        if (!(m_inData ? takeData() : takeHeader()))
            return false;
        if (m_inEnd - m_inBegin == before && m_inData == wasData)
            return true;
    }
}

bool Connection::takeHeader()
{
    const std::size_t size = kHeader + (m_parameters.headerDigest ? kDigest : 0);
    // The largest read, in the smallest pieces that an initiator takes.
    constexpr std::size_t kMostAnswers = (std::size_t(16) << 20) / 8192;
    if (m_inEnd - m_inBegin < size || !m_outbox.hasRoom(kMostAnswers))
        return true;
    const std::byte *const at = m_in.data() + m_inBegin;
    m_inBegin += size;
    std::copy_n(at, kHeader, m_header.begin());
    if (m_parameters.headerDigest) {
        std::uint32_t crc = 0;
        std::memcpy(&crc, at + kHeader, kDigest);
        if (crc != ~crcOf(at, kHeader, kNoTag))
            return complain("a header digest is wrong");
    }
    if (u8(m_header[4]) != 0)
        return complain("a PDU has an additional header segment");
    const std::uint32_t length = get24(m_header.data() + 5);
    if (length > std::max(m_options.maxRecvDataSegmentLength, 8192U))
        return complain("a data segment is longer than MaxRecvDataSegmentLength");
    m_data = {nullptr, length, std::uint32_t(padded(length) - length), 0, kNoTag};
    m_textSize = 0;
    if (!begin())
        return false;
    if (length == 0)
        return finish();
    m_data.digest = m_parameters.dataDigest ? kDigest : 0;
    m_inData = true;
    return true;
}

bool Connection::takeData()
{
    const std::byte *const at = m_in.data() + m_inBegin;
    const std::size_t there = m_inEnd - m_inBegin;
    if (m_data.left > 0) {
        const std::size_t part = std::min<std::size_t>(there, m_data.left);
        if (m_data.digest > 0)
            m_data.crc = crcOf(at, part, m_data.crc);
        if (m_data.place != nullptr) {
            std::memcpy(m_data.place, at, part);
            m_data.place += part;
        }
        m_data.left -= std::uint32_t(part);
        m_inBegin += part;
        return true;
    }
    const std::size_t trailer = m_data.padding + m_data.digest;
    if (there < trailer)
        return true;
    m_inBegin += trailer;
    m_inData = false;
    if (m_data.digest > 0) {
        std::uint32_t crc = 0;
        std::memcpy(&crc, at + m_data.padding, kDigest);
        if (crc != ~crcOf(at, m_data.padding, m_data.crc))
            return complain("a data digest is wrong");
    }
    return finish();
}

/// A header is there: where does its data go?
bool Connection::begin()
{
    const std::uint8_t opcode = u8(m_header[0]) & 0x3f;
    if (m_fullFeature == (opcode == 0x03))
        return complain("a PDU that does not belong to this phase");
    if (opcode == 0x01)
        return command();
    if (opcode == 0x05)
        return dataOut();
    if (m_data.left > m_text.size())
        return complain("more text than there is room for");
    m_data.place = m_text.data();
    m_textSize = m_data.left;
    return true;
}

/// A PDU is complete.
bool Connection::finish()
{
    const std::uint8_t opcode = u8(m_header[0]) & 0x3f;
    const bool immediate = (u8(m_header[0]) & kImmediate) != 0;
    if (m_fullFeature && opcode != 0x05 && !immediate && get32(m_header.data() + 24) == m_expCmdSn)
        ++m_expCmdSn;
    switch (opcode) {
    case 0x00:
        nop();
        return true;
    case 0x01:
    case 0x05: {
        if (m_task == nullptr) { // no write, or one that was refused
            const std::uint32_t tag = get32(m_header.data() + 16), expected = get32(m_header.data() + 20);
            const bool read = (u8(m_header[1]) & kRead) != 0;
            if (m_answer.kind == Answer::Kind::Data && m_answer.good && read)
                dataIn(tag, m_answer.data, expected);
            else
                status(tag, m_answer, expected, read);
            return true;
        }
        Task &task = *m_task;
        m_task = nullptr;
        const bool final = (u8(m_header[1]) & kFinal) != 0;
        if (opcode == 0x05 && final && get32(m_header.data() + 20) != kNoTag && task.outstanding > 0)
            --task.outstanding;
        if (task.received == task.length)
            complete(task);
        else if (final)
            askForMore(task);
        return true;
    }
    case 0x02:
        taskManagement();
        return true;
    case 0x03:
        return login();
    case 0x04:
        text();
        return true;
    case 0x06:
        logout();
        return true;
    default:
        return complain("an opcode that no initiator may send");
    }
}

std::byte *Connection::response(std::uint8_t opcode)
{
    std::byte *const header = m_outbox.header();
    header[0] = std::byte(opcode);
    header[1] = std::byte(kFinal);
    std::copy_n(m_header.data() + 16, 4, header + 16);
    return header;
}

void Connection::countStatus(std::byte *header)
{
    put32(header + 24, m_statSn);
    put32(header + 28, m_expCmdSn);
    put32(header + 32, m_expCmdSn + std::uint32_t(m_free.size()) - 1);
}

// --- Login Phase

bool Connection::login()
{
    const std::uint8_t flags = u8(m_header[1]);
    const unsigned stage = flags >> 2 & 3;
    if (stage > 1 || (flags & 0x40) != 0)
        return complain("a login in a stage or in pieces that are not known here");
    m_expCmdSn = get32(m_header.data() + 24);
    const std::string answer = m_negotiation.answer(std::span(m_text).first(m_textSize), stage == 0);
    std::byte *const header = response(0x23);
    header[1] = std::byte(flags & 0x8f);
    std::copy_n(m_header.data() + 8, 6, header + 8); // ISID
    const bool done = (flags & 0x80) != 0 && (flags & 3) == 3;
    if (done)
        put<std::uint16_t>(header + 14, 1); // TSIH
    countStatus(header);
    ++m_statSn;
    m_outbox.commitCopy(std::as_bytes(std::span(answer)));
    if (done) {
        m_parameters = m_negotiation.parameters();
        m_outbox.setDigests(m_parameters.headerDigest, m_parameters.dataDigest);
        m_fullFeature = true;
    }
    return true;
}

// --- what is not about disks

void Connection::nop()
{
    if (get32(m_header.data() + 16) == kNoTag)
        return;
    std::byte *const header = response(0x20);
    put32(header + 20, kNoTag);
    countStatus(header);
    ++m_statSn;
    m_outbox.commitCopy(std::span(m_text).first(std::min(m_textSize, m_parameters.maxXmit)));
}

void Connection::text()
{
    std::string answer;
    for (const auto &[key, value] : parseKeys(std::span(m_text).first(m_textSize))) {
        if (key == "SendTargets") {
            addKey(answer, "TargetName", kTargetName);
            addKey(answer, "TargetAddress", "127.0.0.1:" + std::to_string(m_options.port) + ",1");
        } else {
            addKey(answer, key, "NotUnderstood");
        }
    }
    std::byte *const header = response(0x24);
    put32(header + 20, kNoTag);
    countStatus(header);
    ++m_statSn;
    m_outbox.commitCopy(std::as_bytes(std::span(answer)));
}

void Connection::logout()
{
    countStatus(response(0x26));
    ++m_statSn;
    m_outbox.commit();
    m_ending = true;
}

void Connection::taskManagement()
{
    countStatus(response(0x22)); // 0: function complete
    ++m_statSn;
    m_outbox.commit();
}

// --- commands

bool Connection::command()
{
    m_task = nullptr;
    if ((u8(m_header[0]) & kImmediate) == 0 && get32(m_header.data() + 24) != m_expCmdSn)
        return complain("a CmdSN that is not the next one");
    m_answer = m_units.execute(get<std::uint64_t>(m_header.data() + 8), m_header.data() + 32);
    if (m_answer.kind != Answer::Kind::Take) // immediate data of something that takes none is dropped
        return true;
    if (m_free.empty())
        return complain("more commands than the window allows");
    Task &task = m_tasks[m_free.back()];
    const std::uint32_t expected = get32(m_header.data() + 20), immediate = m_data.left;
    if ((u8(m_header[1]) & kWrite) == 0 || expected != m_answer.length || immediate > expected ||
        (immediate > 0 && (!m_parameters.immediateData || immediate > m_parameters.firstBurst)))
        return complain("a write whose lengths do not fit together");
    m_free.pop_back();
    task = {true, get32(m_header.data() + 16), m_answer.place, expected, immediate, immediate, 0, 0};
    if ((u8(m_header[1]) & kFinal) == 0) {
        if (m_parameters.initialR2T)
            return complain("unsolicited data although InitialR2T=Yes");
        task.asked = std::min(m_parameters.firstBurst, expected);
    }
    m_data.place = task.place;
    m_task = &task;
    return true;
}

Connection::Task *Connection::taskOf(std::uint32_t transferTag, std::uint32_t tag)
{
    if (transferTag != kNoTag)
        return transferTag < m_tasks.size() && m_tasks[transferTag].used ? &m_tasks[transferTag] : nullptr;
    const auto found = std::ranges::find_if(m_tasks, [tag](const Task &task) { return task.used && task.tag == tag; });
    return found == m_tasks.end() ? nullptr : &*found;
}

bool Connection::dataOut()
{
    Task *const task = taskOf(get32(m_header.data() + 20), get32(m_header.data() + 16));
    const std::uint32_t offset = get32(m_header.data() + 40);
    if (task == nullptr || task->tag != get32(m_header.data() + 16))
        return complain("data for a write that does not exist");
    if (std::uint64_t(offset) + m_data.left > task->asked)
        return complain("data that nobody asked for");
    task->received += m_data.left;
    if (task->received > task->length)
        return complain("more data than the write has");
    m_data.place = task->place == nullptr ? nullptr : task->place + offset;
    m_task = task;
    return true;
}

void Connection::askForMore(Task &task)
{
    const auto slot = std::uint32_t(&task - m_tasks.data());
    while (task.asked < task.length && task.outstanding < m_parameters.maxOutstandingR2T) {
        const std::uint32_t part = std::min(m_parameters.maxBurst, task.length - task.asked);
        std::byte *const header = m_outbox.header();
        header[0] = std::byte(0x31);
        header[1] = std::byte(kFinal);
        put32(header + 16, task.tag);
        put32(header + 20, slot);
        countStatus(header);
        put32(header + 36, task.r2ts++);
        put32(header + 40, task.asked);
        put32(header + 44, part);
        m_outbox.commit();
        task.asked += part;
        ++task.outstanding;
    }
}

void Connection::complete(Task &task)
{
    task.used = false;
    m_free.push_back(std::uint32_t(&task - m_tasks.data()));
    status(task.tag, {}, task.length, false);
}

void Connection::status(std::uint32_t tag, const Answer &answer, std::uint32_t expected, bool read)
{
    std::byte *const header = response(0x21);
    put32(header + 16, tag);
    header[3] = std::byte(answer.good ? kGood : kCheckCondition);
    if (read || !answer.good)
        residual(header, 1, expected, 0);
    countStatus(header);
    ++m_statSn;
    if (answer.good)
        return m_outbox.commit();
    std::array<std::byte, 20> sense{};
    put<std::uint16_t>(sense.data(), 18);
    sense[2] = std::byte(0x70);
    sense[4] = std::byte(answer.senseKey);
    sense[9] = std::byte(10);
    sense[14] = std::byte(answer.asc);
    m_outbox.commitCopy(sense);
}

/// The status comes with the last piece.
void Connection::dataIn(std::uint32_t tag, std::span<const std::byte> data, std::uint32_t expected)
{
    const std::uint64_t actual = data.size();
    data = data.first(std::min<std::size_t>(data.size(), expected));
    constexpr std::size_t kSmall = 4096; // the memory of small answers is used again
    std::uint32_t number = 0, offset = 0;
    do {
        const auto part = data.subspan(offset, std::min<std::size_t>(data.size() - offset, m_parameters.maxXmit));
        const bool last = offset + part.size() == data.size();
        std::byte *const header = m_outbox.header();
        header[0] = std::byte(0x25);
        put32(header + 16, tag);
        put32(header + 20, kNoTag);
        countStatus(header);
        put32(header + 36, number++);
        put32(header + 40, offset);
        if (last) {
            header[1] = std::byte(kFinal | kStatus);
            residual(header, 1, expected, actual);
            ++m_statSn;
        } else {
            header[1] = std::byte(0);
            put32(header + 24, 0);
        }
        if (data.size() < kSmall)
            m_outbox.commitCopy(part);
        else
            m_outbox.commit(part);
        offset += std::uint32_t(part.size());
    } while (offset < data.size());
}

} // namespace null_target
