// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/pdu_framer.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

namespace {

Bytes pduWithData(std::size_t size, std::byte padding = std::byte{0})
{
    Bytes bytes(kBhsSize);
    bytes[0] = std::byte{0x23};
    bytes[5] = std::byte(size >> 16);
    bytes[6] = std::byte(size >> 8);
    bytes[7] = std::byte(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(std::byte(i + 1));
    bytes.resize(bytes.size() + paddingOf(size), padding);
    return bytes;
}

/// Feeds as much as is wanted at a time; the outcome of the last piece.
Result<std::optional<PduFramer::Pdu>> feed(PduFramer &framer, std::span<const std::byte> bytes)
{
    for (;;) {
        const auto part = bytes.first(std::min(bytes.size(), framer.wanted()));
        bytes = bytes.subspan(part.size());
        auto pdu = framer.append(part);
        if (!pdu || *pdu || bytes.empty())
            return pdu;
    }
}

} // namespace

class TestPduFramer : public QObject {
    Q_OBJECT

private slots:
    void paddingIsLeftOut() // PDU-01: any padding, every remainder
    {
        for (std::size_t size = 0; size <= 9; ++size) {
            PduFramer framer;
            const auto pdu = feed(framer, pduWithData(size, std::byte{0xff}));
            QVERIFY(pdu && *pdu);
            QCOMPARE((*pdu)->data.size(), size);
            for (std::size_t i = 0; i < size; ++i)
                QCOMPARE((*pdu)->data[i], std::byte(i + 1));
        }
    }

    void everySplit() // PDU-12
    {
        Bytes stream = pduWithData(5);
        const Bytes second = pduWithData(0);
        stream.insert(stream.end(), second.begin(), second.end());
        for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
            PduFramer framer;
            int found = 0;
            for (std::span<const std::byte> half :
                 {std::span<const std::byte>(stream).first(cut), std::span<const std::byte>(stream).subspan(cut)})
                while (!half.empty()) {
                    const auto part = half.first(std::min(half.size(), framer.wanted()));
                    half = half.subspan(part.size());
                    const auto pdu = framer.append(part);
                    QVERIFY(pdu);
                    found += *pdu ? 1 : 0;
                }
            QCOMPARE(found, 2);
            QCOMPARE(framer.wanted(), kBhsSize);
        }
    }

    void wantsNoByteOfTheNextPdu()
    {
        PduFramer framer;
        const Bytes bytes = pduWithData(6);
        QCOMPARE(framer.wanted(), kBhsSize);
        QVERIFY(framer.append(std::span(bytes).first(kBhsSize)));
        QCOMPARE(framer.wanted(), std::size_t(8));
    }

    void refusesTooMuchData_data() // LGN-14, PDU-09
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("8191") << 8191 << true;
        QTest::newRow("8192") << 8192 << true;
        QTest::newRow("8193") << 8193 << false;
        QTest::newRow("2^24-1") << 0xffffff << false;
    }

    void refusesTooMuchData()
    {
        QFETCH(int, size);
        PduFramer framer;
        const Bytes header = [&] {
            Bytes bytes = pduWithData(0);
            bytes[5] = std::byte(size >> 16);
            bytes[6] = std::byte(size >> 8 & 0xff);
            bytes[7] = std::byte(size & 0xff);
            return bytes;
        }();
        const auto pdu = framer.append(header); // the header alone is enough to refuse
        QTEST(pdu.has_value(), "accepted");
        if (pdu)
            return;
        QCOMPARE(outcomeOf(pdu), QStringLiteral("ProtocolViolation"));
        QVERIFY(framer.wanted() > 0);
        QCOMPARE(outcomeOf(framer.append(Bytes(1))), QStringLiteral("ProtocolViolation"));
    }

    void limitCanChangeAfterLogin()
    {
        PduFramer framer;
        framer.setMaxData(16384);
        const auto pdu = feed(framer, pduWithData(10000));
        QVERIFY(pdu && *pdu);
        QCOMPARE((*pdu)->data.size(), std::size_t(10000));
    }

    void skipsAdditionalHeaders() // PDU-02: parse() refuses them; what matters here is to stay in step
    {
        Bytes bytes = pduWithData(4);
        bytes[4] = std::byte{255};
        bytes.insert(bytes.begin() + kBhsSize, 255 * 4, std::byte{0xaa});
        PduFramer framer;
        const auto pdu = feed(framer, bytes);
        QVERIFY(pdu && *pdu);
        QCOMPARE(toHex((*pdu)->data), QStringLiteral("01020304"));
        QCOMPARE(framer.wanted(), kBhsSize);
    }

    void moreThanWantedIsOurBug()
    {
        PduFramer framer;
        QCOMPARE(outcomeOf(framer.append(Bytes(49))), QStringLiteral("Internal"));
    }
};

QTEST_APPLESS_MAIN(TestPduFramer)
#include "tst_pdu_framer.moc"
