// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/options.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

namespace null_target {

namespace {

using Taker = std::function<bool(Options &, std::string_view)>;

template <typename Number>
Taker number(Number Options::*field, std::uint64_t least, std::uint64_t most)
{
    return [=](Options &options, std::string_view text) {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
            return false;
        options.*field = Number(value);
        return true;
    };
}

Taker choice(bool Options::*field, std::string_view no, std::string_view yes)
{
    return [=](Options &options, std::string_view text) {
        options.*field = text == yes;
        return text == yes || text == no;
    };
}

using Table = std::array<std::pair<std::string_view, Taker>, 16>;

const Table &table()
{
    constexpr std::uint64_t kSegment = (1U << 24) - 1;
    static const Table kTable{{
        {"--port", number(&Options::port, 0, 65535)},
        {"--size", number(&Options::size, 1 << 20, std::uint64_t(1) << 50)},
        {"--block-size", number(&Options::blockSize, 512, 4096)},
        {"--luns", number(&Options::luns, 1, 256)},
        {"--keep", choice(&Options::keep, "no", "yes")},
        {"--max-recv-data-segment-length", number(&Options::maxRecvDataSegmentLength, 512, 1 << 20)},
        {"--data-in-pdu", number(&Options::dataInPdu, 512, kSegment)},
        {"--first-burst", number(&Options::firstBurst, 512, kSegment)},
        {"--max-burst", number(&Options::maxBurst, 512, kSegment)},
        {"--max-outstanding-r2t", number(&Options::maxOutstandingR2T, 1, 64)},
        {"--immediate-data", choice(&Options::immediateData, "no", "yes")},
        {"--initial-r2t", choice(&Options::initialR2T, "no", "yes")},
        {"--header-digest", choice(&Options::headerDigest, "none", "crc32c")},
        {"--data-digest", choice(&Options::dataDigest, "none", "crc32c")},
        {"--window", number(&Options::window, 1, 4096)},
    }};
    return kTable;
}

} // namespace

std::optional<Options> Options::parse(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; i += 2) {
        bool taken = false;
        for (const auto &[name, take] : table())
            taken = taken || (take && i + 1 < argc && name == argv[i] && take(options, argv[i + 1]));
        if (!taken) {
            std::fprintf(stderr, "null_target: %s%s is not understood; the options are\n", argv[i],
                         i + 1 < argc ? " with this value" : " without a value");
            for (const auto &[name, take] : table())
                std::fprintf(stderr, "  %s\n", name.data() == nullptr ? "" : name.data());
            return std::nullopt;
        }
    }
    if (options.blockSize != 512 && options.blockSize != 4096) {
        std::fprintf(stderr, "null_target: --block-size is 512 or 4096\n");
        return std::nullopt;
    }
    if (options.keep && options.size > (std::uint64_t(8) << 30)) {
        std::fprintf(stderr, "null_target: --keep yes is for at most 8 GiB\n");
        return std::nullopt;
    }
    return options;
}

} // namespace null_target
