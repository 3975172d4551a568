// SPDX-License-Identifier: GPL-3.0-or-later
// The list of targets as a person uses it: several portals of one target, filters, and doing one thing to several.
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;
using gui::TargetModel;

namespace {

const QString kPrefix = u"iqn.2026-10.org.portolan.test:"_s;
const QString kOtherWay = u"/org/portolan/Initiator1/nodes/plain2"_s;

} // namespace

class TestGuiList : public QObject {
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
        QTRY_COMPARE(titles(), (QStringList{kPrefix + u"failed"_s, kPrefix + u"locked"_s, kPrefix + u"plain"_s}));
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    /// A second portal of a target that is there: both below one row, and what is done to that is done to both.
    void severalPortals()
    {
        m_desktop->window.showTarget(kPlainNode);
        addOtherWay();
        QTRY_COMPARE(titles().mid(2), (QStringList{kPrefix + u"plain"_s, u"  10.0.0.5:3260"_s, u"  10.0.0.6:3260"_s}));
        const QModelIndex top = list()->model()->index(2, 0);
        QVERIFY(list()->isExpanded(top));
        QCOMPARE(top.siblingAtColumn(TargetModel::State).data().toString(), u"1 of 2 connected"_s);
        QCOMPARE(list()->currentIndex().data(TargetModel::NodeRole).toString(), kPlainNode);

        clickRow(top);
        action(MainActions::LogIn)->trigger();
        QTRY_COMPARE(calls(u"Node.Login"_s), QStringList{kOtherWay});
        QTRY_COMPARE(top.siblingAtColumn(TargetModel::State).data().toString(), u"Connected"_s);
        action(MainActions::LogOut)->trigger();
        QTRY_COMPARE(calls(u"Node.Logout"_s), (QStringList{kPlainNode, kOtherWay}));
        QTRY_COMPARE(top.siblingAtColumn(TargetModel::State).data().toString(), u"Not connected"_s);

        QVERIFY(m_fake->removeObject(kOtherWay));
        QTRY_COMPARE(titles().size(), 3);
        QVERIFY(!list()->rootIsDecorated());
    }

    /// Ctrl+A takes what is below an open target too, and nothing counts twice.
    void allTargets()
    {
        addOtherWay();
        QTRY_COMPARE(titles().size(), 5);
        QVERIFY(m_desktop->comesToFront());
        list()->setFocus();
        const auto chosen = [this] {
            QStringList nodes = m_desktop->window.actions().targets(MainActions::CopyName);
            nodes.sort();
            return nodes;
        };
        QStringList all{kFailedNode, kLockedNode, kPlainNode, kOtherWay};
        all.sort();
        QTest::keySequence(list(), QKeySequence::SelectAll);
        QCOMPARE(list()->selectionModel()->selectedRows().size(), 5);
        QCOMPARE(chosen(), all);
        list()->collapse(row(u"plain"_s));
        QTest::keySequence(list(), QKeySequence::SelectAll);
        QCOMPARE(chosen(), all);
        list()->expand(row(u"plain"_s));
        clickRow(list()->model()->index(1, 0, row(u"plain"_s))); // one way only
        QCOMPARE(chosen(), QStringList{kOtherWay});
        clickRow(row(u"plain"_s), Qt::ControlModifier); // and then the whole
        QCOMPARE(chosen().size(), 2);
    }

    void severalTargets()
    {
        clickRow(row(u"failed"_s));
        clickRow(row(u"plain"_s), Qt::ShiftModifier);
        QVERIFY(!action(MainActions::Password)->isEnabled());
        QVERIFY2(action(MainActions::Password)->toolTip().contains(u"one target only"_s),
                 qPrintable(action(MainActions::Password)->toolTip()));
        QVERIFY(!action(MainActions::Forget)->isEnabled()); // one of them has a session
        action(MainActions::CopyName)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringList({kPrefix + u"failed"_s, kPrefix + u"locked"_s, kPrefix + u"plain"_s}).join(u'\n'));
        action(MainActions::LogIn)->trigger();
        QTRY_COMPARE(calls(u"Node.Login"_s), (QStringList{kFailedNode, kLockedNode}));

