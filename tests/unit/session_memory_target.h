// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/session_peer.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>

namespace portolan::test {

/// What the connections of a session share in a target, RFC 7143 §4.2.2.1.
struct CommandOrder {
    std::uint32_t expCmdSn = 0, maxCmdSn = 0;
    std::set<std::uint32_t> early; ///< Arrived before those in front of them

    /// \return false for one that was there before
    bool take(std::uint32_t cmdSn);
    [[nodiscard]] bool isDue(std::uint32_t cmdSn) const { return std::int32_t(cmdSn - expCmdSn) < 0; }
};

/// One connection to a target with a disk in memory that does everything RFC 7143 allows, in the least convenient
/// order, and notes the first thing the initiator does that it may not. READ(10) and WRITE(10), 512-byte blocks;
/// everything else is GOOD.
class MemoryTarget {
public:
    MemoryTarget(Bytes &disk, const protocol::NegotiatedParameters &parameters, std::uint32_t seed,
                 std::uint32_t statSn, std::shared_ptr<CommandOrder> order);

    void receive(std::span<const std::byte> bytes);
    /// Lets some of the waiting work happen. \return whether anything was left to do
    bool work();
    /// What is on its way to the initiator; taken from the front by the caller.
    Bytes output;

    [[nodiscard]] const std::string &problem() const { return m_stream.problem.empty() ? m_problem : m_stream.problem; }
    /// It was logged out: what was under way on it ends here. What waited for its turn counts as arrived, or does not.
    void close(bool forget);
    /// Asked to close the connection with this CID.
    std::function<bool(unsigned cid)> closeConnection = [](unsigned) { return false; };
    bool mayBeBusy = false;
    std::uint64_t commands = 0;

private:
    struct Transfer { ///< An R2T that is being answered, or an unsolicited burst
        std::uint32_t ttt = 0xffffffff;
        std::uint32_t offset = 0, remaining = 0, dataSn = 0;
    };
    struct Command {
        WirePdu pdu;
        std::size_t diskOffset = 0;
        std::uint32_t length = 0;
        std::uint32_t done = 0;  ///< Read: sent. Write: asked for or unsolicited
        std::uint32_t taken = 0; ///< Write: arrived
        std::uint32_t sn = 0;    ///< DataSN or R2TSN
        std::deque<Transfer> transfers;
        std::vector<std::pair<std::uint32_t, std::uint32_t>>
            pieces{}; ///< Without order: what is to be moved yet, begin and end.
        bool busy = false;
    };

    void complain(const char *what)
    {
        if (m_problem.empty())
            m_problem = what;
    }
    std::uint32_t random(std::uint32_t limit) { return std::uint32_t(m_random() % limit); }
    bool chance(unsigned percent) { return random(100) < percent; }
    void send(WirePdu pdu, bool consumesStatSn);
    void handle(const WirePdu &pdu);
    void handleCommand(const WirePdu &pdu);
    void handleDataOut(const WirePdu &pdu);
    void store(Command &command, std::uint32_t offset, const Bytes &data);
    void step(std::uint32_t itt, Command &command);
    void stepRead(std::uint32_t itt, Command &command);
    void stepWrite(std::uint32_t itt, Command &command);
    /// The next bytes of a transfer, at most as many. Takes them off.
    std::pair<std::uint32_t, std::uint32_t> nextPiece(Command &command, std::uint32_t most);
    void finish(std::uint32_t itt);

    Bytes &m_disk;
    protocol::NegotiatedParameters m_parameters;
    std::mt19937 m_random;
    InitiatorStream m_stream;
    std::string m_problem;
    std::map<std::uint32_t, Command> m_commands;
    std::shared_ptr<CommandOrder> m_order;
    std::uint32_t m_statSn;
    std::uint32_t m_lastCmdSn;
    std::uint32_t m_unsolicited = 0xffffffff; ///< Command whose burst must be over before the next one's begins
};

} // namespace portolan::test
