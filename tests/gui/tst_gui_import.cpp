// SPDX-License-Identifier: GPL-3.0-or-later
// Taking over what open-iscsi knows, as a person does it: offered where nothing is yet and in the menu, shown before it
// happens, done only when told to; and a service that refuses, or goes away meanwhile.
#include "common/dbus/names.h"
#include "gui/wizards/import_dialog.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;

namespace {

const QString kImported = u"iqn.2026-10.org.portolan.test:imported"_s;
const QString kOtherName = u"iqn.1993-08.org.debian:01:5ca1ab1e"_s;

/// Every row, indented by its depth, its cells joined by " | ".
QStringList rowsOf(const QTreeWidgetItem *parent, const QString &indent = {})
{
    QStringList rows;
    for (int i = 0; i < parent->childCount(); ++i) {
        const QTreeWidgetItem *row = parent->child(i);
        rows << indent + row->text(0) + (row->text(1).isEmpty() ? QString() : u" | "_s + row->text(1));
        rows += rowsOf(row, indent + u"  "_s);
    }
    return rows;
}

} // namespace

class TestGuiImport : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void offeredWhereNothingIsYet()
    {
        QVERIFY(start(u"empty"_s));
        auto *window = &m_desktop->window;
        QTRY_VERIFY(seen(window, u"emptyAddButton"_s));
        QVERIFY(!seen(window, u"emptyImportButton"_s)); // open-iscsi knows nothing
        QVERIFY(m_fake->setProperties(dbus::kManagerPath, u"Manager"_s, {{u"ImportAvailable"_s, 3U}}));
        QTRY_VERIFY(textOf(window, u"emptyImportButton"_s).contains(u"3 target"_s));
        QCOMPARE(click(window, u"emptyImportButton"_s), QString());
        QTRY_VERIFY(dialog());
        QTRY_VERIFY(seen<QPushButton>(dialog(), u"importButton"_s)->isEnabled());
        QCOMPARE(imports(), 1);

        // Not now: nothing has happened.
        QCOMPARE(click(dialog(), u"closeButton"_s), QString());
        QTRY_VERIFY(!dialog());
        QVERIFY(m_desktop->client.nodes().empty());
        QCOMPARE(m_desktop->client.manager().initiatorName == kOtherName, false);
    }

    void showsTheDifferenceAndTakesItOver()
    {
        QVERIFY(start(u"demo"_s));
        openDialog();
        QTRY_VERIFY(importButton()->isEnabled());
        const QStringList expected{
            u"New targets (1)"_s,
            u"  iqn.2026-10.org.portolan.test:imported | 10.0.0.5:3260 · with password · connects at start"_s,
            u"Changed settings (1)"_s,
            u"  iqn.2026-10.org.portolan.test:plain | 10.0.0.5:3260"_s,
            u"    LoginTimeout | 15 s → 30 s"_s,
            u"    NoopInterval | stays 7 s (open-iscsi: 5 s)"_s,
            u"Not taken over as it is (2)"_s,
            u"  Skipped: expected node.name to be an iSCSI name (iqn., eui., naa.) | /etc/iscsi/nodes/iqn.broken/10.0.0.9,3260,1, line 3"_s,
            u"  Left out: “nr_sessions”: Portolan has one session per node | "
            "/etc/iscsi/nodes/iqn.other/10.0.0.5,3260,1, line 17 and 3 more file(s)"_s};
        QCOMPARE(rowsOf(list()->invisibleRootItem()).join(u'\n'), expected.join(u'\n'));
        QVERIFY(textOf(dialog(), u"pageSentence"_s).contains(u"2 target"_s));

        // What was set here stays, unless the person says otherwise; then the difference is another one.
        QCOMPARE(click(dialog(), u"replaceBox"_s), QString());
        QTRY_VERIFY(rowsOf(list()->invisibleRootItem()).contains(u"    NoopInterval | 7 s → 5 s"_s));
        QTRY_VERIFY(seen(dialog(), u"replaceBox"_s)); // still there to be taken back
        QCOMPARE(textOf(dialog(), u"otherName"_s), kOtherName);
        QVERIFY(!seen<QCheckBox>(dialog(), u"takeNameBox"_s)->isChecked());
        QCOMPARE(click(dialog(), u"takeNameBox"_s), QString());
        QVERIFY(!m_desktop->client.nodes().empty());
        QCOMPARE(nodesNamed(kImported), 0); // nothing is done yet

        QCOMPARE(click(dialog(), u"importButton"_s), QString());
        QTRY_COMPARE(textOf(dialog(), u"pageTitle"_s), u"Taken over"_s);
        QTRY_COMPARE(nodesNamed(kImported), 1);
        QTRY_COMPARE(m_desktop->client.manager().initiatorName, kOtherName);
        QCOMPARE(imports(), 3); // two looks and the deed
        QVERIFY2(allText(dialog()).contains(u"This computer's name is now "_s + kOtherName),
                 qPrintable(allText(dialog())));
        QVERIFY(textOf(dialog(), u"bootHint"_s).contains(u"2 of these"_s));
        QCOMPARE(click(seen(dialog(), u"disableCommand"_s), u"copyButton"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"sudo systemctl disable open-iscsi iscsid"_s);
        QVERIFY(!seen(dialog(), u"importButton"_s));
        QCOMPARE(textOf(dialog(), u"closeButton"_s), u"Close"_s);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
    }

    void nothingToDo()
    {
        QVERIFY(start(u"empty"_s));
        QVERIFY(m_fake->script(
            u"Manager.ImportOpenIscsi"_s,
            {{u"details"_s, QVariantMap{{u"count_new"_s, 0U},
                                        {u"entries"_s, QVariant::fromValue(VariantMapList())},
                                        {u"notes"_s, QVariant::fromValue(VariantMapList())},
                                        {u"initiator_name"_s, m_desktop->client.manager().initiatorName}}}}));
        openDialog();
        QTRY_COMPARE(textOf(dialog(), u"closeButton"_s), u"Close"_s);
        QVERIFY(!importButton()->isEnabled());
        QVERIFY(!seen(dialog(), u"takeNameBox"_s)); // the names are the same
        QVERIFY(!seen(dialog(), u"replaceBox"_s));
        QCOMPARE(list()->topLevelItemCount(), 0);
    }

    void openIscsiIsNotThere()
    {
        QVERIFY(start(u"demo"_s));
        QVERIFY(m_fake->script(u"Manager.ImportOpenIscsi"_s, {{u"job_error"_s, u"NotFound"_s}}));
        openDialog();
        QTRY_VERIFY(allText(dialog()).contains(u"open-iscsi has no files on this computer."_s));
        QVERIFY(!importButton()->isEnabled());
    }

    void refusalCanBeTriedAgain()
    {
        QVERIFY(start(u"demo"_s));
        QVERIFY(m_fake->script(u"Manager.ImportOpenIscsi"_s, {{u"error"_s, u"NotAuthorized"_s}, {u"times"_s, 1}}));
        openDialog();
        QTRY_VERIFY(seen(dialog(), u"messageAction"_s));
        QVERIFY(!importButton()->isEnabled());
        QCOMPARE(click(dialog(), u"messageAction"_s), QString());
        QTRY_VERIFY(importButton()->isEnabled());
        QVERIFY(!seen(dialog(), u"messageAction"_s));
    }

    void serviceGoesAway_data()
    {
        QTest::addColumn<bool>("looking");
        QTest::newRow("while it looks") << true;
        QTest::newRow("while the person reads") << false;
    }

    void serviceGoesAway()
    {
        QFETCH(bool, looking);
        QVERIFY(start(u"demo"_s));
        if (looking)
            QVERIFY(m_fake->script(u"Manager.ImportOpenIscsi"_s, {{u"hold"_s, true}}));
        openDialog();
        if (looking)
            QTRY_COMPARE(imports(), 1);
        else
            QTRY_VERIFY(importButton()->isEnabled());
        QCOMPARE(seen(dialog(), u"importPhase"_s) != nullptr, looking);
        m_fake->kill();
        QTRY_VERIFY(!textOf(seen(dialog(), u"importMessage"_s), u"sentence"_s).isEmpty());
        QVERIFY(!seen(dialog(), u"importPhase"_s));
        QVERIFY(!importButton()->isEnabled());
        // It looks again when the service is back.
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QTRY_VERIFY(importButton()->isEnabled());
        QVERIFY(!seen(dialog(), u"importMessage"_s));
    }

    /// Closed while it only looks, the look ends; closed while it imports, the import does not.
    void closedMeanwhile()
    {
        QVERIFY(start(u"demo"_s));
        QVERIFY(m_fake->script(u"Manager.ImportOpenIscsi"_s, {{u"hold"_s, true}, {u"times"_s, 1}}));
        openDialog();
        QTRY_VERIFY(seen(dialog(), u"importPhase"_s));
        QTRY_COMPARE(imports(), 1);
        QTRY_VERIFY(!m_desktop->client.job(u"/org/portolan/Initiator1/jobs/1"_s) ||
                    !m_desktop->client.job(u"/org/portolan/Initiator1/jobs/1"_s)->phase.isEmpty());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QTRY_VERIFY(!m_fake->calls().filter(u"Job.Cancel"_s).isEmpty());

        QVERIFY(m_desktop->comesToFront());
        openDialog();
        QTRY_VERIFY(importButton()->isEnabled());
        QCOMPARE(click(dialog(), u"importButton"_s), QString());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QTRY_COMPARE(nodesNamed(kImported), 1);
        QCOMPARE(m_fake->calls().filter(u"Job.Cancel"_s).size(), 1);
    }

private:
    bool start(const QString &scenario)
    {
        if (!m_fake.emplace().start(m_bus->address(), scenario).isEmpty())
            return false;
        m_desktop.emplace(m_bus->address());
        return QTest::qWaitFor([this] { return m_desktop->client.available(); }) && m_desktop->comesToFront();
    }

    void openDialog()
    {
        m_desktop->window.actions()[MainActions::Import]->trigger();
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
    }

    [[nodiscard]] gui::ImportDialog *dialog() const { return seen<gui::ImportDialog>(&m_desktop->window); }
    [[nodiscard]] QPushButton *importButton() const { return dialog()->findChild<QPushButton *>(u"importButton"_s); }
    [[nodiscard]] QTreeWidget *list() const { return dialog()->findChild<QTreeWidget *>(u"importList"_s); }
    [[nodiscard]] qsizetype imports() { return m_fake->calls().filter(u"Manager.ImportOpenIscsi"_s).size(); }

    [[nodiscard]] qsizetype nodesNamed(const QString &name) const
    {
        const auto nodes = m_desktop->client.nodes();
        return std::ranges::count(nodes, name, &client::NodeInfo::targetName);
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiImport)
#include "tst_gui_import.moc"
