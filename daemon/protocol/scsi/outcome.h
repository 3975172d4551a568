// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/scsi/cdb.h"
#include "daemon/protocol/scsi/sense.h"
#include "daemon/protocol/session/session_machine.h"

#include <optional>

namespace portolan::protocol::scsi {

/// What a unit attention tells, SPC-4 §5.14. Each is followed by issuing the command again.
enum class UnitAttention : std::uint8_t {
    CapacityChanged, ///< 2A/09: read the capacity again.
    LunsChanged,     ///< 3F/0E: REPORT LUNS again.
    InquiryChanged,  ///< 3F/03: identify the unit again.
    ModeChanged,     ///< 2A/01: cache mode or write protection may differ.
    Reset,           ///< 29/xx: power on, reset or I_T nexus loss; reservations may be gone.
    CommandsCleared, ///< 47/7F, CMD-15: the iSCSI layer of the target cleared commands.
    ThinThreshold,   ///< 38/07: the pool behind a thin unit runs short.
    Other,
};

/// What to do with a command that ended.
struct Outcome {
    enum class Kind : std::uint8_t {
        Success,
        RetryNow,      ///< As a new command, a bounded number of times (CMD-08).
        RetryLater,    ///< The same after a pause: the target is busy or becoming ready.
        UnitAttention, ///< See `attention`; then RetryNow.
        Failed,        ///< With `error`.
    };
    Kind kind = Kind::Success;
    UnitAttention attention = UnitAttention::Other;
    int error = 0; ///< errno: why it failed, or what to report when retries are used up. 0 on success.

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

/// \param operation  of the command that ended. Refusing an optional one (UNMAP, WRITE SAME, SYNCHRONIZE CACHE) is
///                   EOPNOTSUPP, so that the block layer stops to ask; refusing READ is EREMOTEIO.
[[nodiscard]] Outcome classify(const TaskCompleted &completed, std::optional<Operation> operation = std::nullopt);

/// The unit attention in sense data, also that of an Async Message, §11.9.1; nothing if it is none.
[[nodiscard]] std::optional<UnitAttention> unitAttentionOf(const Sense &sense);

} // namespace portolan::protocol::scsi
