// SPDX-License-Identifier: GPL-3.0-or-later
// From an address to a mounted disk, as a person does it: how many clicks, what is said, what is never erased. The
// service and UDisks2 are scripted here; both real ones meet in the kernel lab.
#include "gui/widgets/message_bar.h"
#include "gui/wizards/mount_dialog.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"
#include "tests/support/fake_udisks/fake_udisks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDBusArgument>
#include <QDesktopServices>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MessageBar;

namespace {

constexpr int kPatience = 20'000;      // ms; a busy machine
const QString kDisk = u"/dev/loop7"_s; // what the simulated service shows of its first session
const QString kSecret = u"correct-horse-battery"_s;

QVariantMap optionsOf(const FakeUDisks::Call &call) { return qdbus_cast<QVariantMap>(call.arguments.constLast()); }

} // namespace

class TestGuiMount : public QObject {
    Q_OBJECT

public slots:
    void open(const QUrl &url) { m_opened << url.toLocalFile(); }

private slots:
    void initTestCase() { QDesktopServices::setUrlHandler(u"file"_s, this, "open"); }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(u"file"_s); }

    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"empty"_s), QString());
        QCOMPARE(m_udisks.emplace(m_bus->address()).start(), QString());
        m_clicks = m_fields = 0;
        m_opened.clear();
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
    }

    void cleanup()
    {
        m_wizard.clear();
        m_desktop.reset();
        m_udisks.reset();
        m_fake.reset();
        m_bus.reset();
    }

    /// The promise of the program: six clicks and three fields. Choosing one of several targets is among them.
    void sixClicks()
    {
        m_udisks->add({.device = kDisk});
        reachResult(u"plain"_s);
        press(u"mountDisk"_s);
        QTRY_COMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
        QCOMPARE(textOf(m_wizard, u"diskContent"_s), u"The disk is empty."_s);
        takePicture(m_wizard, u"format-and-mount"_s);
        press(u"nextButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountedAt"_s), kPatience);
        takePicture(m_wizard, u"mounted"_s);
        qInfo("%d clicks, %d fields", m_clicks, m_fields);
        QVERIFY2(m_clicks <= 6, qPrintable(QString::number(m_clicks)));
        QVERIFY2(m_fields <= 3, qPrintable(QString::number(m_fields)));

        // And it is done as it was said, with good values for what nobody typed.
        QCOMPARE(m_udisks->methods(), (QStringList{u"Format"_s, u"AddConfigurationItem"_s, u"Mount"_s}));
        const FakeUDisks::Call format = m_udisks->calls().constFirst();
        QCOMPARE(format.device, kDisk);
        QCOMPARE(format.arguments.constFirst().toString(), u"ext4"_s);
        QCOMPARE(optionsOf(format).value(u"label"_s).toString(), u"plain"_s);
        QVERIFY(!optionsOf(format).contains(u"erase"_s) && !optionsOf(format).contains(u"tear-down"_s));
        const udisks::FstabEntry entry = entryOf(m_udisks->calls().at(1));
        QVERIFY2(entry.directory.startsWith(u"/mnt/plain"_s), qPrintable(entry.directory));
        QCOMPARE(entry, udisks::entryAtEveryStart(u"0000-1"_s, entry.directory, u"ext4"_s));
        QVERIFY(textOf(m_wizard, u"mountedAt"_s).contains(entry.directory));
        QCOMPARE(click(m_wizard, u"openMounted"_s), QString());
        QCOMPARE(m_opened, QStringList{entry.directory});
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Done"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(!m_wizard);
    }

    void sevenClicksWithAPassword()
    {
        m_udisks->add({.device = kDisk});
        reachPassword();
        enter(u"username"_s, u"alice"_s);
        enter(u"secret"_s, kSecret);
        press(u"nextButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountDisk"_s), kPatience);
        press(u"mountDisk"_s);
        QTRY_COMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
        press(u"nextButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountedAt"_s), kPatience);
        qInfo("%d clicks, %d fields", m_clicks, m_fields);
        QVERIFY2(m_clicks <= 7, qPrintable(QString::number(m_clicks)));
        QVERIFY2(m_fields <= 5, qPrintable(QString::number(m_fields)));
    }

    void aKnownDiskIsMountedAsItIs()
    {
        m_udisks->add(
            {.device = kDisk, .usage = u"filesystem"_s, .type = u"xfs"_s, .label = u"photos"_s, .uuid = u"1234"_s});
        reachMount(u"Mount…"_s);
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Mount"_s);
        QVERIFY(textOf(m_wizard, u"diskContent"_s).contains(u"photos"_s));
        QVERIFY(!seen(m_wizard, u"fileSystem"_s) && !seen(m_wizard, u"typedName"_s));
        QVERIFY(textOf(m_wizard, u"folder"_s).startsWith(u"/mnt/photos"_s));
        QVERIFY(!textOf(m_wizard, u"reviewText"_s).contains(u"erased"_s));
        QCOMPARE(click(m_wizard, u"mountAtStart"_s), QString()); // off
        QVERIFY(!seen(m_wizard, u"folder"_s)->isEnabled());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountedAt"_s), kPatience);
        QCOMPARE(m_udisks->methods(), QStringList{u"Mount"_s});
        QVERIFY(textOf(m_wizard, u"mountedAt"_s).contains(u"/media/person/photos"_s));
        // Back on the list there is nothing left to mount.
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"diskRow"_s) && !seen(m_wizard, u"mountDisk"_s));
    }

    void nothingIsErasedWithoutItsName_data()
    {
        QTest::addColumn<QString>("usage");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("said");
        QTest::newRow("file system") << u"filesystem"_s << u"ext4"_s << QString() << u"ext4"_s;
        QTest::newRow("LVM") << u"raid"_s << u"LVM2_member"_s << QString() << u"LVM"_s;
        QTest::newRow("LUKS") << u"crypto"_s << u"crypto_LUKS"_s << QString() << u"encrypted"_s;
        QTest::newRow("swap") << u"other"_s << u"swap"_s << QString() << u"swap"_s;
        QTest::newRow("partitions") << QString() << QString() << u"gpt"_s << u"partitions"_s;
        QTest::newRow("something new") << u"other"_s << u"futurefs"_s << QString() << u"futurefs"_s;
    }

    void nothingIsErasedWithoutItsName()
    {
        QFETCH(QString, usage);
        QFETCH(QString, type);
        QFETCH(QString, table);
        QFETCH(QString, said);
        m_udisks->add({.device = kDisk, .usage = usage, .type = type, .tableType = table});
        const bool mountable = usage == u"filesystem"_s;
        reachMount(mountable ? u"Mount…"_s : u"Format and mount…"_s);
        QVERIFY2(textOf(m_wizard, u"diskContent"_s).contains(said), qPrintable(textOf(m_wizard, u"diskContent"_s)));
        if (mountable) {
            QTRY_VERIFY(seen(m_wizard, u"eraseContent"_s)); // once it is known what can be made here
            QCOMPARE(click(m_wizard, u"eraseContent"_s), QString());
        }
        QVERIFY(textOf(m_wizard, u"reviewText"_s).contains(u"erased"_s));
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(message() && message()->sentence().contains(kDisk));
        QCOMPARE(put(u"typedName"_s, u"/dev/loop6"_s), QString());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTest::qWait(50);
        QCOMPARE(m_udisks->methods(), QStringList());
        QCOMPARE(put(u"typedName"_s, u"loop7"_s), QString());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountedAt"_s), kPatience);
        QCOMPARE(m_udisks->methods(), (QStringList{u"Format"_s, u"AddConfigurationItem"_s, u"Mount"_s}));
    }

    void backKeepsWhatWasTyped()
    {
        m_udisks->add({.device = kDisk});
        reachMount(u"Format and mount…"_s);
        QCOMPARE(put(u"label"_s, u"my-data"_s), QString());
        QVERIFY(textOf(m_wizard, u"folder"_s).startsWith(u"/mnt/my-data"_s)); // follows, until it is typed
        QCOMPARE(put(u"folder"_s, u"/mnt/elsewhere"_s), QString());
        seen<QComboBox>(m_wizard, u"fileSystem"_s)->setCurrentText(u"xfs"_s);
        QCOMPARE(click(m_wizard, u"backButton"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"mountDisk"_s));
        QCOMPARE(click(m_wizard, u"mountDisk"_s), QString());
        QTRY_COMPARE(textOf(m_wizard, u"label"_s), u"my-data"_s);
        QCOMPARE(textOf(m_wizard, u"folder"_s), u"/mnt/elsewhere"_s);
        QCOMPARE(seen<QComboBox>(m_wizard, u"fileSystem"_s)->currentText(), u"xfs"_s);
        QVERIFY(textOf(m_wizard, u"reviewText"_s).contains(u"/mnt/elsewhere"_s));
        QVERIFY(textOf(m_wizard, u"reviewText"_s).contains(u"my-data"_s));
    }

    void wrongFieldsAreToldBeforeAnythingIsDone_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("relative folder") << u"folder"_s << u"data"_s << u"whole path"_s;
        QTest::newRow("folder in use") << u"folder"_s << u"/usr"_s << u"not empty"_s;
        QTest::newRow("label too long") << u"label"_s << u"seventeen-letters"_s << u"label"_s;
    }

    void wrongFieldsAreToldBeforeAnythingIsDone()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, said);
        m_udisks->add({.device = kDisk});
        reachMount(u"Format and mount…"_s);
        QCOMPARE(put(field, text), QString());
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(message());
        QVERIFY2(message()->sentence().contains(said), qPrintable(message()->sentence()));
        QTRY_VERIFY(seen<QLineEdit>(m_wizard, field)->hasFocus());
        QCOMPARE(textOf(m_wizard, field), text);
        QCOMPARE(m_udisks->methods(), QStringList());
    }

    void failures_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("said");
        const QString own = u"org.freedesktop.UDisks2.Error."_s;
        QTest::newRow("polkit says no") << u"Format"_s << own + u"NotAuthorized"_s << u"may not change"_s;
        QTest::newRow("dialog closed") << u"Format"_s << own + u"NotAuthorizedDismissed"_s << u"No password"_s;
        QTest::newRow("busy") << u"Format"_s << own + u"DeviceBusy"_s << u"in use"_s;
        QTest::newRow("fstab") << u"AddConfigurationItem"_s << own + u"NotAuthorizedDismissed"_s << u"No password"_s;
        QTest::newRow("mount") << u"Mount"_s << own + u"Failed"_s << u"did not work"_s;
    }

    /// What is done stays done: trying again goes on behind it, and nothing is formatted twice.
    void failures()
    {
        QFETCH(QString, method);
        QFETCH(QString, error);
        QFETCH(QString, said);
        m_udisks->add({.device = kDisk});
        reachMount(u"Format and mount…"_s);
        m_udisks->refuse(method, error, u"because of the test"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(message(), kPatience);
        QVERIFY2(message()->sentence().contains(said), qPrintable(message()->sentence()));
        QVERIFY(!message()->cure().isEmpty());
        if (error.endsWith(u"Failed"_s))
            QVERIFY2(message()->cure().contains(u"because of the test"_s), qPrintable(message()->cure()));
        m_udisks->allow(method);
        QTRY_VERIFY(seen<QPushButton>(m_wizard, u"nextButton"_s));
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), method == u"Format"_s ? u"Format and mount"_s : u"Mount"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountedAt"_s), kPatience);
        QVERIFY(!message());
        QStringList expected{u"Format"_s, u"AddConfigurationItem"_s, u"Mount"_s};
        expected.insert(expected.indexOf(method), method);
        QCOMPARE(m_udisks->methods(), expected);
    }

    void progressAndCancel()
    {
        m_udisks->add({.device = kDisk});
        reachMount(u"Format and mount…"_s);
        m_udisks->hold(u"Format"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(textOf(m_wizard, u"mountPhase"_s).contains(u"Making the file system"_s));
        QTRY_VERIFY(!seen<QPushButton>(m_wizard, u"backButton"_s)->isEnabled());
        QTRY_VERIFY(m_udisks->methods().contains(u"Format"_s));
        m_udisks->setProgress(0.5);
        QTRY_COMPARE(seen<QProgressBar>(m_wizard, u"mountProgress"_s)->value(), 500);
        QTest::keyClick(m_wizard, Qt::Key_Escape); // the first stops and does not close
        QTRY_VERIFY_WITH_TIMEOUT(message(), kPatience);
        QVERIFY(m_wizard && m_wizard->isVisible());
        QVERIFY2(message()->sentence().contains(u"Stopped"_s), qPrintable(message()->sentence()));
        QCOMPARE(m_udisks->methods(), (QStringList{u"Format"_s, u"Cancel"_s}));
        QCOMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
    }

    void closesAlthoughUDisksIsStuck()
    {
        m_udisks->add({.device = kDisk});
        reachMount(u"Format and mount…"_s);
        m_udisks->hold(u"Format"_s);
        m_udisks->hold(u"Cancel"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"mountPhase"_s));
        QTRY_VERIFY(m_udisks->methods().contains(u"Format"_s));
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_COMPARE(textOf(m_wizard, u"mountPhase"_s), u"Stopping…"_s);
        QTest::keyClick(m_wizard, Qt::Key_Escape);
        QTRY_VERIFY(!m_wizard);
    }

    void withoutUDisks()
    {
        m_udisks.reset();
        reachMount(u"Mount…"_s);
        QTRY_VERIFY(message());
        QVERIFY2(message()->cure().contains(u"package udisks2"_s), qPrintable(message()->cure()));
        QVERIFY(!seen(m_wizard, u"nextButton"_s));
        // Installed meanwhile.
        m_udisks.emplace(m_bus->address());
        m_udisks->add({.device = kDisk});
        QCOMPARE(m_udisks->start(), QString());
        QTRY_COMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
        QVERIFY(!message());
    }

    void whatSomebodyUsesIsNotFormatted()
    {
        m_udisks->add({.device = kDisk});
        reachResult(u"plain"_s);
        const QString lun = m_desktop->client.luns().front().path;
        QVERIFY(
            m_fake->setProperties(lun, u"Lun"_s,
                                  {{u"Users"_s, QVariant::fromValue(VariantMapList{{{u"kind"_s, u"process"_s},
                                                                                    {u"device"_s, kDisk},
                                                                                    {u"exe"_s, u"qemu"_s},
                                                                                    {u"pid"_s, qlonglong(4711)}}})}}));
        QTRY_VERIFY(!m_desktop->client.luns().front().users.empty());
        QTRY_VERIFY(seen(m_wizard, u"mountDisk"_s));
        QCOMPARE(click(m_wizard, u"mountDisk"_s), QString());
        QTRY_VERIFY(message());
        QVERIFY2(message()->sentence().contains(u"qemu"_s), qPrintable(message()->sentence()));
        QVERIFY(!seen(m_wizard, u"nextButton"_s));
        QVERIFY(m_fake->setProperties(lun, u"Lun"_s, {{u"Users"_s, QVariant::fromValue(VariantMapList())}}));
        QTRY_COMPARE(textOf(m_wizard, u"nextButton"_s), u"Format and mount"_s);
        QTRY_VERIFY(!message());
    }

    /// Later, without the assistant.
    void fromThePageOfTheDisks()
    {
        m_udisks->add({.device = kDisk});
        reachResult(u"plain"_s);
        QCOMPARE(click(m_wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(!m_wizard);
        QVERIFY(m_desktop->comesToFront());
        auto *window = &m_desktop->window;
        QTRY_VERIFY(seen(window, u"detailsTabs"_s));
        auto *tabs = seen<QTabWidget>(window, u"detailsTabs"_s);
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(u"disksPage"_s));
        QTRY_VERIFY(seen<QPushButton>(window, u"mountDisk"_s));
        QTRY_VERIFY(seen<QPushButton>(window, u"mountDisk"_s)->isEnabled());
        QCOMPARE(click(window, u"mountDisk"_s), QString());
        QTRY_VERIFY(seen<gui::MountDialog>(window));
        const QPointer<gui::MountDialog> dialog = seen<gui::MountDialog>(window);
        QTRY_COMPARE(textOf(dialog, u"nextButton"_s), u"Format and mount"_s);
        QVERIFY(textOf(dialog, u"pageSentence"_s).contains(kDisk));
        QVERIFY(seen<QCheckBox>(dialog, u"mountAtStart"_s)->isChecked()); // as the target connects at start
        QCOMPARE(click(dialog, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(dialog, u"mountedAt"_s), kPatience);
        QCOMPARE(m_udisks->methods(), (QStringList{u"Format"_s, u"AddConfigurationItem"_s, u"Mount"_s}));
        QCOMPARE(click(dialog, u"nextButton"_s), QString());
        QTRY_VERIFY(!dialog);
    }

private:
    void press(const QString &name)
    {
        ++m_clicks;
        QCOMPARE(click(m_wizard, name), QString());
    }

    void enter(const QString &field, const QString &text)
    {
        ++m_fields;
        QCOMPARE(type(m_wizard, field, text), QString());
    }

    QString put(const QString &field, const QString &text) { return type(m_wizard, field, text); }

    /// Counted: the button of the window, the search, the choice, the connect.
    void reachTarget(const QString &target)
    {
        ++m_clicks;
        QCOMPARE(click(&m_desktop->window, u"emptyAddButton"_s), QString());
        QTRY_VERIFY(wizardOf(m_desktop->window));
        m_wizard = wizardOf(m_desktop->window);
        QTRY_VERIFY(m_wizard->isActiveWindow());
        enter(u"address"_s, u"nas.example"_s);
        press(u"searchButton"_s);
        auto *list = seen<gui::TargetChoice>(m_wizard, u"targets"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 2, kPatience);
        QTRY_COMPARE(textOf(m_wizard, u"searchButton"_s), u"Search"_s);
        const auto items = list->findItems(target, Qt::MatchContains);
        QCOMPARE(items.size(), 1);
        ++m_clicks;
        list->setCurrentItem(items.first());
        QTest::keyClick(list, Qt::Key_Space);
        press(u"nextButton"_s);
    }

    void reachPassword()
    {
        reachTarget(u"locked"_s);
        QTRY_VERIFY_WITH_TIMEOUT(seen<QLineEdit>(m_wizard, u"secret"_s), kPatience);
    }

    void reachResult(const QString &target)
    {
        reachTarget(target);
        QTRY_VERIFY_WITH_TIMEOUT(seen(m_wizard, u"mountDisk"_s), kPatience);
    }

    void reachMount(const QString &button)
    {
        reachResult(u"plain"_s);
        QTRY_COMPARE(textOf(m_wizard, u"mountDisk"_s), button);
        QCOMPARE(click(m_wizard, u"mountDisk"_s), QString());
        QTRY_VERIFY(seen(m_wizard, u"mountScroll"_s));
        if (m_udisks)
            QTRY_VERIFY(seen(m_wizard, u"reviewText"_s));
    }

    [[nodiscard]] MessageBar *message() const { return seen<MessageBar>(m_wizard, u"mountMessage"_s); }

    static udisks::FstabEntry entryOf(const FakeUDisks::Call &call)
    {
        return udisks::entriesOf({qdbus_cast<udisks::ConfigurationItem>(call.arguments.constFirst())}).front();
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<FakeUDisks> m_udisks;
    std::optional<Desktop> m_desktop;
    QPointer<AddStorageDialog> m_wizard;
    int m_clicks = 0, m_fields = 0;
    QStringList m_opened;
};

QTEST_MAIN(TestGuiMount)
#include "tst_gui_mount.moc"
