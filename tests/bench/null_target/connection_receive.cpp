// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/connection.h"

#include "tests/bench/null_target/scsi.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace portolan::bench {
namespace {

constexpr std::uint32_t kControlLimit = 65536;
constexpr std::uint32_t kLoginLimit = 8192;
constexpr std::uint32_t kImmediateCommands = 32;

} // namespace

Connection::Connection(int socket, Target &target)
    : m_target(target)
    , m_socket(socket)
    , m_receiver(target.options.takeData)
    , m_login(std::make_unique<Login>(target.options))
    , m_tasks(target.options.queueDepth + kImmediateCommands)
    , m_ready(target.options.queueDepth + kImmediateCommands)
    , m_unsolicited(target.options.queueDepth + kImmediateCommands)
    , m_control(std::make_unique_for_overwrite<std::uint8_t[]>(kControlLimit))
{}

Connection::~Connection()
{
    end(nullptr);
    close(m_socket);
}

void Connection::end(const char *why)
{
    if (m_closed)
        return;
    m_closed = m_target.connectionEnded = true;
    if (why != nullptr)
        std::fprintf(stderr, "null_target: a connection ended: %s\n", why);
    if (m_session == nullptr)
        return;
    for (const Task &task : m_tasks.all())
        if (task.kind != Task::Kind::Free && !task.immediate)
            m_session->ended();
    std::erase(m_session->connections, this);
    if (m_session->connections.empty())
        m_target.endSession(*m_session);
    m_session = nullptr;
}

bool Connection::fail(const char *why)
{
    end(why);
    return false;
}

void Connection::receive()
{
    if (!m_closed && m_receiver.hasRoom() && m_receiver.receive(m_socket) == PduReceiver::Status::Ended)
        end(nullptr);
}

bool Connection::process()
{
    bool any = false;
    while (!m_closed && !m_closeWhenSent) {
        if (!m_inData) {
            const std::uint8_t *header = m_receiver.header();
            if (header == nullptr || !onHeader(header))
                break;
            m_inData = any = true;
        }
        if (!m_receiver.consume())
            break;
        m_inData = false;
        onComplete();
    }
    if (m_receiver.error() != nullptr)
        end(m_receiver.error());
    return any;
}

bool Connection::onHeader(const std::uint8_t *header)
{
    if (load24(header + 5) > (m_login ? kLoginLimit : std::max(m_target.options.maxRecvDataSegmentLength, kLoginLimit)))
        return fail("a data segment longer than MaxRecvDataSegmentLength");
    const std::uint8_t opcode = header[0] & 0x3f;
    if (m_login || (opcode != kScsiCommand && opcode != kDataOut))
        return onControl(header);
    if (m_session->discovery)
        return fail("a SCSI request in a discovery session");
    return opcode == kScsiCommand ? onCommand(header) : onDataOut(header);
}

bool Connection::takeTurn(const std::uint8_t *header)
{
    if ((header[0] & 0x40) != 0)
        return true;
    const std::uint32_t cmdSn = load32(header + 24);
    switch (m_session->turnOf(cmdSn)) {
    case Session::Turn::Early:
        if (!m_session->shared)
            return fail("a gap in CmdSN");
        [[fallthrough]];
    case Session::Turn::Now:
        m_session->began(cmdSn);
        return true;
    case Session::Turn::Never:
        break;
    }
    return fail("a CmdSN outside of the window");
}

