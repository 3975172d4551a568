// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/result/result.h"

namespace portolan {

std::string_view nameOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Internal:
        return "Internal";
    case ErrorCode::InvalidArgument:
        return "InvalidArgument";
    case ErrorCode::OptionNotSupported:
        return "OptionNotSupported";
    case ErrorCode::NotFound:
        return "NotFound";
    case ErrorCode::AlreadyExists:
        return "AlreadyExists";
    case ErrorCode::Busy:
        return "Busy";
    case ErrorCode::Cancelled:
        return "Cancelled";
    case ErrorCode::TimedOut:
        return "TimedOut";
    case ErrorCode::NotAuthorized:
        return "NotAuthorized";
    case ErrorCode::NotSupported:
        return "NotSupported";
    case ErrorCode::HostNotFound:
        return "HostNotFound";
    case ErrorCode::PortalUnreachable:
        return "PortalUnreachable";
    case ErrorCode::TransportFailed:
        return "TransportFailed";
    case ErrorCode::ProtocolViolation:
        return "ProtocolViolation";
    case ErrorCode::LoginRejected:
        return "LoginRejected";
    case ErrorCode::TargetRefusedName:
        return "TargetRefusedName";
    case ErrorCode::AuthRequired:
        return "AuthRequired";
    case ErrorCode::AuthenticationFailed:
        return "AuthenticationFailed";
    case ErrorCode::TargetAuthFailed:
        return "TargetAuthFailed";
    case ErrorCode::SecretMissing:
        return "SecretMissing";
    case ErrorCode::SecretTooShort:
        return "SecretTooShort";
    case ErrorCode::SecretTooLong:
        return "SecretTooLong";
    case ErrorCode::SecretSameBothWays:
        return "SecretSameBothWays";
    case ErrorCode::DeviceBusy:
        return "DeviceBusy";
    case ErrorCode::StoreFailed:
        return "StoreFailed";
    case ErrorCode::DatabaseDamaged:
        return "DatabaseDamaged";
    case ErrorCode::DatabaseTooNew:
        return "DatabaseTooNew";
    case ErrorCode::DatabaseReadOnly:
        return "DatabaseReadOnly";
    case ErrorCode::AlreadyRunning:
        return "AlreadyRunning";
    case ErrorCode::ServiceUnavailable:
        return "ServiceUnavailable";
    case ErrorCode::ForeignSession:
        return "ForeignSession";
    case ErrorCode::IsnsRefused:
        return "IsnsRefused";
    case ErrorCode::IsnsNotRegistered:
        return "IsnsNotRegistered";
    case ErrorCode::IsnsViolation:
        return "IsnsViolation";
    }
    return "Internal";
}

Error Error::within(std::string_view context) &&
{
    message.insert(0, std::string(context) + ": ");
    return std::move(*this);
}

} // namespace portolan
