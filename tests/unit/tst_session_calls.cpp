// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the kernel to start a session, in which order, and what is left when it refuses.
#include "daemon/dataplane/kernel/session_calls.h"
#include "scripted_kernel.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <map>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::kernel;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kSid = 7;
constexpr int kSocket = 42;
constexpr std::size_t kArguments = 32, kPayload = 72; ///< Offsets in a datagram.

std::uint32_t argument(const Request &request, std::size_t index)
{
    std::uint32_t word = 0;
    std::memcpy(&word, request.data() + kArguments + 4 * index, sizeof word);
    return word;
}

bool isParameter(const Request &request) { return typeOf(request) == EventType::SetParam; }
Param paramOf(const Request &request) { return Param(argument(request, 2)); }
QString valueOf(const Request &request)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(request.data() + kPayload),
                             qsizetype(argument(request, 3)) - 1);
}

/// "11" for a request, "16:2" for a parameter: its type and which one.
QString nameOf(const Request &request)
{
    const QString type = QString::number(std::uint32_t(typeOf(request)));
    return isParameter(request) ? type + QLatin1Char(':') + QString::number(std::uint32_t(paramOf(request))) : type;
}

QStringList namesOf(const std::vector<Request> &requests)
{
    QStringList names;
    for (const Request &request : requests)
        names << nameOf(request);
    return names;
}

const QStringList kEndOfASession{QStringLiteral("18"), QStringLiteral("14"), QStringLiteral("43")};

/// A kernel that makes session 7, and refuses what the test tells it to.
struct Kernel {
    /// \return an errno, or 0 to carry it out
    using Refuse = std::function<int(const Request &, std::size_t index)>;
    explicit Kernel(Refuse refuse = [](const Request &, std::size_t) { return 0; })
        : kernel([refuse = std::move(refuse), index = std::size_t(0)](const Request &request) mutable {
            if (const int error = refuse(request, index++); error != 0)
                return std::vector<Request>{refusal(-error)};
            const bool makes = typeOf(request) == EventType::CreateSession;
            return std::vector<Request>{replyTo(request, {makes ? kSid : 0U})};
        })
        , netlink(kernel.connect())
    {}
    Result<std::uint32_t> start(const SessionSetup &setup = {})
    {
        return startSession(netlink, kSocket, setup, [this](std::uint32_t sid) -> Result<> {
            createdAfter = namesOf(kernel.requests());
            created = sid;
            return createdResult;
        });
    }
    [[nodiscard]] QStringList names() const { return namesOf(kernel.requests()); }
    /// Values of the parameters that were set.
    [[nodiscard]] std::map<Param, QString> parameters() const
    {
        std::map<Param, QString> values;
        for (const Request &request : kernel.requests()) {
            if (isParameter(request))
                values[paramOf(request)] = valueOf(request);
        }
        return values;
    }

    ScriptedKernel kernel;
    IscsiNetlink netlink;
    QStringList createdAfter;
    std::uint32_t created = 0;
    Result<> createdResult;
};

Kernel::Refuse refuseAt(std::size_t step)
{
    return [step](const Request &, std::size_t index) { return index == step ? EINVAL : 0; };
}

/// Those that both sides rely on: a session without one of them would not be the one that was negotiated.
const std::vector<Param> kNegotiated{Param::MaxRecvDataSegmentLength,
                                     Param::MaxXmitDataSegmentLength,
                                     Param::HeaderDigest,
                                     Param::DataDigest,
                                     Param::InitialR2T,
                                     Param::MaxOutstandingR2T,
                                     Param::ImmediateData,
                                     Param::FirstBurstLength,
                                     Param::MaxBurstLength,
                                     Param::DataPduInOrder,
                                     Param::DataSequenceInOrder,
                                     Param::ErrorRecoveryLevel,
                                     Param::ExpStatSn};

} // namespace

