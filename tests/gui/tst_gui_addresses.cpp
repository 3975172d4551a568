// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses that "Add storage" offers: used before, known to the service, announced on the network. One click, or
// the arrow key and Enter, and nothing of it stands in the way of who types.
#include "gui/widgets/message_bar.h"
#include "gui/wizards/offer_list.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/avahi_daemon.h"
#include "tests/gui/desktop.h"
#include "tests/gui/page_checks.h"
#include "tests/gui/sandbox.h"
#include "tests/support/fake_avahi/fake_avahi.h"
#include "tests/support/fake_portoland/fake_service.h"

#include <QApplication>
#include <QComboBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MessageBar;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine
const QString kHistory = u"addStorage/addresses"_s;

} // namespace

class TestGuiAddresses : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
    }

    void cleanup()
    {
        m_wizard.clear();
        m_desktop.reset();
        m_fake.reset();
        m_avahi.reset();
        m_bus.reset();
        const QStringList left = m_sandbox ? m_sandbox->close() : QStringList();
        m_sandbox.reset();
        m_server.reset();
        QCOMPARE(left, QStringList());
    }

    /// From the real avahi-daemon to the targets of a real storage server, with one click.
    void aServerOnTheNetwork()
    {
        if (const QString obstacle = AvahiDaemon::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        QCOMPARE(m_server.emplace().start({{u"iqn.2026-11.org.portolan.test:open"_s}}), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        AvahiDaemon avahi;
        QCOMPARE(avahi.start(m_sandbox->busAddress()), QString());
        openWizard(m_sandbox->busAddress());
        QVERIFY(offers().isEmpty());
        QCOMPARE(avahi.publish(u"Büro-NAS"_s, m_server->address().section(u':', -1).toUShort()), QString());
        QTRY_COMPARE_WITH_TIMEOUT(offers(), QStringList{onNetwork(u"Büro-NAS"_s, m_server->address())}, kPatience);
        QVERIFY(seen<QLineEdit>(m_wizard, u"address"_s)->hasFocus()); // nobody is disturbed
        chooseWithTheMouse(0);
        QTRY_COMPARE_WITH_TIMEOUT(targets()->topLevelItemCount(), 1, kPatience);
        QCOMPARE(textOf(m_wizard, u"address"_s), m_server->address());
        QTRY_VERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s)->isEnabled());
        QVERIFY(!list());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"diskRow"_s), kPatience);
        avahi.withdraw(); // the page is left: nothing hears of it
    }

    void withdrawnFromTheNetwork()
    {
        if (const QString obstacle = AvahiDaemon::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        startFake();
        AvahiDaemon avahi;
        QCOMPARE(avahi.start(m_bus->address()), QString()); // comes while the page is there
        QCOMPARE(avahi.publish(u"nas"_s, 3260), QString());
        QTRY_COMPARE_WITH_TIMEOUT(offers(), QStringList{onNetwork(u"nas"_s, u"127.0.0.1"_s)}, kPatience);
        avahi.withdraw();
        QTRY_VERIFY_WITH_TIMEOUT(offers().isEmpty(), kPatience);
        QVERIFY(!list());
    }

    void whatAnsweredIsRemembered()
    {
        startFake();
        QVERIFY(!list());
        search(u"unknown.invalid"_s);
        QTRY_VERIFY(message());
        QVERIFY(QSettings().value(kHistory).toStringList().isEmpty());
        search(u"nas.example"_s);
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        QTRY_COMPARE(QSettings().value(kHistory).toStringList(), QStringList{u"nas.example"_s});
        QVERIFY(!list()); // the targets have the place
        reopen();
        QTRY_COMPARE(offers(), QStringList{u"Used before: nas.example"_s});
    }

    void newestFirstAndAtMostTwenty()
    {
        QStringList old{u"not an address"_s};
        for (int i = 0; i < 30; ++i)
            old << u"192.0.2.%1"_s.arg(i);
        QSettings().setValue(kHistory, old);
        startFake();
        QCOMPARE(offers().size(), 20);
        QCOMPARE(offers().constFirst(), u"Used before: 192.0.2.0"_s);
        search(u"192.0.2.7"_s);
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        QTRY_COMPARE(QSettings().value(kHistory).toStringList().size(), 20);
        const QStringList now = QSettings().value(kHistory).toStringList();
        QCOMPARE(now.mid(0, 2), (QStringList{u"192.0.2.7"_s, u"192.0.2.0"_s}));
        QCOMPARE(now.count(u"192.0.2.7"_s), 1);
    }

    void narrowsWhileOneTypes()
    {
        QSettings().setValue(kHistory, QStringList{u"nas.example"_s, u"192.0.2.9"_s});
        QCOMPARE(m_avahi.emplace(m_bus->address()).start(), QString());
        m_avahi->announce({u"Basement"_s, u"192.0.2.7"_s});
        startFake(u"demo"_s); // which knows 10.0.0.5
        const QString basement = onNetwork(u"Basement"_s, u"192.0.2.7"_s);
        QTRY_COMPARE(offers(), (QStringList{u"Used before: nas.example"_s, u"Used before: 192.0.2.9"_s,
                                            u"Known server: 10.0.0.5"_s, basement}));
        QCOMPARE(type(m_wizard, u"address"_s, u"192"_s), QString());
        QTRY_COMPARE(offers(), (QStringList{u"Used before: 192.0.2.9"_s, basement}));
        QCOMPARE(type(m_wizard, u"address"_s, u"bASE"_s), QString());
        QTRY_COMPARE(offers(), QStringList{basement});
        QCOMPARE(type(m_wizard, u"address"_s, u"192.0.2.7:3260"_s), QString()); // typed in full: nothing to offer
        QTRY_VERIFY(!list());
        QCOMPARE(faults(m_wizard), QStringList());
    }

    void thePortalsOneNameEach()
    {
        QSettings().setValue(kHistory, QStringList{u"10.0.0.5"_s});
        QCOMPARE(m_avahi.emplace(m_bus->address()).start(), QString());
        m_avahi->announce({u"Basement"_s, u"10.0.0.5"_s});
        startFake(u"demo"_s);
        QTRY_COMPARE(offers(), QStringList{u"Used before: \u2068Basement\u2069, 10.0.0.5"_s});
    }

    void byKeyboard()
    {
        QSettings().setValue(kHistory, QStringList{u"first.example"_s, u"second.example"_s});
        startFake();
        QTRY_VERIFY(list());
        QCOMPARE(list()->accessibleName(), u"Addresses to choose from"_s);
        QCOMPARE(unreachable(m_wizard), QStringList());
        auto *address = seen<QLineEdit>(m_wizard, u"address"_s);
        address->setFocus();
        QVERIFY(list()->selectedItems().isEmpty());
        QTest::keyClick(address, Qt::Key_Down);
        QVERIFY(list()->hasFocus());
        QCOMPARE(list()->selectedItems().size(), 1);
        QTest::keyClick(list(), Qt::Key_Up);
        QVERIFY(address->hasFocus());
        QTest::keyClick(address, Qt::Key_Down);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(offers(), QStringList{u"Used before: second.example"_s});
        QCOMPARE(QSettings().value(kHistory).toStringList(), QStringList{u"second.example"_s});
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        QCOMPARE(textOf(m_wizard, u"address"_s), u"second.example"_s);
        QCOMPARE(m_fake->calls().filter(u"Manager.Discover"_s).size(), 1);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(targets()));
    }

    void hostileNames()
    {
        QCOMPARE(m_avahi.emplace(m_bus->address()).start(), QString());
        m_avahi->announce({u"<img src=x>\u202egnp.exe\r\n\u2028\u0007two"_s, u"192.0.2.7"_s});
        for (int i = 0; i < 1000; ++i)
            m_avahi->announce({u"nas %1 "_s.arg(i) + QString(200, u'W'), u"10.1.%1.%2"_s.arg(i / 250).arg(i % 250)});
        startFake();
        QTRY_COMPARE_WITH_TIMEOUT(offers().size(), qsizetype(gui::AddressOffers::kMost), kPatience);
        const QString first = offers().constFirst();
        QVERIFY2(first.contains(u"<img src=x>"_s), qPrintable(first)); // as it is, and not as HTML
        for (const QChar c : first)
            QVERIFY2(c.category() != QChar::Other_Control && c != QChar(0x202E) && c != QChar::LineSeparator,
                     qPrintable(first));
        QVERIFY(!Qt::mightBeRichText(list()->item(0)->toolTip()) || list()->item(0)->toolTip().contains(u"&lt;img"_s));
        QCOMPARE(faults(m_wizard), QStringList());
        QVERIFY(list()->height() < m_wizard->height() / 2);
    }

    void onlyWhileThePageIsThere()
    {
        QCOMPARE(m_avahi.emplace(m_bus->address()).start(), QString());
        m_avahi->announce({u"nas"_s});
        startFake();
        QTRY_COMPARE(offers().size(), 1);
        QCOMPARE(m_avahi->browsers(), 1);
        chooseWithTheMouse(0);
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        tick(u"locked"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, u"secret"_s));
        QTRY_COMPARE(m_avahi->freed(), 1);
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTRY_COMPARE(m_avahi->browsers(), 2);
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
        QTRY_COMPARE(m_avahi->freed(), 2);
    }

    // Through which interface
    // ------------------------------------------------------------------------------------------

    /// The real service makes nodes that stay on the interface with which they were found.
    void throughAnInterface()
    {
        QCOMPARE(m_server.emplace().start({{u"iqn.2026-11.org.portolan.test:open"_s}}), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        openWizard(m_sandbox->busAddress());
        QVERIFY(!seen(m_wizard, u"interface"_s)); // folded away
        QCOMPARE(type(m_wizard, u"address"_s, m_server->address()), QString());
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        QTRY_VERIFY(seen<QComboBox>(m_wizard, u"interface"_s));
        QVERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s)->hasFocus());
        QCOMPARE(faults(m_wizard), QStringList());
        QCOMPARE(unreachable(m_wizard), QStringList());
        QCOMPARE(type(m_wizard, u"interfaceEdit"_s, u"127.0.0.1"_s), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(targets()->topLevelItemCount(), 1, kPatience);
        QCOMPARE(m_desktop->client.nodes().size(), 1U);
        QCOMPARE(m_desktop->client.nodes().front().iface, u"127.0.0.1"_s);
        QCOMPARE(m_desktop->client.portals().front().iface, u"127.0.0.1"_s);
        QTRY_VERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s)->isEnabled());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"diskRow"_s), kPatience);
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
    }

    void notAnInterface_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("two words") << u"my network"_s;
        QTest::newRow("too long") << u"averyverylongdevicename"_s;
        QTest::newRow("half an address") << u"fe80::1%"_s;
        QTest::newRow("any address") << u"0.0.0.0"_s;
        QTest::newRow("path") << u"../eth1"_s;
    }

    void notAnInterface()
    {
        QFETCH(QString, text);
        startFake();
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        QCOMPARE(type(m_wizard, u"interfaceEdit"_s, text), QString());
        search(u"nas.example"_s);
        QTRY_VERIFY(message());
        QVERIFY2(message()->sentence().contains(u"is not a network interface"_s), qPrintable(message()->sentence()));
        QVERIFY(message()->cure().contains(u"eth1"_s));
        QVERIFY(seen<QLineEdit>(m_wizard, u"interfaceEdit"_s)->hasFocus());
        QCOMPARE(textOf(m_wizard, u"interfaceEdit"_s), text);
        QVERIFY(m_fake->calls().filter(u"Manager.Discover"_s).isEmpty());
        QTest::keyClicks(QApplication::focusWidget(), u"x"_s);
        QVERIFY(!message());
    }

    void foldedItStillCounts()
    {
        startFake();
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        QCOMPARE(type(m_wizard, u"interfaceEdit"_s, u"nosuch7"_s), QString());
        QVERIFY(textOf(m_wizard, u"interfaceHint"_s).contains(u"no “nosuch7”"_s));
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        QTRY_VERIFY(!seen(m_wizard, u"interface"_s));
        QCOMPARE(textOf(m_wizard, u"advancedButton"_s), u"Advanced: nosuch7"_s);
        search(u"nas.example"_s);
        QTRY_COMPARE(targets()->topLevelItemCount(), 2);
        QCOMPARE(m_desktop->client.nodes().front().iface, u"nosuch7"_s);
        // Another interface is another search, though the address is the same.
        tick(u"plain"_s);
        QTRY_VERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s)->isDefault());
        QCOMPARE(click(m_wizard, u"advancedButton"_s), QString());
        QCOMPARE(type(m_wizard, u"interfaceEdit"_s, u"eth1"_s), QString());
        QVERIFY(seen<QPushButton>(m_wizard, u"searchButton"_s)->isDefault());
    }

