// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/pdu/crc32c.h"
#include "tests/fuzz/fuzz_input.h"

#include <array>
#include <string>
#include <vector>

namespace portolan::fuzz {

using namespace portolan::protocol;
using Bytes = std::vector<std::byte>;

/// CmdSN as a target sees it, for all connections of a session.
struct Window {
    std::uint32_t cmdSn = 1; ///< Of the next command
    std::uint32_t maxCmdSn = 0;
    bool blind = false; ///< Bytes arrived that may have said something else.

    void see(std::uint32_t used) { cmdSn = serialLess(cmdSn, used + 1) ? used + 1 : cmdSn; }
};

/// One connection, as its target sees it: follows what the initiator sends, and makes PDUs that fit. How they look, and
/// what is wrong with them, is the input's.
class Lane {
public:
    Lane() = default;
    Lane(std::uint16_t cid, const NegotiatedParameters &parameters)
        : m_cid(cid)
        , m_headerDigest(parameters.headerDigest)
        , m_dataDigest(parameters.dataDigest)
        , m_maxData(parameters.maxRecvDataSegmentLength)
    {}

    /// Bytes that leave. Checks what must hold of every request.
    void follow(std::span<const std::byte> bytes, Window &window);
    /// A PDU from the target.
    Bytes answer(Input &input, Window &window);

private:
    struct Command {
        Bhs header{};
        std::uint32_t dataSn = 0, r2tSn = 0, dataEnd = 0;
        [[nodiscard]] std::uint32_t rest() const { return load<20, 4>(header) - dataEnd; }
    };

    void followHeader(Window &window);
    [[nodiscard]] Bytes wire(const Bhs &header, const Bytes &data) const;

    // What goes into a PDU besides its numbers. \return its data
    Bytes dataIn(Bhs &bhs, Command &command, unsigned shape);
    static Bytes response(Bhs &bhs, const Command &command, unsigned shape);
    void readyToTransfer(Bhs &bhs, Command &command, unsigned shape);
    Bytes nopIn(Bhs &bhs, unsigned shape);
    Bytes async(Bhs &bhs, unsigned shape, Input &input) const;
    Bytes reject(Bhs &bhs, const Command &command, unsigned shape);
    Bytes text(Bhs &bhs, unsigned shape, Input &input);
    static Bytes sense(unsigned shape);
    [[nodiscard]] Bhs &asked(Opcode opcode) { return m_asked[std::size_t(opcode)]; }

    std::uint16_t m_cid = 0;
    bool m_headerDigest = false, m_dataDigest = false;
    std::size_t m_maxData = 8192;
    bool m_loggedOut = false;

    std::size_t m_skip = 0;
    Bhs m_header{};
    std::size_t m_headerFill = 0;
    std::array<Bhs, 7> m_asked{}; ///< The last request of each kind, by opcode
    std::array<Command, 4> m_commands{};
    std::size_t m_command = 0;

