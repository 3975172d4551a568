// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/login/login_negotiation.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace portolan::protocol {

/// RFC 7143 §12.1.3: challenges and responses have at most 1024 bytes.
inline constexpr std::size_t kMaxChapBinary = 1024;
/// §9.2.1: 96 bits, below which a secret is guessed too fast without IPsec.
inline constexpr std::size_t kMinSecret = 12;
inline constexpr std::size_t kMaxSecret = 255;

/// Bytes of a response.
[[nodiscard]] std::size_t digestSize(ChapAlgorithm algorithm);

/// H(identifier, secret, challenge), RFC 1994 §4.1.
/// \return NotSupported when libcrypto does not offer the hash, as MD5 in FIPS mode
Result<std::vector<std::byte>> chapResponse(ChapAlgorithm algorithm, std::uint8_t identifier,
                                            std::span<const std::byte> secret, std::span<const std::byte> challenge);

} // namespace portolan::protocol
