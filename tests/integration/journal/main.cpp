// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/workload.h"

#include <charconv>
#include <csignal>
#include <cstring>
#include <getopt.h>
#include <iostream>

using namespace portolan;
using namespace portolan::journal;

namespace {

constexpr std::string_view kUsage = R"(usage: block_journal write --device PATH --journal FILE [OPTION...]
       block_journal check --device PATH --journal FILE [--after-power-loss]

write: writes, reads and flushes stamped blocks at random until its time is over or SIGTERM comes, and judges what it reads.
       What it intends and what was acknowledged goes to the journal, which a later write continues.
check: reads every block, and compares with the journal. The device may be another path to the same disk, or the
       file behind it.

  --megabytes N       of the device, from its start (default: 16, or the device if it is smaller)
  --skip-megabytes N  leaves out so many before them; several writers with a journal each can share a device
  --writer N          its number, for the stamps (default: 1)
  --depth N           requests at once (default: 8)
  --most-blocks N     of one request, 4 KiB each (default: 16)
  --seconds N         (default: until SIGTERM)
  --seed N            of the choice of blocks
  --patience SECONDS  requests may fail once nothing has succeeded for so long (default: they must not fail)
  --hang SECONDS      no request may wait longer (default: 300)
  --after-power-loss  forgives the loss of what was not flushed

Prints one JSON object. Exit: 0 nothing wrong, 1 something is, 2 it could not be tried.
)";

enum Exit : int { kRight = 0, kWrong = 1, kNotTried = 2 };

struct Options {
    bool check = false;
    std::string device, journal;
    std::uint64_t megabytes = 16, skip = 0, writer = 1, seconds = 0;
    WorkloadSettings workload;
    History::After after = History::After::AnyFault;
};

template <typename Number>
Result<Number> number(const char *name, std::string_view text, Number least, Number most)
{
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return fail(ErrorCode::InvalidArgument,
                    std::string("--") + name + ": " + std::string(text) + " is no number in the range");
    return value;
}

template <typename Number, typename Field>
Result<> store(const char *name, std::string_view text, Number least, Number most, Field &field)
{
    auto value = number<Number>(name, text, least, most);
    if (!value)
        return fail(std::move(value).error());
    field = Field(*value);
    return {};
}

Result<> take(const std::string &name, std::string_view text, Options &options)
{
    constexpr std::uint64_t kTebibyte = std::uint64_t(1) << 20;
    constexpr double kDay = 86400;
    const char *const option = name.c_str();
    if (name == "megabytes")
        return store(option, text, std::uint64_t(1), kTebibyte, options.megabytes);
    if (name == "skip-megabytes")
        return store(option, text, std::uint64_t(0), kTebibyte, options.skip);
    if (name == "writer")
        return store(option, text, std::uint64_t(0), std::uint64_t(UINT32_MAX), options.writer);
    if (name == "depth")
        return store(option, text, std::uint64_t(1), std::uint64_t(256), options.workload.depth);
    if (name == "seconds")
        return store(option, text, std::uint64_t(1), std::uint64_t(kDay), options.seconds);
    if (name == "most-blocks")
        return store(option, text, std::uint64_t(1), std::uint64_t(256), options.workload.mostBlocks);
    if (name == "seed")
        return store(option, text, std::uint64_t(0), std::uint64_t(UINT32_MAX), options.workload.seed);
    if (name == "patience")
        return store(option, text, 0.0, kDay, options.workload.patience.emplace());
    if (name == "hang")
        return store(option, text, 0.0, kDay, options.workload.hang);
    (name == "device" ? options.device : options.journal) = text;
    return {};
}

Result<Options> parse(int argc, char **argv)
{
    static const option known[] = {{"device", 1, nullptr, 0},
                                   {"journal", 1, nullptr, 0},
                                   {"megabytes", 1, nullptr, 0},
                                   {"skip-megabytes", 1, nullptr, 0},
                                   {"writer", 1, nullptr, 0},
                                   {"depth", 1, nullptr, 0},
                                   {"seconds", 1, nullptr, 0},
                                   {"seed", 1, nullptr, 0},
                                   {"most-blocks", 1, nullptr, 0},
                                   {"patience", 1, nullptr, 0},
                                   {"hang", 1, nullptr, 0},
                                   {"after-power-loss", 0, nullptr, 0},
                                   {}};
    Options options;
    int which = 0;
    for (int found = 0; (found = ::getopt_long(argc, argv, "", known, &which)) != -1;) {
        if (found != 0)
            return fail(ErrorCode::InvalidArgument, "");
        if (known[which].has_arg == 0)
            options.after = History::After::PowerLoss;
        else if (auto taken = take(known[which].name, optarg, options); !taken)
            return fail(std::move(taken).error());
    }
    const std::string_view action = optind == argc - 1 ? argv[optind] : "";
    options.check = action == "check";
    if ((!options.check && action != "write") || options.device.empty() || options.journal.empty())
        return fail(ErrorCode::InvalidArgument, std::string(kUsage));
    return options;
}

