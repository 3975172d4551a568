// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/async_message.h"
#include "daemon/protocol/pdu/data_in.h"
#include "daemon/protocol/pdu/data_out.h"
#include "daemon/protocol/pdu/login.h"
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/pdu_framer.h"
#include "daemon/protocol/pdu/ready_to_transfer.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/pdu/scsi_command.h"
#include "daemon/protocol/pdu/scsi_response.h"
#include "daemon/protocol/pdu/sense_view.h"
#include "daemon/protocol/pdu/snack.h"
#include "daemon/protocol/pdu/task_management.h"
#include "daemon/protocol/pdu/text.h"
#include "tests/unit/golden_capture.h"
#include "tests/unit/protocol_bytes.h"

#include <QFile>
#include <QtTest>
#include <map>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

namespace {

template <typename Pdu>
Result<Bhs> again(BhsView bhs)
{
    const auto pdu = Pdu::parse(bhs);
    if (!pdu)
        return fail(pdu.error());
    Bhs encoded;
    encoded.fill(std::byte{0xee}); // encode() must write every byte
    pdu->encode(encoded);
    return encoded;
}

Result<Bhs> decodeAndEncode(BhsView bhs)
{
    switch (opcodeOf(bhs)) {
    case Opcode::NopOut:
        return again<pdu::NopOut>(bhs);
    case Opcode::ScsiCommand:
        return again<pdu::ScsiCommand>(bhs);
    case Opcode::TaskManagementRequest:
        return again<pdu::TaskManagementRequest>(bhs);
    case Opcode::LoginRequest:
        return again<pdu::LoginRequest>(bhs);
    case Opcode::TextRequest:
        return again<pdu::TextRequest>(bhs);
    case Opcode::DataOut:
        return again<pdu::DataOut>(bhs);
    case Opcode::LogoutRequest:
        return again<pdu::LogoutRequest>(bhs);
    case Opcode::SnackRequest:
        return again<pdu::SnackRequest>(bhs);
    case Opcode::NopIn:
        return again<pdu::NopIn>(bhs);
    case Opcode::ScsiResponse:
        return again<pdu::ScsiResponse>(bhs);
    case Opcode::TaskManagementResponse:
        return again<pdu::TaskManagementResponse>(bhs);
    case Opcode::LoginResponse:
        return again<pdu::LoginResponse>(bhs);
    case Opcode::TextResponse:
        return again<pdu::TextResponse>(bhs);
    case Opcode::DataIn:
        return again<pdu::DataIn>(bhs);
    case Opcode::LogoutResponse:
        return again<pdu::LogoutResponse>(bhs);
    case Opcode::ReadyToTransfer:
        return again<pdu::ReadyToTransfer>(bhs);
    case Opcode::AsyncMessage:
        return again<pdu::AsyncMessage>(bhs);
    case Opcode::Reject:
        return again<pdu::Reject>(bhs);
    }
    return fail(ErrorCode::ProtocolViolation, "unknown opcode");
}

} // namespace

