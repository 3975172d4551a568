// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/options.h"

#include <charconv>
#include <string_view>

namespace portolan::dataplane::worker {

Result<Options> Options::parse(std::span<char *const> arguments)
{
    Options options;
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
        const std::string_view name = arguments[i];
        if (i + 1 == arguments.size())
            return fail(ErrorCode::InvalidArgument, std::string(name) + " has no value");
        const std::string_view value = arguments[i + 1];
        if (name == "--control-fd") {
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.controlFd);
            if (error != std::errc() || end != value.data() + value.size() || options.controlFd < 3)
                return fail(ErrorCode::InvalidArgument, "--control-fd is not a number above 2: " + std::string(value));
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
