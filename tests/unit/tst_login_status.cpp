// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/login_target.h"

#include <QtTest>
#include <set>

using namespace portolan;
using namespace portolan::test;

namespace {

struct Refusal {
    std::uint16_t status;
    ErrorCode code;
};

/// From RFC 7143 §11.13.5 and the contract of ErrorCode. STS-10.
constexpr std::array kRefusals{
    Refusal{0x0200, ErrorCode::LoginRejected},     Refusal{0x0201, ErrorCode::AuthenticationFailed},
    Refusal{0x0202, ErrorCode::TargetRefusedName}, Refusal{0x0203, ErrorCode::NotFound},
    Refusal{0x0204, ErrorCode::LoginRejected},     Refusal{0x0205, ErrorCode::LoginRejected},
    Refusal{0x0206, ErrorCode::LoginRejected},     Refusal{0x0207, ErrorCode::LoginRejected},
    Refusal{0x0208, ErrorCode::LoginRejected},     Refusal{0x0209, ErrorCode::LoginRejected},
    Refusal{0x020a, ErrorCode::LoginRejected},     Refusal{0x020b, ErrorCode::LoginRejected},
    Refusal{0x0300, ErrorCode::LoginRejected},     Refusal{0x0301, ErrorCode::LoginRejected},
    Refusal{0x0302, ErrorCode::LoginRejected},
};

/// A CHAP login after `steps` exchanges.
std::unique_ptr<LoginTarget> loginAfter(int steps)
{
    auto target = std::make_unique<LoginTarget>(chapConfig());
    if (steps > 0)
        target->respond(0x00, "AuthMethod=CHAP|");
    if (steps > 1)
        target->respond(0x00, "CHAP_A=5|CHAP_I=1|CHAP_C=0x01|");
    if (steps > 2)
        target->respond(0x81, "");
    return target;
}

LoginTarget::Response refusal(std::uint16_t status, const std::string &text = {})
{
    LoginTarget::Response response;
    response.status = status;
    response.text = text;
    return response;
}

} // namespace

/// Login status and redirection, RFC 7143 §11.13.5.
class TestLoginStatus : public QObject {
    Q_OBJECT

private slots:
    void everyStatusInEveryStep() // STS-10, LGN-20
    {
        std::set<std::string> sentences;
        for (const Refusal &row : kRefusals)
            for (int steps = 0; steps <= 3; ++steps) {
                const auto target = loginAfter(steps);
                const auto sent = target->requests.size();
                target->respond(refusal(row.status));
                QCOMPARE(target->outcome(), text(nameOf(row.code)));
                QCOMPARE(target->error->loginStatus, row.status);
                QCOMPARE(target->requests.size(), sent);
                QVERIFY(!target->negotiation().deadline());
                sentences.insert(target->error->message);
            }
        QCOMPARE(sentences.size(), kRefusals.size()); // each says something of its own, in every step the same
    }

    void numbersOfARefusalAreIgnored() // LGN-20: StatSN is not valid, and stages may be anything
    {
        const auto target = loginAfter(2);
        auto response = refusal(0x0301);
        response.statSnStep = 77;
        response.flags = 0x0c;
        target->respond(response);
        QCOMPARE(target->outcome(), QStringLiteral("LoginRejected"));
        QCOMPARE(target->error->loginStatus, std::uint16_t(0x0301));
    }

    void unknownStatus_data() // STS-01
    {
        QTest::addColumn<quint16>("status");
        for (const int status : {0x02ff, 0x020c, 0x03ff, 0x0303, 0x0400, 0x7f00, 0xffff})
            QTest::addRow("%04x", unsigned(status)) << quint16(status);
    }

    void unknownStatus()
    {
        QFETCH(quint16, status);
        const auto target = loginAfter(0);
        target->respond(refusal(status));
        QCOMPARE(target->outcome(), QStringLiteral("LoginRejected"));
        QCOMPARE(target->error->loginStatus, status);
    }

    void unauthenticated() // 0201 to somebody who showed no name and no secret: the user is to be asked
    {
        LoginTarget target(plainConfig());
        target.respond(refusal(0x0201));
        QCOMPARE(target.outcome(), QStringLiteral("AuthRequired"));
        QCOMPARE(target.error->loginStatus, std::uint16_t(0x0201));
        LoginTarget operational(plainConfig());
        operational.skipSecurity();
        operational.respond(refusal(0x0201));
        QCOMPARE(operational.outcome(), QStringLiteral("AuthRequired"));
    }

    void redirects_data() // STS-03, STS-06, STS-07, LGN-33
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // the addresses, or an error
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("IPv4", "TargetAddress=10.0.0.2:3260|", "10.0.0.2:3260");
        row("no port", "TargetAddress=10.0.0.2|", "10.0.0.2");
        row("IPv6", "TargetAddress=[2001:db8::2]:3261|", "[2001:db8::2]:3261");
        row("DNS name", "TargetAddress=nas2.example.com|", "nas2.example.com");
        row("several, in order", "TargetAddress=10.0.0.3|TargetAddress=10.0.0.2|", "10.0.0.3 10.0.0.2");
        row("one good of two", "TargetAddress=10.0.0.3:0|TargetAddress=10.0.0.2|", "10.0.0.2");
        row("another target's name", "TargetName=iqn.x|TargetAddress=10.0.0.2|", "10.0.0.2");
        row("none", "", "LoginRejected");
        row("other keys only", "TargetAlias=x|", "LoginRejected");
        row("with a tag", "TargetAddress=10.0.0.2:3260,1|", "LoginRejected");
        row("port 0", "TargetAddress=10.0.0.2:0|", "LoginRejected");
        row("port 65536", "TargetAddress=10.0.0.2:65536|", "LoginRejected");
        row("not an address", "TargetAddress=|", "LoginRejected");
        row("no NUL", "TargetAddress=10.0.0.2", "LoginRejected");
    }

    void redirects()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        for (const std::uint16_t status : {0x0101, 0x0102, 0x01ff})
            for (int steps = 0; steps <= 3; ++steps) { // before and after authentication; ATH-26
                const auto target = loginAfter(steps);
                target->respond(refusal(status, text.toStdString()));
                QString found = target->outcome();
                if (target->redirected) {
                    QStringList addresses;
                    for (const std::string &address : target->redirected->addresses)
                        addresses << QString::fromStdString(address);
                    found = addresses.join(QLatin1Char(' '));
                    QCOMPARE(target->redirected->permanent, status == 0x0102); // STS-05
                } else {
                    QCOMPARE(target->error->loginStatus, status);
                    QVERIFY(target->error->message.find("redirects") != std::string::npos);
                }
                QCOMPARE(found, expected);
            }
    }
};

QTEST_APPLESS_MAIN(TestLoginStatus)
#include "tst_login_status.moc"
