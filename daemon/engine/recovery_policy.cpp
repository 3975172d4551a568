// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/recovery_policy.h"

#include <algorithm>
#include <cmath>

namespace portolan::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds kFirst = 1s, kMost = 30s;
constexpr milliseconds kFirstRefused = 5min, kMostRefused = 30min;
constexpr int kQuickRefusals = 8;
constexpr double kJitter = 0.3;

milliseconds doubled(milliseconds first, milliseconds most, int times)
{
    milliseconds delay = first;
    for (int i = 0; i < times && delay < most; ++i)
        delay *= 2;
    return std::min(delay, most);
}

} // namespace

FailureClass classify(const Error &error, bool secretTested, bool hadSession)
{
    switch (error.loginStatus >> 8) { // Status-Class, RFC 7143 §11.13.5
    case 1:
        return FailureClass::Authoritative; // A redirection that cannot be followed.
    case 3:
        return FailureClass::Transient;
    default:
        break;
    }
    switch (error.code) {
    case ErrorCode::AuthenticationFailed:
        return secretTested ? FailureClass::Configuration : FailureClass::Authoritative;
    case ErrorCode::AuthRequired:
        return hadSession ? FailureClass::Authoritative : FailureClass::Configuration;
    case ErrorCode::SecretMissing:
    case ErrorCode::SecretTooShort:
    case ErrorCode::SecretTooLong:
    case ErrorCode::SecretSameBothWays:
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotSupported:
        return FailureClass::Configuration;
    case ErrorCode::LoginRejected:
    case ErrorCode::TargetRefusedName:
    case ErrorCode::TargetAuthFailed:
    case ErrorCode::ProtocolViolation:
        return FailureClass::Authoritative;
    default:
        return error.loginStatus != 0 ? FailureClass::Authoritative : FailureClass::Transient;
    }
}

std::optional<milliseconds> delayAfter(FailureClass failure, const FailureStreak &streak, double random)
{
    milliseconds delay{0};
    if (failure == FailureClass::Configuration)
        return std::nullopt;
    if (failure == FailureClass::Transient || (streak.hadSession && streak.refusals <= kQuickRefusals))
        delay = doubled(kFirst, kMost, streak.attempts - 1);
    else
        delay = doubled(kFirstRefused, kMostRefused, streak.refusals - 1 - (streak.hadSession ? kQuickRefusals : 0));
    const double part = 1.0 - kJitter * std::clamp(random, 0.0, 1.0);
    return milliseconds(std::llround(double(delay.count()) * part));
}

} // namespace portolan::engine
