// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/login.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portolan::protocol {

/// An ISID of the random type (T = 10b), RFC 7143 §11.12.5.
/// \param random     24 bits of the caller's random source; the same ones give the same ISID again (§10.1.1)
/// \param qualifier  distinguishes the sessions of one initiator
[[nodiscard]] Isid isidFromRandom(std::array<std::byte, 3> random, std::uint16_t qualifier);

/// Whether the type bits are not the reserved ones and the reserved A bits are 0.
[[nodiscard]] bool isLegal(const Isid &isid);

/// "0x" and 12 hexadecimal digits, as in SCSI port names; and back.
[[nodiscard]] std::string textOf(const Isid &isid);
[[nodiscard]] std::optional<Isid> isidFromText(std::string_view text);

/// SCSI port names, §4.4.2.
[[nodiscard]] std::string initiatorPortName(std::string_view initiatorName, const Isid &isid);
[[nodiscard]] std::string targetPortName(std::string_view targetName, std::uint16_t portalGroupTag);

} // namespace portolan::protocol
