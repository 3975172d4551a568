// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/scsi.h"

#include "tests/bench/null_target/wire.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace portolan::bench {
namespace {

enum Operation : std::uint8_t {
    TestUnitReady = 0x00,
    Read6 = 0x08,
    Write6 = 0x0a,
    Inquiry = 0x12,
    ModeSense6 = 0x1a,
    ReadCapacity10 = 0x25,
    Read10 = 0x28,
    Write10 = 0x2a,
    SynchronizeCache10 = 0x35,
    Unmap = 0x42,
    ModeSense10 = 0x5a,
    Read16 = 0x88,
    Write16 = 0x8a,
    SynchronizeCache16 = 0x91,
    WriteSame16 = 0x93,
    ServiceActionIn16 = 0x9e,
    ReportLuns = 0xa0,
    Read12 = 0xa8,
    Write12 = 0xaa,
};

constexpr Sense kInvalidOperation{0x05, 0x20, 0x00};
constexpr Sense kOutOfRange{0x05, 0x21, 0x00};
constexpr Sense kInvalidField{0x05, 0x24, 0x00};
constexpr Sense kNoSuchLun{0x05, 0x25, 0x00};

constexpr std::uint32_t kNoLun = 0xffffffff;
constexpr std::uint32_t kMaxWriteSameBlocks = 65536; // a longer one would hold up everyone else

/// Peripheral and flat addressing, SAM-5 §4.7
std::uint32_t lunNumber(std::uint64_t address)
{
    const auto first = std::uint8_t(address >> 56);
    const auto second = std::uint8_t(address >> 48);
    if ((address & 0xffffffffffff) != 0 || (first >> 6) > 1 || ((first >> 6) == 0 && first != 0))
        return kNoLun;
    return std::uint32_t(first & 0x3f) << 8 | second;
}

struct Extent {
    std::uint64_t block = 0;
    std::uint64_t count = 0;
};

/// Where the CDB of READ, WRITE, SYNCHRONIZE CACHE and WRITE SAME has its address and length.
Extent extentOf(const std::uint8_t *cdb)
{
    switch (cdb[0] >> 5) {
    case 0:
        return {load24(cdb + 1) & 0x1fffff, cdb[4] == 0 ? 256u : cdb[4]};
    case 1:
        return {load32(cdb + 2), load16(cdb + 7)};
    case 4:
        return {load64(cdb + 2), load32(cdb + 10)};
    default:
        return {load32(cdb + 2), load32(cdb + 6)};
    }
}

void decodeTransfer(Task &task, Task::Kind kind, const Disk &disk)
{
    const Extent extent = extentOf(task.cdb.data());
    if (extent.block > disk.blocks() || extent.count > disk.blocks() - extent.block) {
        task.sense = kOutOfRange;
        return;
    }
    task.kind = kind;
    task.position = extent.block * disk.blockSize();
    task.wanted = extent.count * disk.blockSize();
}

void decodeWriteSame(Task &task, const Disk &disk)
{
    decodeTransfer(task, Task::Kind::WriteSame, disk);
    if (task.kind != Task::Kind::WriteSame)
        return;
    task.length = task.wanted;
    if (task.length == 0 || task.length > std::uint64_t(kMaxWriteSameBlocks) * disk.blockSize()) {
        task.kind = Task::Kind::Other;
        task.sense = kInvalidField;
    }
    const bool noData = (task.cdb[1] & 0x01) != 0;
    task.wanted = noData ? 0 : disk.blockSize();
}

/// Where replies are written to, byte by byte; all start as zeros.
class Reply {
public:
    Reply(std::uint8_t *at, std::uint32_t length)
        : m_at(at)
        , m_length(length)
    {
        std::memset(at, 0, length);
    }
    std::uint8_t &operator[](std::uint32_t offset) { return m_at[offset]; }
    void text(std::uint32_t offset, std::uint32_t width, const char *text)
    {
        std::memset(m_at + offset, ' ', width);
        std::memcpy(m_at + offset, text, std::min<std::size_t>(width, std::strlen(text)));
    }
    void grow(std::uint32_t length)
    {
        std::memset(m_at + m_length, 0, length);
        m_length += length;
    }
    [[nodiscard]] std::uint8_t *at(std::uint32_t offset) { return m_at + offset; }
    [[nodiscard]] std::uint32_t length() const { return m_length; }

private:
    std::uint8_t *m_at;
    std::uint32_t m_length;
};

constexpr std::uint32_t kSerialLength = 16;

void serial(std::uint32_t lun, char (&out)[kSerialLength + 1])
{
    std::snprintf(out, sizeof out, "PORTOLANBENCH%03u", lun % 1000);
}

std::uint32_t standardInquiry(std::uint8_t *at, bool exists)
{
    Reply reply(at, 64);
    reply[0] = exists ? 0x00 : 0x7f;
    reply[2] = 0x06; // SPC-4
    reply[3] = 0x12; // HiSup, response data format 2
    reply[4] = 64 - 5;
    reply[7] = 0x02; // CmdQue
    reply.text(8, 8, "PORTOLAN");
    reply.text(16, 16, "NULL TARGET");
    reply.text(32, 4, "1");
    store16(reply.at(58), 0x0960); // iSCSI
    store16(reply.at(60), 0x0460); // SPC-4
    store16(reply.at(62), 0x04c0); // SBC-3
    return reply.length();
}

std::uint32_t identification(Reply &reply, std::uint32_t lun)
{
    reply.grow(4 + 8 + kSerialLength + 4 + 8);
    char number[kSerialLength + 1];
    serial(lun, number);
    reply[4] = 0x02; // ASCII
    reply[5] = 0x01; // T10 vendor
    reply[7] = 8 + kSerialLength;
    reply.text(8, 8, "PORTOLAN");
    reply.text(16, kSerialLength, number);
    const std::uint32_t naa = 16 + kSerialLength;
    reply[naa] = 0x01; // binary
    reply[naa + 1] = 0x03;
    reply[naa + 3] = 8;
    store64(reply.at(naa + 4), 0x3000706f72746f00 | lun); // locally assigned
    return reply.length();
}

void blockLimits(Reply &reply)
{
    reply.grow(60);
    reply[4] = 0x01;                   // WSNZ: no WRITE SAME to the end of the disk
    store16(reply.at(6), 8);           // optimal granularity, blocks
    store32(reply.at(12), 2048);       // optimal transfer, blocks
    store32(reply.at(20), 0xffffffff); // blocks of an UNMAP
    store32(reply.at(24), 256);        // its descriptors
    store32(reply.at(28), 8);          // its granularity
    store64(reply.at(36), kMaxWriteSameBlocks);
}

std::uint32_t inquiry(Task &task, const Disk &disk, std::uint8_t *at)
{
    const bool exists = task.lun < disk.luns();
    if ((task.cdb[1] & 0x01) == 0) {
        if (task.cdb[2] != 0)
            task.sense = kInvalidField;
        return standardInquiry(at, exists);
    }
    Reply reply(at, 4);
    reply[0] = exists ? 0x00 : 0x7f;
    reply[1] = task.cdb[2];
    switch (task.cdb[2]) {
    case 0x00: {
        constexpr std::uint8_t kPages[] = {0x00, 0x80, 0x83, 0xb0, 0xb1, 0xb2};
        reply.grow(sizeof kPages);
        std::memcpy(reply.at(4), kPages, sizeof kPages);
        break;
    }
    case 0x80: {
        char number[kSerialLength + 1];
        serial(task.lun, number);
        reply.grow(kSerialLength);
        reply.text(4, kSerialLength, number);
        break;
    }
    case 0x83:
        identification(reply, task.lun);
        break;
    case 0xb0:
        blockLimits(reply);
        break;
    case 0xb1:
        reply.grow(60);
        store16(reply.at(4), 1); // does not rotate
        break;
    case 0xb2:
        reply.grow(4);
        reply[5] = 0xc0; // UNMAP and WRITE SAME (16) unmap
        reply[6] = 0x02; // thin
        break;
    default:
        task.sense = kInvalidField;
        break;
    }
    store16(reply.at(2), std::uint16_t(reply.length() - 4));
    return reply.length();
}

std::uint32_t modeSense(Task &task, std::uint8_t *at)
{
    const bool ten = task.cdb[0] == ModeSense10;
    const std::uint8_t page = task.cdb[2] & 0x3f;
    const std::uint32_t head = ten ? 8 : 4;
    if ((task.cdb[2] & 0xc0) == 0xc0 || task.cdb[3] != 0 || (page != 0x3f && page != 0x08 && page != 0x0a)) {
        task.sense = kInvalidField;
        return 0;
    }
    Reply reply(at, head);
    reply[ten ? 3 : 2] = 0x10; // DPO and FUA are understood
    for (const std::uint8_t wanted : {std::uint8_t(0x08), std::uint8_t(0x0a)}) {
        if (page != 0x3f && page != wanted)
            continue;
        const std::uint32_t start = reply.length();
        reply.grow(wanted == 0x08 ? 20 : 12);
        reply[start] = wanted;
        reply[start + 1] = std::uint8_t(reply.length() - start - 2);
    }
    if (ten)
        store16(reply.at(0), std::uint16_t(reply.length() - 2));
    else
        reply[0] = std::uint8_t(reply.length() - 1);
    return reply.length();
}

std::uint32_t capacity(const Disk &disk, bool sixteen, std::uint8_t *at)
{
    const std::uint64_t last = disk.blocks() - 1;
    Reply reply(at, sixteen ? 32 : 8);
    if (sixteen) {
        store64(reply.at(0), last);
        store32(reply.at(8), disk.blockSize());
        reply[13] = disk.blockSize() == 512 ? 3 : 0; // 4096 bytes per physical block
        reply[14] = 0x80;                            // thin
    } else {
        store32(reply.at(0), std::uint32_t(std::min<std::uint64_t>(last, 0xffffffff)));
        store32(reply.at(4), disk.blockSize());
    }
    return reply.length();
}

std::uint32_t reportLuns(const Disk &disk, std::uint8_t *at)
{
    Reply reply(at, 8 + 8 * disk.luns());
    store32(reply.at(0), 8 * disk.luns());
    for (std::uint32_t lun = 0; lun < disk.luns(); ++lun)
        reply[8 + 8 * lun + 1] = std::uint8_t(lun);
    return reply.length();
}

std::uint32_t allocationLength(const std::uint8_t *cdb)
{
    switch (cdb[0]) {
    case Inquiry:
        return load16(cdb + 3);
    case ModeSense6:
        return cdb[4];
    case ModeSense10:
        return load16(cdb + 7);
    case ReportLuns:
        return load32(cdb + 6);
    case ServiceActionIn16:
        return load32(cdb + 10);
    default:
        return 8; // READ CAPACITY (10) has none
    }
}

} // namespace

