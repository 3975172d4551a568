// SPDX-License-Identifier: GPL-3.0-or-later
// The support report: complete, shown before it is saved, and without a secret wherever somebody has put one.
#include "gui/windows/support_report.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <span>
#include <string_view>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;
using gui::SupportReport;

namespace {

Secret secretOf(std::string_view text) { return Secret(std::as_bytes(std::span(text))); }

} // namespace

class TestGuiReport : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void saysWhatHelps()
    {
        const QString text = open();
        for (const auto *expected :
             {"Portolan support report", "initiator name: iqn.", "kernel: ", "server: 10.0.0.5 port 3260",
              "target: iqn.2026-10.org.portolan.test:plain", "last error: TargetRefusedName", "login status 202",
              "replacement-timeout: ", "session: 1 with", "MaxBurstLength: asked ", "LUN 0: ", "counters",
              "login.failed"})
            QVERIFY2(text.contains(QLatin1String(expected)), qPrintable(QLatin1String(expected) + u'\n' + text));
        QVERIFY(text.contains(QStringLiteral(PORTOLAN_VERSION)));
    }

    void noSecretIsInIt()
    {
        QVERIFY(m_fake->setProperties(
            kPlainNode, u"Node"_s,
            {{u"Label"_s, u"NAS, password=planted-label"_s},
             {u"Username"_s, u"planted-name"_s},
             {u"UsernameIn"_s, u"planted-name-in"_s},
             {u"HasSecret"_s, true},
             {u"LastErrorMessage"_s, u"node.session.auth.password_in = planted-message; CHAP_R=0xplanted"_s},
             {u"LastError"_s, u"AuthenticationFailed"_s}}));
        QVERIFY(m_fake->setProperties(kPortal, u"Portal"_s, {{u"Username"_s, u"planted-portal"_s}}));
        QVERIFY(
            m_fake->emitEvent({{u"Code"_s, u"secret.changed"_s},
                               {u"Source"_s, u"iqn.2026-10.org.portolan.test:plain"_s},
                               {u"Message"_s, u"{\"secret\": \"planted in quotes\", 'passwd':'planted too'}"_s},
                               {u"Details"_s, QVariantMap{{u"secret"_s, u"planted-detail"_s},
                                                          {u"chap_response"_s, u"planted-response"_s},
                                                          {u"direction"_s, u"initiator"_s},
                                                          {u"nested"_s, QVariantMap{{u"x"_s, u"planted-deep"_s}}}}}}));
        bool stored = false;
        m_desktop->client.setSecret(kLockedNode, u"initiator"_s, u"planted-user"_s, secretOf("planted-secret-1"),
                                    &m_desktop->window,
                                    [&](const Result<void> &result) { stored = result.has_value(); });
        QTRY_VERIFY(stored);
        QTRY_VERIFY(m_desktop->client.node(kPlainNode)->hasSecret);
        const QString text = open();
        QVERIFY2(!text.contains(u"planted"_s), qPrintable(text));
        QVERIFY(text.contains(u"secret.changed"_s) && text.contains(u"direction=initiator"_s));
        QVERIFY(text.contains(u"password=(removed)"_s));
        QVERIFY(text.contains(u"CHAP: name set yes, stored yes"_s));
    }

    void redacted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << u"MaxBurstLength=262144"_s << u"MaxBurstLength=262144"_s;
        QTest::newRow("word") << u"a password: x, b"_s << u"a password: (removed), b"_s;
        QTest::newRow("key") << u"node.session.auth.password_in=abc def"_s
                             << u"node.session.auth.password_in=(removed) def"_s;
        QTest::newRow("quotes") << uR"("Secret" : "a b" c)"_s << uR"("Secret" : (removed) c)"_s;
        QTest::newRow("answer") << u"CHAP_N=me CHAP_R=0x12"_s << u"CHAP_N=me CHAP_R=(removed)"_s;
        QTest::newRow("sentence") << u"the password was changed"_s << u"the password was changed"_s;
    }

    void redacted()
    {
        QFETCH(QString, text);
        QTEST(SupportReport::redacted(text), "expected");
    }

    void savedAsShown()
    {
        const QString text = open();
        const QTemporaryDir directory;
        const QString fileName = directory.filePath(u"report.txt"_s);
        QCOMPARE(choose(fileName), QString());
        QTRY_VERIFY(seen(dialog(), u"reportMessage"_s));
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), text);
        QCOMPARE(click(dialog(), u"copyReport"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), text);

        QCOMPARE(choose(directory.filePath(u"no/such/folder/report.txt"_s)), QString());
        QTRY_VERIFY(textOf(dialog(), u"sentence"_s).contains(u"not be saved"_s));
    }

    void withoutService() // then it is needed most
    {
        m_fake->kill();
        QTRY_VERIFY(!m_desktop->client.available());
        const QString text = open();
        QVERIFY2(text.contains(u"service: not available"_s), qPrintable(text));
    }

private:
    [[nodiscard]] QDialog *dialog() const { return seen<QDialog>(&m_desktop->window, u"reportDialog"_s); }

    QString open()
    {
        m_desktop->window.actions()[MainActions::Report]->trigger();
        const auto there = [this] {
            return dialog() != nullptr && dialog()->isActiveWindow() &&
                   seen<QPushButton>(dialog(), u"saveReport"_s)->isEnabled();
        };
        return QTest::qWaitFor(there) ? seen<QPlainTextEdit>(dialog(), u"reportText"_s)->toPlainText() : QString();
    }

    /// As the person does in the desktop's file dialog, which belongs to the desktop.
    QString choose(const QString &fileName)
    {
        if (const QString problem = click(dialog(), u"saveReport"_s); !problem.isEmpty())
            return problem;
        auto *files = dialog()->findChild<QFileDialog *>();
        if (files == nullptr || !files->selectedFiles().join(u' ').contains(u"portolan-report-"_s))
            return u"no file dialog with a name in it"_s;
        emit files->fileSelected(fileName);
        files->reject();
        return QTest::qWaitFor([this] { return dialog()->isActiveWindow(); }) ? QString() : u"it stays"_s;
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiReport)
#include "tst_gui_report.moc"
