// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/protocol_bytes.h"

#include <QByteArray>

namespace portolan::test {

/// The TCP payloads of a capture with raw IPv4 packets (link type 101), one PDU each.
inline std::vector<Bytes> payloadsOf(const QByteArray &pcap)
{
    constexpr qsizetype kFileHeader = 24;
    constexpr qsizetype kRecordHeader = 16;
    std::vector<Bytes> payloads;
    const auto byteAt = [&](qsizetype at) { return std::size_t(static_cast<unsigned char>(pcap.at(at))); };
    for (qsizetype at = kFileHeader; at + kRecordHeader <= pcap.size();) {
        const auto length = qsizetype(byteAt(at + 8) | byteAt(at + 9) << 8);
        const qsizetype packet = at + kRecordHeader;
        const auto tcp = packet + qsizetype((byteAt(packet) & 0x0f) * 4);
        const auto payload = tcp + qsizetype((byteAt(tcp + 12) >> 4) * 4);
        at = packet + length;
        if (payload < at)
            payloads.push_back(bytesOf({pcap.constData() + payload, std::size_t(at - payload)}));
    }
    return payloads;
}

} // namespace portolan::test
