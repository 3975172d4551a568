// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/options.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <string_view>

namespace portolan::bench {
namespace {

constexpr char kUsage[] =
    "usage: null_target [OPTION...]\n"
    "An iSCSI target on 127.0.0.1 that answers from memory. Prints port=N once it listens.\n"
    "  --port N                            0, the default: any\n"
    "  --size BYTES                        of each LUN; K, M, G, T may follow a number (64G)\n"
    "  --memory BYTES                      the size of each LUN, and keep what is written\n"
    "  --block-size 512|4096               (512)\n"
    "  --luns N                            (1)\n"
    "  --max-recv-data-segment-length N    (262144)\n"
    "  --first-burst N                     (65536)\n"
    "  --max-burst N                       (262144)\n"
    "  --immediate-data yes|no             (yes)\n"
    "  --initial-r2t yes|no                (no)\n"
    "  --max-outstanding-r2t N             (1)\n"
    "  --header-digest none|crc32c         crc32c: the first supported one of the initiator's list (none)\n"
    "  --data-digest none|crc32c           (none)\n"
    "  --queue-depth N                     commands per session (256)\n"
    "  --max-connections N                 per session (1)\n"
    "  --take-data yes|no                  receive what is written though nobody wants it, as digests make it do (no)\n"
    "  --data-in-pdu BYTES                 the largest Data-In, if the initiator takes that much\n";

[[noreturn]] void refuse(const char *name, const char *value)
{
    std::fprintf(stderr, "null_target: --%s cannot be %s; see null_target --help\n", name, value);
    std::exit(2);
}

std::uint64_t number(const char *name, const char *text, std::uint64_t least, std::uint64_t most)
{
    char *end = nullptr;
    errno = 0;
    std::uint64_t value = std::strtoull(text, &end, 10);
    if (errno != 0 || end == text || *text == '-')
        refuse(name, text);
    constexpr char kUnits[] = "KMGT";
    if (const char *unit = *end != '\0' ? std::strchr(kUnits, *end) : nullptr) {
        const int shift = 10 * int(unit - kUnits + 1);
        if (value > (most >> shift))
            refuse(name, text);
        value <<= shift;
        ++end;
    }
    if (*end != '\0' || value < least || value > most)
        refuse(name, text);
    return value;
}

bool choice(const char *name, std::string_view text, std::string_view yes, std::string_view no)
{
    if (text != yes && text != no)
        refuse(name, text.data());
    return text == yes;
}

constexpr std::uint32_t kSegmentLimit = 16777215;

enum Id : int {
    Help = 1,
    Port,
    Size,
    Memory,
    BlockSize,
    Luns,
    MaxRecv,
    FirstBurst,
    MaxBurst,
    ImmediateData,
    InitialR2t,
    MaxOutstandingR2t,
    HeaderDigest,
    DataDigest,
    QueueDepth,
    MaxConnections,
    TakeData,
    DataInPdu,
};

constexpr option kOptions[] = {
    {"help", no_argument, nullptr, Help},
    {"port", required_argument, nullptr, Port},
    {"size", required_argument, nullptr, Size},
    {"memory", required_argument, nullptr, Memory},
    {"block-size", required_argument, nullptr, BlockSize},
    {"luns", required_argument, nullptr, Luns},
    {"max-recv-data-segment-length", required_argument, nullptr, MaxRecv},
    {"first-burst", required_argument, nullptr, FirstBurst},
    {"max-burst", required_argument, nullptr, MaxBurst},
    {"immediate-data", required_argument, nullptr, ImmediateData},
    {"initial-r2t", required_argument, nullptr, InitialR2t},
    {"max-outstanding-r2t", required_argument, nullptr, MaxOutstandingR2t},
    {"header-digest", required_argument, nullptr, HeaderDigest},
    {"data-digest", required_argument, nullptr, DataDigest},
    {"queue-depth", required_argument, nullptr, QueueDepth},
    {"max-connections", required_argument, nullptr, MaxConnections},
    {"take-data", required_argument, nullptr, TakeData},
    {"data-in-pdu", required_argument, nullptr, DataInPdu},
    {},
};

void apply(Options &options, int id, const char *name, const char *value)
{
    const auto segment = [&] { return std::uint32_t(number(name, value, 512, kSegmentLimit)); };
    constexpr std::uint64_t kDiskLimit = std::uint64_t(1) << 60;
    switch (id) {
    case Help:
        std::fputs(kUsage, stdout);
        std::exit(0);
    case Port:
        options.port = std::uint16_t(number(name, value, 0, 65535));
        break;
    case Memory:
        options.memory = true;
        [[fallthrough]];
    case Size:
        options.size = number(name, value, 4096, kDiskLimit);
        break;
    case BlockSize:
        options.blockSize = choice(name, value, "512", "4096") ? 512 : 4096;
        break;
    case Luns:
        options.luns = std::uint32_t(number(name, value, 1, 256));
        break;
    case MaxRecv:
        options.maxRecvDataSegmentLength = segment();
        break;
    case FirstBurst:
        options.firstBurst = segment();
        break;
    case MaxBurst:
        options.maxBurst = segment();
        break;
    case ImmediateData:
        options.immediateData = choice(name, value, "yes", "no");
        break;
    case InitialR2t:
        options.initialR2t = choice(name, value, "yes", "no");
        break;
    case MaxOutstandingR2t:
        options.maxOutstandingR2t = std::uint32_t(number(name, value, 1, 65535));
        break;
    case HeaderDigest:
        options.headerDigest = choice(name, value, "crc32c", "none");
        break;
    case DataDigest:
        options.dataDigest = choice(name, value, "crc32c", "none");
        break;
    case QueueDepth:
        options.queueDepth = std::uint32_t(number(name, value, 1, 32768));
        break;
    case MaxConnections:
        options.maxConnections = std::uint32_t(number(name, value, 1, 64));
        break;
    case TakeData:
        options.takeData = choice(name, value, "yes", "no");
        break;
    case DataInPdu:
        options.dataInPdu = segment();
        break;
    default:
        std::fputs(kUsage, stderr);
        std::exit(2);
    }
}

} // namespace

Options readOptions(int argc, char **argv)
{
    Options options;
    int index = -1;
    for (int id = 0; (id = getopt_long(argc, argv, "", kOptions, &index)) != -1;)
        apply(options, id, id == '?' ? "" : kOptions[index].name, optarg);
    if (optind < argc) {
        std::fprintf(stderr, "null_target: %s means nothing here; see null_target --help\n", argv[optind]);
        std::exit(2);
    }
    if (options.size % options.blockSize != 0) {
        std::fputs("null_target: the size is no multiple of the block size\n", stderr);
        std::exit(2);
    }
    return options;
}

} // namespace portolan::bench
