// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of "Add storage" there and back: nothing that was typed is lost, one password serves several targets, and
// the secret that was generated reaches the service.
#include "gui/widgets/message_bar.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/desktop.h"
#include "tests/gui/page_checks.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MessageBar;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine
const QString kSecret = u"correct-horse-battery"_s, kTheirs = u"staple-other-direction"_s;

} // namespace

class TestGuiWizardSteps : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"empty"_s), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        m_desktop->window.addStorage();
        QTRY_VERIFY(wizardOf(m_desktop->window));
        m_wizard = wizardOf(m_desktop->window);
        QTRY_VERIFY(m_wizard->isActiveWindow());
    }

    void cleanup()
    {
        m_wizard.clear();
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void backFromThePasswords()
    {
        search();
        QCOMPARE(click(m_wizard, u"atStart"_s), QString()); // off
        tick(u"locked"_s);
        goOn();
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QCOMPARE(click(m_wizard, u"mutual"_s), QString());
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, kSecret), QString());
        QCOMPARE(type(m_wizard, u"usernameIn"_s, u"vault"_s), QString());
        QCOMPARE(type(m_wizard, u"secretIn"_s, kTheirs), QString());
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"address"_s));
        QCOMPARE(textOf(m_wizard, u"address"_s), u"nas.example"_s);
        QVERIFY(!seen<QCheckBox>(m_wizard, u"atStart"_s)->isChecked());
        QCOMPARE(targets()->chosen().size(), 1); // and what was chosen
        goOn();
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QCOMPARE(textOf(m_wizard, u"username"_s), u"alice"_s);
        QCOMPARE(textOf(m_wizard, u"secret"_s), kSecret);
        QCOMPARE(textOf(m_wizard, u"usernameIn"_s), u"vault"_s);
        QCOMPARE(textOf(m_wizard, u"secretIn"_s), kTheirs);
        QCOMPARE(seen<QLineEdit>(m_wizard, u"secret"_s)->echoMode(), QLineEdit::Password); // still hidden
        goOn();
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s));
        QCOMPARE(m_fake->secrets().filter(kSecret).size(), 1);
        QCOMPARE(m_fake->secrets().filter(kTheirs).size(), 1);
    }

    void backFromTheDisks()
    {
        search();
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s));
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"address"_s));
        QCOMPARE(textOf(m_wizard, u"address"_s), u"nas.example"_s);
        QCOMPARE(faults(m_wizard), QStringList());
        // Straight on again ...
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Continue"_s);
        goOn();
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s));
        // ... or with one target more.
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        tick(u"locked"_s);
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Connect"_s);
        goOn();
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, kSecret), QString());
        goOn();
        QTRY_COMPARE(shownTargets(), 2);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(!m_wizard);
        QCOMPARE(m_desktop->client.sessions().size(), 2U); // nothing was taken back
    }

    void backLeavesWhatIsConnected()
    {
        search();
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s));
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
        QTRY_COMPARE(m_desktop->client.nodes().size(), 1U); // the one that nobody wanted is gone
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
    }

    void oneForAll()
    {
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"AuthRequired"_s}, {u"times"_s, 2}}));
        search();
        tick(u"plain"_s);
        tick(u"locked"_s);
        goOn();
        QTRY_VERIFY(seen<QCheckBox>(m_wizard, u"sameForAll"_s));
        QTRY_COMPARE(visibleSecrets(), 2);
        QVERIFY(!seen<QCheckBox>(m_wizard, u"sameForAll"_s)->isChecked());
        QCOMPARE(click(m_wizard, u"sameForAll"_s), QString());
        QTRY_COMPARE(visibleSecrets(), 1);
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, kSecret), QString());
        // There and back it is still one for all.
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"AuthRequired"_s}, {u"times"_s, 2}}));
        goOn();
        QTRY_VERIFY(seen<QCheckBox>(m_wizard, u"sameForAll"_s));
        QVERIFY(seen<QCheckBox>(m_wizard, u"sameForAll"_s)->isChecked());
        QTRY_COMPARE(visibleSecrets(), 1);
        QCOMPARE(textOf(m_wizard, u"secret"_s), kSecret);
        goOn();
        QTRY_COMPARE(shownTargets(), 2);
        QCOMPARE(m_fake->secrets().filter(u"alice:"_s + kSecret).size(), 2);
    }

    /// Refused, the same fields are there for all of them again.
    void oneForAllThatIsWrong()
    {
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"AuthenticationFailed"_s}, {u"times"_s, 4}}));
        search();
        tick(u"plain"_s);
        tick(u"locked"_s);
        goOn();
        QTRY_COMPARE(visibleSecrets(), 2);
        QCOMPARE(click(m_wizard, u"sameForAll"_s), QString());
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, u"not-the-right-one"_s), QString());
        goOn();
        QTRY_COMPARE(m_fake->secrets().size(), 2);
        // Of both: while one of them is still under way there is nothing to share.
        QTRY_VERIFY(seen<QCheckBox>(m_wizard, u"sameForAll"_s) && visibleSecrets() == 1);
        QTRY_VERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s)->isEnabled());
        QVERIFY(seen<QCheckBox>(m_wizard, u"sameForAll"_s)->isChecked());
        QCOMPARE(type(m_wizard, u"secret"_s, kSecret), QString());
        goOn();
        QTRY_COMPARE(shownTargets(), 2);
        QCOMPARE(m_fake->secrets().filter(kSecret).size(), 2);
    }

    void generated()
    {
        search();
        tick(u"locked"_s);
        goOn();
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(click(m_wizard, u"secretGenerate"_s), QString());
        const QString secret = textOf(m_wizard, u"secret"_s);
        QCOMPARE(secret.size(), 16);
        QVERIFY(textOf(m_wizard, u"secretHint"_s).contains(u"Set the same on the storage server"_s));
        QCOMPARE(faults(m_wizard), QStringList());
        QCOMPARE(unreachable(m_wizard), QStringList());
        QGuiApplication::clipboard()->clear();
        QCOMPARE(click(m_wizard, u"secretCopy"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), secret);
        QGuiApplication::clipboard()->clear();
        goOn();
        QTRY_COMPARE(m_fake->secrets(), QStringList{u"initiator:alice:"_s + secret});
    }

    // What went wrong has a button
    // --------------------------------------------------------------------------------------

    void searchAgain()
    {
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"job_error"_s, u"TimedOut"_s}, {u"times"_s, 1}}));
        enterAddress();
        QTRY_VERIFY(message(u"addressMessage"_s));
        QCOMPARE(textOf(message(u"addressMessage"_s), u"messageAction"_s), u"Try again"_s);
        QCOMPARE(click(message(u"addressMessage"_s), u"messageAction"_s), QString());
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        QVERIFY(!message(u"addressMessage"_s));
    }

    void someDoNotAnswer()
    {
        search(u"half.deaf"_s);
        const auto states = [this](const QString &part) {
            const QTreeWidgetItem *item = targets()->findItems(part, Qt::MatchContains).value(0);
            return item == nullptr ? QString() : item->text(2);
        };
        QTRY_COMPARE(states(u"locked"_s), u"Does not answer"_s);
        QCOMPARE(states(u"plain"_s), u"Not connected"_s);
        tick(u"locked"_s); // it may answer in a minute
        QCOMPARE(targets()->chosen().size(), 1);
        QCOMPARE(click(m_wizard, u"searchButton"_s), QString());
        QTRY_COMPARE(states(u"locked"_s), u"Does not answer"_s);
    }

    void addressIsWrong() // nothing to try again: the field has the focus
    {
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"job_error"_s, u"HostNotFound"_s}, {u"times"_s, 1}}));
        enterAddress();
        QTRY_VERIFY(message(u"addressMessage"_s));
        QVERIFY(!message(u"addressMessage"_s)->hasAction());
        QVERIFY(seen<QLineEdit>(m_wizard, u"address"_s)->hasFocus());
    }

    void searchRefusesTheName()
    {
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"job_error"_s, u"TargetRefusedName"_s}, {u"times"_s, 1}}));
        enterAddress();
        QTRY_VERIFY(message(u"addressMessage"_s));
        QGuiApplication::clipboard()->clear();
        QCOMPARE(click(message(u"addressMessage"_s), u"messageAction"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), m_desktop->client.manager().initiatorName);
    }

    void interfaceIsWrong_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("no such device") << ENODEV;
        QTest::newRow("no such address") << EADDRNOTAVAIL;
        QTest::newRow("of the other family") << EAFNOSUPPORT;
    }

    void interfaceIsWrong()
    {
        QFETCH(int, number);
        const QVariantMap fault{{u"job_error"_s, u"PortalUnreachable"_s},
                                {u"times"_s, 1},
                                {u"details"_s, QVariantMap{{u"errno"_s, number}}}};
        QVERIFY(m_fake->script(u"Manager.Discover"_s, fault));
        enterAddress();
        QTRY_VERIFY(message(u"addressMessage"_s));
        QVERIFY(!seen(m_wizard, u"interface"_s));
        QCOMPARE(click(message(u"addressMessage"_s), u"messageAction"_s), QString());
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s));
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s)->hasFocus());
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        // And when it shows at the login only.
        search();
        QVERIFY(m_fake->script(u"Node.Login"_s, fault));
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(message(u"itemMessage"_s));
        QCOMPARE(textOf(message(u"itemMessage"_s), u"messageAction"_s), u"Change the interface"_s);
        QCOMPARE(click(message(u"itemMessage"_s), u"messageAction"_s), QString());
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s));
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s)->hasFocus());
        QCOMPARE(targets()->chosen().size(), 1);
    }

    void showsTheEvent()
    {
        search();
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"LoginRejected"_s},
                                                 {u"times"_s, 1},
                                                 {u"details"_s, QVariantMap{{u"login_status"_s, 0x020bU}}}}));
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(message(u"itemMessage"_s));
        QVERIFY(!message(u"itemMessage"_s)->hasAction()); // nothing to show yet
        const QString node = nodeOf(u"plain"_s);
        const auto tell = [&](uint severity, const QString &path, const QString &text) {
            return m_fake->emitEvent({{u"Severity"_s, severity},
                                      {u"Code"_s, u"login.failed"_s},
                                      {u"Source"_s, u"iqn.2026-10.org.portolan.test:plain"_s},
                                      {u"Message"_s, text},
                                      {u"Node"_s, QVariant::fromValue(QDBusObjectPath(path))},
                                      {u"Details"_s, QVariantMap{{u"login_status"_s, 0x020bU}}}});
        };
        QVERIFY(tell(uint(dbus::Severity::Error), nodeOf(u"locked"_s), u"of another"_s));
        QVERIFY(tell(uint(dbus::Severity::Info), node, u"by the way"_s));
        QVERIFY(tell(uint(dbus::Severity::Error), node, u"Session Type <b>of</b> the\u0007test"_s));
        QTRY_VERIFY(message(u"itemMessage"_s)->hasAction());
        QCOMPARE(textOf(message(u"itemMessage"_s), u"messageAction"_s), u"Show the event"_s);
        QCOMPARE(click(message(u"itemMessage"_s), u"messageAction"_s), QString());
        QTRY_VERIFY(seen<QLabel>(m_wizard, u"itemEvent"_s));
        const QString shown = textOf(m_wizard, u"itemEvent"_s).remove(QChar(0x200B));
        QVERIFY2(shown.contains(u"Session Type <b>of</b> the"_s) && shown.contains(u"login.failed"_s),
                 qPrintable(shown));
        QVERIFY2(!shown.contains(u"of another"_s) && !shown.contains(QChar(7)), qPrintable(shown));
        QVERIFY(seen<QLabel>(m_wizard, u"itemEvent"_s)->hasFocus());
        QCOMPARE(faults(m_wizard), QStringList());
        goOn(); // "Try again"
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s));
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
    }

    /// One is there and one is not: from the disks back to what is missing.
    void tryTheOtherAgain()
    {
        search();
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"TimedOut"_s}, {u"times"_s, 1}}));
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(message(u"itemMessage"_s));
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        tick(u"locked"_s);
        goOn();
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QTRY_VERIFY(seen(m_wizard, u"skipButton"_s));
        QCOMPARE(click(m_wizard, u"skipButton"_s), QString());
        QTRY_VERIFY(message(u"resultWarning"_s));
        QCOMPARE(textOf(message(u"resultWarning"_s), u"messageAction"_s), u"Enter password…"_s);
        QCOMPARE(click(message(u"resultWarning"_s), u"messageAction"_s), QString());
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QCOMPARE(type(m_wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(m_wizard, u"secret"_s, kSecret), QString());
        QVERIFY(m_fake->script(u"Node.Login"_s, {{u"job_error"_s, u"TimedOut"_s}, {u"times"_s, 1}}));
        goOn();
        QTRY_VERIFY(seen(m_wizard, u"skipButton"_s));
        QCOMPARE(click(m_wizard, u"skipButton"_s), QString());
        QTRY_VERIFY(message(u"resultWarning"_s));
        QCOMPARE(textOf(message(u"resultWarning"_s), u"messageAction"_s), u"Try again"_s);
        QCOMPARE(click(message(u"resultWarning"_s), u"messageAction"_s), QString());
        QTRY_COMPARE(shownTargets(), 2);
        QTRY_VERIFY(!message(u"resultWarning"_s));
    }

    void rememberAgain()
    {
        search();
        QVERIFY(m_fake->script(u"Node.Update"_s, {{u"error"_s, u"NotAuthorized"_s}, {u"times"_s, 1}}));
        tick(u"plain"_s);
        goOn();
        QTRY_VERIFY(message(u"resultWarning"_s));
        QVERIFY(message(u"resultWarning"_s)->sentence().contains(u"will not be after the next start"_s));
        QCOMPARE(click(message(u"resultWarning"_s), u"messageAction"_s), QString());
        QTRY_VERIFY(!message(u"resultWarning"_s));
        QTRY_COMPARE(m_desktop->client.node(nodeOf(u"plain"_s))->autoLogin, dbus::AutoLogin::AtStart);
    }

