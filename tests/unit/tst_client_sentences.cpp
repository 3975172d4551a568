// SPDX-License-Identifier: GPL-3.0-or-later
// Every code has a sentence of its own that names the subject and leaves no placeholder.
#include "gui/client/sentences.h"

#include <QSet>
#include <QTest>

#include <cerrno>

using namespace portolan;
using namespace portolan::client;

namespace {

const QString kSubject = QStringLiteral("backup");

bool isSentence(const QString &text)
{
    return text.size() > 8 && (text.endsWith(u'.') || text.endsWith(u')')) && !text.contains(u'%') &&
           text != text.toUpper();
}

} // namespace

class TestClientSentences : public QObject {
    Q_OBJECT

private slots:
    void problemsOfDisks()
    {
        QCOMPARE(problemOf(QStringLiteral("not ready")), QStringLiteral("not ready"));
        QCOMPARE(problemOf(QStringLiteral("not ready (sense 2/04/01)")), QStringLiteral("not ready (sense 2/04/01)"));
        QCOMPARE(problemOf(QStringLiteral("made up")), QStringLiteral("made up"));
    }

    void refusalsOfAnIsnsServer() // ISN-05
    {
        const Error refused{ErrorCode::IsnsNotRegistered, {}, 8, 0};
        QVERIFY(sentenceOf(refused, kSubject).contains(kSubject));
        QVERIFY(sentenceOf(refused, kSubject).endsWith(QStringLiteral("Source Unauthorized (8).")));
        QVERIFY(isSentence(sentenceOf(Error{ErrorCode::IsnsRefused, {}, 0, 0}))); // as a portal remembers it
    }

    void secretsOfBothDirections() // one account of mutual CHAP is two events, which must not read alike
    {
        QSet<QString> texts;
        for (const bool present : {true, false}) {
            for (const char *direction : {"initiator", "target"})
                texts.insert(sentenceOf(EventInfo{
                    0,
                    {},
                    {},
                    QStringLiteral("secret.changed"),
                    kSubject,
                    {},
                    {},
                    {},
                    {{QStringLiteral("direction"), QLatin1String(direction)}, {QStringLiteral("present"), present}}}));
        }
        QCOMPARE(texts.size(), 4);
    }

    void notesOfAnImport()
    {
        QVariantMap note{{QStringLiteral("text"), QStringLiteral("its own")}};
        QCOMPARE(importNoteText(note), QStringLiteral("its own"));
        note.insert({{QStringLiteral("pattern"), QStringLiteral("%1 must be %2 to %3; %4 is taken")},
                     {QStringLiteral("arguments"), QStringList{QStringLiteral("%2"), QStringLiteral("1"),
                                                               QStringLiteral("5"), QStringLiteral("5")}}});
        QCOMPARE(importNoteText(note), QStringLiteral("%2 must be 1 to 5; 5 is taken"));
        note.insert(QStringLiteral("arguments"), QStringList()); // what is not given stays to be seen
        QCOMPARE(importNoteText(note), QStringLiteral("%1 must be %2 to %3; %4 is taken"));
    }

    void everyErrorCode()
    {
        QSet<QString> seen;
        for (int value = 0; value <= int(kLastErrorCode); ++value) {
            const Error error{ErrorCode(value), "internal text", 0, 0};
            const QString about = sentenceOf(error, kSubject);
            const QString general = sentenceOf(error);
            QVERIFY2(isSentence(about) && isSentence(general), qPrintable(about + general));
            QVERIFY2(about.contains(kSubject) && !general.contains(u'“'), qPrintable(about));
            QVERIFY2(!about.contains(QStringLiteral("internal text")), "the log's English is not for users");
            QVERIFY2(!seen.contains(general), qPrintable(general));
            seen.insert(general);
            const QString cure = cureOf(error);
            QVERIFY2(cure.isEmpty() ? error.code == ErrorCode::Cancelled : isSentence(cure), qPrintable(cure));
        }
    }

    /// STS-10: each status of RFC 7143 §11.13.5 has its own sentence.
    void everyLoginStatus()
    {
        QSet<QString> seen;
        // Typed from the prose of the section, not from the table under test.
        for (const int status : {0x0101, 0x0102, 0x0200, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x0206, 0x0207, 0x0208,
                                 0x0209, 0x020a, 0x020b, 0x0300, 0x0301, 0x0302}) {
            const Error error{ErrorCode::LoginRejected, {}, std::uint16_t(status), 0};
            const QString text = sentenceOf(error, kSubject);
            QVERIFY2(isSentence(text) && text.contains(kSubject), qPrintable(text));
            QVERIFY2(isSentence(cureOf(error)), qPrintable(cureOf(error)));
            QVERIFY2(!seen.contains(text), qPrintable(text));
            seen.insert(text);
        }
        QCOMPARE(seen.size(), 17);
    }

