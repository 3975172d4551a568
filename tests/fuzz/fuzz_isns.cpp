// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/exchange.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/utf8.h"
#include "tests/fuzz/fuzz_input.h"

#include <chrono>

/// A hostile iSNS server. The first byte says after how many bytes the stream is cut into segments, the rest is what
/// the server sends, whatever it is asked. Checked besides "no crash, no sanitizer report": the exchange ends at most
/// once and wants nothing after that, it sends no more than its four messages, and what it finds is legal and reads
/// back as itself. F-ISN
namespace {

using namespace portolan;
using namespace portolan::protocol;
using fuzz::require;
using isns::Exchange;

void checkFound(const Exchange::Found &found)
{
    for (const DiscoveredTarget &target : found.targets) {
        require(checkReceivedName(target.name).has_value() && isUtf8(target.name));
        require(target.canonicalName == isCanonicalName(target.name));
        require(isUtf8(target.alias) && target.alias.size() <= 255 && !target.addresses.empty());
        for (const TargetAddress &address : target.addresses) {
            const std::string tag = address.portalGroupTag ? "," + std::to_string(*address.portalGroupTag) : "";
            const auto again = TargetAddress::parse(address.portal.text() + tag);
            require(again && *again == address);
        }
    }
    require(found.warnings.size() <= 101);
    for (const std::string &warning : found.warnings)
        require(isUtf8(warning) && warning.find('\n') == std::string::npos);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace std::chrono_literals;
    fuzz::Input input(data, size);
    const std::size_t segment = input.byte() + 1u;
    Exchange exchange({"iqn.2026-01.example:i", Exchange::LocalPortal{{}, 5001}, 30s, 1u << 16});
    int endings = 0, sent = 0, lists = 0;
    const auto drain = [&] {
        while (const auto output = exchange.poll()) {
            require(endings == 0);
            sent += int(std::holds_alternative<Exchange::Send>(*output));
            if (const auto *const found = std::get_if<Exchange::Found>(&*output)) {
                checkFound(*found);
                ++lists;
            }
            endings += int(std::holds_alternative<Exchange::Finished>(*output) ||
                           std::holds_alternative<Exchange::Failed>(*output));
        }
        require(sent <= 4 && lists <= 1);
        require((endings == 1) == !exchange.deadline().has_value());
    };
    Instant now{};
    exchange.start(now);
    drain();
    while (!input.empty()) {
        exchange.handleBytes(input.take(segment), now);
        drain();
        now += 1ms;
    }
    exchange.handleFailure({ErrorCode::TransportFailed, "closed", 0, 0});
    drain();
    require(endings == 1);
    return 0;
}
