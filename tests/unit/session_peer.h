// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/session_machine.h"
#include "tests/unit/protocol_bytes.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The target's side of a session, in bytes: it shares no line with the codec it tests. RFC 7143 §11.
namespace portolan::test {

/// CRC32C bit by bit, RFC 7143 §13.1.
inline std::uint32_t slowCrc32c(std::span<const std::byte> bytes)
{
    std::uint32_t crc = 0xffffffff;
    for (const std::byte b : bytes) {
        crc ^= std::to_integer<std::uint32_t>(b);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82f63b78u : 0u);
    }
    return ~crc;
}

inline void appendDigest(Bytes &out, std::span<const std::byte> covered)
{
    const std::uint32_t crc = slowCrc32c(covered);
    for (int i = 0; i < 4; ++i)
        out.push_back(std::byte(crc >> (8 * i)));
}

/// A PDU, either way.
struct WirePdu {
    Bytes header = Bytes(48);
    Bytes data;

    WirePdu() = default;
    /// \param opcode  byte 0, with the I bit if wanted. \param flags  byte 1
    explicit WirePdu(unsigned opcode, unsigned flags = 0x80)
    {
        set(0, 1, opcode);
        set(1, 1, flags);
    }

    WirePdu &set(std::size_t offset, std::size_t width, std::uint64_t value)
    {
        for (std::size_t i = 0; i < width; ++i)
            header[offset + i] = std::byte(value >> (8 * (width - 1 - i)));
        return *this;
    }
    [[nodiscard]] std::uint64_t get(std::size_t offset, std::size_t width) const
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value = value << 8 | std::to_integer<std::uint64_t>(header[offset + i]);
        return value;
    }
    WirePdu &with(Bytes payload)
    {
        data = std::move(payload);
        return *this;
    }

    [[nodiscard]] unsigned opcode() const { return unsigned(get(0, 1)) & 0x3f; }
    [[nodiscard]] bool immediate() const { return (get(0, 1) & 0x40) != 0; }
    [[nodiscard]] unsigned flags() const { return unsigned(get(1, 1)); }
    [[nodiscard]] bool final() const { return (flags() & 0x80) != 0; }
    [[nodiscard]] std::uint64_t lun() const { return get(8, 8); }
    [[nodiscard]] std::uint32_t itt() const { return std::uint32_t(get(16, 4)); }
    [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return std::uint32_t(get(offset, 4)); }

    [[nodiscard]] Bytes encode(bool headerDigest = false, bool dataDigest = false,
                               std::byte padding = std::byte{0xff}) const
    {
        WirePdu copy = *this;
        if (copy.get(5, 3) == 0)
            copy.set(5, 3, data.size());
        Bytes out = copy.header;
        if (headerDigest)
            appendDigest(out, copy.header);
        Bytes segment = data;
        segment.resize((segment.size() + 3) / 4 * 4, padding); // whatever is there must be ignored (PDU-01)
        out.insert(out.end(), segment.begin(), segment.end());
        if (dataDigest && !segment.empty())
            appendDigest(out, segment);
        return out;
    }
};

/// Takes the initiator's byte stream apart and checks what must hold for every PDU of it.
class InitiatorStream {
public:
    bool headerDigest = false;
    bool dataDigest = false;
    std::string problem; ///< The first rule that was broken; empty if none

    void append(std::span<const std::byte> bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    std::optional<WirePdu> next();

private:
    void complain(const char *what)
    {
        if (problem.empty())
            problem = what;
    }
    Bytes m_bytes;
};

/// A SessionMachine, its peer, and the time between them.
class SessionPeer {
public:
    explicit SessionPeer(const protocol::SessionMachine::Config &config);

    /// 8 KiB segments, no digests, CmdSN 100, StatSN 500, a window of 64; everything else as RFC 7143 defaults.
    static protocol::SessionMachine::Config defaults();

    protocol::Instant now{};
    protocol::SessionMachine machine;
    std::uint32_t statSn;
    std::uint32_t expCmdSn;
    std::uint32_t window = 64;
    InitiatorStream stream;

    void advance(std::chrono::milliseconds time)
    {
        now += time;
        machine.handleTimeout(now);
    }
    /// Lets everything leave that wants to, by one connection. \return whole PDUs
    std::vector<WirePdu> exchange(unsigned slot = 0);
    /// The same, but nothing of it arrives.
    void lose(unsigned slot);
    void feed(std::span<const std::byte> bytes, unsigned slot = 0);
    /// Fills in StatSN (and consumes it if the PDU does), ExpCmdSN and MaxCmdSN, and sends it.
    void send(WirePdu pdu, bool consumesStatSn = true);
    void sendOn(unsigned slot, WirePdu pdu);
    /// A further connection, without digests. \return its slot
    unsigned addConnection(std::uint16_t cid);
    void sendRaw(const WirePdu &pdu) { feed(pdu.encode(m_headerDigest, m_dataDigest)); }
    [[nodiscard]] WirePdu numbered(WirePdu pdu, bool consumesStatSn = true);

    /// \return the events that wait, in order
    std::vector<protocol::SessionEvent> events();
    /// The only event, which must be a finished command.
    std::optional<protocol::TaskCompleted> completion();
    std::optional<protocol::ConnectionFailed> failure();

    void reconnect(const protocol::NegotiatedParameters &parameters, std::uint32_t cmdSn = 100);

    // PDUs of a target
    static WirePdu response(std::uint32_t itt, unsigned status = 0, unsigned flags = 0x80);
    static WirePdu checkCondition(std::uint32_t itt, unsigned key, unsigned asc, unsigned ascq);
    static WirePdu dataIn(std::uint32_t itt, std::uint32_t dataSn, std::uint32_t offset, Bytes data,
                          unsigned flags = 0x80);
    static WirePdu r2t(std::uint32_t itt, std::uint32_t r2tSn, std::uint32_t offset, std::uint32_t length,
                       std::uint32_t ttt = 0xabbaabba, std::uint64_t lun = 0);
    static WirePdu nopIn(std::uint32_t itt, std::uint32_t ttt, std::uint64_t lun = 0);
    static WirePdu async(unsigned event, unsigned p1 = 0, unsigned p2 = 0, unsigned p3 = 0);
    static WirePdu reject(unsigned reason, const WirePdu &rejected);
    static WirePdu functionResponse(std::uint32_t itt, unsigned response);

private:
    /// Of a further connection.
    struct Lane {
        std::uint32_t statSn = 700;
        InitiatorStream stream;
    };
    void take(std::uint32_t cmdSn);
    Bytes leave(unsigned slot);

    bool m_headerDigest = false;
    bool m_dataDigest = false;
    std::map<unsigned, Lane> m_lanes;
    std::set<std::uint32_t> m_early; ///< CmdSNs that arrived before those in front of them
};

/// As much of `bytes` as one receive with so many segments takes. \return how much; received() is to follow
std::size_t receiveInto(protocol::SessionMachine &machine, std::span<const std::byte> bytes, std::size_t segments,
                        unsigned slot = 0);

Bytes pattern(std::size_t size, unsigned seed = 1);
protocol::ScsiRequest readRequest(std::span<std::byte> buffer, std::uint64_t cookie = 1, std::uint64_t lun = 0);
protocol::ScsiRequest writeRequest(std::span<const std::byte> buffer, std::uint64_t cookie = 1, std::uint64_t lun = 0);

} // namespace portolan::test
