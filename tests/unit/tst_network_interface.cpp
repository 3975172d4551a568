// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/network_interface.h"
#include "common/types/portal.h"

#include <QTest>

using namespace portolan;

class TestNetworkInterface : public QObject {
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("spelled");
        const auto row = [](const char *text, NetworkInterface::Kind kind, const char *spelled) {
            QTest::newRow(*text ? text : "nothing") << QByteArray(text) << int(kind) << QByteArray(spelled);
        };
        using enum NetworkInterface::Kind;
        row("", Any, "");
        row("eth1", Device, "eth1");
        row("enp0s31f6.4000", Device, "enp0s31f6.4000");
        row("192.0.2.7", Address, "192.0.2.7");
        row("192.0.2.300", Device, "192.0.2.300");
        row("2001:DB8:0::1", Address, "2001:db8::1");
        row("fe80::1%eth1", Address, "fe80::1%eth1");
        row("::1", Address, "::1");
    }

    void reads()
    {
        QFETCH(QByteArray, text);
        const auto interface = NetworkInterface::parse(text.toStdString());
        QVERIFY2(interface, interface ? "" : interface.error().message.c_str());
        QTEST(int(interface->kind()), "kind");
        QTEST(QByteArray::fromStdString(interface->text()), "spelled");
        QCOMPARE(*NetworkInterface::parse(interface->text()), *interface);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"sixteen-bytes-no", "eth 1", "eth/1", "eth1\n", "\x7f", ".", "..", "eth0:1", "[::1]",
                                 "::", "0.0.0.0", "fe80::1%", "fe80::1%a/b", "fe80::1%eth0%1 ", "192.0.2.7%eth0:"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("zero byte") << QByteArray("eth\0", 4);
        QTest::newRow("long") << QByteArray(4096, ':');
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto interface = NetworkInterface::parse(text.toStdString());
        QVERIFY(!interface);
        QCOMPARE(interface.error().code, ErrorCode::InvalidArgument);
    }

    void zones_data()
    {
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QByteArray>("meant");
        QTest::newRow("link-local") << QByteArray("fe80::5") << QByteArray("fe80::1%eth0")
                                    << QByteArray("fe80::5%eth0");
        QTest::newRow("all of fe80::/10")
            << QByteArray("FEBF::5") << QByteArray("a::1%eth0") << QByteArray("FEBF::5%eth0");
        QTest::newRow("not fec0::") << QByteArray("fec0::5") << QByteArray("fe80::1%eth0") << QByteArray("fec0::5");
        QTest::newRow("its own") << QByteArray("fe80::5%b") << QByteArray("fe80::1%a") << QByteArray("fe80::5%b");
        QTest::newRow("a name") << QByteArray("fe80.example") << QByteArray("fe80::1%a") << QByteArray("fe80.example");
        QTest::newRow("none known") << QByteArray("fe80::5") << QByteArray("192.0.2.1") << QByteArray("fe80::5");
    }

    void zones()
    {
        QFETCH(QByteArray, named);
        QFETCH(QByteArray, by);
        const Portal meant = Portal{named.toStdString(), 860}.inZoneOf({by.toStdString(), 3260});
        QTEST(QByteArray::fromStdString(meant.host), "meant");
        QCOMPARE(meant.port, 860);
    }
};

QTEST_GUILESS_MAIN(TestNetworkInterface)
#include "tst_network_interface.moc"
