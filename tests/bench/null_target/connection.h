// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/negotiation.h"
#include "tests/bench/null_target/outbox.h"
#include "tests/bench/null_target/unit.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace null_target {

/// One connection, which is a whole session: receives what there is, answers every PDU that is complete, sends once.
/// Nothing is allocated in Full Feature Phase.
class Connection {
public:
    /// \param socket  non-blocking; closed by the destructor
    Connection(const Options &options, Units &units, int socket);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] int socket() const { return m_socket; }
    /// One turn. \return false when the connection is over
    bool turn();
    [[nodiscard]] bool wantsWritable() const { return !m_outbox.empty(); }

private:
    /// A write whose data is not all there.
    struct Task {
        bool used = false;
        std::uint32_t tag = 0;
        std::byte *place = nullptr;
        std::uint32_t length = 0, received = 0;
        std::uint32_t asked = 0; ///< End of what was asked for, or may come without being asked.
        std::uint32_t r2ts = 0, outstanding = 0;
    };
    /// Where the data segment that is arriving goes.
    struct Arriving {
        std::byte *place = nullptr;
        std::uint32_t left = 0, padding = 0, digest = 0;
        std::uint32_t crc = 0;
    };

    bool receive();
    bool work();
    bool takeHeader();
    bool takeData();
    bool begin();
    bool finish();
    bool complain(const char *what);

    bool login();
    bool command();
    bool dataOut();
    void nop();
    void text();
    void logout();
    void taskManagement();

    std::byte *response(std::uint8_t opcode);
    void countStatus(std::byte *header);
    void status(std::uint32_t tag, const Answer &answer, std::uint32_t expected, bool read);
    void dataIn(std::uint32_t tag, std::span<const std::byte> data, std::uint32_t expected);
    void askForMore(Task &task);
    void complete(Task &task);
    [[nodiscard]] Task *taskOf(std::uint32_t transferTag, std::uint32_t tag);

    const Options &m_options;
    Units &m_units;
    const int m_socket;
    std::vector<std::byte> m_in;
    std::size_t m_inBegin = 0, m_inEnd = 0;
    Outbox m_outbox;
    Negotiation m_negotiation;
    Parameters m_parameters;
    bool m_fullFeature = false, m_ending = false, m_eof = false;

    std::array<std::byte, kHeader> m_header{}; ///< Of the PDU whose data is arriving
    bool m_inData = false;
    Arriving m_data;
    std::vector<std::byte> m_text; ///< Data of anything but a write
    std::uint32_t m_textSize = 0;
    Answer m_answer; ///< To the command whose immediate data is arriving
    Task *m_task = nullptr;

    std::vector<Task> m_tasks;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_expCmdSn = 0, m_statSn = 1;
};

} // namespace null_target
