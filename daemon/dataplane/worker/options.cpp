// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/options.h"

#include "daemon/dataplane/worker/loop/busy_poll.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

namespace portolan::dataplane::worker {

namespace {

/// \return nothing if it is anything but a number of that range
std::optional<int> number(std::string_view text, int least, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

} // namespace

Result<Options> Options::parse(std::span<char *const> arguments)
{
    Options options;
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
        const std::string_view name = arguments[i];
        if (i + 1 == arguments.size())
            return fail(ErrorCode::InvalidArgument, std::string(name) + " has no value");
        const std::string_view value = arguments[i + 1];
        if (name == "--control-fd") {
            const auto fd = number(value, 3, std::numeric_limits<int>::max());
            if (!fd)
                return fail(ErrorCode::InvalidArgument, "--control-fd is not a number above 2: " + std::string(value));
            options.controlFd = *fd;
        } else if (name == "--busy-poll") {
            const auto time = number(value, 0, int(BusyPoll::kMost.count()));
            if (!time)
                return fail(ErrorCode::InvalidArgument, "--busy-poll is not 0 to 1000: " + std::string(value));
            options.busyPoll = std::chrono::microseconds(*time);
        } else if (name == "--mount") {
            options.mountPoint = value;
        } else if (name == "--account") {
            options.account = value;
        } else if (name == "--ublk" && value == "yes") {
            options.ublk = true;
        } else {
            return fail(ErrorCode::InvalidArgument, "unknown argument " + std::string(name));
        }
    }
    if (options.controlFd < 0 || !options.mountPoint.starts_with('/') || options.account.empty())
        return fail(ErrorCode::InvalidArgument, "--control-fd, --mount (absolute) and --account are all needed");
    return options;
}

} // namespace portolan::dataplane::worker
