// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/additional_header.h"
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/crc32c.h"
#include "daemon/protocol/pdu/data_in.h"
#include "daemon/protocol/pdu/data_out.h"
#include "daemon/protocol/pdu/login.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/ready_to_transfer.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/pdu/scsi_command.h"
#include "daemon/protocol/pdu/scsi_response.h"
#include "daemon/protocol/pdu/sense_view.h"
#include "daemon/protocol/pdu/snack.h"
#include "daemon/protocol/pdu/task_management.h"
#include "daemon/protocol/pdu/text.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>
#include <random>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

namespace {

QString parseOutcome(BhsView bhs)
{
    switch (opcodeOf(bhs)) {
    case Opcode::NopOut:
        return outcomeOf(pdu::NopOut::parse(bhs));
    case Opcode::ScsiCommand:
        return outcomeOf(pdu::ScsiCommand::parse(bhs));
    case Opcode::TaskManagementRequest:
        return outcomeOf(pdu::TaskManagementRequest::parse(bhs));
    case Opcode::LoginRequest:
        return outcomeOf(pdu::LoginRequest::parse(bhs));
    case Opcode::TextRequest:
        return outcomeOf(pdu::TextRequest::parse(bhs));
    case Opcode::DataOut:
        return outcomeOf(pdu::DataOut::parse(bhs));
    case Opcode::LogoutRequest:
        return outcomeOf(pdu::LogoutRequest::parse(bhs));
    case Opcode::SnackRequest:
        return outcomeOf(pdu::SnackRequest::parse(bhs));
    case Opcode::NopIn:
        return outcomeOf(pdu::NopIn::parse(bhs));
    case Opcode::ScsiResponse:
        return outcomeOf(pdu::ScsiResponse::parse(bhs));
    case Opcode::TaskManagementResponse:
        return outcomeOf(pdu::TaskManagementResponse::parse(bhs));
    case Opcode::LoginResponse:
        return outcomeOf(pdu::LoginResponse::parse(bhs));
    case Opcode::TextResponse:
        return outcomeOf(pdu::TextResponse::parse(bhs));
    case Opcode::DataIn:
        return outcomeOf(pdu::DataIn::parse(bhs));
    case Opcode::LogoutResponse:
        return outcomeOf(pdu::LogoutResponse::parse(bhs));
    case Opcode::ReadyToTransfer:
        return outcomeOf(pdu::ReadyToTransfer::parse(bhs));
    case Opcode::AsyncMessage:
        return outcomeOf(pdu::AsyncMessage::parse(bhs));
    case Opcode::Reject:
        return outcomeOf(pdu::Reject::parse(bhs));
    }
    return QStringLiteral("unknown opcode");
}

/// Whatever is accepted means the same after a round trip: reserved bits and fields play no part (PDU-10).
template <typename Pdu>
int acceptedOfRandom(Opcode opcode, std::mt19937 &random)
{
    int accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        Bhs bhs;
        for (std::byte &byte : bhs)
            byte = std::byte(random());
        bhs[0] = std::byte(unsigned(opcode) | (random() & 0xc0));
        if (i % 2 == 0) { // enough of them must be acceptable
            bhs[4] = std::byte{0};
            bhs[1] &= std::byte{0x85};
        }
        const auto first = Pdu::parse(bhs);
        if (!first)
            continue;
        ++accepted;
        Bhs canonical;
        canonical.fill(std::byte{0xee});
        first->encode(canonical);
        const auto second = Pdu::parse(canonical);
        if (!second || !(*second == *first))
            qFatal("opcode %02x does not survive a round trip: %s", unsigned(opcode), qPrintable(toHex(bhs)));
    }
    return accepted;
}

} // namespace

