// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with a disk that is in use: unmount it, also on the way to a log out, give its file system the
// room that it has grown by, choose one of its partitions. The service and UDisks2 are scripted here; both real ones
// meet in the kernel lab.
#include "gui/widgets/message_bar.h"
#include "gui/wizards/grow_dialog.h"
#include "gui/wizards/mount_dialog.h"
#include "gui/wizards/unmount_dialog.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"
#include "tests/support/fake_udisks/fake_udisks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDBusArgument>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::MessageBar;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine
constexpr quint64 kGiB = 1ULL << 30U;
const QString kDisk = u"/dev/loop7"_s, kFolder = u"/mnt/data"_s;
const QString kBusy = u"org.freedesktop.UDisks2.Error.DeviceBusy"_s;
const udisks::FstabEntry kLine = udisks::entryAtEveryStart(u"1234"_s, kFolder, u"ext4"_s);

FakeUDisks::Disk fileSystem(const QStringList &mountPoints = {kFolder})
{
    return {.device = kDisk,
            .sizeBytes = kGiB,
            .usage = u"filesystem"_s,
            .type = u"ext4"_s,
            .label = u"data"_s,
            .uuid = u"1234"_s,
            .mountPoints = mountPoints,
            .fileSystemBytes = kGiB,
            .entries = {kLine}};
}

FakeUDisks::Disk partition(int number, const QString &label, const QStringList &mountPoints = {})
{
    return {.device = kDisk + u'p' + QString::number(number),
            .sizeBytes = kGiB / 4,
            .usage = u"filesystem"_s,
            .type = u"xfs"_s,
            .label = label,
            .uuid = label,
            .partitionOf = kDisk,
            .mountPoints = mountPoints,
            .offset = kGiB / 4 * quint64(number - 1) + (1U << 20U)};
}

QVariantMap mounted(const QString &device = kDisk)
{
    return {{u"kind"_s, u"mount"_s}, {u"device"_s, device}, {u"path"_s, kFolder}, {u"fs"_s, u"ext4"_s}};
}

QVariantMap program()
{
    return {{u"kind"_s, u"process"_s},
            {u"device"_s, kDisk},
            {u"path"_s, kFolder},
            {u"exe"_s, u"vim"_s},
            {u"pid"_s, qlonglong(4711)}};
}

QVariantMap swap() { return {{u"kind"_s, u"swap"_s}, {u"device"_s, kDisk + u"p2"_s}}; }

} // namespace

