// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace portolan {

/// Why an operation failed. One value = one D-Bus error name (common/dbus/errors.h) = one user-visible sentence.
/// Append only: the names are part of the D-Bus interface.
enum class ErrorCode : std::uint8_t {
    Internal,           ///< A bug of ours; the message says where.
    InvalidArgument,    ///< The caller passed something malformed; retrying cannot help.
    OptionNotSupported, ///< An unknown key in an a{sv} options argument.
    NotFound,
    AlreadyExists,
    Busy, ///< Another operation holds this node or session.
    Cancelled,
    TimedOut,
    NotAuthorized,
    NotSupported,
    HostNotFound,         ///< The name does not resolve.
    PortalUnreachable,    ///< TCP: refused, no route, no answer; see Error::sysErrno.
    TransportFailed,      ///< An established connection broke; see Error::sysErrno.
    ProtocolViolation,    ///< The peer broke RFC 7143, or does not speak it.
    LoginRejected,        ///< See Error::loginStatus.
    TargetRefusedName,    ///< Status 0202h: this initiator name is not on the target's list.
    AuthRequired,         ///< The target asks for CHAP and no credentials are configured.
    AuthenticationFailed, ///< Status 0201h: the target did not accept our name or secret.
    TargetAuthFailed,     ///< The target could not prove that it knows its secret.
    SecretMissing,
    SecretTooShort,     ///< Below 12 bytes, RFC 7143 §9.2.1.
    SecretTooLong,      ///< Above 255 bytes.
    SecretSameBothWays, ///< RFC 7143 §9.2.1: the secrets of the two directions must differ.
    DeviceBusy,         ///< The disk is in use; the blockers are in the D-Bus error's details.
    StoreFailed,        ///< The database could not be read or written now.
    DatabaseDamaged,    ///< Integrity check failed; never overwritten.
    DatabaseTooNew,     ///< Written by a newer version.
    DatabaseReadOnly,
    AlreadyRunning,     ///< Another daemon owns the state directory or the bus name.
    ServiceUnavailable, ///< Client side: portoland is not on the bus.
    ForeignSession,     ///< Another program, or the firmware, made this session; it is not ours to change.
    IsnsRefused,        ///< An iSNS server does not tell its targets; see Error::loginStatus.
    IsnsNotRegistered,  ///< An iSNS server does not let this initiator register; see Error::loginStatus.
    IsnsViolation,      ///< The peer broke RFC 4171, or does not speak it.
};
inline constexpr ErrorCode kLastErrorCode = ErrorCode::IsnsViolation;

/// The enumerator's own name, e.g. "LoginRejected".
[[nodiscard]] std::string_view nameOf(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< English, for the log. Never contains a secret.
    /// Status-Class << 8 | Status-Detail, RFC 7143 §11.13.5; the status of RFC 4171 §5.4 with the codes of iSNS.
    std::uint16_t loginStatus = 0;
    int sysErrno = 0;

    /// Prefixes the message, outermost context first: "login to iqn.x: connect: refused".
    [[nodiscard]] Error within(std::string_view context) &&;
    friend bool operator==(const Error &, const Error &) = default;
};

/// A value or an Error. [[nodiscard]] on the class: ignoring any Result is a build error.
template <typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, int sysErrno = 0)
{
    return tl::unexpected<Error>(Error{code, std::move(message), 0, sysErrno});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Visitor from lambdas for std::visit.
template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>; // clang 14 has no aggregate CTAD

} // namespace portolan