    std::uint32_t m_statSn = 1;
    std::uint32_t m_transferTag = 0;
};

inline void Lane::follow(std::span<const std::byte> bytes, Window &window)
{
    while (!bytes.empty()) {
        if (m_skip > 0) {
            const std::size_t part = std::min(bytes.size(), m_skip);
            m_skip -= part;
            bytes = bytes.subspan(part);
            continue;
        }
        m_header[m_headerFill++] = bytes.front();
        bytes = bytes.subspan(1);
        if (m_headerFill < kBhsSize)
            continue;
        m_headerFill = 0;
        const std::size_t data = dataSegmentLengthOf(m_header);
        m_skip = data + paddingOf(data) + (m_headerDigest ? pdu::Crc32c::kSize : 0) +
                 (m_dataDigest && data > 0 ? pdu::Crc32c::kSize : 0);
        followHeader(window);
    }
}

inline void Lane::followHeader(Window &window)
{
    const Opcode opcode = opcodeOf(m_header);
    require(std::size_t(opcode) < m_asked.size() && ahsLengthOf(m_header) == 0);
    require(!m_loggedOut); // nothing may follow a Logout Request but that of another connection
    m_loggedOut =
        opcode == Opcode::LogoutRequest && ((load<1, 1>(m_header) & 0x7f) == 0 || load<20, 2>(m_header) == m_cid);
    asked(opcode) = m_header;
    if (opcode != Opcode::ScsiCommand)
        return;
    const std::uint32_t cmdSn = load<24, 4>(m_header);
    require(window.blind || !serialLess(window.maxCmdSn, cmdSn)); // the window is never exceeded
    window.see(cmdSn);
    m_command = (m_command + 1) % m_commands.size();
    m_commands[m_command] = {.header = m_header};
}

inline Bytes Lane::answer(Input &input, Window &window)
{
    const unsigned choice = input.byte(), shape = input.byte(), numbers = input.byte();
    Command &command = m_commands[(m_command + (numbers >> 6U)) % m_commands.size()];
    Bhs bhs{};
    Bytes data;
    store<1, 1>(bhs, 0x80);
    bool consumes = true; // a StatSN
    const auto answers = [&](Opcode opcode, const Bhs &request) {
        store<0, 1>(bhs, std::uint32_t(opcode));
        store<16, 4>(bhs, initiatorTaskTagOf(request));
    };
    switch (choice % 10) {
    case 0:
        answers(Opcode::DataIn, command.header);
        data = dataIn(bhs, command, shape);
        consumes = (load<1, 1>(bhs) & 1U) != 0;
        break;
    case 1:
        answers(Opcode::ScsiResponse, command.header);
        data = response(bhs, command, shape);
        break;
    case 2:
        answers(Opcode::ReadyToTransfer, command.header);
        readyToTransfer(bhs, command, shape);
        consumes = false;
        break;
    case 3:
        data = nopIn(bhs, shape);
        consumes = initiatorTaskTagOf(bhs) != kReservedTag;
        break;
    case 4:
        answers(Opcode::TaskManagementResponse, asked(Opcode::TaskManagementRequest));
        store<2, 1>(bhs, shape % 8);
        break;
    case 5:
        data = async(bhs, shape, input);
        break;
    case 6:
        data = reject(bhs, command, shape);
        break;
    case 7:
        answers(Opcode::LogoutResponse, asked(Opcode::LogoutRequest));
        store<2, 1>(bhs, shape % 4);
        break;
    case 8:
        answers(Opcode::TextResponse, asked(Opcode::TextRequest));
        data = text(bhs, shape, input);
        break;
    default: // that no target may send
        store<0, 1>(bhs, shape);
        break;
    }
    store<5, 3>(bhs, std::uint32_t(data.size()));
    store<24, 4>(bhs, consumes ? m_statSn++ : m_statSn);
    store<28, 4>(bhs, window.cmdSn - (numbers >> 4 & 3U));
    const std::uint32_t max = window.cmdSn + (numbers & 15U) - 1;
    store<32, 4>(bhs, max);
    window.maxCmdSn = serialLess(window.maxCmdSn, max) ? max : window.maxCmdSn;
    for (unsigned wrong = choice / 10 % 4; wrong > 1; --wrong) { // none for half of the choices
        const std::size_t at = input.byte() % kBhsSize;
        bhs[at] = std::byte(input.byte());
        window.blind |= (at >= 4 && at < 8) || (at >= 28 && at < 36);
    }
    Bytes bytes = wire(bhs, data);
    if (choice >= 240) // a digest, or the data
        bytes.back() ^= std::byte{1};
    return bytes;
}

inline Bytes Lane::wire(const Bhs &header, const Bytes &data) const
{
    Bytes bytes(header.begin(), header.end());
    const auto digest = [&bytes](std::span<const std::byte> covered) {
        pdu::Crc32c crc;
        crc.update(covered);
        const auto value = crc.wire();
        bytes.insert(bytes.end(), value.begin(), value.end());
    };
    if (m_headerDigest)
        digest(header);
    Bytes segment = data;
    segment.resize(data.size() + paddingOf(data.size()));
    bytes.insert(bytes.end(), segment.begin(), segment.end());
    if (m_dataDigest && !segment.empty())
        digest(segment);
    return bytes;
}

inline Bytes Lane::dataIn(Bhs &bhs, Command &command, unsigned shape)
{
    const std::size_t size = std::min<std::size_t>({(shape >> 2U) * 600UL, command.rest(), m_maxData});
    store<1, 1>(bhs, (shape & 1U) != 0 ? 0x81 : (shape & 2U) << 6U); // with its status, or the end of a sequence
    store<20, 4>(bhs, kReservedTag);
    store<36, 4>(bhs, command.dataSn++);
    store<40, 4>(bhs, command.dataEnd);
    command.dataEnd += std::uint32_t(size);
    return Bytes(size, std::byte(shape));
}

inline Bytes Lane::response(Bhs &bhs, const Command &command, unsigned shape)
{
    constexpr std::array<std::uint8_t, 4> kStatus{0x00, 0x02, 0x08, 0x04};
    store<3, 1>(bhs, kStatus[shape & 3U]);
    store<2, 1>(bhs, (shape & 12U) == 12 ? 1 : 0);
    store<36, 4>(bhs, command.dataSn);
    if ((shape & 48U) != 0) { // a residual: what did not move, or more
        store<1, 1>(bhs, (shape & 16U) != 0 ? 0x82 : 0x84);
        store<44, 4>(bhs, command.rest() + (shape >> 7U));
    }
    return (shape & 3U) == 1 ? sense(shape) : Bytes();
}

inline void Lane::readyToTransfer(Bhs &bhs, Command &command, unsigned shape)
{
    const std::uint32_t size = std::min((shape + 1U) * 300U, command.rest());
    std::copy_n(command.header.begin() + 8, sizeof(std::uint64_t), bhs.begin() + 8); // the LUN
    store<20, 4>(bhs, ++m_transferTag);
    store<36, 4>(bhs, command.r2tSn++);
    store<40, 4>(bhs, command.dataEnd);
    store<44, 4>(bhs, size);
    command.dataEnd += size;
}

inline Bytes Lane::nopIn(Bhs &bhs, unsigned shape)
{
    const Bhs &ping = asked(Opcode::NopOut);
    const bool echo = (shape & 1U) != 0;
    store<0, 1>(bhs, std::uint32_t(Opcode::NopIn));
    store<16, 4>(bhs, echo ? initiatorTaskTagOf(ping) : kReservedTag);
    store<20, 4>(bhs, !echo && (shape & 2U) != 0 ? shape : kReservedTag);
    if (!echo || dataSegmentLengthOf(ping) == 0)
        return {};
    std::string said = "Portolan"; // what a ping carries
    said[0] = char(said[0] + char(shape >> 7U));
    const auto bytes = std::as_bytes(std::span(said));
    return {bytes.begin(), bytes.end()};
}

inline Bytes Lane::async(Bhs &bhs, unsigned shape, Input &input) const
{
    store<0, 1>(bhs, std::uint32_t(Opcode::AsyncMessage));
    store<16, 4>(bhs, kReservedTag);
    store<36, 1>(bhs, shape % 8 < 6 ? shape % 8 : shape);
    store<38, 2>(bhs, (shape & 8U) != 0 ? m_cid : input.byte() & 15U);
    store<42, 2>(bhs, shape >> 4U);
    return shape % 8 == 0 ? sense(shape) : Bytes();
}

inline Bytes Lane::reject(Bhs &bhs, const Command &command, unsigned shape)
{
    store<0, 1>(bhs, std::uint32_t(Opcode::Reject));
    store<2, 1>(bhs, shape % 16);
    store<16, 4>(bhs, kReservedTag);
    const Bhs &rejected = (shape >> 4U) < m_asked.size() ? m_asked[shape >> 4U] : command.header;
    m_loggedOut = m_loggedOut && opcodeOf(rejected) != Opcode::LogoutRequest; // it may be sent again
    return {rejected.begin(), rejected.end()};
}

inline Bytes Lane::text(Bhs &bhs, unsigned shape, Input &input)
{
    const bool final = (shape & 1U) != 0;
    store<1, 1>(bhs, final ? 0x80 : 0);
    store<20, 4>(bhs, final ? kReservedTag : ++m_transferTag);
    const std::string said = std::string("MaxRecvDataSegmentLength=") + ((shape & 2U) != 0 ? "0x" : "") +
                             std::to_string(input.byte() * 256) + '\0';
    const auto bytes = std::as_bytes(std::span(said));
    if ((shape & 4U) != 0)
        return {bytes.begin(), bytes.end()};
    return Bytes(std::size_t(shape >> 3U) * 300, std::byte(shape)); // nothing that means something
}

inline Bytes Lane::sense(unsigned shape)
{
    Bytes data(2 + 18);
    data[1] = std::byte{18};
    data[2] = std::byte{0x70};
    data[4] = std::byte(shape >> 2U & 15U); // sense key
    data[9] = std::byte{10};
    return data;
}

} // namespace portolan::fuzz
