// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/isid.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>
#include <clocale>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

class TestIscsiName : public QObject {
    Q_OBJECT

private slots:
    void names_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("expected"); // "-" if refused
        const auto same = [](const char *name, const char *typed) {
            QTest::newRow(name) << QByteArray(typed) << QByteArray(typed);
        };
        const auto maps = [](const char *name, const char *typed, const char *expected) {
            QTest::newRow(name) << QByteArray(typed) << QByteArray(expected);
        };
        const auto bad = [](const char *name, const char *typed) {
            QTest::newRow(name) << QByteArray(typed) << QByteArray("-");
        };
        same("iqn", "iqn.2001-04.com.example");
        same("iqn with a string", "iqn.2001-04.com.example:storage.disk1");
        same("iqn, several colons", "iqn.2001-04.com.example:a:b:c");
        same("iqn, empty string", "iqn.2001-04.com.example:");
        same("iqn, one label", "iqn.2001-04.example");
        same("NAM-07 dashes in the domain", "iqn.1993-08.org.debian-project.x-y:01");
        maps("NAM-03 capitals", "IQN.2001-04.COM.Example:A", "iqn.2001-04.com.example:a");
        bad("NAM-07 month 13", "iqn.2001-13.com.example");
        bad("NAM-07 month 00", "iqn.2001-00.com.example");
        bad("NAM-07 short month", "iqn.2001-4.com.example");
        bad("NAM-07 short year", "iqn.01-04.com.example");
        bad("NAM-07 no domain", "iqn.2001-04");
        bad("NAM-07 empty domain", "iqn.2001-04.");
        bad("NAM-07 only a string", "iqn.2001-04.:a");
        bad("NAM-07 empty label", "iqn.2001-04.com..example");
        bad("NAM-07 dot at the end", "iqn.2001-04.com.example.:a");
        bad("NAM-07 no date", "iqn.com.example");
        bad("NAM-07 letters in the date", "iqn.20o1-04.com.example");
        bad("iqn alone", "iqn.");
        same("NAM-08 eui", "eui.02004567a425678d");
        maps("NAM-06 eui with capitals", "eui.02004567A425678D", "eui.02004567a425678d");
        bad("NAM-08 eui 15", "eui.02004567a425678");
        bad("NAM-08 eui 17", "eui.02004567a425678d0");
        bad("NAM-08 eui not hex", "eui.02004567a425678g");
        bad("eui alone", "eui.");
        same("NAM-09 naa 16", "naa.52004567ba64678d");
        same("NAM-09 naa 32", "naa.62004567ba64678d0123456789abcdef");
        bad("NAM-09 naa 20", "naa.62004567ba64678d0123");
        bad("NAM-09 naa not hex", "naa.52004567ba64678z");
        bad("another form", "abc.2001-04.com.example");
        bad("empty", "");
        bad("no form", "disk1");
        bad("underscore", "iqn.2001-04.com.example:disk_1");
        bad("blank", "iqn.2001-04.com.example:a b");
        same("e acute, composed", "iqn.2001-04.com.example:\xc3\xa9");
        bad("NAM-03 e acute, decomposed", "iqn.2001-04.com.example:e\xcc\x81");
        bad("NAM-03 not UTF-8", "iqn.2001-04.com.example:\xff");
        bad("NAM-05 U+3002", "iqn.2001-04.com.example:\xe3\x80\x82");
        bad("NAM-05 C.1.2 no-break space", "iqn.2001-04.com.example:\xc2\xa0");
        bad("NAM-05 C.2.2 U+0085", "iqn.2001-04.com.example:\xc2\x85");
        bad("NAM-05 C.3 private use", "iqn.2001-04.com.example:\xee\x80\x80");
        bad("NAM-05 C.4 non-character", "iqn.2001-04.com.example:\xef\xbf\xbf");
        bad("NAM-05 C.5 surrogate", "iqn.2001-04.com.example:\xed\xa0\x80");
        bad("NAM-05 C.6 replacement", "iqn.2001-04.com.example:\xef\xbf\xbd");
        bad("NAM-05 C.7 ideographic description", "iqn.2001-04.com.example:\xe2\xbf\xb0");
        bad("NAM-05 C.8 right-to-left mark", "iqn.2001-04.com.example:\xe2\x80\x8f");
        bad("NAM-05 C.9 tag", "iqn.2001-04.com.example:\xf3\xa0\x80\x81");
        bad("NAM-05 bidi: Hebrew", "iqn.2001-04.com.example:\xd7\x90");
        bad("B.2 capital beyond ASCII", "iqn.2001-04.com.example:\xc3\x89");
        bad("B.2 sharp s becomes ss", "iqn.2001-04.com.example:\xc3\x9f");
        bad("B.2 final sigma", "iqn.2001-04.com.example:\xcf\x82");
        bad("NFKC full-width a", "iqn.2001-04.com.example:\xef\xbd\x81");
        bad("NAM-10 dotless i", "iqn.2001-04.com.example:\xc4\xb1");
        same("ideograph", "iqn.2001-04.com.example:\xe7\x9b\x98");
        same("Cyrillic", "iqn.2001-04.com.example:\xd0\xb4\xd0\xb8\xd1\x81\xd0\xba");
        bad("beyond ASCII in the domain", "iqn.2001-04.com.ex\xc3\xa4mple:a");
    }

    void names()
    {
        QFETCH(QByteArray, typed);
        const auto name = normalizeName({typed.constData(), std::size_t(typed.size())});
        QTEST(name ? QByteArray::fromStdString(*name) : QByteArray("-"), "expected");
        if (name) {
            QVERIFY(isCanonicalName(*name));
            QCOMPARE(isCanonicalName({typed.constData(), std::size_t(typed.size())}),
                     QByteArray::fromStdString(*name) == typed);
        } else {
            QCOMPARE(codeOf(name.error()), QStringLiteral("InvalidArgument"));
            QVERIFY(name.error().message.size() > 20); // it says what is wrong
        }
    }

    void everyAsciiCharacter() // NAM-04
    {
        for (int c = 0; c < 128; ++c)
            for (const std::string_view format :
                 {"iqn.2001-04.com.example:%", "iqn.2001-04.com.example:%b", "iqn.2001-04.com.example:a%"}) {
                std::string name(format);
                name[name.find('%')] = char(c);
                const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                const bool expected = letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
                QCOMPARE(normalizeName(name).has_value(), expected);
            }
    }

    void length() // NAM-02: bytes, not characters
    {
        const std::string prefix = "iqn.2001-04.com.example:";
        QVERIFY(normalizeName(prefix + std::string(223 - prefix.size(), 'a')));
        QVERIFY(!normalizeName(prefix + std::string(224 - prefix.size(), 'a')));
        std::string wide = prefix;
        while (wide.size() + 3 <= 224)
            wide += "\xe7\x9b\x98";
        QCOMPARE(normalizeName(wide).has_value(), wide.size() <= 223);
    }

    void localeHasNoPart() // NAM-10
    {
        const char *const set = std::setlocale(LC_ALL, "tr_TR.UTF-8");
        QCOMPARE(QString::fromStdString(*normalizeName("IQN.2001-04.COM.EXAMPLE:I")),
                 QStringLiteral("iqn.2001-04.com.example:i"));
        if (set == nullptr)
            qInfo("the Turkish locale is not installed; the result is compared in the C locale");
        std::setlocale(LC_ALL, "C");
    }

    void receivedNames() // NAM-11: used as they came, if they can be shown at all
    {
        QVERIFY(checkReceivedName("iqn.2001-04.com.example:Disk_1"));
        QVERIFY(!isCanonicalName("iqn.2001-04.com.example:Disk_1"));
        QVERIFY(checkReceivedName(std::string(223, 'x')));
        QVERIFY(!checkReceivedName(std::string(224, 'x')));
        QVERIFY(!checkReceivedName(""));
        QVERIFY(!checkReceivedName("a\nb"));
        QVERIFY(!checkReceivedName("a\x1b[31m"));
        QVERIFY(!checkReceivedName("a\x7f"));
        QVERIFY(!checkReceivedName("a\xc2\x85"));
        QVERIFY(!checkReceivedName("a\xff"));
        QVERIFY(!checkReceivedName(std::string_view("a\0b", 3)));
    }

    void isids() // SID-01, SID-03, SID-04
    {
        for (unsigned qualifier = 0; qualifier < 65536; qualifier += 257) {
            const Isid isid =
                isidFromRandom({std::byte{0xff}, std::byte{0xff}, std::byte{0xff}}, std::uint16_t(qualifier));
            QVERIFY(isLegal(isid));
            QCOMPARE(isid[0], std::byte{0x80});
            QVERIFY(isidFromText(textOf(isid)) == isid);
        }
        QCOMPARE(textOf(isidFromRandom({std::byte{1}, std::byte{2}, std::byte{3}}, 0x0405)),
                 std::string("0x800102030405"));
        QVERIFY(isLegal({std::byte{0x3f}}) && isLegal({std::byte{0x40}}));
        QVERIFY(!isLegal({std::byte{0xc0}}) && !isLegal({std::byte{0x41}}) && !isLegal({std::byte{0x81}}));
        for (const char *text :
             {"", "0x", "0x8001020304", "0x80010203040506", "800102030405", "0x80010203040g", "0bgAECAwQF"})
            QVERIFY2(!isidFromText(text), text);
    }

    void portNames() // NAM-14
    {
        const Isid isid = isidFromRandom({std::byte{0x0a}, std::byte{0}, std::byte{1}}, 1);
        QCOMPARE(initiatorPortName("iqn.i", isid), std::string("iqn.i,i,0x800a00010001"));
        QCOMPARE(targetPortName("iqn.t", 1), std::string("iqn.t,t,0x0001"));
        QCOMPARE(targetPortName("iqn.t", 0xffff), std::string("iqn.t,t,0xffff"));
    }
};

QTEST_APPLESS_MAIN(TestIscsiName)
#include "tst_iscsi_name.moc"
