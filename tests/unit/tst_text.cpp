// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/text_items.h"
#include "daemon/protocol/text/text_keys.h"
#include "daemon/protocol/text/text_values.h"
#include "daemon/protocol/text/utf8.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

namespace {

/// "a=1|b=2|" with | for NUL.
std::string withNuls(const QString &text)
{
    std::string result = text.toStdString();
    std::ranges::replace(result, '|', '\0');
    return result;
}

} // namespace

class TestText : public QObject {
    Q_OBJECT

private slots:
    void split_data() // TXT-01, TXT-02, TXT-29
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // key:value joined by blanks, or the error
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        const char *const violation = "ProtocolViolation";
        row("empty", "", "");
        row("one", "A=1|", "A:1");
        row("two", "A=1|B=2|", "A:1 B:2");
        row("empty value", "A=|", "A:");
        row("first = splits", "A=x=y=|", "A:x=y=");
        row("no NUL at the end", "A=1|B=2", violation);
        row("no =", "A=1|B|", violation);
        row("no key", "=1|", violation);
        row("padding counted in", "A=1|||", "A:1");
        row("only NUL", "|", "");
        row("only NULs", "||||", "");
        row("empty item between others", "A=1||B=2|", violation);
        row("small first letter is for the table", "initialr2t=Yes|", "initialr2t:Yes");
        row("X# key", "X#NodeArchitecture=x|", "X#NodeArchitecture:x");
        row("all legal characters", "Aa0.-+@_=x|", "Aa0.-+@_:x");
        row("blank in the key", "A b=1|", violation);
        row("slash in the key", "A/b=1|", violation);
        row("control character in the key", "A\x01=1|", violation);
        row("byte above ASCII in the key", "\xc3\x84=1|", violation);
    }

    void split()
    {
        QFETCH(QString, text);
        const std::string raw = withNuls(text);
        const auto items = splitText(raw);
        QStringList joined;
        if (items)
            for (const TextItem &item : *items)
                joined << QString::fromStdString(std::string(item.key) + ":" + std::string(item.value));
        QTEST(items ? joined.join(QLatin1Char(' ')) : codeOf(items.error()), "expected");
    }

    void keyLength() // TXT-02
    {
        QVERIFY(splitItem(std::string(63, 'K') + "=1"));
        QVERIFY(!splitItem(std::string(64, 'K') + "=1"));
    }

    void numbers_data() // TXT-05
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<quint64>("value");
        const auto good = [](const char *text, quint64 value) {
            QTest::newRow(text) << QString::fromLatin1(text) << true << value;
        };
        const auto bad = [](const char *name, const char *text) {
            QTest::newRow(name) << QString::fromLatin1(text) << false << quint64(0);
        };
        good("0", 0);
        good("1", 1);
        good("9", 9);
        good("10", 10);
        good("65535", 65535);
        good("16777215", 16777215);
        good("4294967296", 4294967296);
        good("18446744073709551615", 18446744073709551615u);
        good("0x0", 0);
        good("0x00", 0);
        good("0x1", 1);
        good("0X1", 1);
        good("0x0001", 1);
        good("0xff", 255);
        good("0xFF", 255);
        good("0XfF", 255);
        good("0xffffffffffffffff", 18446744073709551615u);
        good("0x0000000000000000ff", 255);
        bad("empty", "");
        bad("blank", " ");
        bad("leading blank", " 1");
        bad("trailing blank", "1 ");
        bad("tab", "\t1");
        bad("newline", "1\n");
        bad("00", "00");
        bad("01", "01");
        bad("08", "08");
        bad("+1", "+1");
        bad("-1", "-1");
        bad("-0", "-0");
        bad("0x", "0x");
        bad("0X", "0X");
        bad("0x-1", "0x-1");
        bad("0x+1", "0x+1");
        bad("-0x1", "-0x1");
        bad("0x 1", "0x 1");
        bad("0xg", "0xg");
        bad("0x1g", "0x1g");
        bad("0x0x1", "0x0x1");
        bad("x1", "x1");
        bad("ff", "ff");
        bad("1a", "1a");
        bad("1.0", "1.0");
        bad("1e3", "1e3");
        bad("1,2", "1,2");
        bad("1,000", "1,000");
        bad("1~2", "1~2");
        bad("0b1", "0b1");
        bad("0b01", "0b01");
        bad("010", "010");
        bad("None", "None");
        bad("Yes", "Yes");
        bad("Reject", "Reject");
        bad("2^64", "18446744073709551616");
        bad("far beyond 2^64", "99999999999999999999999999");
        bad("0x beyond 2^64", "0x10000000000000000");
        bad("0x many digits", "0xfffffffffffffffffffffffffffff");
        bad("arabic digit", "\xd9\xa1");
        bad("full-width digit", "\xef\xbc\x91");
        bad("quote", "'1'");
    }

    void numbers()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        QFETCH(quint64, value);
        const auto number = parseNumber(text.toStdString());
        QCOMPARE(number.has_value(), valid);
        if (number)
            QCOMPARE(quint64(*number), value);
        else
            QCOMPARE(codeOf(number.error()), QStringLiteral("ProtocolViolation"));
    }

    void numberWithNulIsNone() { QVERIFY(!parseNumber(std::string_view("1\0", 2))); }

    void range()
    {
        QVERIFY(parseNumber("512", 512, 1024) && parseNumber("1024", 512, 1024));
        QVERIFY(!parseNumber("511", 512, 1024) && !parseNumber("1025", 512, 1024));
        QVERIFY(!parseNumber("4294967301", 0, 65535)); // 2^32 + 5 is not 5 (ATH-05)
    }

    void booleans() // TXT-09
    {
        QVERIFY(*parseBoolean("Yes") && !*parseBoolean("No"));
        for (const char *text : {"yes", "YES", "no", "1", "0", "Yes ", " No", "", "true", "Y", "Yes,No", "Reject"})
            QVERIFY2(!parseBoolean(text), text);
    }

    void lists() // TXT-17
    {
        QVERIFY(splitList("CRC32C,None") == (std::vector<std::string_view>{"CRC32C", "None"}));
        QVERIFY(splitList("") == (std::vector<std::string_view>{""}));
        QVERIFY(splitList("a,,b,") == (std::vector<std::string_view>{"a", "", "b", ""}));
    }

    void binary_data() // TXT-06, TXT-07, TXT-08
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // hex, or "-"
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("0x00", "00");
        row("0x0", "00");
        row("0xabc", "0abc"); // odd: half a byte first
        row("0XABC", "0abc");
        row("0xaBcD", "abcd");
        row("0x000102", "000102"); // leading zeros count
        row("0x000102030405060708090a0b0c0d0e0f", "000102030405060708090a0b0c0d0e0f");
        row("0bAAECAwQFBgcICQoLDA0ODw==", "000102030405060708090a0b0c0d0e0f");
        row("0BAAECAwQFBgcICQoLDA0ODw==", "000102030405060708090a0b0c0d0e0f");
        row("0bZg==", "66"); // RFC 4648 §10
        row("0bZm8=", "666f");
        row("0bZm9v", "666f6f");
        row("0bZm9vYg==", "666f6f62");
        row("0bZm9vYmE=", "666f6f6261");
        row("0bZm9vYmFy", "666f6f626172");
        row("0b+/+/", "fbffbf");
        row("0x", "-");
        row("0b", "-");
        row("0xg", "-");
        row("0x1 ", "-");
        row("0x 1", "-");
        row("0x-1", "-");
        row("12345", "-"); // decimal
        row("0", "-");
        row("", "-");
        row("abcd", "-");
        row("0bZg", "-");
        row("0bZg=", "-");
        row("0bZg===", "-");
        row("0bZ", "-");
        row("0bZm9vY", "-");
        row("0b=", "-");
        row("0b==", "-");
        row("0b====", "-");
        row("0bZ===", "-");
        row("0bZg==Zg==", "-");
        row("0bZm9v\n", "-");
        row("0bZm 9v", "-");
        row("0bZm9v=", "-");
        row("0b-_-_", "-"); // the other alphabet
        row("0bZh==", "-"); // the bits that pad are not 0
        row("0bZm9=", "-");
        row("0b!!!!", "-");
    }

    void binary()
    {
        QFETCH(QString, text);
        const auto bytes = parseBinary(text.toStdString(), 1024);
        QTEST(bytes ? toHex(*bytes) : QStringLiteral("-"), "expected");
    }

    void binaryIsBounded() // ATH-07, ATH-24
    {
        QVERIFY(parseBinary("0x" + std::string(2048, 'a'), 1024));
        QVERIFY(!parseBinary("0x" + std::string(2049, 'a'), 1024));
        QVERIFY(!parseBinary("0b" + std::string(1368 + 4, 'A'), 1024));
    }

    void hexIsReadBack()
    {
        Bytes bytes;
        for (int i = 0; i < 256; ++i)
            bytes.push_back(std::byte(i));
        const std::string text = hexText(bytes);
        QCOMPARE(text.size(), std::size_t(2 + 512));
        QVERIFY(*parseBinary(text, 256) == bytes);
    }

    void writer() // LGN-12: what does not fit goes into the next PDU, cut anywhere
    {
        TextWriter writer;
        writer.add("InitiatorName", "iqn.x");
        writer.add("A", "");
        QCOMPARE(writer.text(), std::string("InitiatorName=iqn.x\0A=\0", 23));
        const auto first = writer.take(10);
        QCOMPARE(std::string(asText(first)), std::string("InitiatorN"));
        QCOMPARE(writer.take(8192).size(), std::size_t(13));
        QVERIFY(writer.empty());
        QVERIFY(writer.take(8192).empty());
    }

    void keyTable() // typed from the fact sheet, not from the table
    {
        const KeyRule *burst = findOperationalKey("FirstBurstLength");
        QVERIFY(burst && burst->rule == Rule::Minimum && burst->defaultValue == 65536 && burst->lowest == 512 &&
                burst->highest == 16777215);
        const KeyRule *wait = findOperationalKey("DefaultTime2Wait");
        QVERIFY(wait && wait->rule == Rule::Maximum && wait->defaultValue == 2 && wait->lowest == 0 &&
                wait->highest == 3600);
        QVERIFY(findOperationalKey("InitialR2T")->rule == Rule::BooleanOr &&
                findOperationalKey("ImmediateData")->rule == Rule::BooleanAnd);
        QVERIFY(findOperationalKey("ErrorRecoveryLevel")->highest == 2);
        QVERIFY(findOperationalKey("initialr2t") == nullptr);
        QVERIFY(useOf("initialr2t") == KeyUse::Unknown && useOf("X-com.example.a") == KeyUse::Unknown);
        QVERIFY(useOf("OFMarkInt") == KeyUse::MarkerInterval && useOf("IFMarker") == KeyUse::Marker);
    }

    void utf8_data() // TXT-30
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        QTest::newRow("ASCII") << QByteArray("abc") << true;
        QTest::newRow("two bytes") << QByteArray("\xc3\xa9") << true;
        QTest::newRow("three bytes") << QByteArray("\xe7\x9b\x98") << true;
        QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x92\xbe") << true;
        QTest::newRow("0xff") << QByteArray("a\xff") << false;
        QTest::newRow("continuation alone") << QByteArray("\x80") << false;
        QTest::newRow("cut off") << QByteArray("\xe7\x9b") << false;
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << false;
        QTest::newRow("overlong, three bytes") << QByteArray("\xe0\x80\xaf") << false;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
        QTest::newRow("above 10ffff") << QByteArray("\xf4\x90\x80\x80") << false;
    }

    void utf8()
    {
        QFETCH(QByteArray, bytes);
        const std::string_view view(bytes.constData(), std::size_t(bytes.size()));
        QTEST(isUtf8(view), "valid");
        const std::string repaired = repairUtf8(view);
        QVERIFY(isUtf8(repaired));
        QCOMPARE(repaired == view, isUtf8(view));
    }

    void printableText() // log injection
    {
        QCOMPARE(printable("a\x1b[31m\n"), std::string("a?[31m?"));
        QCOMPARE(printable(std::string(100, 'x')).size(), std::size_t(67));
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
