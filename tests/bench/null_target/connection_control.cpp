// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/connection.h"

#include "tests/bench/null_target/crc32c.h"

#include <algorithm>

namespace portolan::bench {
namespace {

constexpr std::size_t kTextLimit = 65536;
constexpr std::uint32_t kOpenTransferTag = 1; // of the only text request there can be

} // namespace

std::uint8_t *Connection::newAnswer(std::uint8_t opcode, std::uint32_t dataLength)
{
    // The request is over: its place in the window is free before the answer says so.
    if ((m_pdu[0] & 0x40) == 0)
        m_session->ended();
    std::uint8_t *header = newHeader(opcode, kFinal, load32(m_pdu.data() + 16));
    store24(header + 5, dataLength);
    stamp(header);
    ++m_statSn;
    return header;
}

void Connection::onNopOut()
{
    if (load32(m_pdu.data() + 16) == kReserved) // an answer or a sign of life
        return;
    const std::uint32_t length = std::min(load24(m_pdu.data() + 5), m_initiatorMaxRecv);
    std::uint8_t *header = newAnswer(kNopIn, length);
    store32(header + 20, kReserved);
    sealHeader(header);
    std::memcpy(m_output.reserve(length), m_control.get(), length);
    addTrailer(length, m_dataDigest ? addCrc(kCrcStart, m_control.get(), length) : 0);
}

void Connection::onTaskRequest()
{
    const std::uint64_t address = load64(m_pdu.data() + 8);
    switch (m_pdu[1] & 0x7f) {
    case 1:
        for (Connection *connection : m_session->connections)
            if (Task *task = connection->m_tasks.find(load32(m_pdu.data() + 20)))
                connection->abortTask(*task);
        break;
    case 2:
    case 4:
    case 5:
        for (Connection *connection : m_session->connections)
            connection->abortTasks(false, address);
        break;
    case 6:
    case 7:
        for (Connection *connection : m_session->connections)
            connection->abortTasks(true, 0);
        break;
    default:
        break;
    }
    sealHeader(newAnswer(kTaskResponse, 0));
}

void Connection::abortTasks(bool all, std::uint64_t address)
{
    for (Task &task : m_tasks.all())
        if (task.kind != Task::Kind::Free && (all || task.address == address))
            abortTask(task);
}

void Connection::abortTask(Task &task)
{
    m_session->aborted = true;
    m_ready.remove(task);
    m_held -= task.held ? 1 : 0;
    m_unsolicited.remove(task);
    if (m_current == &task) {
        m_current = nullptr;
        m_receiver.discardRest();
    }
    release(task);
}

void Connection::onText()
{
    m_text.append(reinterpret_cast<const char *>(m_control.get()), load24(m_pdu.data() + 5));
    if (m_text.size() > kTextLimit) {
        end("a text without an end");
        return;
    }
    if ((m_pdu[1] & (kFinal | kContinue)) != kFinal) {
        std::uint8_t *header = newAnswer(kTextResponse, 0);
        header[1] = 0;
        store32(header + 20, kOpenTransferTag);
        sealHeader(header);
        return;
    }
    const auto pairs = parseText(m_text);
    if (!pairs) {
        end("a text that is none");
        return;
    }
    std::string answers;
    for (const Pair &pair : *pairs) {
        if (pair.key == "SendTargets") {
            if (pair.value != "All" && pair.value != kTargetName && !(pair.value.empty() && !m_session->discovery))
                continue;
            appendPair(answers, "TargetName", kTargetName);
            appendPair(answers, "TargetAddress", "127.0.0.1:" + std::to_string(m_target.port) + ",1");
        } else if (const auto length = parseNumber(pair.value, 512, 16777215);
                   pair.key == "MaxRecvDataSegmentLength" && length) {
            m_initiatorMaxRecv = *length;
            m_maxDataIn = std::min(*length, m_target.options.dataInPdu);
        } else {
            appendPair(answers, pair.key, "NotUnderstood");
        }
    }
    m_text.clear();
    const auto length = std::uint32_t(std::min<std::size_t>(answers.size(), m_initiatorMaxRecv));
    std::uint8_t *header = newAnswer(kTextResponse, length);
    store32(header + 20, kReserved);
    sealHeader(header);
    std::memcpy(m_output.reserve(length), answers.data(), length);
    addTrailer(length, addCrc(kCrcStart, reinterpret_cast<const std::uint8_t *>(answers.data()), length));
}

void Connection::onLogout()
{
    const std::uint8_t reason = m_pdu[1] & 0x7f;
    const std::uint16_t cid = load16(m_pdu.data() + 20);
    std::uint8_t response = 0;
    if (reason == 0) {
        const auto all = m_session->connections;
        for (Connection *connection : all)
            if (connection != this)
                connection->end(nullptr);
        m_closeWhenSent = true;
    } else if (reason == 1 && cid == m_cid) {
        m_closeWhenSent = true;
    } else if (reason == 1) {
        const auto &all = m_session->connections;
        const auto other = std::find_if(all.begin(), all.end(), [&](const Connection *c) { return c->m_cid == cid; });
        if (other != all.end())
            (*other)->end(nullptr);
        else
            response = 1; // no such connection
    } else {
        response = 2; // recovery is not supported
    }
    std::uint8_t *header = newAnswer(kLogoutResponse, 0);
    header[2] = response;
    sealHeader(header);
}

} // namespace portolan::bench
