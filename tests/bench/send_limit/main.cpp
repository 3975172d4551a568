// SPDX-License-Identifier: GPL-3.0-or-later
// What sending payload costs over TCP on loopback: copied by the kernel, or by reference in two ways. Two threads, each
// pinned to its core; the receiver drops what comes without touching it. The figures are the sender's.
#include "tests/bench/common/loopback_pair.h"
#include "tests/bench/common/measurement.h"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <linux/errqueue.h>
#include <memory>
#include <string_view>
#include <sys/uio.h>
#include <thread>

namespace {

using namespace portolan::bench;
using Clock = Measurement::Clock;

constexpr char kUsage[] = "usage: send_limit copy|zerocopy|splice BYTES [SECONDS]\n"
                          "copy: sendmsg(); zerocopy: with MSG_ZEROCOPY; splice: vmsplice() and splice(). On the first "
                          "and the last processor there is.\n";

constexpr std::size_t kBuffers = 32; // as many as requests of a deep queue
constexpr std::size_t kHeader = 48;

[[noreturn]] void misuse()
{
    std::fputs(kUsage, stderr);
    std::exit(2);
}

/// Sends one header and one payload after the other.
class Sender {
public:
    Sender(int socket, std::string_view way)
        : m_socket(socket)
        , m_way(way)
    {
        const int on = 1;
        if (m_way == "zerocopy")
            require(setsockopt(m_socket, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof on), "SO_ZEROCOPY");
        else if (m_way == "splice") {
            require(pipe(m_pipe), "pipe");
            require(fcntl(m_pipe[1], F_SETPIPE_SZ, 1 << 20), "F_SETPIPE_SZ");
        } else if (m_way != "copy")
            misuse();
    }
    ~Sender()
    {
        for (const int fd : m_pipe)
            if (fd >= 0)
                close(fd);
    }
    Sender(const Sender &) = delete;
    Sender &operator=(const Sender &) = delete;

    void send(char *payload, std::size_t size)
    {
        if (m_way == "copy")
            return message(payload, size, 0);
        if (m_way == "splice")
            return spliced(payload, size);
        message(payload, size, MSG_ZEROCOPY);
        reap();
    }

private:
    void message(char *payload, std::size_t size, int flags)
    {
        iovec parts[2] = {{m_header, kHeader}, {payload, size}};
        for (std::size_t left = kHeader + size; left > 0;) {
            msghdr message{};
            message.msg_iov = parts;
            message.msg_iovlen = 2;
            const ssize_t sent = sendmsg(m_socket, &message, MSG_NOSIGNAL | flags);
            if (sent < 0 && errno == ENOBUFS) { // too much is under way by reference
                reap();
                continue;
            }
            std::size_t part = std::size_t(require(int(sent), "send"));
            left -= part;
            for (iovec &piece : parts) {
                const std::size_t here = part < piece.iov_len ? part : piece.iov_len;
                piece = {static_cast<char *>(piece.iov_base) + here, piece.iov_len - here};
                part -= here;
            }
        }
    }

    void spliced(char *payload, std::size_t size)
    {
        for (std::size_t left = kHeader; left > 0;)
            left -= std::size_t(require(int(::send(m_socket, m_header, left, MSG_NOSIGNAL | MSG_MORE)), "send"));
        iovec rest{payload, size};
        while (rest.iov_len > 0) {
            const std::size_t in = std::size_t(require(int(vmsplice(m_pipe[1], &rest, 1, 0)), "vmsplice"));
            rest = {static_cast<char *>(rest.iov_base) + in, rest.iov_len - in};
            for (std::size_t left = in; left > 0;)
                left -= std::size_t(require(int(splice(m_pipe[0], nullptr, m_socket, nullptr, left, 0)), "splice"));
        }
    }

    /// The kernel tells what it let go of.
    void reap() const
    {
        char control[128];
        msghdr message{};
        do {
            message.msg_control = control;
            message.msg_controllen = sizeof control;
        } while (recvmsg(m_socket, &message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0);
    }

    const int m_socket;
    const std::string_view m_way;
    int m_pipe[2] = {-1, -1};
    char m_header[kHeader] = {};
};

} // namespace

int main(int argc, char **argv)
{
    const long bytes = argc > 2 ? std::atol(argv[2]) : 0;
    const long seconds = argc > 3 ? std::atol(argv[3]) : 2;
    if (argc > 4 || bytes < 1 || bytes > (1 << 24) || seconds < 1 || seconds > 3600)
        misuse();
    const LoopbackPair pair = connectPair();
    const auto [first, last] = processors();
    std::thread receiver(drop, pair.server, first);
    pinTo(last);
    {
        Sender sender(pair.client, argv[1]);
        const std::size_t size = std::size_t(bytes), total = (kBuffers * size + 4095) & ~std::size_t(4095);
        const std::unique_ptr<char, decltype(&std::free)> memory(static_cast<char *>(std::aligned_alloc(4096, total)),
                                                                 &std::free);
        std::memset(memory.get(), 'p', total);
        Measurement measurement{std::chrono::seconds(seconds), std::uint32_t(size), RUSAGE_THREAD};
        for (std::size_t i = 0; !measurement.over(); ++i) {
            const auto begun = Clock::now();
            sender.send(memory.get() + i % kBuffers * size, size);
            (void)measurement.completed(begun, Clock::now());
        }
        measurement.print();
    }
    shutdown(pair.client, SHUT_RDWR);
    receiver.join();
    close(pair.client);
    close(pair.server);
    return 0;
}