    /// STS-01: an unknown detail is told as its class.
    void unknownStatusIsItsClass()
    {
        const auto text = [](std::uint16_t status) { return sentenceOf({ErrorCode::LoginRejected, {}, status, 0}); };
        QVERIFY(text(0x02ff) != text(0x03ff));
        QVERIFY(text(0x02ff) != text(0x0200));
        QCOMPARE(text(0x0400), sentenceOf({ErrorCode::LoginRejected, {}, 0, 0}));
    }

    void unreachableSaysHow()
    {
        QSet<QString> seen;
        for (const int number : {0, ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH})
            seen.insert(sentenceOf({ErrorCode::PortalUnreachable, {}, 0, number}, kSubject));
        QCOMPARE(seen.size(), 5);
    }

    void everyState()
    {
        QSet<QString> words;
        for (unsigned value = 0; value <= unsigned(dbus::NodeStatus::Missing); ++value)
            words.insert(wordOf(dbus::NodeStatus(value)));
        QCOMPARE(words.size(), 9);
        words.clear();
        for (unsigned value = 0; value <= unsigned(dbus::SessionState::LoggingOut); ++value)
            words.insert(wordOf(dbus::SessionState(value)));
        QCOMPARE(words.size(), 7);
        words.clear();
        for (unsigned value = 0; value <= unsigned(dbus::AuthMode::MutualChap); ++value)
            words.insert(wordOf(dbus::AuthMode(value)));
        QCOMPARE(words.size(), 4);
        QVERIFY(!words.contains(QString()));
    }

    void everyPhase()
    {
        QSet<QString> texts{phaseOf(QString())};
        for (const char *phase :
             {"resolving", "connecting", "security", "operational", "discovering", "scanning", "settling", "waiting"})
            texts.insert(phaseOf(QString::fromLatin1(phase)));
        QCOMPARE(texts.size(), 9);
        for (const char *kind : {"swap", "lvm-pv", "md", "dm-crypt", "multipath", "loop", "other"}) {
            const QString text = sentenceOf(
                DeviceUser{QString::fromLatin1(kind), QStringLiteral("/dev/sda"), QStringLiteral("/on/it"), {}, {}, 0});
            QVERIFY2(text.contains(QStringLiteral("/dev/sda")) && text.contains(QStringLiteral("/on/it")), kind);
        }
    }

    void pathsOfAMap()
    {
        DeviceUser path{
            QStringLiteral("multipath"), QStringLiteral("/dev/sda"), QStringLiteral("/dev/mapper/mpatha"), {}, {}, 0};
        path.otherPaths = {QStringLiteral("/dev/sdb"), QStringLiteral("/dev/sdc")};
        path.pathStates = {QStringLiteral("running"), QStringLiteral("offline")};
        QCOMPARE(path.workingPaths(), 1);
        QString text = sentenceOf(path);
        QVERIFY2(text.contains(QStringLiteral("/dev/sdb (running), /dev/sdc (offline)")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("1 other path")), qPrintable(text));
        path.pathStates[0] = QStringLiteral("transport-offline");
        text = sentenceOf(path);
        QVERIFY2(text.contains(QStringLiteral("last working path")), qPrintable(text));
    }

