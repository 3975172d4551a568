// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/send_targets.h"
#include "tests/unit/protocol_bytes.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kFinal = 0x80;
constexpr unsigned kContinues = 0x40;
constexpr std::uint32_t kNoTag = 0xffffffff;

/// The target's side of a discovery session, with bytes at the offsets of RFC 7143 §11. NUL is written '|'.
class DiscoveryTarget {
public:
    explicit DiscoveryTarget(SendTargetsExchange::Config config = {{1, 100, 1, 32}})
        : m_exchange(config)
    {
        m_exchange.start(now);
        drain();
    }

    struct Sent {
        Bhs bhs{};
        std::string text;
        [[nodiscard]] std::uint32_t word(std::size_t at) const
        {
            std::uint32_t value = 0;
            for (std::size_t i = 0; i < 4; ++i)
                value = value << 8 | std::to_integer<std::uint32_t>(bhs[at + i]);
            return value;
        }
    };

    void answer(unsigned flags, std::string text, std::uint32_t tag = kNoTag)
    {
        std::ranges::replace(text, '|', '\0');
        Bhs bhs{};
        bhs[0] = std::byte{0x24};
        bhs[1] = std::byte(flags);
        put(bhs, 4, std::uint32_t(text.size()));
        put(bhs, 8, lun);
        put(bhs, 16, itt);
        put(bhs, 20, tag);
        put(bhs, 24, statSn++);
        feed(bhs, bytesOf(text));
    }

    void feed(const Bhs &bhs, const Bytes &data = {})
    {
        m_exchange.handlePdu(bhs, data, now);
        drain();
    }

    static void put(Bhs &bhs, std::size_t at, std::uint32_t value)
    {
        for (std::size_t i = 0; i < 4; ++i)
            bhs[at + i] = std::byte(value >> (24 - 8 * i) & 0xff);
    }

    void loggedOut()
    {
        Bhs bhs{};
        bhs[0] = std::byte{0x26};
        bhs[1] = std::byte{0x80};
        put(bhs, 16, sent.back().word(16));
        feed(bhs);
    }

    void drain()
    {
        while (auto output = m_exchange.poll())
            std::visit(Overloaded{
                           [this](const SendTargetsExchange::Send &pdu) {
                               Sent one{pdu.bhs,
                                        std::string(reinterpret_cast<const char *>(pdu.data.data()), pdu.data.size())};
                               std::ranges::replace(one.text, '\0', '|');
                               sent.push_back(one);
                           },
                           [this](const SendTargetsExchange::Found &part) {
                               targets.insert(targets.end(), part.targets.begin(), part.targets.end());
                               warnings.insert(warnings.end(), part.warnings.begin(), part.warnings.end());
                           },
                           [this](const SendTargetsExchange::Finished &) {
                               ++endings;
                               finished = true;
                           },
                           [this](const SendTargetsExchange::Failed &failed) {
                               ++endings;
                               error = failed.error;
                           },
                       },
                       *output);
    }

    /// "name address,tag address,tag; name ..." or the error.
    [[nodiscard]] QString found() const
    {
        QStringList all;
        for (const DiscoveredTarget &target : targets) {
            QString one = QString::fromStdString(target.name);
            for (const TargetAddress &address : target.addresses)
                one +=
                    QLatin1Char(' ') + QString::fromStdString(address.portal.text()) +
                    (address.portalGroupTag ? QLatin1Char(',') + QString::number(*address.portalGroupTag) : QString());
            all << one;
        }
        return error ? codeOf(*error) : all.join(QStringLiteral("; "));
    }

    [[nodiscard]] bool loggingOut() const { return std::to_integer<unsigned>(sent.back().bhs[0]) == 0x46; }
    [[nodiscard]] SendTargetsExchange &exchange() { return m_exchange; }

    Instant now{};
    std::uint32_t statSn = 100, itt = 1, lun = 0;
    std::vector<Sent> sent;
    std::vector<DiscoveredTarget> targets;
    std::vector<std::string> warnings;
    bool finished = false;
    std::optional<Error> error;
    int endings = 0;

private:
    SendTargetsExchange m_exchange;
};

constexpr const char *kTwo =
    "TargetName=iqn.2026-01.example:a|TargetAddress=10.0.0.1:3260,1|TargetAddress=[2001:db8::1]:3260,2|"
    "TargetName=iqn.2026-01.example:b|TargetAddress=10.0.0.2:3261,1|";