class TestPdu : public QObject {
    Q_OBJECT

private slots:
    void refusals_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *header, bool accepted) {
            QTest::newRow(name) << QString::fromLatin1(header)
                                << (accepted ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        };
        row("NOP-Out answer", "40800000 00000000 00050000 00000000 ffffffff 0a0b0c0d", true);
        row("NOP-Out without tag and I", "00800000 00000000 00050000 00000000 ffffffff 0a0b0c0d", false);
        row("NOP-04 both tags valid", "20800000 00000000 00050000 00000000 00000001 0a0b0c0d", false);
        row("NOP-04 data without a ping", "20800000 00000004 00000000 00000000 ffffffff 0a0b0c0d", false);
        row("NOP-In echo", "20800000 00000004 00000000 00000000 00000001 ffffffff", true);
        row("PDU-14 NOP-In without F", "20000000 00000000 00000000 00000000 ffffffff 0a0b0c0d", true);

        row("command, read", "01c10000 00000000 00000000 00000000 00000001 00000200", true);
        row("command, attribute 4", "01c40000 00000000 00000000 00000000 00000001 00000200", true);
        row("command, attribute 5", "01c50000 00000000 00000000 00000000 00000001 00000200", false);
        row("command, attribute 7", "01c70000 00000000 00000000 00000000 00000001 00000200", false);
        row("command, W=F=0", "01410000 00000000 00000000 00000000 00000001 00000200", false);
        row("command, no direction but EDTL", "01810000 00000000 00000000 00000000 00000001 00000200", false);
        row("command, no direction but data", "01810000 00000004 00000000 00000000 00000001 00000000", false);
        row("command, all data but not F", "01210000 00000200 00000000 00000000 00000001 00000200", false);
        row("command, more data to come", "01210000 00000100 00000000 00000000 00000001 00000200", true);
        row("PDU-04 command with the reserved tag", "01c10000 00000000 00000000 00000000 ffffffff 00000200", false);
        row("PDU-07 bidirectional without AHS", "01e10000 00000000 00000000 00000000 00000001 00000200", false);
        row("PDU-07 bidirectional with AHS", "01e10000 02000000 00000000 00000000 00000001 00000200", true);

        row("response", "21800002 00000000 00000000 00000000 00000001", true);
        row("response, target failure", "21800100 00000000 00000000 00000000 00000001", true);
        row("response code 2", "21800200 00000000 00000000 00000000 00000001", false);
        row("response code 7f", "21807f00 00000000 00000000 00000000 00000001", false);
        row("response code 80", "21808000 00000000 00000000 00000000 00000001", true);
        row("response, O and U", "21860000 00000000 00000000 00000000 00000001", false);
        row("response, o and u", "21980000 00000000 00000000 00000000 00000001", false);
        row("response, O and U of no completion", "21860100 00000000 00000000 00000000 00000001", true);
        row("PDU-02 response with AHS", "21800000 01000000 00000000 00000000 00000001", false);

        row("task management, function 0", "02800000 00000000 00000000 00000000 00000001", false);
        row("task management, function 12", "028c0000 00000000 00000000 00000000 00000001", true);
        row("task management, function 13", "028d0000 00000000 00000000 00000000 00000001", false);
        row("TASK REASSIGN not immediate", "02880000 00000000 00000000 00000000 00000001", false);
        row("task management with data", "02810000 00000004 00000000 00000000 00000001", false);
        row("task response 7", "22800700 00000000 00000000 00000000 00000001", true);
        row("task response 8", "22800800 00000000 00000000 00000000 00000001", false);
        row("task response 254", "2280fe00 00000000 00000000 00000000 00000001", false);
        row("task response 255", "2280ff00 00000000 00000000 00000000 00000001", true);
        row("PDU-14 task response without F", "22000000 00000000 00000000 00000000 00000001", true);
        row("PDU-11 task response with data", "22800000 00000001 00000000 00000000 00000001", false);
    }

    void refusals() { checkRow(); }

    void refusalsOfNegotiation_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *header, bool accepted) {
            QTest::newRow(name) << QString::fromLatin1(header)
                                << (accepted ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        };
        row("login request", "43870000", true);
        row("login request not immediate", "03870000", false);
        row("LGN-08 CSG 0 NSG 1", "23810000", true);
        row("LGN-08 CSG 0 NSG 3", "23830000", true);
        row("LGN-08 CSG 0 NSG 0", "23800000", false);
        row("LGN-08 CSG 0 NSG 2", "23820000", false);
        row("LGN-08 CSG 1 NSG 3", "23870000", true);
        row("LGN-08 CSG 1 NSG 1", "23850000", false);
        row("LGN-08 CSG 1 NSG 0", "23840000", false);
        row("LGN-08 CSG 2", "23080000", false);
        row("LGN-08 CSG 3", "230c0000", false);
        row("NSG means nothing without T", "23020000", true);
        row("LGN-12 T and C", "23c10000", false);
        row("C alone", "23400000", true);
        row("stages of a refusal",
            "238c0000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 02010000", true);

        row("text request", "04800000", true);
        row("text request, F and C", "04c00000", false);
        row("text response", "24800000 00000000 00000000 00000000 00000001 ffffffff", true);
        row("DIS-06 F=1 with a tag", "24800000 00000000 00000000 00000000 00000001 00000007", true);
        row("DIS-06 F=0 without a tag", "24000000 00000000 00000000 00000000 00000001 ffffffff", false);
        row("text response, F and C", "24c00000 00000000 00000000 00000000 00000001 00000007", false);
        row("text response, C", "24400000 00000000 00000000 00000000 00000001 00000007", true);

        row("logout, reason 2", "06820000", true);
        row("logout, reason 3", "06830000", false);
        row("logout with data", "06800000 00000004", false);
        row("logout response 3", "26800300", true);
        row("logout response 4", "26800400", false);
        row("PDU-11 logout response with data", "26800000 00000004", false);
    }

    void refusalsOfNegotiation() { checkRow(); }

    void refusalsOfData_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *header, bool accepted) {
            QTest::newRow(name) << QString::fromLatin1(header)
                                << (accepted ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        };
        row("Data-In of length 0", "25000000", true);
        row("Data-In, S without F", "25010000", false);
        row("Data-In, S with F", "25810000", true);
        row("Data-In, O and U", "25870000", false);
        row("Data-In, O and U without S", "25060000", true);
        row("Data-In, CONDITION MET", "25810004", true);
        row("Data-In, CHECK CONDITION", "25810002", false);
        row("Data-In, BUSY", "25810008", false);
        row("Data-In, status without S", "25800002", true);

        row("R2T",
            "31800000 00000000 00000000 00000000 00000001 00000001 00000000 00000000 00000000 00000000 00000000 "
            "00000001",
            true);
        row("PDU-14 R2T without F",
            "31000000 00000000 00000000 00000000 00000001 00000001 00000000 00000000 00000000 00000000 00000000 "
            "00000001",
            true);
        row("R2T for nothing",
            "31800000 00000000 00000000 00000000 00000001 00000001 00000000 00000000 00000000 00000000 00000000 "
            "00000000",
            false);
        row("R2T with the reserved tag",
            "31800000 00000000 00000000 00000000 00000001 ffffffff 00000000 00000000 00000000 00000000 00000000 "
            "00000001",
            false);
        row("PDU-11 R2T with data",
            "31800000 00000004 00000000 00000000 00000001 00000001 00000000 00000000 00000000 00000000 00000000 "
            "00000001",
            false);
        row("PDU-02 R2T with AHS",
            "31800000 01000000 00000000 00000000 00000001 00000001 00000000 00000000 00000000 00000000 00000000 "
            "00000001",
            false);

        row("SNACK type 3", "10830000", true);
        row("SNACK type 4", "10840000", false);
        row("SNACK with data", "10810000 00000004", false);
    }

    void refusalsOfData() { checkRow(); }

    void asyncEvents() // ASY-08
    {
        for (unsigned event = 0; event < 256; ++event) {
            Bhs bhs{};
            bhs[0] = std::byte{0x32};
            bhs[36] = std::byte(event);
            QCOMPARE(pdu::AsyncMessage::parse(bhs).has_value(), event <= 5 || event >= 248);
        }
    }

    void rejectReasons() // REJ-11: none is an error of the PDU, and only four let the original be sent again
    {
        int resendable = 0;
        for (unsigned reason = 0; reason < 256; ++reason) {
            Bhs bhs{};
            bhs[0] = std::byte{0x3f};
            bhs[2] = std::byte(reason);
            const auto reject = pdu::Reject::parse(bhs);
            QVERIFY(reject);
            QCOMPARE(unsigned(reject->reason), reason);
            resendable += pdu::mayResend(reject->reason) ? 1 : 0;
        }
        QCOMPARE(resendable, 4);
        QVERIFY(pdu::mayResend(pdu::RejectReason(0x06)) && !pdu::mayResend(pdu::RejectReason(0x04)));
    }

    void rejectedHeaderIsBounded() // REJ-01
    {
        for (const std::size_t size : {0u, 1u, 47u})
            QVERIFY(!pdu::Reject::rejectedHeader(Bytes(size)));
        for (const std::size_t size : {48u, 52u, 200u})
            QVERIFY(pdu::Reject::rejectedHeader(Bytes(size)));
    }

    void wrongOpcode() // LGN-02, PDU-03
    {
        for (unsigned opcode = 0; opcode < 64; ++opcode) {
            Bhs bhs{};
            bhs[0] = std::byte(opcode);
            bhs[1] = std::byte{0x81};
            QCOMPARE(pdu::LoginResponse::parse(bhs).has_value(), opcode == 0x23);
            QCOMPARE(pdu::TaskManagementResponse::parse(bhs).has_value(), opcode == 0x22);
        }
    }

    void noResponseHasAdditionalHeaders() // PDU-02
    {
        for (const unsigned opcode : {0x20u, 0x21u, 0x22u, 0x23u, 0x24u, 0x25u, 0x26u, 0x31u, 0x32u, 0x3fu})
            for (unsigned words = 1; words < 256; ++words) {
                Bhs bhs{};
                bhs[0] = std::byte(opcode);
                bhs[4] = std::byte(words);
                bhs[47] = std::byte{1};
                bhs[23] = std::byte{1};
                if (opcode == 0x20)
                    std::fill(bhs.begin() + 16, bhs.begin() + 20, std::byte{0xff});
                QCOMPARE(parseOutcome(bhs), QStringLiteral("ProtocolViolation"));
                bhs[4] = std::byte{0};
                QCOMPARE(parseOutcome(bhs), QStringLiteral("ok"));
            }
    }

    void randomHeaders() // PDU-10
    {
        std::mt19937 random(7143); // fixed: a failure must come back
        QVERIFY(acceptedOfRandom<pdu::NopOut>(Opcode::NopOut, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::ScsiCommand>(Opcode::ScsiCommand, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::TextRequest>(Opcode::TextRequest, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::LoginRequest>(Opcode::LoginRequest, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::DataOut>(Opcode::DataOut, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::ScsiResponse>(Opcode::ScsiResponse, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::LoginResponse>(Opcode::LoginResponse, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::TextResponse>(Opcode::TextResponse, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::DataIn>(Opcode::DataIn, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::AsyncMessage>(Opcode::AsyncMessage, random) > 100);
        QVERIFY(acceptedOfRandom<pdu::Reject>(Opcode::Reject, random) > 100);
    }

    void senseLengths() // ASY-01, CMD-07: SenseLength never points behind the segment
    {
        QVERIFY(pdu::SenseView::parse({}));
        QVERIFY(!pdu::SenseView::parse(fromHex("00")));
        QVERIFY(pdu::SenseView::parse(fromHex("0000")));
        QVERIFY(!pdu::SenseView::parse(fromHex("0001")));
        QVERIFY(!pdu::SenseView::parse(fromHex("ffff 70")));
        const Bytes data = fromHex("0002 7000 aabb");
        const auto view = pdu::SenseView::parse(data);
        QVERIFY(view);
        QCOMPARE(toHex(view->sense), QStringLiteral("7000"));
        QCOMPARE(toHex(view->rest), QStringLiteral("aabb"));
    }

    void extendedCdb() // PDU-06: a 32-byte CDB continues with 16 bytes, AHSLength 17
    {
        const Bytes rest(16, std::byte{0x5a});
        const pdu::AdditionalHeaders headers{rest, {}};
        QCOMPARE(headers.size(), std::size_t(20));
        Bytes encoded(headers.size());
        headers.encode(encoded);
        QCOMPARE(toHex(std::span(encoded).first(4)), QStringLiteral("00110100"));
        const auto parsed = pdu::AdditionalHeaders::parse(encoded);
        QVERIFY(parsed);
        QCOMPARE(toHex(parsed->extendedCdb), toHex(rest));
        QVERIFY(!parsed->bidirectionalReadLength);
    }

    void bothAdditionalHeaders() // PDU-07
    {
        const Bytes rest(5, std::byte{0x5a}); // odd: padded to 8
        const pdu::AdditionalHeaders headers{rest, 0x01020304};
        Bytes encoded(headers.size());
        headers.encode(encoded);
        QCOMPARE(toHex(encoded), QStringLiteral("000601005a5a5a5a5a0000000005020001020304"));
        const auto parsed = pdu::AdditionalHeaders::parse(encoded);
        QVERIFY(parsed);
        QCOMPARE(*parsed->bidirectionalReadLength, 0x01020304u);
        QCOMPARE(parsed->extendedCdb.size(), std::size_t(5));
    }

    void badAdditionalHeaders_data()
    {
        QTest::addColumn<QString>("bytes");
        QTest::newRow("length 0") << QStringLiteral("00000100");
        QTest::newRow("behind the segment") << QStringLiteral("000a0100 5a5a5a5a");
        QTest::newRow("huge") << QStringLiteral("ffff0100 5a5a5a5a");
        QTest::newRow("cut off") << QStringLiteral("0011");
        QTest::newRow("reserved type") << QStringLiteral("00050300 00000000");
        QTest::newRow("read length of 3 bytes") << QStringLiteral("00040200 00000000");
        QTest::newRow("read length twice") << QStringLiteral("00050200 00000000 00050200 00000000");
        QTest::newRow("empty extended CDB") << QStringLiteral("00010100");
    }

    void badAdditionalHeaders()
    {
        QFETCH(QString, bytes);
        const Bytes ahs = fromHex(bytes.toStdString());
        QCOMPARE(outcomeOf(pdu::AdditionalHeaders::parse(ahs)), QStringLiteral("ProtocolViolation"));
    }

    void crcVectors_data() // DIG-01
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("wire");
        QTest::newRow("32 x 00") << QString(64, QLatin1Char('0')) << QStringLiteral("aa36918a");
        QTest::newRow("32 x ff") << QString(64, QLatin1Char('f')) << QStringLiteral("43aba862");
        QTest::newRow("ascending") << QStringLiteral("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
                                   << QStringLiteral("4e79dd46");
        QTest::newRow("descending") << QStringLiteral(
                                           "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100")
                                    << QStringLiteral("5cdb3f11");
        QTest::newRow("Read PDU") << QStringLiteral(
                                         "01c00000 00000000 00000000 00000000 14000000 00000400 00000014 00000018"
                                         "28000000 00000000 02000000 00000000")
                                  << QStringLiteral("563a96d9");
        QTest::newRow("digits") << QStringLiteral("313233343536373839") << QStringLiteral("839206e3");
    }

    void crcVectors()
    {
        QFETCH(QString, input);
        const Bytes bytes = fromHex(input.toStdString());
        pdu::Crc32c whole;
        whole.update(bytes);
        QTEST(toHex(whole.wire()), "wire");
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) { // in two pieces, cut anywhere
            pdu::Crc32c pieces;
            pieces.update(std::span(bytes).first(cut));
            pieces.update(std::span(bytes).subspan(cut));
            QCOMPARE(pieces.value(), whole.value());
        }
        Bytes withDigest = bytes;
        const auto wire = whole.wire();
        withDigest.insert(withDigest.end(), wire.begin(), wire.end());
        QCOMPARE(pdu::Crc32c::of(withDigest), 0x48674bc7u);
        QVERIFY(whole.matches(wire));
        auto flipped = wire;
        flipped[3] ^= std::byte{1};
        QVERIFY(!whole.matches(flipped));
    }

    void crcAgreesWithBitwise() // DIG-01
    {
        std::mt19937 random(3385);
        for (int round = 0; round < 2000; ++round) {
            Bytes bytes(random() % 100);
            std::uint32_t expected = 0xffffffff;
            for (std::byte &byte : bytes) {
                byte = std::byte(random());
                expected ^= std::to_integer<std::uint32_t>(byte);
                for (int bit = 0; bit < 8; ++bit)
                    expected = (expected >> 1) ^ ((expected & 1) != 0 ? 0x82f63b78u : 0u);
            }
            QCOMPARE(pdu::Crc32c::of(bytes), ~expected);
        }
    }

    void serialNumbers() // RFC 1982
    {
        QVERIFY(serialLess(0, 1) && !serialLess(1, 0) && !serialLess(5, 5));
        QVERIFY(serialLess(0xffffffff, 0) && !serialLess(0, 0xffffffff));
        QVERIFY(serialLess(0x7fffffff, 0x80000000) && serialLess(0x80000001, 0));
    }

private:
    static void checkRow()
    {
        QFETCH(QString, header);
        QTEST(parseOutcome(bhsFromHex(header.toStdString())), "expected");
    }
};

QTEST_APPLESS_MAIN(TestPdu)
#include "tst_pdu.moc"