private:
    void enterAddress(const QString &address = u"nas.example"_s)
    {
        QCOMPARE(type(m_wizard, u"address"_s, address), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }

    void search(const QString &address = u"nas.example"_s)
    {
        enterAddress(address);
        QTRY_COMPARE_WITH_TIMEOUT(targets()->topLevelItemCount(), 2, kPatience);
        QTRY_COMPARE(textOf(m_wizard, u"searchButton"_s), u"Search"_s);
    }

    void tick(const QString &part)
    {
        const auto items = targets()->findItems(part, Qt::MatchContains);
        QCOMPARE(items.size(), 1);
        targets()->setCurrentItem(items.first());
        QTest::keyClick(targets(), Qt::Key_Space);
    }

    void goOn() { QCOMPARE(click(m_wizard, u"nextButton"_s), QString()); }

    [[nodiscard]] qsizetype visibleSecrets() const
    {
        const auto all = m_wizard->findChildren<QLineEdit *>(u"secret"_s);
        return std::ranges::count_if(all, [](const QLineEdit *edit) { return edit->isVisible(); });
    }

    /// With their disks, on the page of the disks.
    [[nodiscard]] qsizetype shownTargets() const
    {
        const auto all = m_wizard->findChildren<QWidget *>(u"resultTarget"_s);
        return std::ranges::count_if(all, [](const QWidget *heading) { return heading->isVisible(); });
    }

    [[nodiscard]] QString nodeOf(const QString &part) const
    {
        for (const client::NodeInfo &node : m_desktop->client.nodes()) {
            if (node.targetName.contains(part))
                return node.path;
        }
        return {};
    }

    [[nodiscard]] gui::TargetChoice *targets() const { return m_wizard->findChild<gui::TargetChoice *>(); }
    [[nodiscard]] MessageBar *message(const QString &name) const { return seen<MessageBar>(m_wizard, name); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
    QPointer<AddStorageDialog> m_wizard;
};

QTEST_MAIN(TestGuiWizardSteps)
#include "tst_gui_wizard_steps.moc"
