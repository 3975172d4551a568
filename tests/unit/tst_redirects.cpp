// SPDX-License-Identifier: GPL-3.0-or-later
// Where a login goes that is sent elsewhere: STS-03, STS-04, STS-06, STS-07.
#include "daemon/net/redirects.h"

#include <QTest>

using namespace portolan;
using net::Redirects;

namespace {

const Portal kFirst{"192.0.2.1", 3260};

QString textOf(const std::optional<Portal> &portal)
{
    return portal ? QString::fromStdString(portal->text()) : QStringLiteral("none");
}

} // namespace

class TestRedirects : public QObject {
    Q_OBJECT

private slots:
    void severalAddressesAreTriedInTheirOrder()
    {
        Redirects redirects(kFirst);
        QVERIFY(!redirects.any());
        QVERIFY(redirects.follow({"192.0.2.2:3261", "[2001:db8::1]:860", "san.example"}, false));
        QVERIFY(redirects.any());
        QCOMPARE(textOf(redirects.next()), QStringLiteral("192.0.2.2:3261"));
        QCOMPARE(textOf(redirects.next()), QStringLiteral("[2001:db8::1]:860"));
        QCOMPARE(textOf(redirects.next()), QStringLiteral("san.example:3260")); // no port: 3260
        QCOMPARE(textOf(redirects.next()), QStringLiteral("none"));
    }

    void linkLocalAddressIsInTheZoneOfWhoNamesIt()
    {
        Redirects redirects({"fe80::1%eth0", 3260});
        QVERIFY(redirects.follow({"[fe80::2]:3260"}, false));
        QCOMPARE(textOf(redirects.next()), QStringLiteral("[fe80::2%eth0]:3260"));
        QVERIFY(!redirects.follow({"[fe80::1]:3260"}, false)); // a circle
    }

    void refused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("none") << QString();
        QTest::newRow("with a tag") << QStringLiteral("192.0.2.2:3260,1");
        QTest::newRow("port 0") << QStringLiteral("192.0.2.2:0");
        QTest::newRow("no bracket") << QStringLiteral("[2001:db8::1");
        QTest::newRow("to itself") << QStringLiteral("192.0.2.1");
    }

    void refused()
    {
        QFETCH(QString, address);
        Redirects redirects(kFirst);
        std::vector<std::string> addresses;
        if (!address.isEmpty())
            addresses.push_back(address.toStdString());
        const auto result = redirects.follow(addresses, true);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::LoginRejected);
        QCOMPARE(result.error().loginStatus, 0x0102); // the reason stays visible
        QCOMPARE(textOf(redirects.next()), QStringLiteral("none"));
    }

    void circleEnds()
    {
        Redirects redirects(kFirst);
        QVERIFY(redirects.follow({"192.0.2.2"}, false));
        QVERIFY(redirects.next());
        QVERIFY(!redirects.follow({"192.0.2.1"}, false)); // A -> B -> A
        QVERIFY(!redirects.follow({"192.0.2.2"}, false)); // A -> B -> B
    }

    void oneBadAddressSpoilsNothing()
    {
        Redirects redirects(kFirst);
        QVERIFY(redirects.follow({"192.0.2.1", "[broken", "192.0.2.3"}, false));
        QCOMPARE(textOf(redirects.next()), QStringLiteral("192.0.2.3:3260"));
        QCOMPARE(textOf(redirects.next()), QStringLiteral("none"));
    }

    /// A target with endless new names for itself does not lead us about for ever.
    void theirNumberIsBounded()
    {
        Redirects redirects(kFirst);
        int hops = 0;
        while (hops < 100 && redirects.follow({"target" + std::to_string(hops) + ".example"}, false)) {
            QVERIFY(redirects.next());
            ++hops;
        }
        QCOMPARE(hops, 8);
    }
};

QTEST_APPLESS_MAIN(TestRedirects)
#include "tst_redirects.moc"
