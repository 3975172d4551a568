// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/journal/device.h"
#include "tests/integration/journal/journal_file.h"
#include "tests/integration/journal/report.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

namespace portolan::journal {

struct WorkloadSettings {
    std::size_t depth = 8;                                 ///< requests at once
    std::uint64_t mostBlocks = 16;                         ///< of one request
    std::uint32_t seed = 1;                                ///< of the choice of blocks
    std::optional<std::chrono::duration<double>> patience; ///< when requests may fail: after so long without success
    std::chrono::duration<double> hang{300};               ///< no request may wait longer
};

/// Writes, reads and flushes blocks at random, several at once but never two at one block. Each write is in the journal
/// before it is sent and again when it is acknowledged; each read is judged at once.
class Workload {
public:
    using Clock = std::chrono::steady_clock;

    /// Everything is kept by reference and must live longer. The history knows its geometry.
    Workload(const Device &device, JournalFile &journal, History &history, WorkloadSettings settings);

    enum class State : std::uint8_t {
        Running,
        Broken, ///< it makes no sense to go on; the report says why
        Hanging ///< a request waits longer than allowed
    };

    void start();
    [[nodiscard]] State state();
    /// No new requests; those that are on their way are waited for, but not longer than the settings allow.
    /// \return whether all of them came back. If not, a thread of this process is stuck in the kernel.
    bool stop();
    /// As far as it has come.
    [[nodiscard]] Report report();

private:
    enum class Kind : std::uint8_t { Read, Write, Flush };
    struct Request {
        Kind kind = Kind::Read;
        std::uint64_t block = 0;
        std::uint64_t count = 0;
        std::uint64_t sequence = 0;
        Clock::time_point sent{};
        Clock::time_point lastSuccess{}; ///< before it was sent
    };
    struct Worker {
        std::thread thread;
        std::optional<Request> request;
        bool done = false;
    };

    void run(std::size_t number);
    /// The next request, with its blocks taken and its intent in the journal; nothing when it is time to stop.
    std::optional<Request> begin(std::mt19937_64 &random, std::span<std::byte> bytes);
    bool choose(Request &request, std::mt19937_64 &random);
    int carryOut(const Request &request, std::span<std::byte> bytes) const;
    void finish(const Request &request, int error, std::span<const std::byte> bytes);
    void failed(const Request &request, int error, Clock::time_point now);
    void judge(const Request &request, std::span<const std::byte> bytes);
    void note(Record::Kind kind, const Request &request);
    void measure(const Request &request, Clock::time_point until);
    [[nodiscard]] bool take(std::uint64_t block, std::uint64_t count);
    void giveBack(const Request &request);

    const Device &m_device;
    JournalFile &m_journal;
    History &m_history;
    const WorkloadSettings m_settings;
    std::mutex m_mutex; ///< over everything below, and the journal and the history
    std::vector<Worker> m_workers;
    std::vector<bool> m_taken;      ///< blocks of requests on their way
    std::uint64_t m_unprepared = 0; ///< blocks from this one on were perhaps never written
    std::uint64_t m_sequence = 0;
    std::uint64_t m_writesSinceFlush = 0;
    Clock::time_point m_started;
    Clock::time_point m_lastSuccess;
    Report m_report;
    bool m_stopping = false;
    bool m_broken = false;
};

} // namespace portolan::journal