class TestSessionCalls : public QObject {
    Q_OBJECT

private slots:
    void startInTheOrderOfTheKernel()
    {
        Kernel it;
        const auto sid = it.start();
        QVERIFY(sid);
        QCOMPARE(*sid, kSid);
        const auto requests = it.kernel.requests();
        QStringList names = it.names();
        QCOMPARE(names.takeFirst(), QStringLiteral("11"));
        QCOMPARE(names.takeFirst(), QStringLiteral("13"));
        QCOMPARE(names.takeFirst(), QStringLiteral("15"));
        QCOMPARE(names.takeLast(), QStringLiteral("17"));
        QVERIFY(std::ranges::all_of(names, [](const QString &name) { return name.startsWith(QLatin1String("16:")); }));
        QCOMPARE(names.removeDuplicates(), 0);
        QCOMPARE(argument(requests[2], 2), std::uint32_t(kSocket)); // its lower half
        for (std::size_t i = 1; i < requests.size(); ++i)
            QCOMPARE(argument(requests[i], 0), kSid);
        // Known to others before it can run, so that a crash in between leaves no session that nobody owns.
        QCOMPARE(it.created, kSid);
        QCOMPARE(it.createdAfter, QStringList{QStringLiteral("11")});
    }

    void startBeginsAtTheLoginsNumber()
    {
        Kernel it;
        SessionSetup setup;
        setup.numbers.cmdSn = 0xfffffff0;
        setup.numbers.expStatSn = 0xffffffff;
        QVERIFY(it.start(setup));
        QCOMPARE(argument(it.kernel.requests()[0], 0), 0xfffffff0U);
        QCOMPARE(it.parameters()[Param::ExpStatSn], QStringLiteral("4294967295"));
    }

    /// The kernel shows user names and passwords in sysfs, and needs neither.
    void noSecretIsAmongTheParameters()
    {
        Kernel it;
        QVERIFY(it.start());
        for (const auto &[param, value] : it.parameters())
            QVERIFY2(std::uint32_t(param) < 20 || std::uint32_t(param) > 23, qPrintable(value));
    }

    void namesAreTold()
    {
        Kernel it;
        SessionSetup setup;
        setup.names = {"iqn.2001-04.com.example:t", "iqn.2026-01.org.example:i", {"2001:db8::1", 3261}, 65535, "eth1"};
        QVERIFY(it.start(setup));
        auto values = it.parameters();
        QCOMPARE(values[Param::TargetName], QStringLiteral("iqn.2001-04.com.example:t"));
        QCOMPARE(values[Param::InitiatorName], QStringLiteral("iqn.2026-01.org.example:i"));
        QCOMPARE(values[Param::PersistentAddress], QStringLiteral("2001:db8::1"));
        QCOMPARE(values[Param::PersistentPort], QStringLiteral("3261"));
        QCOMPARE(values[Param::TargetPortalGroupTag], QStringLiteral("65535"));
        QCOMPARE(values[Param::InterfaceName], QStringLiteral("eth1"));
    }

    void namesThatAreNotKnown()
    {
        Kernel it;
        QVERIFY(it.start());
        auto values = it.parameters();
        QVERIFY(!values.contains(Param::TargetPortalGroupTag)); // the target told none
        QCOMPARE(values[Param::InterfaceName], QStringLiteral("default"));
    }

    /// The kernel keeps them in a table of a power of two, and refuses other numbers.
    void outstandingR2TsAreAPowerOfTwo_data()
    {
        QTest::addColumn<std::uint32_t>("negotiated");
        QTest::addColumn<QString>("told");
        QTest::newRow("1") << 1U << QStringLiteral("1");
        QTest::newRow("2") << 2U << QStringLiteral("2");
        QTest::newRow("3") << 3U << QStringLiteral("4");
        QTest::newRow("33") << 33U << QStringLiteral("64");
        QTest::newRow("most, §13.17") << 65535U << QStringLiteral("65536");
    }

    void outstandingR2TsAreAPowerOfTwo()
    {
        QFETCH(std::uint32_t, negotiated);
        Kernel it;
        SessionSetup setup;
        setup.parameters.maxOutstandingR2T = negotiated;
        QVERIFY(it.start(setup));
        QTEST(it.parameters()[Param::MaxOutstandingR2T], "told");
    }

    /// RFC 7143 §13.14 forbids a longer one, and the kernel refuses it.
    void firstBurstIsNoLongerThanABurst()
    {
        Kernel it;
        SessionSetup setup;
        setup.parameters.firstBurstLength = 65536;
        setup.parameters.maxBurstLength = 8192;
        QVERIFY(it.start(setup));
        auto values = it.parameters();
        QCOMPARE(values[Param::FirstBurstLength], QStringLiteral("8192"));
        QCOMPARE(values[Param::MaxBurstLength], QStringLiteral("8192"));
    }

