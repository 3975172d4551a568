// SPDX-License-Identifier: GPL-3.0-or-later
// What the machine allows: requests of 48 bytes, replies of 48 + 4096, over TCP on loopback, without any protocol. Two
// threads, each pinned to its core; a turn receives what is there and sends once. The figures are the client's.
#include "tests/bench/common/loopback_pair.h"
#include "tests/bench/common/measurement.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using portolan::bench::connectPair;
using portolan::bench::Measurement;
using portolan::bench::pinTo;
using portolan::bench::require;
using Clock = Measurement::Clock;

constexpr std::size_t kRequest = 48;
constexpr std::size_t kPayload = 4096;
constexpr std::size_t kReply = kRequest + kPayload;

constexpr char kUsage[] = "usage: loopback_limit [--qd N] [--secs N] [--cpu CLIENT,SERVER]\n"
                          "iops and CPU are the client's; half a second of warm-up is not counted.\n";

struct Options {
    std::uint32_t depth = 32;
    long seconds = 5;
    int clientCpu = 0;
    int serverCpu = 1;
};

[[noreturn]] void misuse()
{
    std::fputs(kUsage, stderr);
    std::exit(2);
}

long number(const char *text, long least, long most, char after = '\0')
{
    char *end = nullptr;
    const long value = std::strtol(text, &end, 10);
    if (end == text || *end != after || value < least || value > most)
        misuse();
    return value;
}

Options readOptions(int argc, char **argv)
{
    constexpr option kOptions[] = {{"qd", required_argument, nullptr, 'q'},
                                   {"secs", required_argument, nullptr, 't'},
                                   {"cpu", required_argument, nullptr, 'c'},
                                   {}};
    Options options;
    for (int id = 0; (id = ::getopt_long(argc, argv, "", kOptions, nullptr)) != -1;)
        switch (id) {
        case 'q':
            options.depth = std::uint32_t(number(optarg, 1, 65536));
            break;
        case 't':
            options.seconds = number(optarg, 1, 86400);
            break;
        case 'c': {
            const char *comma = std::strchr(optarg, ',');
            if (comma == nullptr)
                misuse();
            options.clientCpu = int(number(optarg, 0, CPU_SETSIZE - 1, ','));
            options.serverCpu = int(number(comma + 1, 0, CPU_SETSIZE - 1));
            break;
        }
        default:
            misuse();
        }
    if (optind < argc)
        misuse();
    return options;
}

void sendAll(int socket, std::vector<iovec> &pieces, std::size_t count)
{
    for (std::size_t first = 0; first < count;) {
        msghdr message{};
        message.msg_iov = &pieces[first];
        message.msg_iovlen = std::min<std::size_t>(count - first, IOV_MAX);
        const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EPIPE)
            return; // the client has what it wanted
        std::size_t left = std::size_t(require(int(sent), "send"));
        while (left > 0 && left >= pieces[first].iov_len)
            left -= pieces[first++].iov_len;
        if (left > 0)
            pieces[first] = {static_cast<char *>(pieces[first].iov_base) + left, pieces[first].iov_len - left};
    }
}

void serve(int socket, int cpu)
{
    pinTo(cpu);
    std::vector<char> requests(256 * 1024);
    std::vector<char> header(kRequest, 'h');
    std::vector<char> payload(kPayload, 'p');
    std::vector<iovec> pieces(2 * requests.size() / kRequest + 2);
    std::size_t partial = 0;
    while (true) {
        const ssize_t got = recv(socket, requests.data(), requests.size(), 0);
        if (got <= 0)
            return;
        const std::size_t bytes = partial + std::size_t(got);
        const std::size_t count = bytes / kRequest;
        partial = bytes % kRequest;
        for (std::size_t i = 0; i < count; ++i) {
            pieces[2 * i] = {header.data(), kRequest};
            pieces[2 * i + 1] = {payload.data(), kPayload};
        }
        sendAll(socket, pieces, 2 * count);
    }
}

void load(int socket, const Options &options)
{
    pinTo(options.clientCpu);
    const std::vector<char> requests(options.depth * kRequest, 'r');
    std::vector<char> replies(std::clamp<std::size_t>(options.depth * kReply, 65536, 1024 * 1024));
    std::vector<Clock::time_point> begun(options.depth, Clock::now());
    std::size_t oldest = 0;
    std::size_t partial = 0;
    Measurement measurement(std::chrono::seconds(options.seconds), kPayload, RUSAGE_THREAD);
    std::size_t toSend = options.depth;
    while (!measurement.over()) {
        for (std::size_t left = toSend * kRequest; left > 0;)
            left -= std::size_t(require(int(send(socket, requests.data(), left, MSG_NOSIGNAL)), "send"));
        const int got = require(int(recv(socket, replies.data(), replies.size(), 0)), "receive");
        const std::size_t bytes = partial + std::size_t(got);
        toSend = bytes / kReply;
        partial = bytes % kReply;
        const auto now = Clock::now();
        for (std::size_t i = 0; i < toSend; ++i) {
            if (!measurement.completed(begun[oldest], now))
                break;
            begun[oldest] = now;
            oldest = oldest + 1 < begun.size() ? oldest + 1 : 0;
        }
    }
    measurement.print();
}

} // namespace

int main(int argc, char **argv)
{
    const Options options = readOptions(argc, argv);
    const portolan::bench::LoopbackPair pair = connectPair();
    std::thread server(serve, pair.server, options.serverCpu);
    load(pair.client, options);
    shutdown(pair.client, SHUT_RDWR);
    server.join();
    close(pair.client);
    close(pair.server);
    return 0;
}