    void everyEvent()
    {
        for (const char *code : {"discovery.done",
                                 "discovery.failed",
                                 "login.ok",
                                 "login.failed",
                                 "session.online",
                                 "session.lost",
                                 "session.reconnecting",
                                 "session.restored",
                                 "connection.joined",
                                 "connection.lost",
                                 "connection.failed",
                                 "connection.refused",
                                 "session.adopted",
                                 "session.requests_failed",
                                 "session.digest_errors",
                                 "logout.done",
                                 "logout.blocked",
                                 "lun.added",
                                 "lun.removed",
                                 "lun.resized",
                                 "lun.none",
                                 "async.logout",
                                 "async.anything",
                                 "node.added",
                                 "node.removed",
                                 "node.changed",
                                 "settings.changed",
                                 "secret.changed",
                                 "import.done",
                                 "defaults.changed",
                                 "initiator_name.changed"}) {
            EventInfo event;
            event.code = QString::fromLatin1(code);
            event.source = QStringLiteral("100%1 backup"); // a hostile name must not become a placeholder
            event.message = QStringLiteral("english for the log");
            for (const QVariantMap &details :
                 {QVariantMap(), QVariantMap{{QStringLiteral("lun"), QStringLiteral("%2")},
                                             {QStringLiteral("error"), QStringLiteral("TimedOut")},
                                             {QStringLiteral("size"), 1048576},
                                             {QStringLiteral("portal"), QStringLiteral("10.0.0.5:3260")}}}) {
                event.details = details;
                const QString text = sentenceOf(event);
                QVERIFY2(text != event.message && text.size() > 10, qPrintable(text));
                const bool ofThisComputer = QLatin1String(code) == QLatin1String("initiator_name.changed") ||
                                            QLatin1String(code) == QLatin1String("defaults.changed");
                QVERIFY2(ofThisComputer || text.contains(event.source), qPrintable(text));
            }
        }
    }

    void failedLoginTellsWhyAndWhatToDo()
    {
        EventInfo event;
        event.code = QStringLiteral("login.failed");
        event.source = kSubject;
        event.details = {{QStringLiteral("error"), QStringLiteral("LoginRejected")},
                         {QStringLiteral("status_class"), 2U},
                         {QStringLiteral("status_detail"), 3U}};
        const QString text = sentenceOf(event);
        QVERIFY2(text.contains(QStringLiteral("does not have this target")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Search the storage server again")), qPrintable(text));
    }

    void unknownEventShowsItsMessage()
    {
        EventInfo event;
        event.code = QStringLiteral("weather.changed");
        event.message = QStringLiteral("it rains");
        QCOMPARE(sentenceOf(event), QStringLiteral("it rains"));
    }

    void usersOfADisk()
    {
        const DeviceUser mount{QStringLiteral("mount"),
                               QStringLiteral("/dev/loop3"),
                               QStringLiteral("/srv/data"),
                               QStringLiteral("ext4"),
                               {},
                               0};
        QCOMPARE(sentenceOf(mount), QStringLiteral("/dev/loop3 is mounted at /srv/data (ext4)"));
        const DeviceUser process{
            QStringLiteral("process"), QStringLiteral("/dev/loop3"), {}, {}, QStringLiteral("/usr/bin/fio"), 4711};
        QCOMPARE(sentenceOf(process), QStringLiteral("/dev/loop3 is open in /usr/bin/fio (process 4711)"));
        QSet<QString> texts;
        for (const char *kind : {"mount", "swap", "lvm-pv", "md", "dm-crypt", "multipath", "loop", "process", "other"})
            texts.insert(
                sentenceOf(DeviceUser{QString::fromLatin1(kind), QStringLiteral("/dev/loop3"), {}, {}, {}, 0}));
        QCOMPARE(texts.size(), 9);
    }

    /// The keys of RFC 7143 §12.1 and §13.1 to §13.26.
    void everyKey()
    {
        const QString unknown = meaningOf(QStringLiteral("X-com.example.Thing"));
        for (const char *key : {"AuthMethod",
                                "HeaderDigest",
                                "DataDigest",
                                "MaxConnections",
                                "SendTargets",
                                "TargetName",
                                "InitiatorName",
                                "TargetAlias",
                                "InitiatorAlias",
                                "TargetAddress",
                                "TargetPortalGroupTag",
                                "InitialR2T",
                                "ImmediateData",
                                "MaxRecvDataSegmentLength",
                                "MaxBurstLength",
                                "FirstBurstLength",
                                "DefaultTime2Wait",
                                "DefaultTime2Retain",
                                "MaxOutstandingR2T",
                                "DataPDUInOrder",
                                "DataSequenceInOrder",
                                "ErrorRecoveryLevel",
                                "SessionType",
                                "TaskReporting",
                                "iSCSIProtocolLevel",
                                "X#NodeArchitecture",
                                "IFMarker",
                                "OFMarker",
                                "IFMarkInt",
                                "OFMarkInt"}) {
            const QString text = meaningOf(QString::fromLatin1(key));
            QVERIFY2(isSentence(text) && text != unknown, key);
        }
        QCOMPARE(meaningOf(QStringLiteral("MaxRecvDataSegmentLength (target)")),
                 meaningOf(QStringLiteral("MaxRecvDataSegmentLength")));
    }
};

QTEST_GUILESS_MAIN(TestClientSentences)
#include "tst_client_sentences.moc"