bool Connection::onCommand(const std::uint8_t *header)
{
    if (!takeTurn(header))
        return false;
    Task *task = m_tasks.take();
    if (task == nullptr)
        return fail("too many immediate commands");
    task->immediate = (header[0] & 0x40) != 0;
    task->cmdSn = load32(header + 24);
    task->address = load64(header + 8);
    task->tag = load32(header + 16);
    task->expected = load32(header + 20);
    std::memcpy(task->cdb.data(), header + 32, task->cdb.size());
    decodeCommand(*task, m_target.disk);
    const bool reads = task->kind == Task::Kind::Read || task->kind == Task::Kind::Reply;
    const bool stores = task->kind == Task::Kind::Write || task->kind == Task::Kind::WriteSame;
    if (stores && task->expected > task->wanted)
        task->sense = {0x05, 0x24, 0x00}; // where would the rest go?
    if (task->sense.key == 0)
        task->total = std::uint32_t(std::min<std::uint64_t>(task->expected, task->wanted));
    if (task->total > 0 && (header[1] & (kReads | kWrites)) != (reads ? kReads : kWrites))
        return fail("a command whose R and W bits do not fit its CDB");
    if (!expectData(*task, header))
        return false;
    std::memcpy(m_pdu.data(), header, m_pdu.size());
    acceptData(task, 0, load24(header + 5));
    return true;
}

bool Connection::expectData(Task &task, const std::uint8_t *header)
{
    const std::uint32_t length = load24(header + 5);
    const bool final = (header[1] & kFinal) != 0;
    const Parameters &agreed = m_session->parameters;
    if ((header[1] & kWrites) == 0)
        return length == 0 && final ? true : fail("data with a command that does not write");
    const std::uint32_t firstBurst = std::min(agreed.firstBurst, task.expected);
    if (length > 0 && !agreed.immediateData)
        return fail("immediate data, although ImmediateData=No");
    if (length > firstBurst)
        return fail("more immediate data than FirstBurstLength or the command allow");
    if (final)
        return true;
    if (agreed.initialR2t)
        return fail("a command with F=0, although InitialR2T=Yes");
    if (length == firstBurst)
        return fail("a command with F=0 that leaves nothing to follow");
    task.awaitsData = true;
    task.sequenceEnd = firstBurst;
    m_unsolicited.push(task);
    return true;
}

Task *Connection::taskOf(const std::uint8_t *dataOut)
{
    const std::uint32_t tag = load32(dataOut + 16);
    const std::uint32_t transferTag = load32(dataOut + 20);
    if (transferTag == kReserved)
        return !m_unsolicited.empty() && m_unsolicited.front()->tag == tag ? m_unsolicited.front() : nullptr;
    Task *task = m_tasks.at(transferTag >> 16);
    const bool matches = task != nullptr && task->tag == tag && !task->awaitsData && task->outstandingR2ts() > 0 &&
                         (task->served & 0xffff) == (transferTag & 0xffff);
    return matches ? task : nullptr;
}

const char *Connection::complaintAbout(const Task &task, const std::uint8_t *dataOut) const
{
    const std::uint32_t length = load24(dataOut + 5);
    const bool final = (dataOut[1] & kFinal) != 0;
    if (load32(dataOut + 40) != task.done)
        return "a Data-Out with a wrong BufferOffset";
    if (load32(dataOut + 36) != task.dataSn)
        return "a Data-Out with a wrong DataSN";
    if (length > task.sequenceEnd - task.done)
        return "a Data-Out beyond the end of its sequence";
    if (final != (task.done + length == task.sequenceEnd))
        return "a Data-Out whose F bit is not at the end of its sequence";
    if (load32(dataOut + 20) != kReserved && load64(dataOut + 8) != task.address)
        return "a Data-Out with another LUN than its R2T";
    return nullptr;
}

bool Connection::onDataOut(const std::uint8_t *header)
{
    Task *task = taskOf(header);
    if (task == nullptr && !m_session->aborted)
        return fail("a Data-Out that nobody asked for");
    if (const char *complaint = task != nullptr ? complaintAbout(*task, header) : nullptr)
        return fail(complaint);
    std::memcpy(m_pdu.data(), header, m_pdu.size());
    acceptData(task, task != nullptr ? task->done : 0, load24(header + 5));
    return true;
}

