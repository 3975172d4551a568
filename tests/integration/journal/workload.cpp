// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/workload.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace portolan::journal {

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kPreparedBlocks = 64; // of one request that writes blocks for the first time
constexpr std::uint64_t kWritesPerFlush = 100;
constexpr int kChoices = 100; // until a free block is found
constexpr auto kPauseAfterError = 20ms;

double secondsBetween(Workload::Clock::time_point from, Workload::Clock::time_point to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

Workload::Workload(const Device &device, JournalFile &journal, History &history, WorkloadSettings settings)
    : m_device(device)
    , m_journal(journal)
    , m_history(history)
    , m_settings(settings)
    , m_workers(settings.depth)
    , m_taken(history.geometry().count)
    , m_unprepared(history.geometry().block)
    , m_sequence(history.lastSequence())
    , m_started(Clock::now())
    , m_lastSuccess(m_started)
{}

void Workload::start()
{
    m_started = m_lastSuccess = Clock::now();
    for (std::size_t number = 0; number < m_workers.size(); ++number)
        m_workers[number].thread = std::thread([this, number] { run(number); });
}

void Workload::run(std::size_t number)
{
    std::mt19937_64 random(m_settings.seed * 1000 + number);
    const std::size_t most = std::max(kPreparedBlocks, m_settings.mostBlocks) * kBlockBytes;
    Buffer buffer(most);
    while (const auto request = begin(random, buffer.first(most))) {
        const auto bytes = buffer.first(request->count * kBlockBytes);
        {
            const std::lock_guard lock(m_mutex);
            m_workers[number].request = request;
        }
        const int error = carryOut(*request, bytes);
        {
            const std::lock_guard lock(m_mutex);
            m_workers[number].request.reset();
            finish(*request, error, bytes);
        }
        if (error != 0)
            std::this_thread::sleep_for(kPauseAfterError);
    }
    const std::lock_guard lock(m_mutex);
    m_workers[number].done = true;
}

std::optional<Workload::Request> Workload::begin(std::mt19937_64 &random, std::span<std::byte> bytes)
{
    const std::lock_guard lock(m_mutex);
    Request request;
    if (m_stopping || m_broken || !choose(request, random))
        return std::nullopt;
    if (request.kind != Kind::Read)
        request.sequence = ++m_sequence;
    for (std::uint64_t number = 0; request.kind == Kind::Write && number < request.count; ++number)
        write(m_history.next(request.block + number, request.sequence),
              bytes.subspan(number * kBlockBytes, kBlockBytes));
    if (request.kind == Kind::Write)
        note(Record::Kind::Intent, request);
    if (request.kind == Kind::Flush)
        note(Record::Kind::FlushIntent, request);
    request.sent = Clock::now();
    request.lastSuccess = m_lastSuccess;
    return request;
}

bool Workload::choose(Request &request, std::mt19937_64 &random)
{
    const Record &ours = m_history.geometry();
    const std::uint64_t end = ours.block + ours.count;
    while (m_unprepared < end && m_history.everWritten(m_unprepared))
        ++m_unprepared;
    if (m_unprepared < end) {
        request = {.kind = Kind::Write, .block = m_unprepared, .count = 1};
        while (request.count < std::min(kPreparedBlocks, end - m_unprepared) &&
               !m_history.everWritten(m_unprepared + request.count))
            ++request.count;
        return take(request.block, request.count);
    }
    if (m_writesSinceFlush >= kWritesPerFlush) {
        m_writesSinceFlush = 0;
        request.kind = Kind::Flush;
        return true;
    }
    for (int choice = 0; choice < kChoices; ++choice) {
        const std::uint64_t count = std::min(random() % 4 != 0 ? 1 : 1 + random() % m_settings.mostBlocks, ours.count);
        request.kind = random() % 2 != 0 ? Kind::Write : Kind::Read;
        request.block = ours.block + random() % (ours.count - count + 1);
        request.count = count;
        if (take(request.block, request.count)) {
            m_writesSinceFlush += request.kind == Kind::Write ? 1 : 0;
            return true;
        }
    }
    m_report.violated("there are too few blocks for so many requests at once");
    m_broken = true;
    return false;
}

bool Workload::take(std::uint64_t block, std::uint64_t count)
{
    const auto first = m_taken.begin() + std::ptrdiff_t(block - m_history.geometry().block);
    const auto last = first + std::ptrdiff_t(count);
    if (std::find(first, last, true) != last)
        return false;
    std::fill(first, last, true);
    return true;
}

void Workload::giveBack(const Request &request)
{
    const auto first = m_taken.begin() + std::ptrdiff_t(request.block - m_history.geometry().block);
    if (request.count > 0)
        std::fill(first, first + std::ptrdiff_t(request.count), false);
}

int Workload::carryOut(const Request &request, std::span<std::byte> bytes) const
{
    switch (request.kind) {
    case Kind::Read:
        return m_device.read(request.block, bytes);
    case Kind::Write:
        return m_device.write(request.block, bytes);
    case Kind::Flush:
        return m_device.flush();
    }
    return EINVAL;
}

void Workload::finish(const Request &request, int error, std::span<const std::byte> bytes)
{
    const auto now = Clock::now();
    measure(request, now);
    if (error != 0) {
        failed(request, error, now);
    } else {
        if (request.kind != Kind::Flush) // where nothing is cached, a flush succeeds without being sent
            m_lastSuccess = now;
        switch (request.kind) {
        case Kind::Read:
            ++m_report.reads;
            judge(request, bytes);
            break;
        case Kind::Write:
            ++m_report.writes;
            note(Record::Kind::Acknowledged, request);
            break;
        case Kind::Flush:
            ++m_report.flushes;
            note(Record::Kind::FlushFinished, request);
            break;
        }
    }
    giveBack(request);
}

void Workload::failed(const Request &request, int error, Clock::time_point now)
{
    ++m_report.errors;
    if (request.kind == Kind::Write)
        note(Record::Kind::Failed, request);
    const double without = secondsBetween(request.lastSuccess, now);
    if (m_report.firstError < 0)
        m_report.firstError = without;
    if (error != EIO)
        m_report.violated(std::string("a request failed with \"") + std::strerror(error) +
                          "\" instead of an I/O error");
    if (!m_settings.patience || without < m_settings.patience->count()) {
        m_report.violated("a request failed after " + std::to_string(without) +
                          " s without success: " + std::strerror(error));
        m_broken = !m_settings.patience; // whoever expects no error wants to know at once
    }
}

void Workload::judge(const Request &request, std::span<const std::byte> bytes)
{
    for (std::uint64_t number = 0; number < request.count; ++number) {
        const Content content = inspect(bytes.subspan(number * kBlockBytes, kBlockBytes));
        if (auto wrong = m_history.judge(request.block + number, content, History::After::AnyFault)) {
            m_report.violated("a read gave something else, " + *wrong);
            m_broken = true; // whoever looks for the cause wants it as it is now
        }
    }
}

void Workload::note(Record::Kind kind, const Request &request)
{
    const Record record{kind, m_history.geometry().writer, request.block, request.count, request.sequence};
    for (const auto &done : {m_journal.append(record), m_history.apply(record)}) {
        if (!done) {
            m_report.violated(done.error().message);
            m_broken = true;
        }
    }
}

void Workload::measure(const Request &request, Clock::time_point until)
{
    const double waited = secondsBetween(request.sent, until);
    if (waited > m_report.longestWait) {
        m_report.longestWait = waited;
        m_report.longestWaitAt = secondsBetween(m_started, request.sent);
    }
}

Workload::State Workload::state()
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    for (const Worker &worker : m_workers) {
        if (worker.request && now - worker.request->sent > m_settings.hang) {
            measure(*worker.request, now);
            m_report.violated("a request hangs since " + std::to_string(secondsBetween(worker.request->sent, now)) +
                              " s");
            return State::Hanging;
        }
    }
    return m_broken ? State::Broken : State::Running;
}

bool Workload::stop()
{
    const auto ended = [this] {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        return std::ranges::all_of(m_workers, &Worker::done);
    };
    bool hanging = false;
    while (!ended() && !hanging) {
        std::this_thread::sleep_for(10ms);
        hanging = state() == State::Hanging;
    }
    for (Worker &worker : m_workers)
        hanging ? worker.thread.detach() : worker.thread.join();
    return !hanging;
}

Report Workload::report()
{
    const std::lock_guard lock(m_mutex);
    return m_report;
}

} // namespace portolan::journal