/// golden.pcap holds 22 PDUs that tshark decodes without complaint; each has distinct values in its fields. LGN-30.
class TestGoldenPdus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(PORTOLAN_GOLDEN_DIR "/golden.pcap"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        m_pdus = payloadsOf(file.readAll());
        QCOMPARE(m_pdus.size(), std::size_t(22));
    }

    void everyPduRoundTrips()
    {
        std::map<Opcode, int> counts;
        for (const Bytes &bytes : m_pdus) {
            const BhsView bhs(bytes.data(), kBhsSize);
            const auto encoded = decodeAndEncode(bhs);
            QVERIFY2(encoded, encoded ? "" : encoded.error().message.c_str());
            QCOMPARE(toHex(*encoded), toHex(bhs));
            ++counts[opcodeOf(bhs)];
        }
        QCOMPARE(counts.size(), std::size_t(18)); // every opcode of RFC 7143
    }

    void framerFindsTheSamePdus()
    {
        Bytes stream;
        for (const Bytes &bytes : m_pdus)
            stream.insert(stream.end(), bytes.begin(), bytes.end());
        for (const std::size_t segment : {1u, 7u, 48u, 4096u}) {
            PduFramer framer;
            std::size_t found = 0;
            for (std::span<const std::byte> rest(stream); !rest.empty();) {
                const auto part = rest.first(std::min({segment, rest.size(), framer.wanted()}));
                rest = rest.subspan(part.size());
                const auto pdu = framer.append(part);
                QVERIFY(pdu);
                if (!*pdu)
                    continue;
                QCOMPARE(toHex((*pdu)->bhs), toHex(std::span(m_pdus[found]).first(kBhsSize)));
                QCOMPARE((*pdu)->data.size(), dataSegmentLengthOf((*pdu)->bhs));
                ++found;
            }
            QCOMPARE(found, m_pdus.size());
        }
    }

    /// Typed from the capture's bytes with the offsets of RFC 7143 §11 beside them, not from the code.
    void fields()
    {
        const auto login = parsed<pdu::LoginRequest>(0);
        QVERIFY(login.transit && !login.incomplete);
        QVERIFY(login.currentStage == pdu::Stage::Operational && login.nextStage == pdu::Stage::FullFeature);
        QCOMPARE(toHex(login.isid), QStringLiteral("80123456789a"));
        QCOMPARE(login.tsih, std::uint16_t(0x1111));
        QCOMPARE(login.initiatorTaskTag, 0x22222222u);
        QCOMPARE(login.cid, std::uint16_t(0x3333));
        QCOMPARE(login.cmdSn, 0x44444444u);
        QCOMPARE(login.expStatSn, 0x55555555u);

        const auto response = parsed<pdu::LoginResponse>(1);
        QCOMPARE(response.statSn, 0x66666666u);
        QCOMPARE(response.expCmdSn, 0x44444444u);
        QCOMPARE(response.maxCmdSn, 0x44444464u);
        QCOMPARE(response.status, std::uint16_t(0));

        const auto nop = parsed<pdu::NopOut>(2);
        QVERIFY(nop.immediate);
        QCOMPARE(nop.lun.value, std::uint64_t(0x0005000000000000));
        QCOMPARE(nop.targetTransferTag, 0x0a0b0c0du);

        const auto command = parsed<pdu::ScsiCommand>(4);
        QVERIFY(command.final && !command.read && command.write && !command.immediate);
        QVERIFY(command.attribute == pdu::TaskAttribute::Simple);
        QCOMPARE(command.expectedDataTransferLength, 0x1000u);
        QCOMPARE(command.dataSegmentLength, 0x200u);
        QCOMPARE(toHex(command.cdb), QStringLiteral("2a000000000a00000800000000000000"));

        const auto r2t = parsed<pdu::ReadyToTransfer>(5);
        QCOMPARE(r2t.targetTransferTag, 0xabbaabbau);
        QCOMPARE(r2t.r2tSn, 7u);
        QCOMPARE(r2t.bufferOffset, 0x200u);
        QCOMPARE(r2t.desiredDataTransferLength, 0xe00u);

        const auto dataOut = parsed<pdu::DataOut>(6);
        QVERIFY(dataOut.final);
        QCOMPARE(dataOut.dataSn, 9u);
        QCOMPARE(dataOut.bufferOffset, 0x200u);

        const auto dataIn = parsed<pdu::DataIn>(9);
        QVERIFY(dataIn.final && dataIn.hasStatus && dataIn.underflow && !dataIn.overflow && !dataIn.acknowledge);
        QCOMPARE(dataIn.residual, 0x1ffu);
    }

    void moreFields()
    {
        const auto abort = parsed<pdu::TaskManagementRequest>(10);
        QVERIFY(abort.function == pdu::TaskFunction::AbortTask && abort.immediate);
        QCOMPARE(abort.referencedTaskTag, 0x11u);
        QCOMPARE(abort.refCmdSn, 0x21u);
        QCOMPARE(abort.expDataSn, 0x77u);
        QVERIFY(parsed<pdu::TaskManagementResponse>(11).response == pdu::TaskFunctionResponse::NotSupported);
        QVERIFY(parsed<pdu::TaskManagementRequest>(12).function == pdu::TaskFunction::TaskReassign);
        QVERIFY(parsed<pdu::TaskManagementResponse>(13).response == pdu::TaskFunctionResponse::TaskStillAllegiant);

        const auto textResponse = parsed<pdu::TextResponse>(15);
        QVERIFY(!textResponse.final && !textResponse.incomplete);
        QCOMPARE(textResponse.targetTransferTag, 0x12345678u);

        QVERIFY(parsed<pdu::SnackRequest>(16).type == pdu::SnackType::DataOrR2t);
        const auto dataAck = parsed<pdu::SnackRequest>(17);
        QVERIFY(dataAck.type == pdu::SnackType::DataAck);
        QCOMPARE(dataAck.targetTransferTag, 0xcafecafeu);
        QCOMPARE(dataAck.begRun, 4u);

        const auto async = parsed<pdu::AsyncMessage>(18);
        QVERIFY(async.event == pdu::AsyncEvent::ConnectionDrop);
        QCOMPARE(async.parameter1, std::uint16_t(0x0101));
        QCOMPARE(async.parameter2, std::uint16_t(0x0202));
        QCOMPARE(async.parameter3, std::uint16_t(0x0303));

        const auto reject = parsed<pdu::Reject>(19);
        QVERIFY(reject.reason == pdu::RejectReason::WaitingForLogout);
        QCOMPARE(reject.dataSn, 0x99u);
        const auto rejected = pdu::Reject::rejectedHeader(std::span(m_pdus[19]).subspan(kBhsSize));
        QVERIFY(rejected);
        QCOMPARE(toHex(*rejected), toHex(std::span(m_pdus[4]).first(kBhsSize)));

        const auto logout = parsed<pdu::LogoutRequest>(20);
        QVERIFY(logout.reason == pdu::LogoutReason::CloseConnection);
        QCOMPARE(logout.cid, std::uint16_t(0x3333));
        const auto loggedOut = parsed<pdu::LogoutResponse>(21);
        QVERIFY(loggedOut.response == pdu::LogoutOutcome::CleanupFailed);
        QCOMPARE(loggedOut.time2Wait, std::uint16_t(0x0a0a));
        QCOMPARE(loggedOut.time2Retain, std::uint16_t(0x0b0b));
    }

    void senseOfTheResponse()
    {
        const auto response = parsed<pdu::ScsiResponse>(7);
        QCOMPARE(response.status, std::uint8_t(2));
        QVERIFY(response.underflow && !response.overflow);
        QCOMPARE(response.expDataSn, 0x51u);
        QCOMPARE(response.residual, 0x61u);
        const auto view = pdu::SenseView::parse(std::span(m_pdus[7]).subspan(kBhsSize, response.dataSegmentLength));
        QVERIFY(view);
        QCOMPARE(view->sense.size(), std::size_t(18));
        QCOMPARE(std::to_integer<int>(view->sense[2]), 0x0b);
        QVERIFY(view->rest.empty());
    }

private:
    template <typename Pdu>
    Pdu parsed(std::size_t index) const
    {
        const auto pdu = Pdu::parse(BhsView(m_pdus.at(index).data(), kBhsSize));
        if (!pdu)
            qFatal("PDU %zu: %s", index, pdu.error().message.c_str());
        return *pdu;
    }

    std::vector<Bytes> m_pdus;
};

QTEST_APPLESS_MAIN(TestGoldenPdus)
#include "tst_golden_pdus.moc"
