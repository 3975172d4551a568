// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/send_targets.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

/// `host[:port][,tpgt]`, RFC 7143 §13.8. KEY-06, DIS-10, LGN-22.
class TestTargetAddress : public QObject {
    Q_OBJECT

private slots:
    void grammar_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // host|port|tag, or "-"
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("10.0.0.1:3260,1", "10.0.0.1|3260|1");
        row("10.0.0.1,1", "10.0.0.1|3260|1");
        row("10.0.0.1:3260", "10.0.0.1|3260|none");
        row("10.0.0.1", "10.0.0.1|3260|none");
        row("10.0.0.1:860,0", "10.0.0.1|860|0"); // 0 is legal, §13.9
        row("10.0.0.1:1,65535", "10.0.0.1|1|65535");
        row("10.0.0.1:65535,1", "10.0.0.1|65535|1");
        row("255.255.255.255,1", "255.255.255.255|3260|1");
        row("0.0.0.0,1", "0.0.0.0|3260|1");
        row("10.0.0.1:3260,0x1", "10.0.0.1|3260|1");
        row("10.0.0.1:3260,0xffff", "10.0.0.1|3260|65535");
        row("[::1],65", "::1|3260|65");
        row("[::1]:3260,1", "::1|3260|1");
        row("[::],1", "::|3260|1");
        row("[fe80::1%eth0]:3260,1", "fe80::1%eth0|3260|1");
        row("[fe80::1%enp0s3.100]:3260,1", "fe80::1%enp0s3.100|3260|1");
        row("[fe80::1%2],1", "fe80::1%2|3260|1");
        row("[fe80::1]:3260,1", "fe80::1|3260|1");
        row("[2001:db8::1]:3260,1", "2001:db8::1|3260|1");
        row("[2001:DB8::ABCD]:3260,1", "2001:DB8::ABCD|3260|1");
        row("[2001:db8:0:0:0:0:0:1]:3260,1", "2001:db8:0:0:0:0:0:1|3260|1");
        row("[1:2:3:4:5:6:7:8],1", "1:2:3:4:5:6:7:8|3260|1");
        row("[1:2:3:4:5:6:7::],1", "1:2:3:4:5:6:7::|3260|1");
        row("[::ffff:10.0.0.1]:3260,1", "::ffff:10.0.0.1|3260|1");
        row("[1:2:3:4:5:6:10.0.0.1],1", "1:2:3:4:5:6:10.0.0.1|3260|1");
        row("[::10.0.0.1],1", "::10.0.0.1|3260|1");
        row("host.example.com,23", "host.example.com|3260|23");
        row("host.example.com:3261,23", "host.example.com|3261|23");
        row("HOST.Example.COM:3260,1", "HOST.Example.COM|3260|1");
        row("nas", "nas|3260|none");
        row("nas-1,1", "nas-1|3260|1");
        row("nas_1,1", "nas_1|3260|1");
        row("host.example.com.,1", "host.example.com.|3260|1");
        row("1nas,1", "1nas|3260|1");
        row("xn--nas-0qa.example:3260,1", "xn--nas-0qa.example|3260|1");

        row("", "-");
        row(",1", "-");
        row(":3260,1", "-");
        row("10.0.0.1:3260,", "-");
        row("10.0.0.1:3260,65536", "-");
        row("10.0.0.1:3260,-1", "-");
        row("10.0.0.1:3260,+1", "-");
        row("10.0.0.1:3260,01", "-");
        row("10.0.0.1:3260,x", "-");
        row("10.0.0.1:3260,1,2", "-");
        row("10.0.0.1:3260,,1", "-");
        row("10.0.0.1:3260,1 ", "-");
        row("10.0.0.1:3260, 1", "-");
        row(" 10.0.0.1:3260,1", "-");
        row("10.0.0.1 :3260,1", "-");
        row("10.0.0.1:0,1", "-");
        row("10.0.0.1:65536,1", "-");
        row("10.0.0.1:-1,1", "-");
        row("10.0.0.1:,1", "-");
        row("10.0.0.1:abc,1", "-");
        row("10.0.0.1:3260x,1", "-");
        row("10.0.0.1:0x1,1", "-");
        row("10.0.0.1::3260,1", "-");
        row("10.0.0.256,1", "-");
        row("10.0.0,1", "-");
        row("10.0.0.1.2,1", "-");
        row("10..0.1,1", "-");
        row("010.0.0.1,1", "-");
        row("::1,65", "-"); // where does the address end?
        row("2001:db8::1:3260,1", "-");
        row("fe80::1%eth0,1", "-");
        row("[::1", "-");
        row("::1],1", "-");
        row("[],1", "-");
        row("[]:3260,1", "-");
        row("[[::1]],1", "-");
        row("[::1]3260,1", "-");
        row("[::1]:,1", "-");
        row("[::1]x,1", "-");
        row("[10.0.0.1],1", "-");
        row("[host],1", "-");
        row("[1:2:3:4:5:6:7],1", "-");
        row("[1:2:3:4:5:6:7:8:9],1", "-");
        row("[1:2:3:4:5:6:7:8::],1", "-");
        row("[1::2::3],1", "-");
        row("[:::],1", "-");
        row("[12345::],1", "-");
        row("[::g],1", "-");
        row("[:1:2:3:4:5:6:7:8],1", "-");
        row("[::10.0.0.256],1", "-");
        row("[::10.0.0.1:1],1", "-");
        row("[fe80::1%],1", "-");
        row("[fe80::1%eth 0],1", "-");
        row("[%eth0],1", "-");
        row("host..example,1", "-");
        row(".host,1", "-");
        row("-host,1", "-");
        row("host-,1", "-");
        row("ho st,1", "-");
        row("host/,1", "-");
        row("iscsi://host,1", "-");
        row("user@host,1", "-");
        row("h\xc3\xb6st,1", "-");
        row("host\n,1", "-");
    }

    void grammar()
    {
        QFETCH(QString, text);
        const QByteArray raw = text.toLatin1();
        const auto address = TargetAddress::parse({raw.constData(), std::size_t(raw.size())});
        QString found = QStringLiteral("-");
        if (address) {
            const QString tag =
                address->portalGroupTag ? QString::number(*address->portalGroupTag) : QStringLiteral("none");
            found = QString::fromStdString(address->portal.host) + QLatin1Char('|') +
                    QString::number(address->portal.port) + QLatin1Char('|') + tag;
        } else {
            QCOMPARE(codeOf(address.error()), QStringLiteral("InvalidArgument"));
        }
        QTEST(found, "expected");
    }

    void longHosts()
    {
        const std::string label(63, 'a');
        QVERIFY(TargetAddress::parse(label + "." + label + "." + label + "." + label + ",1"));
        QVERIFY(!TargetAddress::parse(label + "a,1"));
        QVERIFY(!TargetAddress::parse(label + "." + label + "." + label + "." + label + ".aa,1"));
        QVERIFY(!TargetAddress::parse(std::string(70000, ':')));
        QVERIFY(!TargetAddress::parse("[" + std::string(70000, ':') + "],1"));
        QVERIFY(!TargetAddress::parse(std::string_view("10.0.0.1\0,1", 11)));
    }
};

QTEST_APPLESS_MAIN(TestTargetAddress)
#include "tst_target_address.moc"
