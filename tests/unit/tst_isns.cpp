// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/exchange.h"
#include "tests/unit/golden_capture.h"
#include "tests/unit/protocol_bytes.h"

#include <QFile>
#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::protocol::isns;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

const std::string kName = "iqn.2026-01.example:me";

void put(Bytes &bytes, std::uint32_t value, int width)
{
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        bytes.push_back(std::byte(value >> shift & 0xff));
}

/// A tag-length-value by hand.
Bytes tlv(std::uint32_t tag, Bytes value)
{
    value.resize((value.size() + 3) / 4 * 4, std::byte(0));
    Bytes bytes;
    put(bytes, tag, 4);
    put(bytes, std::uint32_t(value.size()), 4);
    bytes.insert(bytes.end(), value.begin(), value.end());
    return bytes;
}

Bytes tlv(std::uint32_t tag, const std::string &text) { return tlv(tag, bytesOf(text + '\0')); }

Bytes tlv(std::uint32_t tag, std::uint32_t number)
{
    Bytes value;
    put(value, number, 4);
    return tlv(tag, value);
}

Bytes join(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes &part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Header with the offsets of RFC 4171 §5.1, then the payload.
Bytes pdu(unsigned function, unsigned transaction, const Bytes &payload, unsigned flags = 0x4c00, unsigned sequence = 0)
{
    Bytes bytes;
    for (const unsigned word : {1u, function, unsigned(payload.size()), flags, transaction, sequence})
        put(bytes, word, 2);
    return join({bytes, payload});
}

Bytes status(std::uint32_t code)
{
    Bytes bytes;
    put(bytes, code, 4);
    return bytes;
}

const Bytes kDelimiter = tlv(0, Bytes());
const Bytes kLocal4 = fromHex("00000000 00000000 0000ffff c0000207");

/// The server's side of an exchange.
class Server {
public:
    explicit Server(Exchange::Config config = {kName, {}})
        : m_exchange(std::move(config))
    {
        m_exchange.start(now);
        drain();
    }

    void feed(const Bytes &bytes)
    {
        m_exchange.handleBytes(bytes, now);
        drain();
    }
    /// The answer to what was asked last.
    void answer(std::uint32_t code, const Bytes &objects = {})
    {
        const auto &asked = sent.back();
        feed(pdu(0x8000u | wordAt(asked, 2), wordAt(asked, 8),
                 join({status(code), tlv(32, kName), kDelimiter, objects})));
    }
    void known() { answer(0, join({tlv(32, kName), tlv(33, 2u)})); }
    void timeout(std::chrono::milliseconds later)
    {
        m_exchange.handleTimeout(now + later);
        drain();
    }
    void lose(Error cause)
    {
        m_exchange.handleFailure(std::move(cause));
        drain();
    }
    [[nodiscard]] unsigned function() const { return wordAt(sent.back(), 2); }
    [[nodiscard]] std::optional<Instant> deadline() const { return m_exchange.deadline(); }
    [[nodiscard]] QString targets() const
    {
        QStringList list;
        for (const auto &target : found.targets) {
            for (const auto &address : target.addresses) {
                const auto &tag = address.portalGroupTag;
                list << text(target.name + " " + address.portal.text() + (tag ? "," + std::to_string(*tag) : ""));
            }
        }
        return list.join(QStringLiteral("; "));
    }
    static unsigned wordAt(const Bytes &bytes, std::size_t at)
    {
        return std::to_integer<unsigned>(bytes[at]) << 8 | std::to_integer<unsigned>(bytes[at + 1]);
    }

    Instant now{};
    std::vector<Bytes> sent;
    Exchange::Found found;
    QString end; ///< "ok" or the code of the error
    Error error;

private:
    void drain()
    {
        while (auto output = m_exchange.poll())
            std::visit(Overloaded{
                           [this](Exchange::Send &send) { sent.push_back(std::move(send.bytes)); },
                           [this](Exchange::Found &part) { found = std::move(part); },
                           [this](Exchange::Finished &) { end += QStringLiteral("ok"); },
                           [this](Exchange::Failed &failed) {
                               error = failed.error;
                               end += codeOf(failed.error);
                           },
                       },
                       *output);
    }

    Exchange m_exchange;
};

Bytes disk(const std::string &name, std::uint32_t tag = 1)
{
    return join({tlv(32, name), tlv(33, 1u), tlv(34, std::string("Disk")), tlv(48, name), tlv(49, kLocal4),
                 tlv(50, 3260u), tlv(51, tag)});
}

} // namespace

