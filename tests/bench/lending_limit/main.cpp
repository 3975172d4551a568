// SPDX-License-Identifier: GPL-3.0-or-later
// What the data of a ublk request costs on its way between the pages of whoever made it and a socket: through memory of
// our own, with the kernel's copy, or straight, as a registered buffer of an io_uring. Without ublk, which few kernels
// have: the copy is memcpy(), and lending and taking back are two operations that do nothing. TCP on loopback, two
// threads, each pinned to its core; the figures are those of ours.
#include "tests/bench/common/loopback_pair.h"
#include "tests/bench/common/measurement.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <liburing.h>
#include <string_view>
#include <sys/mman.h>
#include <thread>
#include <vector>

namespace {

using namespace portolan::bench;
using Clock = Measurement::Clock;

constexpr char kUsage[] = "usage: lending_limit copy|lend read|write BYTES [SECONDS]\n"
                          "BYTES: at most 1048576. On the first and the last processor there is.\n";

constexpr std::size_t kSlots = 8, kSlotSize = std::size_t(1) << 20; // requests under way

[[noreturn]] void misuse()
{
    std::fputs(kUsage, stderr);
    std::exit(2);
}

/// In pages of 4 KiB, as those of a page cache.
char *pages()
{
    void *const memory = mmap(nullptr, kSlots * kSlotSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    require(memory == MAP_FAILED ? -1 : 0, "mmap");
    require(madvise(memory, kSlots * kSlotSize, MADV_NOHUGEPAGE), "madvise");
    std::memset(memory, 'p', kSlots * kSlotSize);
    return static_cast<char *>(memory);
}

class Mover {
public:
    Mover(int socket, bool lends, bool writes)
        : m_socket(socket)
        , m_lends(lends)
        , m_writes(writes)
    {
        std::array<iovec, kSlots> buffers;
        for (std::size_t i = 0; i < kSlots; ++i)
            buffers[i] = {m_theirs + i * kSlotSize, kSlotSize};
        check(io_uring_queue_init(8, &m_ring, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN), "io_uring");
        check(io_uring_register_buffers(&m_ring, buffers.data(), kSlots), "buffers");
    }
    ~Mover() { io_uring_queue_exit(&m_ring); }
    Mover(const Mover &) = delete;
    Mover &operator=(const Mover &) = delete;

    void move(std::size_t slot, std::size_t size)
    {
        const std::size_t at = slot * kSlotSize;
        if (m_lends) {
            nothing();
            for (std::size_t done = 0; done < size;)
                done += fixed(slot, done, size - done);
            return nothing();
        }
        if (m_writes)
            std::memcpy(m_ours + at, m_theirs + at, size);
        for (std::size_t done = 0; done < size;) {
            const ssize_t part = m_writes ? send(m_socket, m_ours + at + done, size - done, MSG_NOSIGNAL)
                                          : recv(m_socket, m_ours + at + done, size - done, 0);
            done += std::size_t(require(int(part), "the socket"));
        }
        if (!m_writes)
            std::memcpy(m_theirs + at, m_ours + at, size);
    }

private:
    static int check(int result, const char *what)
    {
        errno = result < 0 ? -result : 0;
        return require(result < 0 ? -1 : result, what);
    }
    void nothing()
    {
        io_uring_prep_nop(io_uring_get_sqe(&m_ring));
        run("an operation");
    }
    std::size_t fixed(std::size_t slot, std::size_t from, std::size_t size)
    {
        io_uring_sqe *const entry = io_uring_get_sqe(&m_ring);
        io_uring_prep_rw(m_writes ? IORING_OP_WRITE_FIXED : IORING_OP_READ_FIXED, entry, m_socket,
                         m_theirs + slot * kSlotSize + from, unsigned(size), 0);
        entry->buf_index = std::uint16_t(slot);
        return std::size_t(run("the socket"));
    }
    int run(const char *what)
    {
        io_uring_cqe *entry = nullptr;
        check(io_uring_submit_and_wait(&m_ring, 1), what);
        check(io_uring_peek_cqe(&m_ring, &entry), what);
        const int result = entry->res;
        io_uring_cqe_seen(&m_ring, entry);
        return check(result, what);
    }

    const int m_socket;
    const bool m_lends, m_writes;
    char *const m_theirs = pages(), *const m_ours = pages();
    io_uring m_ring{};
};

void produce(int socket, int cpu)
{
    pinTo(cpu);
    const std::vector<char> data(kSlotSize, 'd');
    while (send(socket, data.data(), data.size(), MSG_NOSIGNAL) > 0) {}
}

} // namespace

int main(int argc, char **argv)
{
    const long bytes = argc > 3 ? std::atol(argv[3]) : 0;
    const long seconds = argc > 4 ? std::atol(argv[4]) : 2;
    if (argc > 5 || bytes < 1 || bytes > long(kSlotSize) || seconds < 1 || seconds > 3600)
        misuse();
    const std::string_view way = argv[1], operation = argv[2];
    if ((way != "copy" && way != "lend") || (operation != "read" && operation != "write"))
        misuse();
    const LoopbackPair pair = connectPair();
    const auto [first, last] = processors();
    std::thread peer(operation == "read" ? produce : drop, pair.server, first);
    pinTo(last);
    {
        Mover mover(pair.client, way == "lend", operation == "write");
        Measurement measurement{std::chrono::seconds(seconds), std::uint32_t(bytes), RUSAGE_THREAD};
        for (std::size_t i = 0; !measurement.over(); ++i) {
            const auto begun = Clock::now();
            mover.move(i % kSlots, std::size_t(bytes));
            (void)measurement.completed(begun, Clock::now());
        }
        measurement.print();
    }
    shutdown(pair.server, SHUT_RDWR); // ends a call of the peer that waits, too
    peer.join();
    close(pair.client);
    close(pair.server);
    return 0;
}
