// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/target_records.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/protocol/text/text_items.h"
#include "daemon/protocol/text/text_values.h"
#include "daemon/protocol/text/utf8.h"
#include "tests/fuzz/fuzz_input.h"

/// Text of a target, and SendTargets answers in particular. The first byte says into how large pieces the answer is
/// cut. Checked besides "no crash, no sanitizer report": the same targets are found however the answer is cut, names
/// and addresses are legal and read back as themselves, and every value format agrees with its own writer.
namespace {

using namespace portolan;
using namespace portolan::protocol;
using fuzz::require;

struct Listing {
    SendTargetsExchange::Found found;
    bool failed = false;
};

Listing list(std::string_view text, std::size_t piece)
{
    Listing listing;
    TargetRecords records(1u << 20);
    const auto collect = [&] {
        auto part = records.take();
        std::ranges::move(part.targets, std::back_inserter(listing.found.targets));
        std::ranges::move(part.warnings, std::back_inserter(listing.found.warnings));
    };
    while (!text.empty() && !listing.failed) {
        listing.failed = !records.append(text.substr(0, piece));
        text.remove_prefix(std::min(piece, text.size()));
        collect();
    }
    if (!listing.failed)
        records.conclude();
    collect();
    return listing;
}

void checkTargets(std::string_view text, std::size_t piece)
{
    const Listing whole = list(text, text.size() + 1);
    const Listing pieces = list(text, piece);
    require(whole.failed == pieces.failed && whole.found.targets == pieces.found.targets &&
            whole.found.warnings == pieces.found.warnings);
    for (const DiscoveredTarget &target : whole.found.targets) {
        require(checkReceivedName(target.name).has_value() && isUtf8(target.name));
        require(target.canonicalName == isCanonicalName(target.name));
        for (const TargetAddress &address : target.addresses) {
            const std::string tag = address.portalGroupTag ? "," + std::to_string(*address.portalGroupTag) : "";
            const auto again = TargetAddress::parse(address.portal.text() + tag);
            require(again && *again == address);
        }
    }
    for (const std::string &warning : whole.found.warnings)
        require(isUtf8(warning) && warning.find('\n') == std::string::npos);
}

void checkValue(std::string_view value)
{
    if (const auto number = parseNumber(value))
        require(parseNumber(std::to_string(*number)).value() == *number);
    if (const auto bytes = parseBinary(value, 1024)) {
        require(!bytes->empty() && bytes->size() <= 1024);
        require(parseBinary(hexText(*bytes), 1024).value() == *bytes);
    }
    if (const auto boolean = parseBoolean(value))
        require(value == (*boolean ? "Yes" : "No"));
    if (const auto name = normalizeName(value))
        require(isCanonicalName(*name) && name->size() <= kMaxNameLength);
    std::size_t length = 0;
    for (const std::string_view part : splitList(value))
        length += part.size() + 1;
    require(length == value.size() + 1);
    require(isUtf8(repairUtf8(value)) && printable(value).size() <= 67);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::size_t piece = input.byte() + 1u;
    const std::string_view text = asText(input.rest());
    checkTargets(text, piece);
    checkValue(text);
    const auto items = splitText(text);
    if (!items)
        return 0;
    TextWriter writer;
    for (const TextItem &item : *items) {
        require(!item.key.empty() && item.key.size() <= kMaxKeyLength && item.key.find('=') == std::string_view::npos);
        checkValue(item.value);
        writer.add(item.key, item.value);
    }
    const auto again = splitText(writer.text());
    require(again && *again == *items);
    return 0;
}
