// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace portolan::dataplane::ipc {

inline constexpr std::size_t kHistogramBuckets = 48; ///< As dataplane::LatencyHistogram.
inline constexpr std::size_t kMaxLuns = 256;

/// Which histogram bucket counts this latency: 2k below 2^k * 1.5 us, 2k+1 below 2^(k+1) us, the last everything else.
[[nodiscard]] std::size_t bucketOf(std::chrono::microseconds latency);

using Counter = std::atomic<std::uint64_t>;
static_assert(Counter::is_always_lock_free, "shared between processes");

/// The worker adds, the daemon reads. Relaxed is enough: each field is its own truth, and a graph one sample late is
/// not wrong. One writer thread, so adding needs no locked instruction.
struct alignas(64) CounterSlot {
    Counter inUse{0}; ///< 1: this slot belongs to `lun` (or is the session's).
    Counter lun{0};
    Counter readBytes{0}, writtenBytes{0}, readOps{0}, writeOps{0}, otherOps{0};
    Counter readLatencyUs{0}, writeLatencyUs{0};
    Counter errors{0}, digestErrors{0}, timeouts{0}, r2ts{0}, asyncMessages{0};
    Counter bytesSent{0}, bytesReceived{0};
    Counter inFlight{0}, commandWindow{0}, roundTripUs{0}; ///< Gauges
    Counter cmdSn{0};                                      ///< The next one; of the session
    std::array<Counter, kHistogramBuckets> readHistogram{}, writeHistogram{};
};

inline void add(Counter &counter, std::uint64_t amount)
{
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

/// Lives in a memory file that the worker makes and seals against resizing, and the daemon maps read-only: reading
/// counters costs no message. Slots of LUNs are taken in order and never given up.
struct CountersPage {
    static constexpr std::uint64_t kMagic = 0x3230525443545250; ///< "PRTCTR02"; changes with the layout.

    Counter magic{0};
    CounterSlot session{};
    std::array<CounterSlot, kMaxLuns> luns{};
};

/// The worker's end.
class CountersWriter {
public:
    static Result<CountersWriter> create();
    CountersWriter(CountersWriter &&other) noexcept;
    CountersWriter &operator=(CountersWriter &&) = delete;
    ~CountersWriter();

    [[nodiscard]] int fd() const { return m_fd.get(); }
    [[nodiscard]] CounterSlot &session() { return m_page->session; }
    /// The slot of this LUN; takes a free one the first time. \return nullptr if all are taken.
    [[nodiscard]] CounterSlot *lun(std::uint64_t lun);

private:
    CountersWriter(UniqueFd fd, CountersPage *page)
        : m_fd(std::move(fd))
        , m_page(page)
    {}

    UniqueFd m_fd;
    CountersPage *m_page;
};

/// The daemon's end.
class CountersReader {
public:
    /// \return ProtocolViolation if the descriptor is not a sealed memory file of the right size: reading one that can
    ///         shrink would kill the reader.
    static Result<CountersReader> open(int fd);
    CountersReader(CountersReader &&other) noexcept;
    CountersReader &operator=(CountersReader &&other) noexcept;
    ~CountersReader();

    [[nodiscard]] const CounterSlot &session() const { return m_page->session; }
    [[nodiscard]] const CounterSlot *lun(std::uint64_t lun) const; ///< nullptr: never seen

private:
    explicit CountersReader(const CountersPage *page)
        : m_page(page)
    {}

    const CountersPage *m_page;
};

} // namespace portolan::dataplane::ipc
