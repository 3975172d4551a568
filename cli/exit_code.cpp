// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_code.h"

namespace portolan::cli {

namespace {

/// RFC 7143 §11.13.5: the authentication failure; all other refusals are one exit code.
constexpr std::uint16_t kStatusAuthenticationFailure = 0x0201;

} // namespace

ExitCode exitCodeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::OptionNotSupported:
    case ErrorCode::AlreadyExists:
    case ErrorCode::SecretTooShort:
    case ErrorCode::SecretTooLong:
    case ErrorCode::SecretSameBothWays:
        return ExitCode::Usage;
    case ErrorCode::NotFound:
        return ExitCode::NotFound;
    case ErrorCode::NotAuthorized:
        return ExitCode::NotAuthorized;
    case ErrorCode::TimedOut:
    case ErrorCode::HostNotFound:
    case ErrorCode::PortalUnreachable:
    case ErrorCode::TransportFailed:
        return ExitCode::Unreachable;
    case ErrorCode::LoginRejected:
        return error.loginStatus == kStatusAuthenticationFailure ? ExitCode::Authentication : ExitCode::Refused;
    case ErrorCode::TargetRefusedName:
    case ErrorCode::IsnsRefused:
    case ErrorCode::IsnsNotRegistered:
        return ExitCode::Refused;
    case ErrorCode::AuthRequired:
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::TargetAuthFailed:
    case ErrorCode::SecretMissing:
        return ExitCode::Authentication;
    case ErrorCode::Busy:
    case ErrorCode::DeviceBusy:
    case ErrorCode::ForeignSession:
        return ExitCode::Busy;
    case ErrorCode::ServiceUnavailable:
        return ExitCode::Unavailable;
    case ErrorCode::Cancelled:
        return ExitCode::Cancelled;
    case ErrorCode::Internal:
    case ErrorCode::NotSupported:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::IsnsViolation:
    case ErrorCode::StoreFailed:
    case ErrorCode::DatabaseDamaged:
    case ErrorCode::DatabaseTooNew:
    case ErrorCode::DatabaseReadOnly:
    case ErrorCode::AlreadyRunning:
        return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

} // namespace portolan::cli