int say(Report report)
{
    std::cout << report.json() << std::endl;
    return report.violations == 0 ? kRight : kWrong;
}

/// A new journal starts with what the options say; one that is continued must be for the same device.
Result<> agreeOnGeometry(const Options &options, const Device &device, JournalFile &journal, History &history)
{
    constexpr std::uint64_t kPerMegabyte = (1 << 20) / kBlockBytes;
    if (history.geometry().count == 0) {
        const std::uint64_t first = options.skip * kPerMegabyte;
        const std::uint64_t rest = device.blocks() - std::min(first, device.blocks());
        const Record geometry{Record::Kind::Geometry, std::uint32_t(options.writer), first,
                              std::min(rest, options.megabytes * kPerMegabyte), 0};
        if (auto taken = history.apply(geometry); !taken)
            return taken;
        return journal.append(geometry);
    }
    return {};
}

Result<int> check(const Options &options)
{
    constexpr std::uint64_t kAtOnce = 64;
    History history;
    auto journal = JournalFile::open(options.journal, false, history);
    auto device = Device::open(options.device, false);
    if (!journal || !device)
        return fail(std::move(!journal ? journal.error() : device.error()));
    const std::uint64_t end = history.geometry().block + history.geometry().count;
    if (history.geometry().count == 0 || end > device->blocks())
        return fail(ErrorCode::InvalidArgument, options.journal + " does not fit " + options.device);
    Report report;
    Buffer buffer(kAtOnce * kBlockBytes);
    for (std::uint64_t block = history.geometry().block; block < end; block += kAtOnce) {
        const std::uint64_t count = std::min(kAtOnce, end - block);
        const auto bytes = buffer.first(count * kBlockBytes);
        if (const int error = device->read(block, bytes); error != 0) {
            ++report.errors;
            report.violated("blocks from " + std::to_string(block) + " on cannot be read: " + std::strerror(error));
            continue;
        }
        ++report.reads;
        for (std::uint64_t part = 0; part < count; ++part) {
            if (auto wrong =
                    history.judge(block + part, inspect(bytes.subspan(part * kBlockBytes, kBlockBytes)), options.after))
                report.violated(std::move(*wrong));
        }
    }
    return say(report);
}

/// \param endings signals that are blocked, and end it
Result<int> write(const Options &options, const sigset_t &endings)
{
    History history;
    auto journal = JournalFile::open(options.journal, true, history);
    auto device = Device::open(options.device, true);
    if (!journal || !device)
        return fail(std::move(!journal ? journal.error() : device.error()));
    if (auto agreed = agreeOnGeometry(options, *device, *journal, history); !agreed)
        return fail(std::move(agreed).error());
    if (history.geometry().block + history.geometry().count > device->blocks())
        return fail(ErrorCode::InvalidArgument, options.journal + " does not fit " + options.device);
    Workload workload(*device, *journal, history, options.workload);
    workload.start();
    const auto end = Workload::Clock::now() + std::chrono::seconds(options.seconds);
    constexpr timespec kLook{0, 50'000'000};
    while (workload.state() == Workload::State::Running && ::sigtimedwait(&endings, nullptr, &kLook) < 0 &&
           (options.seconds == 0 || Workload::Clock::now() < end)) {}
    const bool returned = workload.stop();
    const int code = say(workload.report());
    if (!returned)
        ::_exit(code); // a thread still uses all of this
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    // Before there are threads, so that they inherit it.
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGTERM);
    sigaddset(&endings, SIGINT);
    sigprocmask(SIG_BLOCK, &endings, nullptr);
    std::signal(SIGXFSZ, SIG_IGN); // a file at its limit is an error to count, like any other

    const auto options = parse(argc, argv);
    Result<int> code = fail(ErrorCode::Internal, "");
    if (options)
        code = options->check ? check(*options) : write(*options, endings);
    if (options && code)
        return *code;
    std::cerr << "block_journal: " << (options ? code.error().message : options.error().message) << '\n';
    return kNotTried;
}
