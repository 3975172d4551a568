// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/options.h"
#include "tests/bench/null_target/server.h"

#include <csignal>
#include <cstdio>

namespace {

volatile std::sig_atomic_t stop = 0;

void onSignal(int) { stop = 1; }

} // namespace

int main(int argc, char **argv)
{
    const portolan::bench::Options options = portolan::bench::readOptions(argc, argv);
    struct sigaction action {};
    action.sa_handler = onSignal; // without SA_RESTART: it ends the wait
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    portolan::bench::Server server(options);
    std::printf("port=%u\n", unsigned(server.port()));
    std::fflush(stdout);
    while (stop == 0)
        server.turn();
    const portolan::bench::Disk &disk = server.disk();
    std::printf("reads=%llu read_bytes=%llu writes=%llu written_bytes=%llu\n",
                static_cast<unsigned long long>(disk.reads), static_cast<unsigned long long>(disk.bytesRead),
                static_cast<unsigned long long>(disk.writes), static_cast<unsigned long long>(disk.bytesWritten));
    return 0;
}