private:
    void startFake(const QString &scenario = u"empty"_s)
    {
        QCOMPARE(m_fake.emplace().start(m_bus->address(), scenario), QString());
        openWizard(m_bus->address());
    }

    void openWizard(const QString &bus)
    {
        m_desktop.emplace(bus);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        m_desktop->window.addStorage();
        QTRY_VERIFY(wizardOf(m_desktop->window));
        m_wizard = wizardOf(m_desktop->window);
        QTRY_VERIFY(m_wizard->isActiveWindow());
    }

    void reopen()
    {
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
        QTRY_VERIFY(m_desktop->client.nodes().empty()); // taken back; so only the history knows it
        m_desktop->window.addStorage();
        QTRY_VERIFY(wizardOf(m_desktop->window));
        m_wizard = wizardOf(m_desktop->window);
        QTRY_VERIFY(m_wizard->isActiveWindow());
    }

    void search(const QString &address)
    {
        QCOMPARE(type(m_wizard, u"address"_s, address), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }

    void tick(const QString &part)
    {
        const auto items = targets()->findItems(part, Qt::MatchContains);
        QCOMPARE(items.size(), 1);
        targets()->setCurrentItem(items.first());
        QTest::keyClick(targets(), Qt::Key_Space);
    }

    void chooseWithTheMouse(int row)
    {
        QVERIFY(list());
        const QRect place = list()->visualItemRect(list()->item(row));
        QVERIFY(list()->viewport()->rect().contains(place));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
    }

    static QString onNetwork(const QString &name, const QString &address)
    {
        return u"On your network: \u2068%1\u2069, %2"_s.arg(name, address);
    }

    [[nodiscard]] QStringList offers() const
    {
        QStringList texts;
        for (int row = 0; list() != nullptr && row < list()->count(); ++row)
            texts << list()->item(row)->text();
        return texts;
    }

    [[nodiscard]] gui::OfferList *list() const { return seen<gui::OfferList>(m_wizard); }
    [[nodiscard]] gui::TargetChoice *targets() const { return seen<gui::TargetChoice>(m_wizard); }
    [[nodiscard]] MessageBar *message() const { return seen<MessageBar>(m_wizard, u"addressMessage"_s); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<FakeAvahi> m_avahi;
    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
    QPointer<AddStorageDialog> m_wizard;
};

QTEST_MAIN(TestGuiAddresses)
#include "tst_gui_addresses.moc"
