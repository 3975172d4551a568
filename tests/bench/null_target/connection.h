// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/negotiation.h"
#include "tests/bench/null_target/output.h"
#include "tests/bench/null_target/pdu_receiver.h"
#include "tests/bench/null_target/target.h"
#include "tests/bench/null_target/task.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace portolan::bench {

/// One iSCSI connection, from login to its end. A turn is: receive(), process() of it and of the other connections of
/// its session, then send() of all of them. After login nothing is allocated.
class Connection {
public:
    /// Owns the socket, which does not block.
    Connection(int socket, Target &target);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// One receive.
    void receive();
    /// Handles the PDUs that are there, as far as it is their turn. \return whether there were any
    bool process();
    /// Tasks whose turn has come, perhaps through another connection.
    void releaseHeld();
    /// Makes what the tasks have to say into PDUs, and sends it.
    void send();

    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] bool closed() const { return m_closed; }
    [[nodiscard]] bool wantsInput() const { return m_receiver.hasRoom(); }
    [[nodiscard]] bool wantsOutput() const { return !m_output.empty(); }
    /// nullptr before the end of login and after the end of the connection.
    [[nodiscard]] Session *session() const { return m_session; }

    /// No more is sent or received. \param why for stderr; nullptr: nothing was wrong
    void end(const char *why);

private:
    struct Login {
        explicit Login(const Options &options)
            : negotiation(options)
        {}
        Negotiation negotiation;
        bool first = true;
        std::uint8_t stage = 0;
        std::uint32_t tag = 0;
        std::uint16_t tsih = 0;
        std::array<std::uint8_t, 6> isid{};
        std::string initiator;
        std::string text;
    };

    // connection_receive.cpp: each returns false if the PDU has to wait or the connection ended
    bool onHeader(const std::uint8_t *header);
    bool onCommand(const std::uint8_t *header);
    bool onDataOut(const std::uint8_t *header);
    bool onControl(const std::uint8_t *header);
    bool takeTurn(const std::uint8_t *header);
    bool expectData(Task &task, const std::uint8_t *header);
    [[nodiscard]] Task *taskOf(const std::uint8_t *dataOut);
    [[nodiscard]] const char *complaintAbout(const Task &task, const std::uint8_t *dataOut) const;
    void acceptData(Task *task, std::uint32_t offset, std::uint32_t length);
    void onComplete();
    void onData(Task &task);
    void afterSequence(Task &task);
    void markReady(Task &task);
    bool fail(const char *why);

    // connection_control.cpp
    void onNopOut();
    void onTaskRequest();
    void onText();
    void onLogout();
    void abortTasks(bool all, std::uint64_t address);
    void abortTask(Task &task);
    void answer(std::uint8_t *header, bool advances);
    std::uint8_t *newAnswer(std::uint8_t opcode, std::uint32_t dataLength);

    // connection_login.cpp
    void onLogin();
    void negotiate(const std::vector<Pair> &pairs);
    [[nodiscard]] std::uint16_t identify(const std::vector<Pair> &pairs);
    [[nodiscard]] std::uint16_t join();
    void establish();
    void refuse(std::uint16_t status);
    void answerLogin(std::uint8_t flags, std::uint16_t status, const std::string &text);

    // connection_send.cpp
    bool emit(Task &task);
    bool emitRead(Task &task);
    bool emitReply(Task &task);
    bool emitR2ts(Task &task);
    bool emitStatus(Task &task);
    std::uint8_t *newHeader(std::uint8_t opcode, std::uint8_t flags, std::uint32_t tag);
    void stamp(std::uint8_t *header) const;
    void sealHeader(std::uint8_t *header);
    void addTrailer(std::uint32_t dataLength, std::uint32_t crc);
    void release(Task &task);

    Target &m_target;
    const int m_socket;
    PduReceiver m_receiver;
    Output m_output;
    bool m_closed = false;
    bool m_closeWhenSent = false;
    bool m_inData = false;   ///< A PDU was begun
    bool m_repeated = false; ///< The PDU that comes in is to be ignored
    bool m_stalled = false;  ///< A PDU waits for room in the output

    Session *m_session = nullptr;
    std::unique_ptr<Login> m_login; ///< nullptr: full feature phase
    std::uint16_t m_cid = 0;
    std::uint32_t m_statSn = 1;
    bool m_headerDigest = false;
    bool m_dataDigest = false;
    std::uint32_t m_maxDataIn = 8192;
    std::uint32_t m_initiatorMaxRecv = 8192;

    TaskPool m_tasks;
    TaskQueue m_ready;        ///< Tasks with something to send
    TaskQueue m_unsolicited;  ///< Tasks whose unsolicited data are to come, in the order of their commands
    std::uint32_t m_held = 0; ///< Tasks that would have something to send, if it were their turn

    std::array<std::uint8_t, kHeaderSize> m_pdu{}; ///< The header of the PDU that comes in
    Task *m_current = nullptr;                     ///< Whose data come in; nullptr: dropped or no data of a task
    std::unique_ptr<std::uint8_t[]> m_control;     ///< The data of a PDU that is no SCSI command
    std::string m_text;                            ///< Of a text request in pieces
};

} // namespace portolan::bench