    void parametersAreThoseNegotiated()
    {
        Kernel it;
        SessionSetup setup;
        setup.parameters = {true, false, 1, false, true, 131072, 262144, 1048576, 4096, 2, 20, 1, true, false, 0};
        QVERIFY(it.start(setup));
        auto values = it.parameters();
        const std::map<Param, QString> expected{
            {Param::HeaderDigest, QStringLiteral("1")},
            {Param::DataDigest, QStringLiteral("0")},
            {Param::InitialR2T, QStringLiteral("0")},
            {Param::ImmediateData, QStringLiteral("1")},
            {Param::MaxRecvDataSegmentLength, QStringLiteral("131072")},
            {Param::MaxXmitDataSegmentLength, QStringLiteral("262144")},
            {Param::MaxBurstLength, QStringLiteral("1048576")},
            {Param::FirstBurstLength, QStringLiteral("4096")},
            {Param::DataPduInOrder, QStringLiteral("1")},
            {Param::DataSequenceInOrder, QStringLiteral("0")},
            {Param::ErrorRecoveryLevel, QStringLiteral("0")},
        };
        for (const auto &[param, value] : expected)
            QCOMPARE(values[param], value);
    }

    void timeouts_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("told");
        QTest::newRow("whole seconds") << qint64(120'000) << QStringLiteral("120");
        QTest::newRow("rounded up, as 0 would be at once") << qint64(1) << QStringLiteral("1");
        QTest::newRow("at once") << qint64(0) << QStringLiteral("0");
        QTest::newRow("for ever") << qint64(-1) << QStringLiteral("-1");
        QTest::newRow("for ever, in other words") << qint64(-86'400'000) << QStringLiteral("-1");
    }

    void timeouts()
    {
        QFETCH(qint64, milliseconds);
        Kernel it;
        Timeouts times;
        times.replacement = std::chrono::milliseconds(milliseconds);
        times.nopInterval = 4001ms;
        QVERIFY(applyTimeouts(it.netlink, kSid, times));
        auto values = it.parameters();
        QTEST(values[Param::ReplacementTimeout], "told");
        QCOMPARE(values[Param::PingInterval], QStringLiteral("5"));
        QCOMPARE(values[Param::PingTimeout], QStringLiteral("5"));
        QCOMPARE(values.size(), 3U);
    }

    /// Whatever step the kernel refuses: nothing is left, and the first error is the one that is told.
    void errorAtEachStepOfAStart()
    {
        Kernel good;
        QVERIFY(good.start());
        const QStringList all = good.names();
        for (qsizetype step = 0; step < all.size(); ++step) {
            Kernel it(refuseAt(std::size_t(step)));
            const auto sid = it.start();
            QVERIFY2(!sid, qPrintable(all[step]));
            QCOMPARE(sid.error().sysErrno, EINVAL);
            const QStringList cleanUp = step == 0 ? QStringList() : kEndOfASession;
            QCOMPARE(it.names(), all.first(step + 1) + cleanUp);
            const auto requests = it.kernel.requests();
            for (qsizetype i = step + 1; i < qsizetype(requests.size()); ++i)
                QCOMPARE(argument(requests[std::size_t(i)], 0), kSid);
        }
    }

    void errorOfTheParameterIsNamed()
    {
        Kernel it([](const Request &request, std::size_t) {
            return isParameter(request) && paramOf(request) == Param::MaxBurstLength ? EINVAL : 0;
        });
        const auto sid = it.start();
        QVERIFY(!sid);
        QVERIFY2(QByteArray::fromStdString(sid.error().message).contains("parameter 8 = 262144"),
                 sid.error().message.c_str());
    }

    void cleanUpThatFailsDoesNotHideTheFirstError()
    {
        Kernel it([](const Request &request, std::size_t index) {
            if (typeOf(request) == EventType::BindConnection)
                return EEXIST;
            return index > 2 ? ENODEV : 0;
        });
        const auto sid = it.start();
        QVERIFY(!sid);
        QCOMPARE(sid.error().sysErrno, EEXIST);
        QCOMPARE(it.names().last(3), kEndOfASession); // each was tried
    }

    void sessionThatCannotBeRecordedIsNotStarted()
    {
        Kernel it;
        it.createdResult = fail(ErrorCode::StoreFailed, "disk full");
        const auto sid = it.start();
        QVERIFY(!sid);
        QCOMPARE(sid.error().code, ErrorCode::StoreFailed);
        QCOMPARE(it.names(), QStringList{QStringLiteral("11")} + kEndOfASession);
    }

