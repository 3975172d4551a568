// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <tl/expected.hpp>

class QDBusMessage;

namespace portolan::udisks {

/// Why UDisks2, or our own caution, did not do what was asked for.
enum class Problem : std::uint8_t {
    NotInstalled, ///< Nobody has the name on the bus, and nobody can be started.
    NotAnswering,
    Gone,          ///< The disk is not there (any more).
    NotAuthorized, ///< polkit says no.
    NeedsPassword, ///< polkit would ask for one, and there is no dialog, or none is wanted yet.
    Dismissed,     ///< The person closed the password dialog.
    Busy,          ///< Something uses the disk.
    Mounted,       ///< It is mounted already.
    NotMounted,
    NotSupported, ///< The file system or its tools are missing here.
    ReadOnly,
    TooSmall,
    NotEmpty, ///< Something is on the disk, and its name was not typed.
    Changed,  ///< The disk is not what was shown.
    Cancelled,
    Damaged, ///< The file system has errors that nobody mends without a question.
    Failed,  ///< Anything else; the detail says what.
};

struct Failure {
    Problem problem = Problem::Failed;
    QString detail; ///< In UDisks2's own words; may be empty. Not from us: show it as plain text.
    friend bool operator==(const Failure &, const Failure &) = default;
};

template <typename T = void>
class [[nodiscard]] Outcome : public tl::expected<T, Failure> {
public:
    using tl::expected<T, Failure>::expected;
};

[[nodiscard]] inline tl::unexpected<Failure> failed(Problem problem, const QString &detail = {})
{
    return tl::unexpected<Failure>(Failure{problem, detail});
}

[[nodiscard]] Failure failureOf(const QDBusMessage &reply);
/// What happened, to which disk: "“/dev/sdb” is in use." Translated.
[[nodiscard]] QString sentenceOf(const Failure &failure, const QString &disk);
/// What can be done about it. Translated; never empty but for Cancelled.
[[nodiscard]] QString cureOf(const Failure &failure);

} // namespace portolan::udisks