void Connection::acceptData(Task *task, std::uint32_t offset, std::uint32_t length)
{
    m_current = task;
    const bool stores = m_target.disk.keeps() && task != nullptr && task->sense.key == 0 &&
                        (task->kind == Task::Kind::Write || task->kind == Task::Kind::WriteSame) &&
                        offset + length <= task->total;
    m_receiver.accept(stores && length > 0 ? m_target.disk.destination(task->lun, task->position + offset) : nullptr);
}

bool Connection::onControl(const std::uint8_t *header)
{
    const std::uint32_t length = load24(header + 5);
    if (length > kControlLimit)
        return fail("a long ping or text");
    m_stalled = !m_output.hasRoom(8, kControlLimit + 1024);
    if (m_stalled)
        return false;
    // What was there before is ignored, §4.2.2.1: with it an initiator fills a gap that a lost connection may have
    // left.
    m_repeated = !m_login && m_session->shared && (header[0] & 0x7f) == kNopOut &&
                 m_session->turnOf(load32(header + 24)) == Session::Turn::Never;
    if (!m_login && !m_repeated && !takeTurn(header))
        return false;
    std::memcpy(m_pdu.data(), header, m_pdu.size());
    m_current = nullptr;
    m_receiver.accept(m_control.get());
    return true;
}

void Connection::onComplete()
{
    const std::uint8_t opcode = m_pdu[0] & 0x3f;
    if (m_login) {
        if (opcode == kLoginRequest)
            onLogin();
        else
            end("something else than a login request");
        return;
    }
    switch (opcode) {
    case kScsiCommand:
    case kDataOut:
        if (m_current != nullptr)
            onData(*m_current);
        return;
    case kNopOut:
        if (!m_repeated)
            onNopOut();
        return;
    case kTaskRequest:
        onTaskRequest();
        return;
    case kTextRequest:
        onText();
        return;
    case kLogoutRequest:
        onLogout();
        return;
    default:
        end("a request of an unknown kind");
    }
}

void Connection::onData(Task &task)
{
    task.done += load24(m_pdu.data() + 5);
    const bool command = (m_pdu[0] & 0x3f) == kScsiCommand;
    if (command && task.awaitsData)
        return;
    if (!command) {
        ++task.dataSn;
        if ((m_pdu[1] & kFinal) == 0)
            return;
        task.dataSn = 0;
        if (task.awaitsData) {
            task.awaitsData = false;
            m_unsolicited.pop();
        } else {
            ++task.served;
        }
    }
    afterSequence(task);
}

void Connection::afterSequence(Task &task)
{
    if (task.kind == Task::Kind::Read || task.kind == Task::Kind::Reply) {
        markReady(task);
        return;
    }
    if (task.done < task.total) {
        if (task.r2tSn == 0)
            task.requested = task.done;
        task.sequenceEnd = std::min(task.done + m_session->parameters.maxBurst, task.total);
        if (task.requested < task.total)
            markReady(task);
        return;
    }
    if (task.kind == Task::Kind::WriteSame && task.total == task.wanted)
        m_target.disk.repeatBlock(task.lun, task.position, task.length, task.wanted == 0);
    if (task.kind == Task::Kind::Write) {
        ++m_target.disk.writes;
        m_target.disk.bytesWritten += task.total;
    }
    markReady(task);
}

void Connection::markReady(Task &task)
{
    if (task.ready || task.held)
        return;
    task.ready = task.immediate || m_session->isDue(task.cmdSn);
    task.held = !task.ready;
    if (task.ready)
        m_ready.push(task);
    else
        ++m_held;
}

void Connection::releaseHeld()
{
    if (m_session == nullptr || m_held == 0)
        return;
    for (Task &task : m_tasks.all()) {
        if (task.kind == Task::Kind::Free || !task.held || !m_session->isDue(task.cmdSn))
            continue;
        task.held = false;
        --m_held;
        markReady(task);
    }
}

} // namespace portolan::bench
