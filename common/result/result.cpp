// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/result/result.h"

#include <array>

namespace portolan {

namespace {

struct Name {
    ErrorCode code;
    std::string_view name;
};

/// In the order of the codes.
constexpr std::array kNames{
    Name{ErrorCode::Internal, "Internal"},
    Name{ErrorCode::InvalidArgument, "InvalidArgument"},
    Name{ErrorCode::OptionNotSupported, "OptionNotSupported"},
    Name{ErrorCode::NotFound, "NotFound"},
    Name{ErrorCode::AlreadyExists, "AlreadyExists"},
    Name{ErrorCode::Busy, "Busy"},
    Name{ErrorCode::Cancelled, "Cancelled"},
    Name{ErrorCode::TimedOut, "TimedOut"},
    Name{ErrorCode::NotAuthorized, "NotAuthorized"},
    Name{ErrorCode::NotSupported, "NotSupported"},
    Name{ErrorCode::HostNotFound, "HostNotFound"},
    Name{ErrorCode::PortalUnreachable, "PortalUnreachable"},
    Name{ErrorCode::TransportFailed, "TransportFailed"},
    Name{ErrorCode::ProtocolViolation, "ProtocolViolation"},
    Name{ErrorCode::LoginRejected, "LoginRejected"},
    Name{ErrorCode::TargetRefusedName, "TargetRefusedName"},
    Name{ErrorCode::AuthRequired, "AuthRequired"},
    Name{ErrorCode::AuthenticationFailed, "AuthenticationFailed"},
    Name{ErrorCode::TargetAuthFailed, "TargetAuthFailed"},
    Name{ErrorCode::SecretMissing, "SecretMissing"},
    Name{ErrorCode::SecretTooShort, "SecretTooShort"},
    Name{ErrorCode::SecretTooLong, "SecretTooLong"},
    Name{ErrorCode::SecretSameBothWays, "SecretSameBothWays"},
    Name{ErrorCode::DeviceBusy, "DeviceBusy"},
    Name{ErrorCode::StoreFailed, "StoreFailed"},
    Name{ErrorCode::DatabaseDamaged, "DatabaseDamaged"},
    Name{ErrorCode::DatabaseTooNew, "DatabaseTooNew"},
    Name{ErrorCode::DatabaseReadOnly, "DatabaseReadOnly"},
    Name{ErrorCode::AlreadyRunning, "AlreadyRunning"},
    Name{ErrorCode::ServiceUnavailable, "ServiceUnavailable"},
    Name{ErrorCode::ForeignSession, "ForeignSession"},
    Name{ErrorCode::IsnsRefused, "IsnsRefused"},
    Name{ErrorCode::IsnsNotRegistered, "IsnsNotRegistered"},
    Name{ErrorCode::IsnsViolation, "IsnsViolation"},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (std::size_t(kNames.at(i).code) != i)
            return false;
    }
    return kNames.size() == std::size_t(kLastErrorCode) + 1;
}
static_assert(inOrder());

} // namespace

std::string_view nameOf(ErrorCode code)
{
    const auto at = std::size_t(code);
    return at < kNames.size() ? kNames.at(at).name : "Internal";
}

Error Error::within(std::string_view context) &&
{
    message.insert(0, std::string(context) + ": ");
    return std::move(*this);
}

} // namespace portolan