    /// An older kernel: it cannot show or time something, and the session works. What both sides rely on is another
    /// matter.
    void parameterThatTheKernelDoesNotKnow()
    {
        Kernel good;
        QVERIFY(good.start());
        for (const auto &[unknown, value] : good.parameters()) {
            Kernel it([param = unknown](const Request &request, std::size_t) {
                return isParameter(request) && paramOf(request) == param ? ENOSYS : 0;
            });
            const bool needed = std::ranges::count(kNegotiated, unknown) != 0;
            const auto sid = it.start();
            QVERIFY2(bool(sid) != needed, qPrintable(QString::number(std::uint32_t(unknown))));
            if (needed)
                QCOMPARE(sid.error().code, ErrorCode::NotSupported);
        }
    }

    void restartStopsBindsAndStarts()
    {
        Kernel it;
        QVERIFY(restartSession(it.netlink, kSid, kSocket, {}));
        const auto requests = it.kernel.requests();
        QCOMPARE(typeOf(requests[0]), EventType::StopConnection);
        QCOMPARE(argument(requests[0], 4), 3U); // for recovery: its disks stay
        QCOMPARE(typeOf(requests[1]), EventType::BindConnection);
        QCOMPARE(typeOf(requests.back()), EventType::StartConnection);
        QCOMPARE(std::ranges::count_if(requests, isParameter), qsizetype(requests.size()) - 3);
    }

    /// A session whose restart fails waits for the next attempt, with its disks.
    void errorAtEachStepOfARestart()
    {
        Kernel good;
        QVERIFY(restartSession(good.netlink, kSid, kSocket, {}));
        const QStringList all = good.names();
        for (qsizetype step = 0; step < all.size(); ++step) {
            Kernel it(refuseAt(std::size_t(step)));
            const auto result = restartSession(it.netlink, kSid, kSocket, {});
            QVERIFY2(!result, qPrintable(all[step]));
            QCOMPARE(result.error().sysErrno, EINVAL);
            QStringList expected = all.first(step + 1);
            if (step > 0)
                expected << QStringLiteral("18");
            QCOMPARE(it.names(), expected);
            QCOMPARE(argument(it.kernel.requests().back(), 4), 3U);
        }
    }

    /// A session that was only half made has no connection to stop.
    void endOfASessionThatIsHalfThere()
    {
        Kernel it([](const Request &request, std::size_t) {
            return typeOf(request) == EventType::DestroySessionAsync ? 0 : EINVAL;
        });
        QVERIFY(destroySession(it.netlink, kSid));
        QCOMPARE(it.names(), kEndOfASession);
        QCOMPARE(argument(it.kernel.requests()[0], 4), 1U); // its requests fail
        Kernel gone([](const Request &, std::size_t) { return EINVAL; });
        QVERIFY(!destroySession(gone.netlink, kSid));
    }

    /// RFC 7143 §4.2.2.1: serial numbers of 32 bits.
    void commandNumberGoesOn_data()
    {
        QTest::addColumn<std::uint32_t>("initial");
        QTest::addColumn<std::uint32_t>("commands");
        QTest::addColumn<std::uint32_t>("next");
        QTest::newRow("none yet") << 5U << 0U << 5U;
        QTest::newRow("some") << 5U << 10U << 15U;
        QTest::newRow("wraps") << 0xfffffffeU << 5U << 3U;
    }

    void commandNumberGoesOn()
    {
        QFETCH(std::uint32_t, initial);
        QFETCH(std::uint32_t, commands);
        ScriptedKernel kernel([commands](const Request &request) {
            Request stats(84);
            putWord(stats, 20, commands);
            return std::vector<Request>{replyTo(request, {}, stats)};
        });
        IscsiNetlink netlink = kernel.connect();
        const auto next = nextCmdSn(netlink, kSid, initial);
        QVERIFY(next);
        QTEST(*next, "next");
    }

    void commandNumberThatTheKernelDoesNotTell()
    {
        Kernel gone([](const Request &, std::size_t) { return EINVAL; });
        QVERIFY(!nextCmdSn(gone.netlink, kSid, 1));
        Kernel tooShort; // answers without statistics
        const auto next = nextCmdSn(tooShort.netlink, kSid, 1);
        QVERIFY(!next);
        QCOMPARE(next.error().code, ErrorCode::ProtocolViolation);
    }
};

QTEST_GUILESS_MAIN(TestSessionCalls)
#include "tst_session_calls.moc"
