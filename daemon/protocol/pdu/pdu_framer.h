// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <optional>
#include <vector>

namespace portolan::protocol {

/// Cuts a byte stream into PDUs during login and discovery. Without digests: RFC 7143 §13.1 turns them on after login
/// only, and discovery never negotiates them.
///
/// The reader asks wanted() and reads no further. So after the last Login Response not one byte of Full Feature Phase
/// has left the socket, and the socket can be handed to a data plane.
class PduFramer {
public:
    struct Pdu {
        Bhs bhs{};
        std::vector<std::byte> data; ///< Without padding.
    };

    /// \param maxData  the MaxRecvDataSegmentLength we declared, bytes; 8192 during login, §13.12.
    explicit PduFramer(std::size_t maxData = 8192)
        : m_maxData(maxData)
    {}
    void setMaxData(std::size_t maxData) { m_maxData = maxData; }

    [[nodiscard]] std::size_t wanted() const; ///< Bytes missing from the PDU in progress, never 0.
    /// \param bytes  at most wanted() of them
    /// \return the PDU these bytes completed, if any; ProtocolViolation if it is too long, and ever after. Additional
    ///         headers are skipped: the PDU's parse() refuses them, as its header still counts them.
    Result<std::optional<Pdu>> append(std::span<const std::byte> bytes);

private:
    [[nodiscard]] std::size_t total() const;

    std::size_t m_maxData;
    std::vector<std::byte> m_bytes;
    bool m_failed = false;
};

} // namespace portolan::protocol
