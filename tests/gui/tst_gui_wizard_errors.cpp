// SPDX-License-Identifier: GPL-3.0-or-later
// What "Add storage" says when it does not work: one clear sentence, what to do, and nothing that was typed is lost.
#include "gui/widgets/credentials_form.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/desktop.h"
#include "tests/gui/sandbox.h"
#include "tests/support/fake_portoland/fake_service.h"

#include <QApplication>
#include <QClipboard>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MessageBar;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine

/// What a name server, a web server or a printer makes of a login request.
class WebServer : public QTcpServer {
public:
    WebServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Type: text/html\r\n"
                              "Connection: close\r\n\r\n<html><head><title>400 Bad Request</title></head></html>\r\n");
                socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
};

} // namespace

class TestGuiWizardErrors : public QObject {
    Q_OBJECT

private slots:
    void init() { Desktop::forgetSettings(); }

    void cleanup()
    {
        m_wizard.clear();
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
        m_server.reset();
        const QStringList left = m_sandbox ? m_sandbox->close() : QStringList();
        m_sandbox.reset();
        QCOMPARE(left, QStringList());
    }

    // Against the real service ----------------------------------------------------------------------------------------

    void searchFails_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("cure");
        QTest::newRow("unknown host") << u"host"_s << u"There is no computer with the name"_s << u"spelling"_s;
        QTest::newRow("closed port") << u"port"_s << u"no iSCSI service answers"_s << u"Check the port"_s;
        QTest::newRow("web server") << u"web"_s << u"does not speak iSCSI"_s << u"Check address and port"_s;
    }

    void searchFails()
    {
        QFETCH(QString, kind);
        QFETCH(QString, sentence);
        QFETCH(QString, cure);
        WebServer web;
        QVERIFY(web.isListening());
        const QString address = kind == u"host"_s   ? u"no-such-nas.invalid"_s
                                : kind == u"port"_s ? u"127.0.0.1:%1"_s.arg(freePort())
                                                    : u"127.0.0.1:%1"_s.arg(web.serverPort());
        startReal({});
        search(address);
        QTRY_VERIFY_WITH_TIMEOUT(message(), kPatience);
        QVERIFY2(message()->sentence().contains(sentence), qPrintable(message()->sentence()));
        QVERIFY2(message()->sentence().contains(address), qPrintable(message()->sentence()));
        QVERIFY2(message()->cure().contains(cure), qPrintable(message()->cure()));
        expectCalm(address);
        QVERIFY(m_desktop->client.nodes().empty());

        // Typing is the beginning of something new: the old message goes.
        QTest::keyClicks(QApplication::focusWidget(), u"x"_s);
        QVERIFY(!message());
    }

    /// tgt hides what one may not have, so this is also what a computer sees that is not on the list.
    void noTargets()
    {
        startReal({{u"iqn.2026-11.org.portolan.test:private"_s, {}, {}, u"iqn.2026-11.org.portolan.test:somebody"_s}});
        search(m_server->address());
        QTRY_VERIFY_WITH_TIMEOUT(message(), kPatience);
        QVERIFY2(message()->sentence().contains(u"offers no target to this computer"_s),
                 qPrintable(message()->sentence()));
        QVERIFY2(message()->cure().contains(u"initiator name"_s), qPrintable(message()->cure()));
        QGuiApplication::clipboard()->clear();
        QCOMPARE(click(message(), u"messageAction"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), m_desktop->client.manager().initiatorName);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"iqn."_s));
        QCOMPARE(textOf(seen(m_wizard, u"initiatorName"_s), u"value"_s), QGuiApplication::clipboard()->text());
    }

    // Against the fake: faults that cannot be had otherwise
    // -------------------------------------------------------------

    void malformedAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("nothing") << QString();
        QTest::newRow("blanks") << u"   "_s;
        QTest::newRow("two words") << u"my nas"_s;
        QTest::newRow("port too high") << u"10.0.0.5:99999"_s;
        QTest::newRow("port is a word") << u"10.0.0.5:iscsi"_s;
        QTest::newRow("colon without a port") << u"10.0.0.5:"_s;
        QTest::newRow("half a bracket") << u"[fd00::20"_s;
        QTest::newRow("URL") << u"https://nas.local/"_s;
        QTest::newRow("markup") << u"<b>nas</b>"_s;
        QTest::newRow("umlauts") << u"büro"_s;
    }

    void malformedAddress()
    {
        QFETCH(QString, address);
        startFake();
        search(address);
        QVERIFY(message());
        QVERIFY2(
            message()->sentence().contains(address.trimmed().isEmpty() ? u"no address yet"_s : u"is not an address"_s),
            qPrintable(message()->sentence()));
        QVERIFY(message()->cure().contains(u"[fd00::20]:3260"_s));
        expectCalm(address);
        QVERIFY2(!m_fake->calls().join(u' ').contains(u"Discover"_s), "the service was asked");
    }

    void serviceSays_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<uint>("status");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("TimedOut") << u"TimedOut"_s << 0U << u"did not answer in time"_s;
        QTest::newRow("NotAuthorized") << u"NotAuthorized"_s << 0U << u"You are not allowed"_s;
        QTest::newRow("TransportFailed") << u"TransportFailed"_s << 0U << u"broke off"_s;
        QTest::newRow("no room") << u"LoginRejected"_s << 0x0206U << u"no room for another connection"_s;
        QTest::newRow("target gone") << u"LoginRejected"_s << 0x0203U << u"does not have"_s;
        QTest::newRow("target has a fault") << u"LoginRejected"_s << 0x0300U << u"a fault of its own"_s;
        QTest::newRow("target not available") << u"LoginRejected"_s << 0x0301U << u"not available at the moment"_s;
        QTest::newRow("unknown detail") << u"LoginRejected"_s << 0x02f7U << u"for a reason of its own"_s;
        QTest::newRow("a code of the future") << u"FluxCapacitorEmpty"_s << 0U << u"Something went wrong"_s;
    }

    void serviceSays()
    {
        QFETCH(QString, error);
        QFETCH(uint, status);
        QFETCH(QString, sentence);
        startFake();
        const QVariantMap fault{
            {u"job_error"_s, error},
            {u"times"_s, 1},
            {u"details"_s, QVariantMap{{u"message"_s, u"<i>raw</i> text"_s}, {u"login_status"_s, status}}}};
        QVERIFY(m_fake->script(u"Manager.Discover"_s, fault));
        search(u"nas.example"_s);
        QTRY_VERIFY(message());
        QVERIFY2(message()->sentence().contains(sentence), qPrintable(message()->sentence()));
        expectCalm(u"nas.example"_s);

        // The same again, and Enter tries once more.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(list()->topLevelItemCount(), 2);
        QVERIFY(!message());

        // And when a target is what refuses.
        QVERIFY(m_fake->script(u"Node.Login"_s, fault));
        tick(u"plain"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(message(u"itemMessage"_s));
        QVERIFY2(message(u"itemMessage"_s)->sentence().contains(sentence),
                 qPrintable(message(u"itemMessage"_s)->sentence()));
        QVERIFY(!allText(m_wizard).contains(u"raw"_s));
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Try again"_s);
        QVERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s)->isDefault());
        QTest::keyClick(m_wizard, Qt::Key_Return);
        QTRY_VERIFY(seen(m_wizard, u"resultScroll"_s));
    }

    void nameIsNotOnTheList()
    {
        startFake();
        search(u"nas.example"_s);
        QTRY_COMPARE(list()->topLevelItemCount(), 2);
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"TargetRefusedName"_s},
                                                 {u"times"_s, 1},
                                                 {u"details"_s, QVariantMap{{u"login_status"_s, 0x0202U}}}}));
        tick(u"plain"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(message(u"itemMessage"_s));
        QVERIFY(message(u"itemMessage"_s)->sentence().contains(u"does not let this computer in"_s));
        QVERIFY(message(u"itemMessage"_s)->cure().contains(u"allowed initiators"_s));
        const auto *name = seen(m_wizard, u"itemInitiatorName"_s);
        QVERIFY(name);
        QCOMPARE(textOf(name, u"value"_s), m_desktop->client.manager().initiatorName);
        QGuiApplication::clipboard()->clear();
        QCOMPARE(click(name, u"copyButton"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), m_desktop->client.manager().initiatorName);
        QTRY_COMPARE(textOf(name, u"copyButton"_s), u"Copied"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString()); // put on the list meanwhile
        QTRY_VERIFY(seen(m_wizard, u"resultScroll"_s));
    }

    void searchAsksForAPassword()
    {
        startFake();
        search(u"closed.door"_s);
        QTRY_VERIFY(seen(m_wizard, u"discoveryCredentials"_s));
        QVERIFY(message()->sentence().contains(u"asks for a name and a password"_s));
        QCOMPARE(type(m_wizard, u"username"_s, u"me"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, u"short"_s), QString());
        QCOMPARE(click(m_wizard, u"searchButton"_s), QString());
        QTRY_VERIFY2(message() && message()->sentence().contains(u"at least 12 characters"_s),
                     qPrintable(message() ? message()->sentence() : QString()));
        QCOMPARE(m_fake->secrets(), QStringList());
        QCOMPARE(type(m_wizard, u"secret"_s, u"long-enough-now"_s), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(list()->topLevelItemCount(), 2);
        QCOMPARE(m_fake->secrets(), QStringList{u"secret:me:long-enough-now"_s});
        QTRY_VERIFY(!seen(m_wizard, u"discoveryCredentials"_s));
        QVERIFY(!message());
    }

    void cancelWhileResolving()
    {
        startFake();
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"phases"_s, QStringList{u"resolving"_s}}, {u"hold"_s, true}}));
        search(u"nas.example"_s);
        QTRY_VERIFY(m_fake->calls().join(u' ').contains(u"Manager.Discover"_s));
        QCOMPARE(textOf(m_wizard, u"searchPhase"_s), u"Looking up the address…"_s);
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
        QTRY_VERIFY(m_fake->calls().join(u' ').contains(u"Job.Cancel"_s));
        QVERIFY(m_desktop->client.nodes().empty());
        QVERIFY(m_desktop->client.portals().empty());
    }

    /// Cancelled when the answer is on its way: what it brings is taken back.
    void cancelAtTheLastMoment()
    {
        startFake();
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"swift"_s, true}}));
        search(u"nas.example"_s);
        QCoreApplication::processEvents(); // the call is sent
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
        QTRY_VERIFY(m_fake->calls().join(u' ').contains(u"Portal.Remove"_s));
        QTRY_VERIFY(m_desktop->client.nodes().empty() && m_desktop->client.portals().empty());
    }

    void serviceDiesMeanwhile()
    {
        startFake();
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"phases"_s, QStringList{u"resolving"_s}}, {u"hold"_s, true}}));
        search(u"nas.example"_s);
        QTRY_VERIFY(!textOf(m_wizard, u"searchPhase"_s).isEmpty());
        m_fake->kill();
        QTRY_VERIFY(message(u"serviceMessage"_s));
        QTRY_VERIFY(!seen<QPushButton>(m_wizard, u"searchButton"_s)->isEnabled());
        QCOMPARE(textOf(m_wizard, u"address"_s), u"nas.example"_s);
        QVERIFY2(!message(), qPrintable(message() ? message()->sentence() : QString())); // said once
        QCOMPARE(m_fake->start(m_bus->address(), u"empty"_s), QString());
        QTRY_VERIFY(!message(u"serviceMessage"_s));
        QCOMPARE(textOf(m_wizard, u"searchButton"_s), u"Search"_s);
        QCOMPARE(click(m_wizard, u"searchButton"_s), QString());
        QTRY_COMPARE(list()->topLevelItemCount(), 2);
    }

