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
    auto session = bench::logIn(*options);
    if (!session)
        return complain(session.error());
    bench::Load load(*options, std::move(*session));
    const auto figures = load.run();
    if (!figures)
        return complain(figures.error());
    const double iops = double(figures->requests) / figures->seconds;
    std::printf("iops=%.0f mbps=%.1f cpu_us_per_io=%.3f p50_us=%.1f p99_us=%.1f ctxsw_per_io=%.4f\n", iops,
                iops * options->blockBytes / 1e6, figures->cpuUsPerRequest, figures->p50Us, figures->p99Us,
                figures->switchesPerRequest);
    return 0;
}
