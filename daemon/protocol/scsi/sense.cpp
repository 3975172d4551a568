// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/sense.h"

namespace portolan::protocol::scsi {

std::string_view nameOf(SenseKey key)
{
    switch (key) {
    case SenseKey::NoSense:
        return "NO SENSE";
    case SenseKey::RecoveredError:
        return "RECOVERED ERROR";
    case SenseKey::NotReady:
        return "NOT READY";
    case SenseKey::MediumError:
        return "MEDIUM ERROR";
    case SenseKey::HardwareError:
        return "HARDWARE ERROR";
    case SenseKey::IllegalRequest:
        return "ILLEGAL REQUEST";
    case SenseKey::UnitAttention:
        return "UNIT ATTENTION";
    case SenseKey::DataProtect:
        return "DATA PROTECT";
    case SenseKey::BlankCheck:
        return "BLANK CHECK";
    case SenseKey::VendorSpecific:
        return "VENDOR SPECIFIC";
    case SenseKey::CopyAborted:
        return "COPY ABORTED";
    case SenseKey::AbortedCommand:
        return "ABORTED COMMAND";
    case SenseKey::VolumeOverflow:
        return "VOLUME OVERFLOW";
    case SenseKey::Miscompare:
        return "MISCOMPARE";
    case SenseKey::Completed:
        return "COMPLETED";
    }
    return "RESERVED";
}

std::optional<Sense> Sense::parse(std::span<const std::byte> data)
{
    const auto at = [&](std::size_t i) {
        return i < data.size() ? std::to_integer<std::uint8_t>(data[i]) : std::uint8_t(0);
    };
    const std::uint8_t format = at(0) & 0x7f;
    Sense sense;
    sense.deferred = (format & 1) != 0;
    if ((format == 0x70 || format == 0x71) && data.size() >= 3) {
        sense.key = SenseKey(at(2) & 0x0f);
        sense.asc = at(12);
        sense.ascq = at(13);
        return sense;
    }
    if ((format == 0x72 || format == 0x73) && data.size() >= 2) {
        sense.key = SenseKey(at(1) & 0x0f);
        sense.asc = at(2);
        sense.ascq = at(3);
        return sense;
    }
    return std::nullopt;
}

} // namespace portolan::protocol::scsi
