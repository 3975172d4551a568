// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/login_status.h"

#include "daemon/protocol/discovery/send_targets.h"
#include "daemon/protocol/text/text_items.h"
#include "daemon/protocol/text/text_values.h"

#include <algorithm>
#include <array>

namespace portolan::protocol {

namespace {

struct StatusRow {
    std::uint16_t status;
    ErrorCode code;
    std::string_view sentence;
};

/// §11.13.5.
constexpr std::array kStatusRows{
    StatusRow{0x0200, ErrorCode::LoginRejected,
              "the target refused the login because of an error it found on our side"},
    StatusRow{0x0201, ErrorCode::AuthenticationFailed, "the target did not accept the CHAP name or secret"},
    StatusRow{0x0202, ErrorCode::TargetRefusedName, "the target does not allow this initiator name"},
    StatusRow{0x0203, ErrorCode::NotFound, "the target does not exist at this portal"},
    StatusRow{0x0204, ErrorCode::LoginRejected, "the target was removed and left no address to go to"},
    StatusRow{0x0205, ErrorCode::LoginRejected, "the target does not support this version of iSCSI"},
    StatusRow{0x0206, ErrorCode::LoginRejected, "the session has too many connections for the target"},
    StatusRow{0x0207, ErrorCode::LoginRejected, "the target misses a parameter in our login"},
    StatusRow{0x0208, ErrorCode::LoginRejected, "the target cannot include this connection in the session"},
    StatusRow{0x0209, ErrorCode::LoginRejected, "the target does not support this type of session"},
    StatusRow{0x020a, ErrorCode::LoginRejected, "the session does not exist at the target any more"},
    StatusRow{0x020b, ErrorCode::LoginRejected, "the target found a request invalid during login"},
    StatusRow{0x0300, ErrorCode::LoginRejected, "the target reports an error of its own"},
    StatusRow{0x0301, ErrorCode::LoginRejected, "the target's service is not available now"},
    StatusRow{0x0302, ErrorCode::LoginRejected, "the target is out of resources"},
};

constexpr std::uint16_t kAuthenticationFailure = 0x0201;

std::string_view sentenceOfClass(std::uint16_t status)
{
    switch (StatusClass(status >> 8)) {
    case StatusClass::InitiatorError:
        return "the target refused the login because of an error it found on our side";
    case StatusClass::TargetError:
        return "the target reports an error of its own";
    case StatusClass::Success:
    case StatusClass::Redirection:
        break;
    }
    return "the target answered with a status that RFC 7143 does not have";
}

std::string inDigits(std::uint16_t status)
{
    const std::array bytes{std::byte(status >> 8), std::byte(status & 0xff)};
    return " (login status " + hexText(bytes).substr(2) + ")";
}

} // namespace

Error errorOf(std::uint16_t status, bool withCredentials)
{
    if (status == kAuthenticationFailure && !withCredentials)
        return {ErrorCode::AuthRequired,
                "the target demands authentication, and no CHAP credentials are configured" + inDigits(status), status,
                0};
    const auto *const row = std::ranges::find(kStatusRows, status, &StatusRow::status);
    if (row != kStatusRows.end())
        return {row->code, std::string(row->sentence) + inDigits(status), status, 0};
    return {ErrorCode::LoginRejected, std::string(sentenceOfClass(status)) + inDigits(status), status, 0};
}

Result<std::vector<std::string>> redirectAddresses(std::uint16_t status, std::string_view text)
{
    const auto refuse = [status](std::string reason) {
        return fail(Error{ErrorCode::LoginRejected,
                          "the target redirects the login, but " + std::move(reason) + inDigits(status), status, 0});
    };
    const auto items = splitText(text);
    if (!items)
        return refuse("its answer is not readable: " + items.error().message);
    std::vector<std::string> addresses;
    std::string problem = "names no address";
    for (const TextItem &item : *items) {
        if (item.key != "TargetAddress") // whatever else it sends, our own names stay (LGN-33)
            continue;
        const auto address = TargetAddress::parse(item.value);
        if (address && !address->portalGroupTag)
            addresses.emplace_back(item.value);
        else
            problem = address ? "to an address with a portal group tag"
                              : "to an address that is not usable: " + address.error().message;
    }
    if (addresses.empty())
        return refuse(std::move(problem));
    return addresses;
}

} // namespace portolan::protocol
