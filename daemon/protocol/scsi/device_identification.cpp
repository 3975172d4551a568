// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/device_identification.h"

#include "daemon/protocol/scsi/inquiry.h"
#include "daemon/protocol/scsi/vital_product_data.h"

#include <algorithm>

namespace portolan::protocol::scsi {

namespace {

std::string hexText(std::string_view prefix, std::span<const std::byte> bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(prefix);
    for (const std::byte b : bytes) {
        text.push_back(kDigits[std::to_integer<std::size_t>(b >> 4)]);
        text.push_back(kDigits[std::to_integer<std::size_t>(b & std::byte{15})]);
    }
    return text;
}

int naaRank(const Designator &designator)
{
    switch (std::to_integer<int>(designator.value.front() >> 4)) {
    case 6:
        return designator.value.size() == 16 ? 8 : 0;
    case 5:
        return designator.value.size() == 8 ? 5 : 0;
    case 2:
        return designator.value.size() == 8 ? 4 : 0;
    case 3:
        return designator.value.size() == 8 ? 1 : 0;
    default:
        return 0;
    }
}

/// How good a name of the logical unit this is; 0 = none.
int rank(const Designator &designator)
{
    if (designator.association != Designator::Association::LogicalUnit || designator.value.empty())
        return 0;
    switch (designator.type) {
    case Designator::Type::ScsiName:
        return 9;
    case Designator::Type::Naa:
        return naaRank(designator);
    case Designator::Type::Eui64:
        return designator.value.size() == 16   ? 7
               : designator.value.size() == 12 ? 6
               : designator.value.size() == 8  ? 3
                                               : 0;
    case Designator::Type::T10Vendor:
        return designator.value.size() > 8 ? 2 : 0;
    default:
        return 0;
    }
}

} // namespace

std::string Designator::text() const
{
    switch (type) {
    case Type::Naa:
        return hexText("naa.", value);
    case Type::Eui64:
        return hexText("eui.", value);
    case Type::T10Vendor:
        return "t10." + fieldText(value);
    case Type::ScsiName:
        return fieldText(value);
    default:
        return {};
    }
}

std::string DeviceIdentification::worldWideName() const
{
    const auto best = std::ranges::max_element(designators, {}, rank);
    return best == designators.end() || rank(*best) == 0 ? std::string() : best->text();
}

Result<DeviceIdentification> DeviceIdentification::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    constexpr std::size_t kHeader = 4;
    DeviceIdentification result;
    for (auto rest = *payload; !rest.empty();) {
        if (rest.size() < kHeader)
            return fail(ErrorCode::ProtocolViolation, "designation descriptor is cut off");
        const auto length = std::to_integer<std::size_t>(rest[3]);
        if (length > rest.size() - kHeader)
            return fail(ErrorCode::ProtocolViolation, "designation descriptor reaches behind its page");
        const auto kind = std::to_integer<std::uint8_t>(rest[1]);
        const auto value = rest.subspan(kHeader, length);
        result.designators.push_back({Designator::Association(kind >> 4 & 3), Designator::Type(kind & 15),
                                      std::vector<std::byte>(value.begin(), value.end())});
        rest = rest.subspan(kHeader + length);
    }
    return result;
}

} // namespace portolan::protocol::scsi
