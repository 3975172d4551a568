// SPDX-License-Identifier: GPL-3.0-or-later
// What was agreed on, what it costs, and asking for something else.
#include "gui/models/parameters_model.h"
#include "gui/windows/node_settings_dialog.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::ParametersModel;

class TestGuiParameters : public QObject {
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
        m_desktop->window.showTarget(kPlainNode);
        auto *tabs = m_desktop->window.findChild<QTabWidget *>();
        tabs->setCurrentWidget(m_desktop->window.findChild<QWidget *>(u"parametersPage"_s));
        QTRY_VERIFY(seen(&m_desktop->window, u"changeParametersButton"_s));
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void saysWhatHurts()
    {
        const std::vector<client::NegotiatedKey> keys{{u"InitialR2T"_s, u"No"_s, u"Yes"_s},
                                                      {u"ImmediateData"_s, u"Yes"_s, u"Yes"_s},
                                                      {u"MaxRecvDataSegmentLength (target)"_s, {}, u"8192"_s},
                                                      {u"MaxBurstLength"_s, u"16776192"_s, u"1048576"_s},
                                                      {u"DataDigest"_s, u"CRC32C,None"_s, u"None"_s},
                                                      {u"HeaderDigest"_s, u"None,CRC32C"_s, u"None"_s},
                                                      {u"X-vendor"_s, u"a"_s, u"a"_s}};
        ParametersModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setParameters(keys);
        QList<bool> hurts;
        QStringList defaults;
        for (int row = 0; row < model.rowCount(); ++row) {
            hurts << !model.index(row, 0).data(ParametersModel::HarmRole).toString().isEmpty();
            defaults << model.index(row, ParametersModel::Default).data().toString();
        }
        QCOMPARE(hurts, (QList<bool>{true, false, true, false, true, false, false}));
        QCOMPARE(defaults, (QStringList{u"Yes"_s, u"Yes"_s, u"8192"_s, QLocale().toString(262144), u"None"_s, u"None"_s,
                                        u"–"_s}));
        QVERIFY(model.index(0, ParametersModel::Meaning).data().toString().contains(u"before they send their data"_s));
    }

    /// Only what was changed is sent; a value out of range is named before anything is.
    void areChanged()
    {
        open();
        QCOMPARE(type(dialog(), u"MaxBurstLength"_s, u"100"_s), QString());
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"nodeSettingsMessage"_s));
        QVERIFY2(allText(dialog()).contains(u"512 – 16777215 bytes"_s), qPrintable(allText(dialog())));
        QVERIFY(seen(dialog(), u"MaxBurstLength"_s)->hasFocus());
        QVERIFY(m_fake->calls().filter(u"Node.Update"_s).isEmpty());

        QCOMPARE(type(dialog(), u"MaxBurstLength"_s, u"1 MiB"_s), QString());
        auto *digest = seen<QComboBox>(dialog(), u"HeaderDigest"_s);
        digest->setCurrentIndex(digest->findText(u"Always"_s));
        auto *immediate = seen<QCheckBox>(dialog(), u"ImmediateData"_s);
        const bool before = immediate->isChecked();
        immediate->click();
        QCOMPARE(type(dialog(), u"ReplacementTimeout"_s, u"-1"_s), QString());
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(!dialog());
        QTRY_COMPARE(m_desktop->client.node(kPlainNode)->settings.value(u"MaxBurstLength"_s).toUInt(), 1048576U);
        QCOMPARE(m_desktop->client.node(kPlainNode)->settings.value(u"HeaderDigest"_s).toUInt(), 2U);
        QCOMPARE(m_desktop->client.node(kPlainNode)->settings.value(u"ImmediateData"_s).toBool(), !before);
        QCOMPARE(m_desktop->client.node(kPlainNode)->settings.value(u"ReplacementTimeout"_s).toInt(), -1);
        QCOMPARE(m_fake->calls().filter(u"Node.Update"_s).size(), 1);

        open();
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_fake->calls().filter(u"Node.Update"_s).size(), 1);
    }

    /// RFC 7143 §13.14, said before it is sent.
    void firstBurstIsNotLongerThanABurst()
    {
        open();
        QCOMPARE(type(dialog(), u"MaxBurstLength"_s, u"4096"_s), QString());
        QCOMPARE(type(dialog(), u"FirstBurstLength"_s, u"4097"_s), QString());
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"nodeSettingsMessage"_s));
        QVERIFY2(allText(dialog()).contains(u"“Write data sent unasked” must not be more than"_s),
                 qPrintable(allText(dialog())));
        QVERIFY(seen(dialog(), u"FirstBurstLength"_s)->hasFocus());
        QVERIFY(m_fake->calls().filter(u"Node.Update"_s).isEmpty());
        QCOMPARE(type(dialog(), u"FirstBurstLength"_s, u"4096"_s), QString());
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(!dialog());
    }

    void refused()
    {
        QVERIFY(m_fake->script(u"Node.Update"_s, {{u"error"_s, u"NotAuthorized"_s}}));
        open();
        QCOMPARE(type(dialog(), u"NoopInterval"_s, u"7"_s), QString());
        QCOMPARE(click(dialog(), u"saveButton"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"nodeSettingsMessage"_s));
        QVERIFY(seen<QPushButton>(dialog(), u"saveButton"_s)->isEnabled());
        QCOMPARE(textOf(dialog(), u"NoopInterval"_s), u"7"_s);
    }

private:
    void open()
    {
        QVERIFY(m_desktop->comesToFront());
        QCOMPARE(click(&m_desktop->window, u"changeParametersButton"_s), QString());
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
    }

    [[nodiscard]] gui::NodeSettingsDialog *dialog() const { return seen<gui::NodeSettingsDialog>(&m_desktop->window); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiParameters)
#include "tst_gui_parameters.moc"
