// SPDX-License-Identifier: GPL-3.0-or-later
// The load of portolan-bench through libiscsi: its asynchronous calls and a poll loop, as its own iscsi-perf does it,
// with reads straight into the caller's memory.
#include "tests/bench/common/congestion.h"
#include "tests/bench/common/measurement.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>
#include <memory>
#include <optional>
#include <poll.h>
#include <random>
#include <string>
#include <sys/uio.h>
#include <vector>

namespace {

using portolan::bench::Measurement;
using Clock = Measurement::Clock;

struct Options {
    std::string url;
    std::string operation = "read", congestion;
    std::uint32_t blockBytes = 4096, depth = 1, seconds = 5;
    bool sequential = false, headerDigest = false;
    std::uint64_t seed = 1;
};

std::optional<Options> parse(int argc, char **argv)
{
    const std::vector<option> known{
        {"url", required_argument, nullptr, 'u'},     {"op", required_argument, nullptr, 'o'},
        {"bs", required_argument, nullptr, 'b'},      {"qd", required_argument, nullptr, 'q'},
        {"secs", required_argument, nullptr, 's'},    {"pattern", required_argument, nullptr, 'p'},
        {"seed", required_argument, nullptr, 'r'},    {"congestion", required_argument, nullptr, 'c'},
        {"header-digest", no_argument, nullptr, 'h'}, {nullptr, 0, nullptr, 0},
    };
    Options options;
    for (int found = 0; (found = ::getopt_long(argc, argv, "", known.data(), nullptr)) != -1;) {
        const auto number = [] { return std::strtoull(optarg, nullptr, 10); };
        switch (found) {
        case 'u':
            options.url = optarg;
            break;
        case 'o':
            options.operation = optarg;
            break;
        case 'b':
            options.blockBytes = std::uint32_t(number());
            break;
        case 'q':
            options.depth = std::uint32_t(number());
            break;
        case 's':
            options.seconds = std::uint32_t(number());
            break;
        case 'p':
            options.sequential = std::strcmp(optarg, "seq") == 0;
            break;
        case 'r':
            options.seed = number();
            break;
        case 'c':
            options.congestion = optarg;
            break;
        case 'h':
            options.headerDigest = true;
            break;
        default:
            return std::nullopt;
        }
    }
    if (options.url.empty() || options.blockBytes == 0 || options.depth == 0 || options.seconds == 0)
        return std::nullopt;
    return options;
}

class Load {
public:
    Load(const Options &options, iscsi_context *iscsi, int lun)
        : m_options(options)
        , m_iscsi(iscsi)
        , m_lun(lun)
        , m_buffer(std::size_t(options.depth) * options.blockBytes, 0x5a)
        , m_slots(options.depth)
        , m_random(options.seed)
        , m_measurement(std::chrono::seconds(options.seconds), options.blockBytes)
    {}

    bool run();

private:
    struct Slot {
        Load *load = nullptr;
        Clock::time_point started;
        iovec part{};
    };

    bool readCapacity();
    bool submit(Slot &slot);
    bool turn();
    static void ended(iscsi_context *, int status, void *data, void *slot);