        QTRY_COMPARE(m_desktop->client.node(kFailedNode)->status, dbus::NodeStatus::Connected);
        clickRow(row(u"failed"_s), Qt::ControlModifier);
        clickRow(row(u"plain"_s), Qt::ControlModifier);
        // The one that is left is not the current one.
        QCOMPARE(m_desktop->window.actions().targets(MainActions::Rename), QStringList{kLockedNode});
        action(MainActions::Rename)->trigger();
        QTRY_VERIFY(seen<QInputDialog>(&m_desktop->window, u"renameDialog"_s));
        seen<QInputDialog>(&m_desktop->window, u"renameDialog"_s)->setTextValue(u"mine"_s);
        QTest::keyClick(seen<QInputDialog>(&m_desktop->window, u"renameDialog"_s), Qt::Key_Return);
        QTRY_COMPARE(m_desktop->client.node(kLockedNode)->label, u"mine"_s);
        QVERIFY(m_desktop->comesToFront());
        m_desktop->window.showTarget(kLockedNode);
        QTRY_VERIFY(action(MainActions::Forget)->isEnabled());
        action(MainActions::Forget)->trigger();
        QTRY_VERIFY(seen<QMessageBox>(&m_desktop->window));
        QCOMPARE(click(&m_desktop->window, u"confirmForgetButton"_s), QString());
        QTRY_COMPARE(titles(), (QStringList{kPrefix + u"failed"_s, kPrefix + u"plain"_s}));
    }

    void byState()
    {
        auto *show = seen<QComboBox>(&m_desktop->window, u"showStates"_s);
        QVERIFY(show);
        const auto choose = [show](const QString &text) { show->setCurrentIndex(show->findText(text)); };
        choose(u"Connected"_s);
        QCOMPARE(titles(), QStringList{kPrefix + u"plain"_s});
        choose(u"With problems"_s);
        QCOMPARE(titles(), QStringList{kPrefix + u"failed"_s});
        choose(u"Not connected"_s);
        QCOMPARE(titles(), (QStringList{kPrefix + u"failed"_s, kPrefix + u"locked"_s}));
        QCOMPARE(type(&m_desktop->window, u"filter"_s, u"LOCK"_s), QString());
        QCOMPARE(titles(), QStringList{kPrefix + u"locked"_s});
        choose(u"Connected"_s);
        QCOMPARE(titles(), QStringList());
        QCOMPARE(m_desktop->window.actions().targets(MainActions::LogOut), QStringList());
    }

    /// Why it failed stands below the word, and since when it tries to come back.
    void saysWhy()
    {
        QTRY_VERIFY(second(u"failed"_s).contains(u"does not"_s) || second(u"failed"_s).contains(u"refuse"_s));
        QVERIFY(m_fake->setProperties(kSession, u"Session"_s, {{u"State"_s, uint(dbus::SessionState::Reconnecting)}}));
        QVERIFY(m_fake->setProperties(kPlainNode, u"Node"_s, {{u"Status"_s, uint(dbus::NodeStatus::Reconnecting)}}));
        QTRY_VERIFY2(second(u"plain"_s).startsWith(u"since "_s), qPrintable(second(u"plain"_s)));
    }

private:
    void addOtherWay()
    {
        QVERIFY(m_fake->addObject(kOtherWay, u"Node"_s,
                                  {{u"TargetName"_s, kPrefix + u"plain"_s},
                                   {u"Target"_s, u"/org/portolan/Initiator1/targets/plain"_s},
                                   {u"Address"_s, u"10.0.0.6"_s},
                                   {u"Port"_s, 3260},
                                   {u"Session"_s, u"/"_s},
                                   {u"Status"_s, uint(dbus::NodeStatus::Disconnected)}}));
    }

    [[nodiscard]] QTreeView *list() const { return seen<QTreeView>(&m_desktop->window, u"targetList"_s); }
    [[nodiscard]] QAction *action(MainActions::Id id) const { return m_desktop->window.actions()[id]; }

    [[nodiscard]] QStringList titles(const QModelIndex &parent = {}) const
    {
        QStringList all;
        for (int at = 0; at < list()->model()->rowCount(parent); ++at) {
            const QModelIndex index = list()->model()->index(at, 0, parent);
            all << (parent.isValid() ? u"  "_s : QString()) + index.data().toString();
            all += titles(index);
        }
        return all;
    }

    [[nodiscard]] QModelIndex row(const QString &name) const
    {
        const auto found = list()->model()->match(list()->model()->index(0, 0), Qt::DisplayRole, kPrefix + name, 1,
                                                  Qt::MatchFixedString);
        return found.isEmpty() ? QModelIndex() : found.first();
    }

    [[nodiscard]] QString second(const QString &name) const
    {
        return row(name).siblingAtColumn(TargetModel::State).data(TargetModel::SubtitleRole).toString();
    }

    void clickRow(const QModelIndex &index, Qt::KeyboardModifiers keys = {}) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, keys, list()->visualRect(index).center());
    }

    /// The objects of which `method` was asked, in order.
    [[nodiscard]] QStringList calls(const QString &method)
    {
        QStringList objects;
        for (const QString &call : m_fake->calls()) {
            if (call.section(u' ', 0, 0) == method)
                objects << call.section(u' ', 1, 1);
        }
        return objects;
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiList)
#include "tst_gui_list.moc"
