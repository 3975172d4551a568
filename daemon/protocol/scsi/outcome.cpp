// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/outcome.h"

#include <cerrno>

namespace portolan::protocol::scsi {

namespace {

using Kind = Outcome::Kind;

enum SamStatus : std::uint8_t {
    kGood = 0x00,
    kCheckCondition = 0x02,
    kConditionMet = 0x04,
    kBusy = 0x08,
    kReservationConflict = 0x18,
    kTaskSetFull = 0x28,
    kAcaActive = 0x30,
    kTaskAborted = 0x40,
};

Outcome failed(int error) { return {Kind::Failed, UnitAttention::Other, error}; }
Outcome retryNow(int error) { return {Kind::RetryNow, UnitAttention::Other, error}; }
Outcome retryLater(int error) { return {Kind::RetryLater, UnitAttention::Other, error}; }

/// Commands the block layer can do without.
bool isOptional(std::optional<Operation> operation)
{
    if (!operation)
        return false;
    switch (*operation) {
    case Operation::Unmap:
    case Operation::WriteSame10:
    case Operation::WriteSame16:
    case Operation::SynchronizeCache10:
    case Operation::SynchronizeCache16:
        return true;
    default:
        return false;
    }
}

Outcome notReady(const Sense &sense)
{
    constexpr std::uint8_t kLogicalUnitNotReady = 0x04;
    if (sense.asc != kLogicalUnitNotReady)
        return failed(EIO);
    switch (sense.ascq) {
    case 0x01: // becoming ready
    case 0x04: // format in progress
    case 0x05: // rebuild
    case 0x06: // recalculation
    case 0x07: // operation in progress
    case 0x08: // long write
    case 0x09: // self test
    case 0x0a: // asymmetric access state transition
    case 0x11: // notify required, becomes ready by itself
    case 0x14: // space allocation
    case 0x1a: // start/stop in progress
    case 0x1b: // sanitize
    case 0x1d: // configuration
    case 0x24: // depopulation
        return retryLater(EIO);
    default:
        return failed(EIO);
    }
}

Outcome mediumError(const Sense &sense)
{
    // Unrecovered read error, address mark or record not found: reading again gives the same.
    const bool final = sense.asc == 0x11 || sense.asc == 0x13 || sense.asc == 0x14;
    return final ? failed(ENODATA) : retryNow(EIO);
}

Outcome illegalRequest(const Sense &sense, std::optional<Operation> operation)
{
    if (sense.asc == 0x27) // write protected
        return failed(EROFS);
    const bool refused = sense.code() == 0x2000 || sense.code() == 0x2400; // operation code, or field in the CDB
    return failed(refused && isOptional(operation) ? EOPNOTSUPP : EREMOTEIO);
}

Outcome dataProtect(const Sense &sense)
{
    if (sense.code() == 0x2707) // space allocation failed, write protect
        return failed(ENOSPC);
    return failed(sense.asc == 0x27 ? EROFS : EIO);
}

Outcome checkCondition(const Sense &sense, std::optional<Operation> operation)
{
    if (sense.deferred) // about an earlier command; this one was not executed, SPC-4 §4.5.7
        return retryNow(EIO);
    switch (sense.key) {
    case SenseKey::NoSense:
    case SenseKey::RecoveredError:
    case SenseKey::Completed:
        return {};
    case SenseKey::NotReady:
        return notReady(sense);
    case SenseKey::MediumError:
        return mediumError(sense);
    case SenseKey::IllegalRequest:
        return illegalRequest(sense, operation);
    case SenseKey::UnitAttention:
        return {Kind::UnitAttention, unitAttentionOf(sense).value_or(UnitAttention::Other), EIO};
    case SenseKey::DataProtect:
        return dataProtect(sense);
    case SenseKey::AbortedCommand: // the iSCSI layer's own errors among them, §11.4.7.2
        return retryNow(EIO);
    case SenseKey::HardwareError:
    case SenseKey::BlankCheck:
    case SenseKey::CopyAborted:
    case SenseKey::VolumeOverflow:
    case SenseKey::Miscompare:
        return failed(EREMOTEIO);
    case SenseKey::VendorSpecific:
        return failed(EIO);
    }
    return failed(EIO);
}

Outcome answered(const TaskCompleted &completed, std::optional<Operation> operation)
{
    switch (completed.status) {
    case kGood:
    case kConditionMet:
        return {};
    case kCheckCondition: {
        const auto sense = Sense::parse(std::span(completed.sense).first(completed.senseLength));
        return sense ? checkCondition(*sense, operation) : failed(EIO);
    }
    case kBusy:
    case kTaskSetFull:
    case kAcaActive:
        return retryLater(EIO);
    case kReservationConflict:
        return failed(EBADE);
    case kTaskAborted:
        return retryNow(EIO);
    default:
        return failed(EIO);
    }
}

} // namespace

std::optional<UnitAttention> unitAttentionOf(const Sense &sense)
{
    if (sense.key != SenseKey::UnitAttention)
        return std::nullopt;
    switch (sense.code()) {
    case 0x2a09:
        return UnitAttention::CapacityChanged;
    case 0x2a01:
        return UnitAttention::ModeChanged;
    case 0x3f0e:
        return UnitAttention::LunsChanged;
    case 0x3f03:
        return UnitAttention::InquiryChanged;
    case 0x477f:
        return UnitAttention::CommandsCleared;
    case 0x3807:
        return UnitAttention::ThinThreshold;
    default:
        return sense.asc == 0x29 ? UnitAttention::Reset : UnitAttention::Other;
    }
}

Outcome classify(const TaskCompleted &completed, std::optional<Operation> operation)
{
    switch (completed.failure) {
    case TaskFailure::None:
        return answered(completed, operation);
    case TaskFailure::TargetFailure:
    case TaskFailure::ShortTransfer:
    case TaskFailure::Aborted:
        return retryNow(EIO);
    case TaskFailure::TimedOut:
        return retryNow(ETIMEDOUT);
    case TaskFailure::Rejected:
    case TaskFailure::ConnectionFailed:
        return failed(EIO);
    }
    return failed(EIO);
}

} // namespace portolan::protocol::scsi
