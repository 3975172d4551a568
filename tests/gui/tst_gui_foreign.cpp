// SPDX-License-Identifier: GPL-3.0-or-later
// A session that another program has made, in the window: shown and left alone, taken over when told to.
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;

class TestGuiForeign : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { Desktop::forgetSettings(); }

    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        belongsTo(u"iscsid"_s);
        m_desktop->window.showTarget(kPlainNode);
        QTRY_COMPARE(status(), dbus::NodeStatus::BySystem);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void isLeftAlone()
    {
        QTRY_VERIFY(action(MainActions::TakeOver)->isEnabled());
        for (const auto id : {MainActions::LogIn, MainActions::LogOut, MainActions::Rescan, MainActions::Password,
                              MainActions::Connection, MainActions::Rename, MainActions::AtStart, MainActions::Forget})
            QVERIFY2(!action(id)->isEnabled(), qPrintable(action(id)->text()));
        QVERIFY2(action(MainActions::LogOut)->toolTip().contains(u"The system connected it"_s),
                 qPrintable(action(MainActions::LogOut)->toolTip()));
        const QModelIndex row = m_desktop->model.indexOf(kPlainNode);
        QTRY_COMPARE(row.siblingAtColumn(gui::TargetModel::State).data().toString(), u"Connected by the system"_s);
        QTRY_VERIFY2(allText(&m_desktop->window).contains(u"iscsid"_s), qPrintable(allText(&m_desktop->window)));
    }

    void staysWhileItsProgramRuns()
    {
        QTRY_VERIFY(action(MainActions::TakeOver)->isEnabled());
        action(MainActions::TakeOver)->trigger();
        QTRY_VERIFY(allText(&m_desktop->window).contains(u"end the other program"_s));
        QCOMPARE(status(), dbus::NodeStatus::BySystem);
    }

    void isTakenOver()
    {
        belongsTo({});
        QTRY_VERIFY(action(MainActions::TakeOver)->isEnabled());
        action(MainActions::TakeOver)->trigger();
        QTRY_COMPARE(status(), dbus::NodeStatus::Connected);
        QTRY_VERIFY(action(MainActions::LogOut)->isEnabled());
        QVERIFY(!action(MainActions::TakeOver)->isEnabled());
        QCOMPARE(m_fake->calls().filter(u"Session.TakeOver"_s),
                 QStringList{u"Session.TakeOver "_s + kSession + u" interactive"_s});
    }

private:
    void belongsTo(const QString &program)
    {
        QVERIFY(m_fake->setProperties(kSession, u"Session"_s, {{u"Foreign"_s, true}, {u"Program"_s, program}}));
        QVERIFY(m_fake->setProperties(kPlainNode, u"Node"_s, {{u"Status"_s, uint(dbus::NodeStatus::BySystem)}}));
    }

    [[nodiscard]] QAction *action(MainActions::Id id) const { return m_desktop->window.actions()[id]; }

    [[nodiscard]] dbus::NodeStatus status() const
    {
        const auto node = m_desktop->client.node(kPlainNode);
        return node ? node->status : dbus::NodeStatus::Unknown;
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiForeign)
#include "tst_gui_foreign.moc"