class TestIsns : public QObject {
    Q_OBJECT

private slots:
    /// Typed from RFC 4171 §5.1 and §6.1. ISN-01, ISN-03, ISN-04
    void messagesByteForByte()
    {
        Exchange::Config config{"iqn.a:b", {}};
        config.portal = Exchange::LocalPortal{{}, 5001};
        std::ranges::copy(kLocal4, config.portal->address.begin());
        Server server(config);
        const std::string name = "00000020 00000008 69716e2e613a6200 ";
        const auto hex = [](const std::string &digits) { return toHex(fromHex(digits)); };
        QCOMPARE(toHex(server.sent.at(0)), hex("0001 0002 0038 8c00 0001 0000" + name + name +
                                               "00000000 00000000 00000020 00000000 00000021 00000000"));
        server.answer(0);
        QCOMPARE(toHex(server.sent.at(1)),
                 hex("0001 0001 0084 8c00 0002 0000" + name + "00000001 00000008 69716e2e613a6200 00000000 00000000" +
                     "00000001 00000008 69716e2e613a6200 00000002 00000004 00000002" +
                     "00000010 00000010 0000000000000000 0000ffffc0000207 00000011 00000004 00001389" + name +
                     "00000021 00000004 00000002"));
        server.answer(0);
        QCOMPARE(toHex(server.sent.at(2)),
                 hex("0001 0002 006c 8c00 0003 0000" + name + "00000021 00000004 00000001 00000000 00000000" +
                     "00000020 00000000 00000021 00000000 00000022 00000000 00000010 00000000 00000011 00000000" +
                     "00000030 00000000 00000031 00000000 00000032 00000000 00000033 00000000"));
        server.answer(0);
        QCOMPARE(toHex(server.sent.at(3)),
                 hex("0001 0004 0028 8c00 0004 0000" + name + "00000000 00000000 00000001 00000008 69716e2e613a6200"));
        server.answer(0);
        QCOMPARE(server.end, QStringLiteral("ok"));
        QVERIFY(!server.deadline());
    }