private:
    void startReal(const std::vector<StorageServer::Target> &targets)
    {
        QCOMPARE(m_server.emplace().start(targets), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        openWizard(m_sandbox->busAddress());
    }

    void startFake()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"empty"_s), QString());
        openWizard(m_bus->address());
    }

    void openWizard(const QString &bus)
    {
        m_desktop.emplace(bus);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        QCOMPARE(click(&m_desktop->window, u"emptyAddButton"_s), QString());
        QTRY_VERIFY(wizardOf(m_desktop->window));
        m_wizard = wizardOf(m_desktop->window);
        QTRY_VERIFY(m_wizard->isActiveWindow());
    }

    void search(const QString &address)
    {
        QVERIFY(m_wizard);
        QCOMPARE(type(m_wizard, u"address"_s, address), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }

    [[nodiscard]] MessageBar *message(const QString &name = u"addressMessage"_s) const
    {
        return seen<MessageBar>(m_wizard, name);
    }

    [[nodiscard]] gui::TargetChoice *list() const { return seen<gui::TargetChoice>(m_wizard, u"targets"_s); }

    void tick(const QString &part)
    {
        const auto items = list()->findItems(part, Qt::MatchContains);
        QCOMPARE(items.size(), 1);
        list()->setCurrentItem(items.first());
        QTest::keyClick(list(), Qt::Key_Space);
    }

    /// One message, a whole sentence without the inner life of the program; what was typed stands there, ready to be
    /// corrected.
    void expectCalm(const QString &address)
    {
        const QString sentence = message()->sentence();
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        static const QRegularExpression inner(u"errno|0x|org\\.portolan|std::|Error\\b|raw"_s);
        QVERIFY2(!(sentence + message()->cure()).contains(inner), qPrintable(sentence + message()->cure()));
        const auto bars = m_wizard->findChildren<MessageBar *>();
        QCOMPARE(std::ranges::count_if(bars, [](const MessageBar *bar) { return bar->isVisible(); }), 1);
        QCOMPARE(textOf(m_wizard, u"address"_s), address);
        QCOMPARE(textOf(m_wizard, u"searchButton"_s), u"Search"_s);
        QVERIFY(seen<QPushButton>(m_wizard, u"searchButton"_s)->isEnabled());
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(seen<QLineEdit>(m_wizard, u"address"_s)));
        QVERIFY(!seen<QPushButton>(m_wizard, u"nextButton"_s)->isEnabled());
        QTRY_VERIFY(textOf(m_wizard, u"searchPhase"_s).isNull());
    }

    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
    QPointer<AddStorageDialog> m_wizard;
};

QTEST_MAIN(TestGuiWizardErrors)
#include "tst_gui_wizard_errors.moc"