    const Options &m_options;
    iscsi_context *const m_iscsi;
    const int m_lun;
    std::vector<std::uint8_t> m_buffer;
    std::vector<Slot> m_slots;
    std::mt19937_64 m_random;
    std::uint32_t m_blockSize = 0;
    std::uint64_t m_places = 0, m_next = 0;
    std::uint32_t m_inFlight = 0;
    bool m_failed = false;
    Measurement m_measurement;
};

bool Load::readCapacity()
{
    scsi_task *const task = iscsi_readcapacity16_sync(m_iscsi, m_lun);
    const auto *const answer = task != nullptr && task->status == SCSI_STATUS_GOOD
                                   ? static_cast<const scsi_readcapacity16 *>(scsi_datain_unmarshall(task))
                                   : nullptr;
    if (answer != nullptr) {
        m_blockSize = answer->block_length;
        m_places = (answer->returned_lba + 1) * m_blockSize / m_options.blockBytes;
    }
    if (task != nullptr)
        scsi_free_scsi_task(task);
    return m_blockSize > 0 && m_places >= m_options.depth;
}

void Load::ended(iscsi_context *, int status, void *data, void *slot)
{
    auto &self = *static_cast<Slot *>(slot);
    Load &load = *self.load;
    --load.m_inFlight;
    if (status != SCSI_STATUS_GOOD)
        load.m_failed = true;
    scsi_free_scsi_task(static_cast<scsi_task *>(data));
    if (load.m_measurement.completed(self.started, Clock::now()) && !load.m_failed && !load.submit(self))
        load.m_failed = true;
}

bool Load::submit(Slot &slot)
{
    const std::uint64_t place = m_options.sequential ? m_next++ % m_places : m_random() % m_places;
    const std::uint64_t block = place * (m_options.blockBytes / m_blockSize);
    const bool read = m_options.operation == "read" || (m_options.operation == "mixed" && m_random() % 10 < 7);
    slot.started = Clock::now();
    ++m_inFlight;
    const auto size = int(m_blockSize);
    auto *const part = reinterpret_cast<scsi_iovec *>(&slot.part);
    return (read ? iscsi_read16_iov_task(m_iscsi, m_lun, block, m_options.blockBytes, size, 0, 0, 0, 0, 0, ended, &slot,
                                         part, 1)
                 : iscsi_write16_iov_task(m_iscsi, m_lun, block, nullptr, m_options.blockBytes, size, 0, 0, 0, 0, 0,
                                          ended, &slot, part, 1)) != nullptr;
}

bool Load::turn()
{
    pollfd target{iscsi_get_fd(m_iscsi), short(iscsi_which_events(m_iscsi)), 0};
    if (::poll(&target, 1, 1000) < 0)
        return true;
    return iscsi_service(m_iscsi, target.revents) == 0 && !m_failed;
}

bool Load::run()
{
    if (!readCapacity())
        return false;
    for (std::uint32_t i = 0; i < m_options.depth; ++i) {
        m_slots[i] = {this, {}, {m_buffer.data() + std::size_t(i) * m_options.blockBytes, m_options.blockBytes}};
        if (!submit(m_slots[i]))
            return false;
    }
    while (m_inFlight > 0) {
        if (!turn())
            return false;
    }
    m_measurement.print();
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const auto options = parse(argc, argv);
    if (!options) {
        std::fprintf(stderr,
                     "usage: libiscsi_load --url iscsi://HOST:PORT/TARGET/LUN [--op read|write|mixed] [--bs BYTES] "
                     "[--qd N] [--secs N] [--pattern rand|seq] [--header-digest] [--congestion NAME] "
                     "[--seed N]\n");
        return 2;
    }
    iscsi_context *const iscsi = iscsi_create_context("iqn.2026-11.org.portolan.bench:libiscsi");
    iscsi_url *const url = iscsi_parse_full_url(iscsi, options->url.c_str());
    bool done = url != nullptr;
    if (done) {
        iscsi_set_targetname(iscsi, url->target);
        iscsi_set_session_type(iscsi, ISCSI_SESSION_NORMAL);
        iscsi_set_header_digest(iscsi, options->headerDigest ? ISCSI_HEADER_DIGEST_CRC32C : ISCSI_HEADER_DIGEST_NONE);
        done = iscsi_full_connect_sync(iscsi, url->portal, url->lun) == 0;
    }
    if (done && !options->congestion.empty() &&
        !portolan::bench::setCongestionControl(iscsi_get_fd(iscsi), options->congestion.c_str())) {
        std::perror("libiscsi_load: --congestion");
        done = false;
    }
    if (done)
        done = std::make_unique<Load>(*options, iscsi, url->lun)->run();
    if (!done)
        std::fprintf(stderr, "libiscsi_load: %s\n", iscsi_get_error(iscsi));
    if (url != nullptr)
        iscsi_destroy_url(url);
    iscsi_destroy_context(iscsi);
    return done ? 0 : 1;
}