    /// isns.pcap is what a client written by hand and open-isns said to each other; tshark decodes it without
    /// complaint.
    void goldenExchange() // ISN-03, ISN-04
    {
        QFile file(QStringLiteral(PORTOLAN_GOLDEN_DIR "/isns.pcap"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const std::vector<Bytes> messages = payloadsOf(file.readAll());
        QCOMPARE(messages.size(), std::size_t(8)); // a request and its answer each
        Exchange::Config config{"iqn.2026-11.org.portolan.test:golden", Exchange::LocalPortal{{}, 5001}};
        std::ranges::copy(kLocal4, config.portal->address.begin());
        Server server(config);
        for (std::size_t i = 0; i < messages.size(); i += 2) {
            QCOMPARE(toHex(server.sent.at(i / 2)), toHex(messages[i]));
            server.feed(messages[i + 1]);
        }
        QCOMPARE(server.end, QStringLiteral("ok"));
        QCOMPARE(server.targets(), QStringLiteral("iqn.2026-01.example:disk1 127.0.0.1:3260,1; "
                                                  "iqn.2026-01.example:disk1 [::1]:3261,1; "
                                                  "iqn.2026-01.example:disk2 127.0.0.1:3260,1; "
                                                  "iqn.2026-01.example:disk2 [::1]:3261,1"));
        QVERIFY(server.found.warnings.empty());
    }

    void registersOnlyIfUnknown() // ISN-03
    {
        Server server;
        server.known();
        QCOMPARE(server.function(), 2u); // no registration
        server.answer(0, disk("iqn.t:1", 77));
        QCOMPARE(server.end, QStringLiteral("ok")); // and no deregistration
        QCOMPARE(server.sent.size(), std::size_t(2));
        QCOMPARE(server.targets(), QStringLiteral("iqn.t:1 192.0.2.7:3260,77"));
        QCOMPARE(server.found.targets.front().alias, std::string("Disk"));
    }

    void deregistersAfterARefusal()
    {
        Server server;
        server.answer(6);
        server.answer(0);
        server.answer(8);
        QCOMPARE(server.function(), 4u);
        QVERIFY(server.end.isEmpty());
        server.answer(0);
        QCOMPARE(server.end, QStringLiteral("IsnsRefused"));
        QCOMPARE(int(server.error.loginStatus), 8);
        QVERIFY(server.error.message.find("Source Unauthorized (8)") != std::string::npos);
    }

    void statusCodes_data() // ISN-05
    {
        QTest::addColumn<uint>("code");
        QTest::addColumn<QString>("registering");
        QTest::addColumn<QString>("listing");
        for (uint code = 0; code <= 24; ++code) {
            const QString listing = code == 0 || code == 9 ? QStringLiteral("ok") : QStringLiteral("IsnsRefused");
            QTest::addRow("%u", code) << code << (code == 0 ? QString() : QStringLiteral("IsnsNotRegistered"))
                                      << listing;
        }
        QTest::newRow("largest") << 0xffffffffu << QStringLiteral("IsnsNotRegistered") << QStringLiteral("IsnsRefused");
    }

    void statusCodes()
    {
        QFETCH(uint, code);
        Server unknown;
        unknown.answer(code == 0 ? 6 : code); // a lookup that is refused means: not known
        QCOMPARE(unknown.function(), 1u);
        unknown.answer(code);
        QTEST(unknown.end, "registering");
        Server listing;
        listing.known();
        listing.answer(code);
        QTEST(listing.end, "listing");
        if (code != 0 && code <= 23)
            QVERIFY(QString::fromStdString(isnsStatusText(code)).endsWith(QStringLiteral("(%1)").arg(code)));
    }

    void everyFieldOfTheHeader_data() // ISN-01
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("value");
        QTest::newRow("version") << 1 << 2;
        QTest::newRow("request instead of response") << 2 << 0x00;
        QTest::newRow("another function") << 3 << 0x01;
        QTest::newRow("length not of four") << 5 << 0x33;
        QTest::newRow("signed") << 6 << 0x6c;
        QTest::newRow("not the first PDU") << 6 << 0x48;
        QTest::newRow("another transaction") << 9 << 9;
        QTest::newRow("sequence") << 11 << 1;
    }

    void everyFieldOfTheHeader()
    {
        QFETCH(int, at);
        QFETCH(int, value);
        Server server;
        Bytes bytes = pdu(0x8002, 1, join({status(0), tlv(32, std::string("abc")), kDelimiter, tlv(32, kName)}));
        bytes.at(std::size_t(at)) = std::byte(value);
        server.feed(bytes);
        QCOMPARE(server.end, QStringLiteral("IsnsViolation"));
    }

    void severalPdus() // ISN-02
    {
        const Bytes list = join({status(0), kDelimiter, disk("iqn.t:1"), disk("iqn.t:2")});
        for (const std::size_t step : {1u, 13u, 4096u}) {
            Server server;
            server.known();
            Bytes stream;
            for (std::size_t at = 0, sequence = 0; at < list.size(); at += 20, ++sequence) {
                const std::size_t size = std::min<std::size_t>(20, list.size() - at);
                const Bytes part(list.begin() + std::ptrdiff_t(at), list.begin() + std::ptrdiff_t(at + size));
                const unsigned flags = 0x4000u | (at == 0 ? 0x400u : 0u) | (at + size == list.size() ? 0x800u : 0u);
                stream = join({stream, pdu(0x8002, 2, part, flags, unsigned(sequence))});
            }
            for (std::size_t at = 0; at < stream.size(); at += step) {
                const auto from = stream.begin() + std::ptrdiff_t(at);
                server.feed({from, stream.begin() + std::ptrdiff_t(std::min(at + step, stream.size()))});
            }
            QCOMPARE(server.end, QStringLiteral("ok"));
            QCOMPARE(server.found.targets.size(), std::size_t(2));
        }
    }

    void partsInDisorder_data()
    {
        QTest::addColumn<uint>("function");
        QTest::addColumn<uint>("transaction");
        QTest::addColumn<uint>("flags");
        QTest::addColumn<uint>("sequence");
        QTest::newRow("a part is missing") << 0x8002u << 1u << 0x4800u << 2u;
        QTest::newRow("the first again") << 0x8002u << 1u << 0x4c00u << 1u;
        QTest::newRow("another function") << 0x8001u << 1u << 0x4800u << 1u;
        QTest::newRow("another transaction") << 0x8002u << 2u << 0x4800u << 1u;
    }

    void partsInDisorder()
    {
        QFETCH(uint, function);
        QFETCH(uint, transaction);
        QFETCH(uint, flags);
        QFETCH(uint, sequence);
        Server server;
        server.feed(pdu(0x8002, 1, status(0), 0x4400));
        QVERIFY(server.end.isEmpty());
        server.feed(pdu(function, transaction, kDelimiter, flags, sequence));
        QCOMPARE(server.end, QStringLiteral("IsnsViolation"));
    }

    void endlessMessage() // ISN-02
    {
        Exchange::Config config{kName, {}};
        config.maxMessage = 1000;
        Server server(config);
        for (unsigned i = 0; i < 60 && server.end.isEmpty(); ++i)
            server.feed(pdu(0x8002, 1, Bytes(20), i == 0 ? 0x4400 : 0x4000, i));
        QCOMPARE(server.end, QStringLiteral("IsnsViolation"));
    }

    void badAttributes_data() // ISN-02, ISN-07
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("no status") << QByteArray();
        QTest::newRow("cut tag") << QByteArray("00000000 00000020");
        QTest::newRow("longer than the PDU") << QByteArray("00000000 00000020 00000008 61626300");
        QTest::newRow("largest length") << QByteArray("00000000 00000020 fffffffc 61626300");
        QTest::newRow("length not of four") << QByteArray("00000000 00000020 00000003 61626300");
    }