const QString kTwoFound =
    QStringLiteral("iqn.2026-01.example:a 10.0.0.1:3260,1 [2001:db8::1]:3260,2; iqn.2026-01.example:b 10.0.0.2:3261,1");

} // namespace

/// Discovery by SendTargets, RFC 7143 Appendix C.
class TestSendTargets : public QObject {
    Q_OBJECT

private slots:
    void request() // DIS-01, DIS-03
    {
        const DiscoveryTarget target;
        QCOMPARE(target.sent.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(target.sent[0].text), QStringLiteral("SendTargets=All|"));
        QCOMPARE(toHex(target.sent[0].bhs), QStringLiteral("44800000000000100000000000000000"
                                                           "00000001ffffffff0000000100000064"
                                                           "00000000000000000000000000000000"));
    }

    void inOneAnswer() // DIS-02
    {
        DiscoveryTarget target;
        target.answer(kFinal, kTwo);
        QCOMPARE(target.found(), kTwoFound);
        QVERIFY(target.warnings.empty());
        QCOMPARE(target.sent.size(), std::size_t(2));
        QCOMPARE(toHex(target.sent[1].bhs), QStringLiteral("46800000000000000000000000000000"
                                                           "00000002000000000000000100000065"
                                                           "00000000000000000000000000000000"));
        QVERIFY(!target.finished);
        target.loggedOut();
        QVERIFY(target.finished);
        QVERIFY(!target.exchange().deadline());
    }

    void noTargets() // DIS-09
    {
        DiscoveryTarget target;
        target.answer(kFinal, "");
        target.loggedOut();
        QVERIFY(target.finished && target.targets.empty() && target.warnings.empty());
    }

    void everySplit_data()
    {
        QTest::addColumn<int>("flags");
        QTest::newRow("DIS-04 F=0") << 0;
        QTest::newRow("DIS-05 C=1") << int(kContinues);
    }

