// SPDX-License-Identifier: GPL-3.0-or-later
// What the network announces is anybody's word: it is bounded, checked, and never leads to this computer itself.
#include "gui/avahi/portal_browser.h"
#include "tests/support/fake_avahi/fake_avahi.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QByteArrayList>
#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace portolan;
using namespace portolan::avahi;
using namespace Qt::StringLiterals;
using test::FakeAvahi;

namespace {

constexpr int kIpv4 = 0, kIpv6 = 1; // Avahi's numbers
constexpr int kLoopback = 1;        // the index of "lo"
constexpr int kNoDevice = 4'000'000;

/// A device of a real network, or that there is none.
QNetworkInterface outside()
{
    for (const QNetworkInterface &device : QNetworkInterface::allInterfaces()) {
        if (!(device.flags() & QNetworkInterface::IsLoopBack))
            return device;
    }
    return {};
}

QVariantList answer(const QString &address, const QVariant &port = QVariant::fromValue(quint16(3260)))
{
    return {kLoopback,  kIpv4,
            u"nas"_s,   u"_iscsi._tcp"_s,
            u"local"_s, u"nas.local"_s,
            kIpv4,      address,
            port,       QVariant::fromValue(QByteArrayList{}),
            0U};
}

} // namespace

class TestPortalBrowser : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        m_avahi.emplace(m_bus->address());
        m_connection.emplace(QDBusConnection::connectToBus(m_bus->address(), u"client"_s));
        m_browser.emplace(*m_connection);
    }

    void cleanup()
    {
        m_browser.reset();
        m_connection.reset();
        QDBusConnection::disconnectFromBus(u"client"_s);
        m_avahi.reset();
        m_bus.reset();
    }

    void findsAndLoses()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_avahi->announce({u"first"_s});
        m_browser->start();
        QTRY_COMPARE(found(), QStringList{u"first 192.0.2.7:3260"_s});
        m_avahi->announce({u"second"_s, u"192.0.2.8"_s, 860});
        QTRY_COMPARE(found(), (QStringList{u"first 192.0.2.7:3260"_s, u"second 192.0.2.8:860"_s}));
        m_avahi->withdraw(u"first"_s);
        QTRY_COMPARE(found(), QStringList{u"second 192.0.2.8:860"_s});
    }

    void stopsAsking()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_browser->start();
        QTRY_COMPARE(m_avahi->browsers(), 1);
        m_avahi->announce({u"nas"_s});
        QTRY_COMPARE(found().size(), 1);
        m_browser->stop();
        QTRY_COMPARE(m_avahi->freed(), 1);
        m_browser->start(); // and again, as when one goes back to the page
        QTRY_COMPARE(m_avahi->browsers(), 2);
        QTRY_COMPARE(found().size(), 1);
        // Left before the answer was there: what it names is given back all the same.
        m_browser->stop();
        m_browser->start();
        m_browser->stop();
        QTRY_COMPARE(m_avahi->freed(), 3);
    }

    void withoutAvahi()
    {
        const QSignalSpy changes(&*m_browser, &PortalBrowser::changed);
        m_browser->start();
        QTest::qWait(100);
        QVERIFY(found().isEmpty());
        QCOMPARE(changes.size(), 0);
        m_avahi->announce({u"nas"_s});
        QCOMPARE(m_avahi->start(), QString()); // installed meanwhile
        QTRY_COMPARE(found().size(), 1);
        m_avahi->stop();
        QTRY_COMPARE(found().size(), 0);
        QCOMPARE(m_avahi->start(), QString());
        QTRY_COMPARE(found().size(), 1);
    }

    void thousandsOfServices()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_browser->start();
        QTRY_COMPARE(m_avahi->browsers(), 1);
        for (int i = 0; i < 5000; ++i)
            m_avahi->announce({u"nas %1"_s.arg(i), u"192.0.%1.%2"_s.arg(i / 250).arg(i % 250 + 1)});
        QTRY_COMPARE(std::size_t(found().size()), PortalBrowser::kMostServices);
        QTest::qWait(100);
        QCOMPARE(std::size_t(m_avahi->resolved()), PortalBrowser::kMostServices);
        m_avahi->withdraw(u"nas 0"_s); // and there is room again
        m_avahi->announce({u"the real one"_s});
        QTRY_VERIFY(found().contains(u"the real one 192.0.2.7:3260"_s));
    }

    void asksForFewAtATime()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_avahi->hold();
        for (int i = 0; i < 50; ++i)
            m_avahi->announce({u"nas %1"_s.arg(i)});
        m_browser->start();
        QTRY_COMPARE(m_avahi->resolved(), 8);
        QTest::qWait(100);
        QCOMPARE(m_avahi->resolved(), 8);
    }

    void isCheckedBeforeItIsOffered_data()
    {
        QTest::addColumn<QVariantList>("reply");
        QTest::addColumn<QString>("expected"); // empty: not offered
        QTest::newRow("IPv4") << answer(u"192.0.2.7"_s) << u"192.0.2.7:3260"_s;
        QTest::newRow("IPv6") << answer(u"2001:DB8::7"_s) << u"[2001:db8::7]:3260"_s;
        QTest::newRow("loopback from the loopback device") << answer(u"127.0.0.1"_s) << u"127.0.0.1:3260"_s;
        QTest::newRow("link-local, with its device") << answer(u"fe80::7"_s) << u"[fe80::7%lo]:3260"_s;
        QTest::newRow("link-local, of a strange zone") << answer(u"fe80::7%eth9"_s) << u"[fe80::7%lo]:3260"_s;
        QVariantList gone = answer(u"fe80::7"_s);
        gone[0] = kNoDevice;
        QTest::newRow("link-local, of no device") << gone << QString();
        QVariantList lured = answer(u"127.0.0.1"_s);
        lured[0] = outside().index();
        QTest::newRow("this computer, says the network") << lured << QString();
        lured[7] = u"::1"_s;
        QTest::newRow("this computer, in IPv6") << lured << QString();
        lured[7] = u"::ffff:127.0.0.1"_s;
        QTest::newRow("this computer, in disguise") << lured << QString();
        for (const QString &bad :
             {u"0.0.0.0"_s, u"::"_s, u"224.0.0.251"_s, u"ff02::fb"_s, u"255.255.255.255"_s, QString(), u"nas.local"_s,
              u"192.0.2.7:80"_s, u"192.0.2.7; reboot"_s, u"<b>192.0.2.7</b>"_s, QString(100'000, u'1')})
            QTest::newRow(qPrintable(u"address “%1”"_s.arg(bad.left(20)))) << answer(bad) << QString();
        QTest::newRow("port 0") << answer(u"192.0.2.7"_s, QVariant::fromValue(quint16(0))) << QString();
        QTest::newRow("port of another type") << answer(u"192.0.2.7"_s, u"3260"_s) << QString();
        QTest::newRow("too few") << answer(u"192.0.2.7"_s).mid(0, 8) << QString();
        QTest::newRow("nothing") << QVariantList() << QString();
        QTest::newRow("other types") << QVariantList{1, 2, 3} << QString();
    }

    void isCheckedBeforeItIsOffered()
    {
        QFETCH(QVariantList, reply);
        QFETCH(QString, expected);
        QVERIFY2(outside().isValid(), "no device but loopback: some of this cannot be told apart here");
        QCOMPARE(m_avahi->start(), QString());
        m_avahi->resolveTo(u"nas"_s, reply);
        m_avahi->announce({u"nas"_s});
        m_browser->start();
        QTRY_COMPARE(m_avahi->resolved(), 1);
        m_avahi->announce({u"last"_s, u"192.0.2.99"_s});
        QTRY_VERIFY(found().contains(u"last 192.0.2.99:3260"_s));
        QCOMPARE(found(), (expected.isEmpty() ? QStringList() : QStringList{u"nas "_s + expected}) +
                              QStringList{u"last 192.0.2.99:3260"_s});
    }

    void itemsOfOtherTypes()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_browser->start();
        QTRY_COMPARE(m_avahi->browsers(), 1);
        m_avahi->announceRaw({});
        m_avahi->announceRaw({u"nas"_s});
        m_avahi->announceRaw({u"1"_s, u"0"_s, u"nas"_s, u"_iscsi._tcp"_s, u"local"_s, 0U});
        m_avahi->announceRaw({1, 0, u"printer"_s, u"_ipp._tcp"_s, u"local"_s, 0U}); // was not asked for
        m_avahi->announce({u"nas"_s});
        m_avahi->announceRaw({1, 0, u"nas"_s, u"_iscsi._tcp"_s, u"local"_s, 0U}); // said twice
        QTRY_COMPARE(found(), QStringList{u"nas 192.0.2.7:3260"_s});
        QCOMPARE(m_avahi->resolved(), 1);
    }

    void longNamesAreCut()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_avahi->announce({QString(10'000, u'n')});
        m_browser->start();
        QTRY_COMPARE(m_browser->portals().size(), 1U);
        QCOMPARE(m_browser->portals().front().name, QString(63, u'n'));
    }

    void theBestOfSeveralAddresses()
    {
        QCOMPARE(m_avahi->start(), QString());
        m_avahi->announce({u"nas"_s, u"fe80::7"_s, 3260, kLoopback, kIpv6});
        m_browser->start();
        QTRY_COMPARE(found(), QStringList{u"nas [fe80::7%lo]:3260"_s});
        m_avahi->announce({u"nas"_s, u"192.0.2.7"_s});
        QTRY_COMPARE(found(), QStringList{u"nas 192.0.2.7:3260"_s});
        m_avahi->announce({u"twin"_s, u"192.0.2.7"_s}); // the same portal by another name
        m_avahi->announce({u"other"_s, u"fe80::8"_s, 3260, kLoopback, kIpv6});
        QTRY_COMPARE(found(), (QStringList{u"nas 192.0.2.7:3260"_s, u"other [fe80::8%lo]:3260"_s}));
    }

private:
    [[nodiscard]] QStringList found() const
    {
        QStringList all;
        for (const FoundPortal &each : m_browser->portals())
            all << each.name + u' ' + QString::fromStdString(each.portal.text());
        return all;
    }

    std::optional<test::PrivateBus> m_bus;
    std::optional<FakeAvahi> m_avahi;
    std::optional<QDBusConnection> m_connection;
    std::optional<PortalBrowser> m_browser;
};

QTEST_GUILESS_MAIN(TestPortalBrowser)
#include "tst_portal_browser.moc"
