// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/portolan_bench/bench_login.h"
#include "tests/bench/portolan_bench/bench_options.h"
#include "tests/bench/portolan_bench/load.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace portolan;
    const QCoreApplication application(argc, argv);
    const auto options = bench::BenchOptions::parse(QCoreApplication::arguments());
    if (!options && options.error().code == ErrorCode::NotFound)
        return std::fputs(options.error().message.c_str(), stdout) < 0;
    const auto complain = [](const Error &error) {
        std::fprintf(stderr, "portolan-bench: %s\n", error.message.c_str());
        return 1;
    };
    if (!options)
        return complain(options.error());
    auto connections = bench::logIn(*options);
    if (!connections)
        return complain(connections.error());
    bench::Load load(*options, std::move(*connections));
    if (const auto done = load.run(); !done)
        return complain(done.error());
    load.measurement().print();
    return 0;
}