    void badAttributes()
    {
        QFETCH(QByteArray, payload);
        Server server;
        server.feed(pdu(0x8002, 1, fromHex(payload.toStdString())));
        QCOMPARE(server.end, QStringLiteral("IsnsViolation"));
    }

    void lists_data()
    {
        QTest::addColumn<QByteArray>("objects");
        QTest::addColumn<QString>("targets");
        QTest::addColumn<QString>("warning");
        const auto row = [](const char *name, const Bytes &objects, const char *targets, const char *warning) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(objects.data()), qsizetype(objects.size()))
                                << QString::fromUtf8(targets) << QString::fromUtf8(warning);
        };
        const std::string one = "iqn.t:1";
        const Bytes address6 = fromHex("20010db8 00000000 00000000 00000001");
        const Bytes portal = join({tlv(16, kLocal4), tlv(17, 3261u)});
        row("empty", {}, "", "");
        row("groups with a name", join({disk(one, 2), disk("iqn.t:2", 3)}),
            "iqn.t:1 192.0.2.7:3260,2; iqn.t:2 192.0.2.7:3260,3", "");
        row("groups without a name, two portals",
            join({tlv(32, one), tlv(49, kLocal4), tlv(50, 3260u), tlv(51, 1u), tlv(49, address6), tlv(50, 860u),
                  tlv(51, 2u)}),
            "iqn.t:1 192.0.2.7:3260,1; iqn.t:1 [2001:db8::1]:860,2", "");
        row("groups after all names",
            join({tlv(32, one), tlv(32, std::string("iqn.t:2")), tlv(48, one), tlv(49, kLocal4), tlv(50, 3260u),
                  tlv(51, 4u)}),
            "iqn.t:1 192.0.2.7:3260,4", "iqn.t:2\": the server names no address");
        row("portals only", join({tlv(32, one), portal}), "iqn.t:1 192.0.2.7:3261", "");
        row("groups win over portals", join({disk(one), portal}), "iqn.t:1 192.0.2.7:3260,1", "");
        row("an empty tag: not there", join({tlv(32, one), tlv(49, kLocal4), tlv(50, 3260u), tlv(51, Bytes()), portal}),
            "", "names no address");
        row("IPv4 with zeros in front, as open-isns writes it",
            join({tlv(32, one), tlv(16, fromHex("00000000 00000000 00000000 c0000209")), tlv(17, 3260u)}),
            "iqn.t:1 192.0.2.9:3260", "");
        row("loopback of IPv6",
            join({tlv(32, one), tlv(16, fromHex("00000000 00000000 00000000 00000001")), tlv(17, 3260u)}),
            "iqn.t:1 [::1]:3260", "");
        row("address any", join({tlv(32, one), tlv(16, Bytes(16)), tlv(17, 3260u)}), "", "the address \"any\"");
        row("address too short", join({tlv(32, one), tlv(16, Bytes(4)), tlv(17, 3260u)}), "", "no IP address");
        row("UDP", join({tlv(32, one), tlv(16, kLocal4), tlv(17, 0x10cbcu)}), "", "UDP");
        row("port 0", join({tlv(32, one), tlv(16, kLocal4), tlv(17, 0u)}), "", "its port");
        row("group tag too large", join({tlv(32, one), tlv(49, kLocal4), tlv(50, 3260u), tlv(51, 0x10000u)}), "",
            "portal group tag");
        row("the same twice", join({disk(one), disk(one)}), "iqn.t:1 192.0.2.7:3260,1", "");
        row("an initiator among them", join({tlv(32, one), tlv(33, 2u), portal}), "", "");
        row("unknown attributes", join({tlv(4711, 1u), disk(one), tlv(2000, std::string("x"))}),
            "iqn.t:1 192.0.2.7:3260,1", "");
        row("longest name", disk("iqn." + std::string(219, 'a')),
            ("iqn." + std::string(219, 'a') + " 192.0.2.7:3260,1").c_str(), "");
        row("name too long", join({disk("iqn." + std::string(220, 'a')), disk(one)}), "iqn.t:1 192.0.2.7:3260,1",
            "left out the target"); // ISN-07
        row("name empty", disk(""), "", "left out the target");
        row("name with a zero inside", join({tlv(32, bytesOf(std::string("iq\0n.t", 6))), portal}), "",
            "a zero inside");
        row("name with a line end", disk("iqn.t\n1"), "", "left out the target");
    }

    void lists()
    {
        QFETCH(QByteArray, objects);
        QFETCH(QString, warning);
        Server server;
        server.known();
        const auto bytes = std::as_bytes(std::span(objects.constData(), std::size_t(objects.size())));
        server.answer(0, {bytes.begin(), bytes.end()});
        QCOMPARE(server.end, QStringLiteral("ok"));
        QTEST(server.targets(), "targets");
        const auto &warnings = server.found.warnings;
        QCOMPARE(warnings.empty(), warning.isEmpty());
        if (!warning.isEmpty())
            QVERIFY2(text(warnings.front()).contains(warning), warnings.front().c_str());
    }

    void endlessWarnings()
    {
        Bytes objects;
        for (int i = 0; i < 1000; ++i)
            objects = join({objects, tlv(32, "iqn.t:" + std::to_string(i))}); // no address at all
        Server server;
        server.known();
        server.answer(0, objects);
        QCOMPARE(server.end, QStringLiteral("ok"));
        QCOMPARE(server.found.warnings.size(), std::size_t(101));
    }

    void indecentAlias()
    {
        for (const std::string &alias : {std::string("a\nb"), std::string("\xff"), std::string(256, 'a')}) {
            Server server;
            server.known();
            server.answer(0, join({disk("iqn.t:1"), tlv(34, alias)}));
            QCOMPARE(server.found.targets.front().alias, std::string());
        }
    }

    void timesOut()
    {
        Server server({kName, {}, 15s});
        server.timeout(14999ms);
        QVERIFY(server.end.isEmpty());
        server.timeout(15s);
        QCOMPARE(server.end, QStringLiteral("TimedOut"));
        server.known();
        QCOMPARE(server.sent.size(), std::size_t(1)); // it has ended
    }

    void lossAtEachStep()
    {
        const Error lost{ErrorCode::TransportFailed, "closed", 0, 0};
        Server silent;
        silent.lose(lost);
        QCOMPARE(silent.end, QStringLiteral("IsnsViolation")); // not a word: no iSNS server
        Server broken;
        broken.lose({ErrorCode::TransportFailed, "reset", 0, ECONNRESET});
        QCOMPARE(broken.end, QStringLiteral("TransportFailed"));
        Server listing;
        listing.known();
        listing.lose(lost);
        QCOMPARE(listing.end, QStringLiteral("TransportFailed"));
        Server ending;
        ending.answer(6);
        ending.answer(0);
        ending.answer(0, disk("iqn.t:1"));
        ending.lose(lost);
        QCOMPARE(ending.end, QStringLiteral("ok")); // the list was complete
        Server late;
        late.answer(6);
        late.answer(0);
        late.answer(0, disk("iqn.t:1"));
        late.timeout(1h);
        QCOMPARE(late.end, QStringLiteral("ok"));
    }

    void otherServers_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("web") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
        QTest::newRow("mail") << QByteArray("220 mail.example ESMTP\r\n");
        QTest::newRow("iSCSI reject") << QByteArray("\x3f\x80\x04\0\0\0\0\x30\xff\xff\xff\xff", 12);
    }

    void otherServers()
    {
        QFETCH(QByteArray, says);
        Server server;
        server.feed(bytesOf({says.constData(), std::size_t(says.size())}));
        QCOMPARE(server.end, QStringLiteral("IsnsViolation"));
    }
};

QTEST_GUILESS_MAIN(TestIsns)
#include "tst_isns.moc"