    void everySplit()
    {
        QFETCH(int, flags);
        const std::string text = kTwo;
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            DiscoveryTarget target;
            target.lun = 0x00050000; // DIS-04: copied, whatever it is
            target.answer(unsigned(flags), text.substr(0, cut), 0x12345678);
            const auto &next = target.sent.back();
            QVERIFY(next.text.empty());
            QCOMPARE(toHex(next.bhs), QStringLiteral("44800000000000000005000000000000"
                                                     "00000001123456780000000100000065"
                                                     "00000000000000000000000000000000"));
            target.answer(kFinal, text.substr(cut));
            QCOMPARE(target.found(), kTwoFound);
        }
    }

    void byteByByte() // DIS-04
    {
        DiscoveryTarget target;
        const std::string text = kTwo;
        for (std::size_t i = 0; i < text.size(); ++i)
            target.answer(i + 1 == text.size() ? kFinal : 0, text.substr(i, 1),
                          i + 1 == text.size() ? kNoTag : std::uint32_t(i));
        QCOMPARE(target.found(), kTwoFound);
    }

    void recordsArriveEarly() // complete ones only
    {
        DiscoveryTarget target;
        target.answer(0, "TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetName=iqn.b|", 1);
        QCOMPARE(target.found(), QStringLiteral("iqn.a 10.0.0.1:3260,1"));
        target.answer(0, "TargetAddress=10.0.0.2,1|", 2);
        QCOMPARE(target.targets.size(), std::size_t(1));
        target.answer(kFinal, "");
        QCOMPARE(target.found(), QStringLiteral("iqn.a 10.0.0.1:3260,1; iqn.b 10.0.0.2:3260,1"));
    }

    void flags_data() // DIS-06
    {
        QTest::addColumn<int>("flags");
        QTest::addColumn<quint32>("tag");
        QTest::addColumn<QString>("expected");
        QTest::newRow("F=1 with a tag") << int(kFinal) << 7u << kTwoFound;
        QTest::newRow("F=0 without one") << 0 << kNoTag << QStringLiteral("ProtocolViolation");
        QTest::newRow("F=1 C=1") << int(kFinal | kContinues) << 7u << QStringLiteral("ProtocolViolation");
    }

    void flags()
    {
        QFETCH(int, flags);
        QFETCH(quint32, tag);
        DiscoveryTarget target;
        target.answer(unsigned(flags), kTwo, tag);
        QTEST(target.found(), "expected");
        if (!target.error)
            QVERIFY(target.loggingOut());
    }

    void contents_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("warnings");
        const auto row = [](const char *name, const QString &text, const char *expected, int warnings) {
            QTest::newRow(name) << text << QString::fromLatin1(expected) << warnings;
        };
        const auto latin = [](const char *text) { return QString::fromLatin1(text); };
        row("DIS-08 no address", latin("TargetName=iqn.a|TargetName=iqn.b|"), "iqn.a; iqn.b", 0);
        row("DIS-12 address first", latin("TargetAddress=10.0.0.1,1|TargetName=iqn.a|"), "ProtocolViolation", 0);
        row("DIS-12 name twice",
            latin("TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetName=iqn.a|TargetAddress=10.0.0.2,1|"),
            "iqn.a 10.0.0.1:3260,1; iqn.a 10.0.0.2:3260,1", 0);
        row("DIS-12 record twice",
            latin("TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetName=iqn.a|TargetAddress=10.0.0.1:3260,1|"),
            "iqn.a 10.0.0.1:3260,1", 0);
        row("DIS-12 portal twice", latin("TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetAddress=10.0.0.1:3260,1|"),
            "iqn.a 10.0.0.1:3260,1", 0);
        row("name twice without address", latin("TargetName=iqn.a|TargetName=iqn.a|"), "iqn.a", 0);
        row("two groups of one portal", latin("TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetAddress=10.0.0.1,2|"),
            "iqn.a 10.0.0.1:3260,1 10.0.0.1:3260,2", 0);
        row("bad address left out", latin("TargetName=iqn.a|TargetAddress=10.0.0.1:0,1|TargetAddress=10.0.0.1,1|"),
            "iqn.a 10.0.0.1:3260,1", 1);
        row("LGN-22 tag -1", latin("TargetName=iqn.a|TargetAddress=10.0.0.1,-1|TargetName=iqn.b|"), "iqn.b", 2);
        row("no good address", latin("TargetName=iqn.a|TargetAddress=x y,1|TargetName=iqn.b|TargetAddress=10.0.0.2,1|"),
            "iqn.b 10.0.0.2:3260,1", 2);
        row("KEY-06 no tag", latin("TargetName=iqn.a|TargetAddress=10.0.0.1|"), "iqn.a 10.0.0.1:3260", 1);
        row("DIS-11 link-local", latin("TargetName=iqn.a|TargetAddress=[fe80::1]:3260,1|TargetAddress=10.0.0.1,1|"),
            "iqn.a [fe80::1]:3260,1 10.0.0.1:3260,1", 0);
        row("NAM-02 223 bytes", latin("TargetName=iqn.") + QString(219, QLatin1Char('a')) + latin("|"),
            qPrintable(latin("iqn.") + QString(219, QLatin1Char('a'))), 0);
        row("NAM-02 224 bytes",
            latin("TargetName=iqn.") + QString(220, QLatin1Char('a')) +
                latin("|TargetAddress=10.0.0.1,1|TargetName=iqn.b|"),
            "iqn.b", 1);
        row("empty name", latin("TargetName=|TargetAddress=10.0.0.1,1|TargetName=iqn.b|"), "iqn.b", 1);
        row("control character in the name", latin("TargetName=a\x1b[31m|TargetName=iqn.b|"), "iqn.b", 1);
        row("DIS-07 standard key", latin("TargetName=iqn.a|MaxRecvDataSegmentLength=512|"), "ProtocolViolation", 0);
        row("DIS-07 vendor key", latin("TargetName=iqn.a|X-com.example.a=1|TargetAddress=10.0.0.1,1|"),
            "iqn.a 10.0.0.1:3260,1", 1);
        row("alias", latin("TargetName=iqn.a|TargetAlias=disk|"), "iqn.a", 1);
        row("no =", latin("TargetName=iqn.a|TargetAddress|"), "ProtocolViolation", 0);
        row("cut off", latin("TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetName=iqn.b"), "iqn.a 10.0.0.1:3260,1", 1);
        row("padding counted in", latin("TargetName=iqn.a||||"), "iqn.a", 0);
    }

    void contents()
    {
        QFETCH(QString, text);
        QFETCH(int, warnings);
        DiscoveryTarget target;
        target.answer(kFinal, text.toStdString());
        QTEST(target.found(), "expected");
        QCOMPARE(int(target.warnings.size()), warnings);
    }

    void namesAreKeptByteForByte() // NAM-11
    {
        DiscoveryTarget target;
        target.answer(kFinal, "TargetName=iqn.2001-04.com.example:Disk_1|TargetName=iqn.2001-04.com.example:disk1|");
        QCOMPARE(target.targets.size(), std::size_t(2));
        QCOMPARE(target.targets[0].name, std::string("iqn.2001-04.com.example:Disk_1"));
        QVERIFY(!target.targets[0].canonicalName);
        QVERIFY(target.targets[1].canonicalName);
    }

    void errorKeepsWhatWasComplete()
    {
        DiscoveryTarget target;
        target.answer(kFinal, "TargetName=iqn.a|TargetAddress=10.0.0.1,1|TargetName=iqn.b|nonsense|");
        QCOMPARE(target.targets.size(), std::size_t(1));
        QVERIFY(target.error);
    }

    void pings() // DIS-02, DIS-17, NOP-01, NOP-02
    {
        DiscoveryTarget target;
        Bhs nop = bhsFromHex("20800000 00000000 00050000 00000000 ffffffff 0a0b0c0d 00000064");
        target.feed(nop);
        QCOMPARE(target.sent.size(), std::size_t(2));
        QCOMPARE(toHex(target.sent[1].bhs), QStringLiteral("40800000000000000005000000000000"
                                                           "ffffffff0a0b0c0d0000000100000064"
                                                           "00000000000000000000000000000000"));
        std::fill(nop.begin() + 20, nop.begin() + 24, std::byte{0xff}); // no answer wanted
        target.feed(nop);
        QCOMPARE(target.sent.size(), std::size_t(2));
        target.answer(kFinal, kTwo);
        QCOMPARE(target.found(), kTwoFound);
    }

    /// NOP-09, DIS-02: the time of the exchange is its only measure of a target that is silent.
    void silenceIsNotPinged()
    {
        for (const bool loggingOut : {false, true}) {
            DiscoveryTarget target;
            if (loggingOut)
                target.answer(kFinal, kTwo);
            const auto before = target.sent.size();
            for (auto time = 0ms; time <= 30s; time += 500ms) {
                QCOMPARE(target.endings, 0);
                QCOMPARE(*target.exchange().deadline(), Instant{} + 30s);
                target.exchange().handleTimeout(Instant{} + time);
                target.drain();
                QCOMPARE(target.sent.size(), before);
            }
            QCOMPARE(target.endings, 1);
        }
    }

    void otherPdus_data() // DIS-16, DIS-17
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("whileListing");
        const auto row = [](const char *name, const char *header, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(header) << QString::fromLatin1(expected);
        };
        row("echo of no ping", "20800000 00000000 00000000 00000000 00000005 ffffffff", "ProtocolViolation");
        row("reject", "3f800400", "ProtocolViolation");
        row("login response", "23870000", "ProtocolViolation");
        row("SCSI response", "21800000", "ProtocolViolation");
        row("unknown opcode", "2f800000", "ProtocolViolation");
        row("logout response", "26800000 00000000 00000000 00000000 00000002", "ProtocolViolation");
        row("async 0", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 00000000", "");
        row("async 1", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 01000000",
            "TransportFailed");
        row("async 2", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 02000000",
            "TransportFailed");
        row("async 3", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 03000000",
            "TransportFailed");
        row("async 4", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 04000000", "");
        row("async of a vendor",
            "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 ff000000", "");
        row("async 6", "32800000 00000000 00000000 00000000 ffffffff 00000000 00000064 00000000 00000000 06000000",
            "ProtocolViolation");
    }

    void otherPdus()
    {
        QFETCH(QString, header);
        const Bhs bhs = bhsFromHex(header.toStdString());
        DiscoveryTarget listing;
        listing.feed(bhs);
        QTEST(listing.found(), "whileListing");
        DiscoveryTarget done; // with the list complete nothing can fail any more
        done.answer(kFinal, kTwo);
        done.feed(bhs);
        QCOMPARE(done.found(), kTwoFound);
    }

    void otherTask()
    {
        DiscoveryTarget target;
        target.itt = 9;
        target.answer(kFinal, kTwo);
        QCOMPARE(target.found(), QStringLiteral("ProtocolViolation"));
    }

    void timeout()
    {
        DiscoveryTarget target;
        QCOMPARE(*target.exchange().deadline(), Instant{} + 30s);
        target.exchange().handleTimeout(Instant{} + 29999ms);
        target.drain();
        QCOMPARE(target.endings, 0);
        target.now += 20s;
        target.answer(0, "TargetName=iqn.a|", 1);
        target.now += 10s; // the whole exchange counts, not the last answer
        target.answer(kFinal, "");
        QCOMPARE(target.found(), QStringLiteral("TimedOut"));
        QCOMPARE(target.endings, 1);
    }

    void closedWhileListing()
    {
        DiscoveryTarget target;
        target.exchange().handleFailure({ErrorCode::TransportFailed, "closed", 0, 0});
        target.drain();
        QCOMPARE(target.found(), QStringLiteral("TransportFailed"));
        target.answer(kFinal, kTwo);
        target.exchange().handleFailure({ErrorCode::TransportFailed, "again", 0, 0});
        target.drain();
        QCOMPARE(target.endings, 1);
    }

    void closedInsteadOfLogoutResponse()
    {
        DiscoveryTarget target;
        target.answer(kFinal, kTwo);
        target.exchange().handleFailure({ErrorCode::TransportFailed, "closed", 0, 0});
        target.drain();
        QVERIFY(target.finished && !target.error);
        DiscoveryTarget silent;
        silent.answer(kFinal, kTwo);
        silent.exchange().handleTimeout(Instant{} + 30s);
        silent.drain();
        QVERIFY(silent.finished && !silent.error);
    }

    void endlessEmptyAnswers()
    {
        DiscoveryTarget target;
        for (int i = 0; i < 64; ++i) {
            target.answer(0, "", 1);
            QCOMPARE(target.endings, 0);
        }
        target.answer(0, "", 1);
        QCOMPARE(target.found(), QStringLiteral("ProtocolViolation"));
    }

    void boundedText() // TXT-04
    {
        SendTargetsExchange::Config config;
        config.maxText = 100000;
        DiscoveryTarget target(config);
        const std::string piece(8192, 'x'); // one key without an end
        int answers = 0;
        while (target.endings == 0 && answers < 20) {
            target.answer(kContinues, piece, 1);
            ++answers;
        }
        QCOMPARE(answers, 13); // 12 * 8192 <= 100000
        QCOMPARE(target.found(), QStringLiteral("ProtocolViolation"));
    }

    void boundedWarnings()
    {
        DiscoveryTarget target;
        for (int i = 0; i < 50; ++i)
            target.answer(0, "TargetName=|TargetName=|TargetName=|TargetName=|", 1);
        target.answer(kFinal, "");
        QCOMPARE(target.warnings.size(), std::size_t(101));
    }

    void tenThousandTargets() // DIS-15
    {
        std::string text;
        for (int i = 0; i < 10000; ++i) {
            text += "TargetName=iqn.2026-01.com.example.storage:target-" + std::to_string(i) + "|";
            for (int portal = 1; portal <= 4; ++portal)
                text += "TargetAddress=10.0." + std::to_string(portal) + ".1:3260," + std::to_string(portal) + "|";
        }
        DiscoveryTarget target;
        QElapsedTimer timer;
        timer.start();
        for (std::size_t at = 0; at < text.size(); at += 8192) {
            const bool last = at + 8192 >= text.size();
            target.answer(last ? kFinal : 0, text.substr(at, 8192), last ? kNoTag : 1);
        }
        const auto elapsed = timer.elapsed();
        QCOMPARE(target.targets.size(), std::size_t(10000));
        QVERIFY(target.warnings.empty());
        QCOMPARE(target.targets[9999].addresses.size(), std::size_t(4));
        QVERIFY2(elapsed < 10000,
                 qPrintable(QString::number(elapsed))); // seconds with sanitizers; quadratic would be minutes
    }

    void nothingBeforeStart()
    {
        SendTargetsExchange exchange({});
        exchange.handlePdu(bhsFromHex("24800000"), {}, Instant{});
        exchange.handleTimeout(Instant{} + 1h);
        QVERIFY(!exchange.poll() && !exchange.deadline());
    }
};

QTEST_APPLESS_MAIN(TestSendTargets)
#include "tst_send_targets.moc"