void decodeCommand(Task &task, const Disk &disk)
{
    const std::uint8_t operation = task.cdb[0];
    task.kind = Task::Kind::Other;
    task.lun = lunNumber(task.address);
    if (task.lun >= disk.luns() && operation != Inquiry && operation != ReportLuns) {
        task.sense = kNoSuchLun;
        return;
    }
    switch (operation) {
    case Read6:
    case Read10:
    case Read12:
    case Read16:
        decodeTransfer(task, Task::Kind::Read, disk);
        break;
    case Write6:
    case Write10:
    case Write12:
    case Write16:
        decodeTransfer(task, Task::Kind::Write, disk);
        break;
    case WriteSame16:
        decodeWriteSame(task, disk);
        break;
    case SynchronizeCache10:
    case SynchronizeCache16:
        decodeTransfer(task, Task::Kind::Other, disk);
        task.wanted = 0;
        break;
    case Unmap:
        task.wanted = load16(task.cdb.data() + 7);
        break;
    case TestUnitReady:
        break;
    case ServiceActionIn16:
        if ((task.cdb[1] & 0x1f) == 0x10)
            task.kind = Task::Kind::Reply;
        else
            task.sense = kInvalidField;
        break;
    case Inquiry:
    case ModeSense6:
    case ModeSense10:
    case ReadCapacity10:
    case ReportLuns:
        task.kind = Task::Kind::Reply;
        break;
    default:
        task.sense = kInvalidOperation;
        break;
    }
}

std::uint32_t makeReply(Task &task, const Disk &disk, std::uint8_t *at)
{
    std::uint32_t length = 0;
    switch (task.cdb[0]) {
    case Inquiry:
        length = inquiry(task, disk, at);
        break;
    case ModeSense6:
    case ModeSense10:
        length = modeSense(task, at);
        break;
    case ReportLuns:
        length = reportLuns(disk, at);
        break;
    default:
        length = capacity(disk, task.cdb[0] == ServiceActionIn16, at);
        break;
    }
    return std::min(length, allocationLength(task.cdb.data()));
}

void makeSense(const Sense &sense, std::uint8_t *at)
{
    std::memset(at, 0, kSenseLength);
    at[0] = 0x70;
    at[2] = sense.key;
    at[7] = kSenseLength - 8;
    at[12] = sense.code;
    at[13] = sense.qualifier;
}

} // namespace portolan::bench