class TestGuiDisks : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QCOMPARE(m_udisks.emplace(m_bus->address()).start(), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        QVERIFY(m_desktop->comesToFront());
    }

    void cleanup()
    {
        m_desktop.reset();
        m_udisks.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void unmountsAndForgets()
    {
        m_udisks->add(fileSystem());
        use({mounted()});
        openPage();
        QTRY_VERIFY(button(u"unmountDisk"_s)->isEnabled());
        QVERIFY(!button(u"mountDisk"_s)->isEnabled());
        QCOMPARE(click(window(), u"unmountDisk"_s), QString());
        QTRY_VERIFY(seen<gui::UnmountDialog>(window()));
        const QPointer<gui::UnmountDialog> dialog = seen<gui::UnmountDialog>(window());
        QTRY_VERIFY(seen<QPushButton>(dialog, u"taskButton"_s)->isEnabled());
        QVERIFY(textOf(dialog, u"unmountFolders"_s).contains(kFolder));
        QVERIFY(!seen(dialog, u"unmountPrograms"_s));
        QVERIFY(!seen<QCheckBox>(dialog, u"forgetMount"_s)->isChecked());
        takePicture(dialog, u"unmount"_s);
        QCOMPARE(click(dialog, u"forgetMount"_s), QString());
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, kPatience);
        QCOMPARE(m_udisks->methods(), (QStringList{u"Unmount"_s, u"RemoveConfigurationItem"_s}));
        QCOMPARE(udisks::entriesOf(
                     {qdbus_cast<udisks::ConfigurationItem>(m_udisks->calls().constLast().arguments.constFirst())}),
                 std::vector{kLine});
    }

    void whoUsesItIsNamedAndNothingIsForced()
    {
        m_udisks->add(fileSystem());
        m_udisks->refuse(u"Unmount"_s, kBusy, u"target is busy"_s);
        use({mounted(), program()});
        openPage();
        QTRY_VERIFY(button(u"unmountDisk"_s)->isEnabled());
        QCOMPARE(click(window(), u"unmountDisk"_s), QString());
        QTRY_VERIFY(seen<gui::UnmountDialog>(window()));
        const QPointer<gui::UnmountDialog> dialog = seen<gui::UnmountDialog>(window());
        QTRY_VERIFY(seen<QPushButton>(dialog, u"taskButton"_s)->isEnabled());
        QVERIFY2(textOf(dialog, u"unmountPrograms"_s).contains(u"vim"_s),
                 qPrintable(textOf(dialog, u"unmountPrograms"_s)));
        QCOMPARE(click(dialog, u"forgetMount"_s), QString());
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(dialog, u"taskMessage"_s), kPatience);
        const auto *message = seen<MessageBar>(dialog, u"taskMessage"_s);
        QVERIFY2(message->sentence().contains(u"in use"_s), qPrintable(message->sentence()));
        QVERIFY2(message->cure().contains(u"vim"_s), qPrintable(message->cure()));
        QCOMPARE(m_udisks->methods(), QStringList{u"Unmount"_s}); // its line stays with it
        QVERIFY(!qdbus_cast<QVariantMap>(m_udisks->calls().constFirst().arguments.constLast()).contains(u"force"_s));
        // The program ends, and it is tried again.
        m_udisks->allow(u"Unmount"_s);
        use({mounted()});
        QTRY_VERIFY(!seen(dialog, u"taskMessage"_s));
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, kPatience);
    }

    void logOutUnmountsOnTheWay()
    {
        m_udisks->add(fileSystem());
        use({mounted()});
        m_udisks->hold(u"Unmount"_s);
        logOut();
        QVERIFY(textOf(blocked(), u"blockedAdvice"_s).contains(u"can be unmounted"_s));
        QCOMPARE(click(blocked(), u"unmountButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_udisks->methods() == QStringList{u"Unmount"_s}, kPatience);
        QVERIFY(!called(u"Node.Logout"_s));
        use({});
        m_udisks->release(u"Unmount"_s);
        QTRY_VERIFY_WITH_TIMEOUT(called(u"Node.Logout"_s), kPatience);
        QVERIFY(!blocked());
        QTRY_VERIFY(!seen(window(), u"unmountingDialog"_s));
        QCOMPARE(m_udisks->methods(), QStringList{u"Unmount"_s}); // it is mounted again at the next start
    }

    void whatCannotBeUnmountedIsNamed()
    {
        m_udisks->add(fileSystem());
        use({mounted(), program()});
        m_udisks->refuse(u"Unmount"_s, kBusy, u"target is busy"_s);
        logOut();
        QCOMPARE(click(blocked(), u"unmountButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(blocked(), u"unmountMessage"_s), kPatience);
        const auto *message = seen<MessageBar>(blocked(), u"unmountMessage"_s);
        QVERIFY2(message->sentence().contains(kDisk), qPrintable(message->sentence()));
        const auto *list = seen<QListWidget>(blocked(), u"blockers"_s);
        QCOMPARE(list->count(), 2);
        QVERIFY2(list->item(1)->text().contains(u"vim"_s), qPrintable(list->item(1)->text()));
        QVERIFY(!called(u"Node.Logout"_s));
        QTest::keyClick(blocked(), Qt::Key_Escape);
        QTRY_VERIFY(!blocked());
    }

    /// Swap and what is built on the disk are somebody's decision, not a step on the way.
    void swapIsNotTouched()
    {
        m_udisks->add(fileSystem());
        use({swap()});
        logOut();
        QVERIFY(!seen(blocked(), u"unmountButton"_s));
        QTest::keyClick(blocked(), Qt::Key_Escape);
        QTRY_VERIFY(!blocked());
        use({mounted(), swap()});
        m_udisks->hold(u"Unmount"_s);
        logOut();
        QCOMPARE(click(blocked(), u"unmountButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_udisks->methods() == QStringList{u"Unmount"_s}, kPatience);
        use({swap()});
        m_udisks->release(u"Unmount"_s);
        QTRY_VERIFY_WITH_TIMEOUT(blocked(), kPatience);
        QCOMPARE(seen<QListWidget>(blocked(), u"blockers"_s)->count(), 1);
        QVERIFY(!called(u"Node.Logout"_s));
        QTest::keyClick(blocked(), Qt::Key_Escape);
        QTRY_VERIFY(!blocked());
    }

    void logOutWithoutUDisks()
    {
        m_udisks.reset();
        use({mounted()});
        logOut();
        QCOMPARE(click(blocked(), u"unmountButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(blocked(), u"unmountMessage"_s), kPatience);
        QVERIFY(seen<MessageBar>(blocked(), u"unmountMessage"_s)->cure().contains(u"udisks2"_s));
        QTest::keyClick(blocked(), Qt::Key_Escape);
        QTRY_VERIFY(!blocked());
    }

    void growsAMountedFileSystem()
    {
        m_udisks->add(fileSystem());
        use({mounted()});
        openPage();
        QTRY_VERIFY(button(u"unmountDisk"_s)->isEnabled());
        QVERIFY(!seen(window(), u"growthMessage"_s));
        m_udisks->resize(kDisk, 2 * kGiB);
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(window(), u"growthMessage"_s), kPatience);
        QVERIFY(seen<MessageBar>(window(), u"growthMessage"_s)->sentence().contains(u"1 GiB"_s));
        m_udisks->refuse(u"Resize"_s, u"org.freedesktop.UDisks2.Error.Failed"_s, u"no room for the table"_s);
        const QPointer<gui::GrowDialog> dialog = openGrow();
        QTRY_VERIFY(seen<QPushButton>(dialog, u"taskButton"_s)->isEnabled());
        QVERIFY(textOf(dialog, u"growHow"_s).contains(u"while it is mounted"_s));
        takePicture(dialog, u"grow"_s);
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(dialog, u"taskMessage"_s), kPatience);
        QVERIFY(seen<MessageBar>(dialog, u"taskMessage"_s)->cure().contains(u"no room for the table"_s));
        m_udisks->allow(u"Resize"_s);
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, kPatience);
        QCOMPARE(m_udisks->methods(), (QStringList{u"Resize"_s, u"Resize"_s}));
        QTRY_VERIFY(!seen(window(), u"growthMessage"_s));
    }

    void growsInTheWayOfTheFileSystem_data()
    {
        QTest::addColumn<QStringList>("folders");
        QTest::addColumn<qulonglong>("flags");
        QTest::addColumn<QStringList>("methods");
        QTest::newRow("mounted") << QStringList{kFolder} << 16ULL << QStringList{u"Resize"_s};
        QTest::newRow("not mounted") << QStringList() << 20ULL << QStringList{u"Repair"_s, u"Resize"_s};
        QTest::newRow("only while mounted")
            << QStringList() << 16ULL << QStringList{u"Mount"_s, u"Resize"_s, u"Unmount"_s};
        QTest::newRow("only while not mounted") << QStringList{kFolder} << 4ULL << QStringList();
        QTest::newRow("cannot") << QStringList() << 2ULL << QStringList();
    }

    void growsInTheWayOfTheFileSystem()
    {
        QFETCH(QStringList, folders);
        QFETCH(qulonglong, flags);
        QFETCH(QStringList, methods);
        m_udisks->growthFlags = flags;
        FakeUDisks::Disk disk = fileSystem(folders);
        disk.sizeBytes *= 2;
        m_udisks->add(disk);
        openPage();
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(window(), u"growthMessage"_s), kPatience);
        const QPointer<gui::GrowDialog> dialog = openGrow();
        QTRY_VERIFY(textOf(dialog, u"growHow"_s).contains(u'\n'));
        if (methods.isEmpty()) {
            QVERIFY(!seen<QPushButton>(dialog, u"taskButton"_s)->isEnabled());
            return;
        }
        QTRY_VERIFY(seen<QPushButton>(dialog, u"taskButton"_s)->isEnabled());
        QCOMPARE(click(dialog, u"taskButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, kPatience);
        QCOMPARE(m_udisks->methods(), methods);
    }

    /// Which partition gets it is not for this program to decide.
    void roomBehindThePartitionsIsTold()
    {
        m_udisks->add({.device = kDisk, .sizeBytes = 2 * kGiB, .tableType = u"gpt"_s});
        m_udisks->add(partition(1, u"one"_s));
        openPage();
        QTRY_VERIFY_WITH_TIMEOUT(seen<MessageBar>(window(), u"growthMessage"_s), kPatience);
        const auto *message = seen<MessageBar>(window(), u"growthMessage"_s);
        QVERIFY2(message->sentence().contains(u"partition"_s), qPrintable(message->sentence()));
        QVERIFY(!message->hasAction());
    }

    void oneOfSeveralPartitions()
    {
        m_udisks->add({.device = kDisk, .sizeBytes = kGiB, .tableType = u"gpt"_s});
        m_udisks->add(partition(3, u"three"_s));
        m_udisks->add(partition(1, u"one"_s, {u"/mnt/one"_s}));
        m_udisks->add(partition(2, u"two"_s));
        use({mounted(kDisk + u"p1"_s)});
        openPage();
        QTRY_VERIFY(button(u"mountDisk"_s)->isEnabled()); // the others
        QCOMPARE(click(window(), u"mountDisk"_s), QString());
        QTRY_VERIFY(seen<gui::MountDialog>(window()));
        const QPointer<gui::MountDialog> dialog = seen<gui::MountDialog>(window());
        QTRY_VERIFY(seen<QComboBox>(dialog, u"partition"_s));
        auto *choice = seen<QComboBox>(dialog, u"partition"_s);
        QCOMPARE(choice->count(), 2);
        for (const QString &fact : {kDisk + u"p2"_s, u"two"_s, u"256 MiB"_s, u"xfs"_s})
            QVERIFY2(choice->itemText(0).contains(fact), qPrintable(choice->itemText(0)));
        QVERIFY(textOf(dialog, u"folder"_s).startsWith(u"/mnt/two"_s));
        takePicture(dialog, u"mount-partition"_s);
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QVERIFY(textOf(dialog, u"folder"_s).startsWith(u"/mnt/three"_s));
        QVERIFY(textOf(dialog, u"reviewText"_s).contains(kDisk + u"p3"_s));
        QCOMPARE(textOf(dialog, u"nextButton"_s), u"Mount"_s);
        QCOMPARE(click(dialog, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(dialog, u"mountedAt"_s), kPatience);
        QCOMPARE(m_udisks->calls().constLast().device, kDisk + u"p3"_s);
        dialog->close();
    }

    void formattingTakesTheOldLineAway()
    {
        m_udisks->add(fileSystem({}));
        openPage();
        QTRY_VERIFY(button(u"mountDisk"_s)->isEnabled());
        QCOMPARE(click(window(), u"mountDisk"_s), QString());
        QTRY_VERIFY(seen<gui::MountDialog>(window()));
        const QPointer<gui::MountDialog> dialog = seen<gui::MountDialog>(window());
        QTRY_VERIFY(seen(dialog, u"eraseContent"_s));
        QVERIFY(!textOf(dialog, u"reviewText"_s).contains(u"is removed"_s));
        QCOMPARE(click(dialog, u"eraseContent"_s), QString());
        QVERIFY2(textOf(dialog, u"reviewText"_s).contains(u"at %1 is removed"_s.arg(kFolder)),
                 qPrintable(textOf(dialog, u"reviewText"_s)));
        QCOMPARE(type(dialog, u"typedName"_s, kDisk), QString());
        auto *atStart = seen<QCheckBox>(dialog, u"mountAtStart"_s);
        if (!atStart->isChecked())
            QCOMPARE(click(dialog, u"mountAtStart"_s), QString());
        QCOMPARE(type(dialog, u"folder"_s, kFolder), QString()); // its line goes, so it is free
        QCOMPARE(click(dialog, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(dialog, u"mountedAt"_s), kPatience);
        QCOMPARE(m_udisks->methods(),
                 (QStringList{u"Format"_s, u"RemoveConfigurationItem"_s, u"AddConfigurationItem"_s, u"Mount"_s}));
        const auto lineOf = [this](int at) {
            return udisks::entriesOf(
                       {qdbus_cast<udisks::ConfigurationItem>(m_udisks->calls().at(at).arguments.constFirst())})
                .front();
        };
        QCOMPARE(lineOf(1), kLine);
        QCOMPARE(lineOf(2).directory, kFolder);
        QVERIFY(lineOf(2).source != kLine.source);
        dialog->close();
    }

    void showsWhatTheDiskSaysOfItself()
    {
        openPage();
        QTRY_VERIFY(seen(window(), u"diskFacts"_s));
        QTRY_VERIFY2(textOf(window(), u"diskFacts"_s).contains(u"solid state"_s),
                     qPrintable(textOf(window(), u"diskFacts"_s)));
        QVERIFY(textOf(window(), u"diskFacts"_s).contains(u"4096"_s));
        QVERIFY(m_fake->setProperties(demo::kLun, u"Lun"_s, {{u"Medium"_s, 0U}, {u"ReadOnly"_s, true}}));
        QTRY_VERIFY(textOf(window(), u"diskFacts"_s).contains(u"unknown"_s));
        QVERIFY(textOf(window(), u"diskFacts"_s).contains(u"write protected"_s));
    }

private:
    void use(const VariantMapList &users)
    {
        QStringList mountPoints;
        for (const QVariantMap &user : users) {
            if (user.value(u"kind"_s) == u"mount"_s)
                mountPoints << user.value(u"path"_s).toString();
        }
        QVERIFY(m_fake->setProperties(demo::kLun, u"Lun"_s,
                                      {{u"Users"_s, QVariant::fromValue(users)}, {u"MountPoints"_s, mountPoints}}));
    }

    void openPage()
    {
        m_desktop->window.showTarget(demo::kPlainNode);
        QTRY_VERIFY(seen(window(), u"detailsTabs"_s));
        auto *tabs = seen<QTabWidget>(window(), u"detailsTabs"_s);
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(u"disksPage"_s));
        QTRY_VERIFY(seen(window(), u"mountDisk"_s));
    }

    void logOut()
    {
        QTRY_VERIFY(m_desktop->comesToFront());
        m_desktop->window.showTarget(demo::kPlainNode);
        QCOMPARE(click(window(), u"tool_actionLogOut"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(blocked(), kPatience);
    }

    gui::GrowDialog *openGrow()
    {
        auto *bar = seen<MessageBar>(window(), u"growthMessage"_s);
        auto *action = bar != nullptr ? seen<QPushButton>(bar) : nullptr;
        if (action == nullptr || !click(action).isEmpty())
            return nullptr;
        return QTest::qWaitFor([this] { return seen<gui::GrowDialog>(window()) != nullptr; })
                   ? seen<gui::GrowDialog>(window())
                   : nullptr;
    }

    [[nodiscard]] gui::MainWindow *window() { return &m_desktop->window; }
    [[nodiscard]] QWidget *blocked() { return seen(window(), u"logoutBlockedDialog"_s); }
    [[nodiscard]] QPushButton *button(const QString &name) { return seen<QPushButton>(window(), name); }
    [[nodiscard]] bool called(const QString &method) { return !m_fake->calls().filter(method).isEmpty(); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<FakeUDisks> m_udisks;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiDisks)
#include "tst_gui_disks.moc"
