// SPDX-License-Identifier: GPL-3.0-or-later
// The whole path as a person walks it, against the real service and a real target.
#include "gui/models/disks_model.h"
#include "gui/models/events_model.h"
#include "gui/models/target_model.h"
#include "gui/widgets/credentials_form.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/throughput_graph.h"
#include "gui/wizards/add_storage_run.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/desktop.h"
#include "tests/gui/sandbox.h"

#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <fcntl.h>
#include <unistd.h>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MainActions;

namespace {

const QString kOpen = u"iqn.2026-11.org.portolan.test:open"_s, kVault = u"iqn.2026-11.org.portolan.test:vault"_s;
const QString kOurs = u"alices-secret-1"_s, kTheirs = u"vaults-secret-2"_s;
constexpr int kPatience = 20'000; // ms; a busy machine

const std::vector<StorageServer::Target> kTargets{
    {kOpen}, {kVault, StorageServer::Account{u"alice"_s, kOurs}, StorageServer::Account{u"vault"_s, kTheirs}}};

/// Sentence and cure of the message that is shown there; empty if none is.
QString messageIn(const QWidget *root, const QString &name)
{
    const auto *bar = seen<gui::MessageBar>(root, name);
    return bar == nullptr ? QString() : bar->sentence() + u'\n' + bar->cure();
}

/// A file that stays open as long as this lives.
class Opened {
public:
    explicit Opened(const QString &path, int flags = O_RDWR)
        : m_descriptor(::open(path.toUtf8().constData(), flags | O_CLOEXEC))
    {}
    ~Opened() { close(); }
    Q_DISABLE_COPY_MOVE(Opened)
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    /// One mebibyte, and on to the target with it.
    [[nodiscard]] bool write(qint64 offset, char fill) const
    {
        const QByteArray block(1 << 20, fill);
        return ::pwrite(m_descriptor, block.constData(), std::size_t(block.size()), offset) == block.size() &&
               ::fdatasync(m_descriptor) == 0;
    }

private:
    int m_descriptor;
};

} // namespace

class TestGuiPath : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_server.emplace().start(kTargets), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        m_desktop.emplace(m_sandbox->busAddress());
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        QVERIFY(m_desktop->comesToFront());
    }

    void cleanup()
    {
        if (QTest::currentTestFailed() && m_sandbox)
            qWarning("%s", qPrintable(m_sandbox->log().right(4000)));
        m_desktop.reset();
        if (m_server)
            m_server->thaw();
        const QStringList left = m_sandbox ? m_sandbox->close() : QStringList();
        m_sandbox.reset();
        m_server.reset();
        QCOMPARE(left, QStringList());
    }

    void firstStorage()
    {
        auto *window = &m_desktop->window;
        QVERIFY(seen(window, u"emptyPage"_s));
        QCOMPARE(textOf(window, u"emptyHeading"_s), u"No storage yet"_s);
        QCOMPARE(click(window, u"emptyAddButton"_s), QString());
        QTRY_VERIFY(wizardOf(*window));
        QPointer<AddStorageDialog> wizard = wizardOf(*window);
        QTRY_VERIFY(wizard->isActiveWindow());
        QVERIFY(!seen<QLineEdit>(wizard, u"secret"_s));

        // The field has the focus, and Enter searches.
        QTest::keyClicks(QApplication::focusWidget(), m_server->address());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(targets(wizard), (QStringList{kOpen, kVault}), kPatience);
        QVERIFY(!seen<QLineEdit>(wizard, u"secret"_s));
        QVERIFY(!seen<QPushButton>(wizard, u"nextButton"_s)->isEnabled());
        tickAll(wizard);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());

        // Only the one that asks is asked about.
        QTRY_VERIFY_WITH_TIMEOUT(seen<QLineEdit>(wizard, u"secret"_s), kPatience);
        QCOMPARE(wizard->findChildren<gui::CredentialsForm *>().size(), 3); // two targets and the search
        QCOMPARE(visibleForms(wizard), 1);
        QVERIFY2(messageIn(wizard, u"itemMessage"_s).contains(u"asks for a name and a password"_s),
                 qPrintable(messageIn(wizard, u"itemMessage"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.sessions().size(), 1U, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->initiatorsOf(0).size(), 1, kPatience);

        // A wrong password: which side refused, and nothing that was typed is lost.
        QCOMPARE(type(wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(wizard, u"secret"_s, u"not-the-password"_s), QString());
        QCOMPARE(click(wizard, u"mutual"_s), QString());
        QCOMPARE(type(wizard, u"usernameIn"_s, u"vault"_s), QString());
        QCOMPARE(type(wizard, u"secretIn"_s, u"not-theirs-either"_s), QString());
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(
            messageIn(wizard, u"itemMessage"_s).contains(kVault + u"” did not accept the name or the password"_s),
            kPatience);
        QCOMPARE(textOf(wizard, u"username"_s), u"alice"_s);
        QCOMPARE(textOf(wizard, u"secret"_s), u"not-the-password"_s);
        QCOMPARE(textOf(wizard, u"usernameIn"_s), u"vault"_s);
        QCOMPARE(textOf(wizard, u"secretIn"_s), u"not-theirs-either"_s);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(seen<QLineEdit>(wizard, u"secret"_s)));

        // Ours is right now, the target's is not: it could not prove itself, and is not trusted.
        QTest::keyClicks(QApplication::focusWidget(), kOurs); // the old one is selected
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(messageIn(wizard, u"itemMessage"_s).contains(u"could not prove"_s), kPatience);
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
        QCOMPARE(textOf(wizard, u"secret"_s), kOurs);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(seen<QLineEdit>(wizard, u"secretIn"_s)));

        QTest::keyClicks(QApplication::focusWidget(), kTheirs);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(seen(wizard, u"resultScroll"_s), kPatience);
        QCOMPARE(m_desktop->client.sessions().size(), 2U);
        QTRY_COMPARE_WITH_TIMEOUT(diskPaths(wizard).size(), 2, kPatience);
        for (const client::LunInfo &lun : m_desktop->client.luns()) {
            if (lun.sizeBytes > 0)
                QVERIFY2(diskPaths(wizard).contains(lun.bestPath()), qPrintable(lun.bestPath()));
        }
        QVERIFY(!seen(wizard, u"resultWarning"_s));
        QVERIFY2(allText(wizard).contains(u"64 MiB"_s), qPrintable(allText(wizard)));
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(!wizard);

        // The list says it all in words.
        const auto *list = seen<QTreeView>(window, u"targetList"_s);
        QVERIFY(list);
        QCOMPARE(list->model()->rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            QCOMPARE(index.siblingAtColumn(gui::TargetModel::State).data().toString(), u"Connected"_s);
            QCOMPARE(index.siblingAtColumn(gui::TargetModel::Portal).data().toString(), m_server->address());
            QVERIFY(index.siblingAtColumn(gui::TargetModel::Disks).data().toString().startsWith(u'/'));
            QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u"Connected"_s));
        }
        QCOMPARE(textOf(window, u"overallState"_s), u"2 connected"_s);
        // "At start" was ticked.
        for (const client::NodeInfo &node : m_desktop->client.nodes())
            QCOMPARE(node.autoLogin, dbus::AutoLogin::AtStart);
    }

    void detailsShowWhatHappens()
    {
        connectOpen();
        auto *window = &m_desktop->window;
        auto *tabs = seen<QTabWidget>(window, u"detailsTabs"_s);
        QVERIFY(tabs);
        QCOMPARE(textOf(window, u"detailsTitle"_s), kOpen);
        QVERIFY(showTab(u"overviewPage"_s));
        QVERIFY2(textOf(window, u"overviewState"_s).startsWith(u"Connected since"_s),
                 qPrintable(textOf(window, u"overviewState"_s)));
        QCOMPARE(textOf(window, u"overviewPortal"_s), m_server->address());
        QCOMPARE(textOf(window, u"overviewPlane"_s), u"User space"_s);

        QVERIFY(showTab(u"disksPage"_s));
        const QAbstractItemModel *disks = seen<QTreeView>(window, u"diskList"_s)->model();
        QTRY_COMPARE_WITH_TIMEOUT(disks->rowCount() > 0 && !diskPath().isEmpty(), true, kPatience);
        const auto cell = [disks](int column) {
            for (int row = 0; row < disks->rowCount(); ++row) {
                if (!disks->index(row, gui::DisksModel::Size).data().toString().isEmpty())
                    return disks->index(row, column).data().toString();
            }
            return QString();
        };
        QCOMPARE(cell(gui::DisksModel::Size), u"64 MiB"_s);
        QCOMPARE(cell(gui::DisksModel::Disk), diskPath());
        QCOMPARE(cell(gui::DisksModel::UsedBy), u"nobody"_s);

        QVERIFY(showTab(u"throughputPage"_s));
        const auto *graph = seen<gui::ThroughputGraph>(window, u"throughputGraph"_s);
        QVERIFY(graph);
        const Opened disk(diskPath());
        QVERIFY(disk.isOpen());
        qint64 block = 0;
        const auto writes = [&] {
            block = (block + 1) % 32;
            return disk.write(block << 20, char(block));
        };
        const auto graphMoves = [&] {
            return writes() && graph->now() && graph->now()->values[1] > 1e5 && !graph->points().empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(graphMoves(), kPatience);
        QTRY_VERIFY2_WITH_TIMEOUT(textOf(window, u"writeNow"_s).contains(u"B/s"_s),
                                  qPrintable(textOf(window, u"writeNow"_s)), kPatience);
        QVERIFY2(textOf(window, u"writeNow"_s).startsWith(u"Write"_s), qPrintable(textOf(window, u"writeNow"_s)));
        // What the list shows is measured too, and what was written is where it belongs.
        const QAbstractItemModel *targets = seen<QTreeView>(window, u"targetList"_s)->model();
        const auto listMoves = [&] {
            return writes() && targets->index(0, gui::TargetModel::WriteRate).data().toString().contains(u"/s"_s);
        };
        QTRY_VERIFY_WITH_TIMEOUT(listMoves(), kPatience);
        QFile backing(m_server->fileOf(0));
        QVERIFY(backing.open(QIODevice::ReadOnly));
        QVERIFY(backing.seek(1 << 20));
        QCOMPARE(backing.read(4096), QByteArray(4096, char(1)));

        QVERIFY(showTab(u"parametersPage"_s));
        const QAbstractItemModel *parameters = seen<QTreeView>(window, u"parameterList"_s)->model();
        const QModelIndexList found =
            parameters->match(parameters->index(0, 0), Qt::DisplayRole, u"MaxBurstLength"_s, 1, Qt::MatchContains);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.at(0).siblingAtColumn(2).data().toString().contains(QRegularExpression(u"\\d"_s)));

        QVERIFY(showTab(u"eventsPage"_s));
        const QAbstractItemModel *events = seen<QTreeView>(window, u"eventList"_s)->model();
        const auto told = [events](const QString &words) {
            return events->rowCount() > 0 &&
                   !events
                        ->match(events->index(0, gui::EventsModel::Event), Qt::DisplayRole, words, 1, Qt::MatchContains)
                        .isEmpty();
        };
        QTRY_VERIFY(told(u"is online"_s));
        QTRY_VERIFY(told(u"settings"_s)); // "at start" was ticked
    }

    void logoutNamesWhoUsesTheDisk()
    {
        if (::geteuid() != 0)
            QSKIP("only root has loop devices to hold open");
        connectOpen();
        auto *window = &m_desktop->window;
        QTRY_VERIFY_WITH_TIMEOUT(diskPath().startsWith(u"/dev/loop"_s), kPatience);
        Opened disk(diskPath());
        QVERIFY(disk.isOpen());

        QCOMPARE(click(window, u"tool_actionLogOut"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(blockedDialog(), kPatience);
        auto *list = seen<QListWidget>(blockedDialog(), u"blockers"_s);
        QVERIFY(list && list->count() > 0);
        QVERIFY2(list->item(0)->text().contains(u"tst_gui_path"_s), qPrintable(list->item(0)->text()));
        QVERIFY2(list->item(0)->text().contains(QString::number(::getpid())), qPrintable(list->item(0)->text()));
        QVERIFY(textOf(blockedDialog(), u"blockedHeading"_s).contains(kOpen));
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
        // Nothing has changed, so it is asked again.
        QCOMPARE(click(blockedDialog(), u"checkAgainButton"_s), QString());
        QTRY_VERIFY(!blockedDialog());
        QTRY_VERIFY_WITH_TIMEOUT(blockedDialog(), kPatience);
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
        disk.close();
        QCOMPARE(click(blockedDialog(), u"checkAgainButton"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.sessions().size(), 0U, kPatience);
        QTRY_VERIFY(!blockedDialog());
        QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->workers().size(), 0, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->initiatorsOf(0), QStringList(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(stateWord(), u"Not connected"_s, kPatience); // the session goes first

        QCOMPARE(click(window, u"tool_actionLogIn"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(stateWord(), u"Connected"_s, kPatience);
        QCOMPARE(m_desktop->client.sessions().size(), 1U);
        QCOMPARE(m_server->initiatorsOf(0).size(), 1);
    }

    void survivesTheRestartOfTheService()
    {
        connectOpen();
        auto *window = &m_desktop->window;
        const QSet<qint64> workers = m_sandbox->workers();
        QCOMPARE(workers.size(), 1);
        m_sandbox->stopService();
        QTRY_VERIFY_WITH_TIMEOUT(seen(window, u"unavailablePage"_s), kPatience);
        QCOMPARE(textOf(window, u"unavailableHeading"_s), u"The Portolan service has stopped"_s);
        QVERIFY(textOf(window, u"unavailableSentence"_s).contains(u"disks stay connected"_s));
        QVERIFY(!seen<QToolButton>(window, u"tool_actionAdd"_s)->isEnabled());
        QCOMPARE(m_sandbox->workers(), workers);

        QCOMPARE(m_sandbox->startService(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(window, u"targetList"_s), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(stateWord(), u"Connected"_s, kPatience);
        QCOMPARE(textOf(window, u"detailsTitle"_s), kOpen);
        QCOMPARE(m_sandbox->workers(), workers);
        QCOMPARE(m_server->initiatorsOf(0).size(), 1);
        QTRY_VERIFY(seen<QToolButton>(window, u"tool_actionLogOut"_s)->isEnabled());
    }

    void cancelWhileSearching()
    {
        QTcpServer silent; // accepts and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard);
        QCOMPARE(type(wizard, u"address"_s, u"127.0.0.1:%1"_s.arg(silent.serverPort())), QString());
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), kPatience);
        const std::unique_ptr<QTcpSocket> connection(silent.nextPendingConnection());
        QVERIFY(!textOf(wizard, u"searchPhase"_s).isEmpty());
        QCOMPARE(textOf(wizard, u"searchButton"_s), u"Stop"_s);
        cancelAndExpect(wizard, {}, {});
        // Nobody goes on waiting for the answer behind the person's back.
        QTRY_COMPARE_WITH_TIMEOUT(connection->state(), QAbstractSocket::UnconnectedState, kPatience);
    }

    void stopIsNotTheEnd()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard);
        QCOMPARE(type(wizard, u"address"_s, u"127.0.0.1:%1"_s.arg(silent.serverPort())), QString());
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), kPatience);
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(textOf(wizard, u"searchButton"_s), u"Search"_s, kPatience);
        QVERIFY(!seen(wizard, u"addressMessage"_s)); // what one asked for is not an error
        QCOMPARE(type(wizard, u"address"_s, m_server->address()), QString());
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(targets(wizard).size(), 2, kPatience);
        cancelAndExpect(wizard, {}, {});
    }

    void cancelWithTargetsFound()
    {
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        cancelAndExpect(wizard, {}, {});
    }

    void cancelWhileConnecting_data()
    {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("before the service has answered") << true;
        QTest::newRow("while the target is silent") << false;
    }

    void cancelWhileConnecting()
    {
        QFETCH(bool, atOnce);
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        tickAll(wizard);
        m_server->freeze();
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        if (!atOnce) {
            const auto connecting = [this] {
                const auto nodes = m_desktop->client.nodes();
                return std::ranges::all_of(
                    nodes, [](const auto &node) { return node.status == dbus::NodeStatus::Connecting; });
            };
            QTRY_VERIFY_WITH_TIMEOUT(connecting(), kPatience);
        }
        cancelAndExpect(wizard, {}, {});
        m_server->thaw();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->initiatorsOf(0) + m_server->initiatorsOf(1), QStringList(), kPatience);
    }

    /// What is connected was wished for and stays; what asks for a password goes.
    void cancelAtThePassword()
    {
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        tickAll(wizard);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<QLineEdit>(wizard, u"secret"_s), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.sessions().size(), 1U, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(seen<QPushButton>(wizard, u"skipButton"_s), kPatience);
        QCOMPARE(type(wizard, u"username"_s, u"alice"_s), QString());
        cancelAndExpect(wizard, {kOpen}, {kOpen});

        // What was there before a second run is there after it.
        wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        cancelAndExpect(wizard, {kOpen}, {kOpen});
        QTRY_COMPARE(m_desktop->client.portals().size(), 1U);
    }

    void escapeAfterConnecting()
    {
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        tick(wizard, kOpen);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(wizard, u"resultScroll"_s), kPatience);
        cancelAndExpect(wizard, {kOpen, kVault}, {kOpen});
    }

private:
    static QStringList targets(const QWidget *wizard)
    {
        QStringList names;
        const auto *list = seen<gui::TargetChoice>(wizard, u"targets"_s);
        for (int row = 0; list != nullptr && row < list->topLevelItemCount(); ++row)
            names << list->topLevelItem(row)->text(0);
        names.sort();
        return names;
    }

    /// By keyboard: Space ticks the row under the cursor.
    static void tick(const QWidget *wizard, const QString &name)
    {
        auto *list = seen<gui::TargetChoice>(wizard, u"targets"_s);
        for (int row = 0; row < list->topLevelItemCount(); ++row) {
            QTreeWidgetItem *item = list->topLevelItem(row);
            if (item->text(0) != name || item->checkState(0) == Qt::Checked)
                continue;
            list->setCurrentItem(item);
            QTest::keyClick(list, Qt::Key_Space);
        }
    }

    static void tickAll(const QWidget *wizard)
    {
        tick(wizard, kOpen);
        tick(wizard, kVault);
    }

    static qsizetype visibleForms(const QWidget *wizard)
    {
        return std::ranges::count_if(wizard->findChildren<gui::CredentialsForm *>(),
                                     [](const QWidget *form) { return form->isVisible(); });
    }

    static QStringList diskPaths(const QWidget *wizard)
    {
        QStringList paths;
        for (const QFrame *row : wizard->findChildren<QFrame *>(u"diskRow"_s)) {
            if (row->isVisible() && !textOf(row, u"diskFacts"_s).isEmpty())
                paths << textOf(row, u"diskPath"_s);
        }
        return paths;
    }

    AddStorageDialog *openWizard()
    {
        if (!m_desktop->comesToFront())
            return nullptr;
        QTest::keySequence(&m_desktop->window, QKeySequence::New);
        if (!QTest::qWaitFor(
                [this] { return wizardOf(m_desktop->window) && wizardOf(m_desktop->window)->isActiveWindow(); }))
            return nullptr;
        auto *wizard = wizardOf(m_desktop->window);
        return wizard;
    }

    bool search(QWidget *wizard)
    {
        return type(wizard, u"address"_s, m_server->address()).isEmpty() &&
               click(wizard, u"searchButton"_s).isEmpty() &&
               QTest::qWaitFor(
                   [&] { return targets(wizard).size() == 2 && textOf(wizard, u"searchButton"_s) == u"Search"_s; },
                   kPatience);
    }

    /// One target without a password, as quickly as a person can.
    void connectOpen()
    {
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard && search(wizard));
        tick(wizard, kOpen);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(wizard, u"resultScroll"_s), kPatience);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY(!wizard);
        QTRY_VERIFY_WITH_TIMEOUT(!diskPath().isEmpty(), kPatience);
        QVERIFY(m_desktop->comesToFront());
    }

    /// Escape, and then the service knows these nodes and has these sessions and no job.
    void cancelAndExpect(const QPointer<AddStorageDialog> &wizard, const QStringList &nodes,
                         const QStringList &sessions)
    {
        QTest::keyClick(wizard, Qt::Key_Escape);
        QTRY_VERIFY(!wizard);
        client::InitiatorClient judge(*client::InitiatorClient::connectTo(m_sandbox->busAddress()));
        judge.start();
        const auto names = [](const auto &infos) {
            QStringList all;
            for (const auto &info : infos)
                all << info.targetName;
            all.sort();
            return all;
        };
        QTRY_VERIFY_WITH_TIMEOUT(judge.available(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(names(judge.nodes()), nodes, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(names(judge.sessions()), sessions, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(judge.portals().size(), nodes.isEmpty() ? 0U : 1U, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->workers().size(), sessions.size(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window.findChildren<gui::AddStorageRun *>().isEmpty(), kPatience);
        QCOMPARE(names(judge.nodes()), nodes);
        QCOMPARE(names(judge.sessions()), sessions);
    }

    [[nodiscard]] QString diskPath() const
    {
        for (const client::LunInfo &lun : m_desktop->client.luns()) {
            if (lun.sizeBytes > 0 && (::geteuid() != 0 || !lun.device.isEmpty()))
                return lun.bestPath();
        }
        return {};
    }

    [[nodiscard]] QWidget *blockedDialog() const { return seen(&m_desktop->window, u"logoutBlockedDialog"_s); }

    /// Of the row of the open target.
    [[nodiscard]] QString stateWord() const
    {
        const auto *list = seen<QTreeView>(&m_desktop->window, u"targetList"_s);
        for (int row = 0; list != nullptr && row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() == kOpen)
                return index.siblingAtColumn(gui::TargetModel::State).data().toString();
        }
        return {};
    }

    /// Clicks on the tab of the page with this object name.
    [[nodiscard]] bool showTab(const QString &page)
    {
        auto *tabs = seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s);
        const int index = tabs->indexOf(tabs->findChild<QWidget *>(page));
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(index).center());
        return seen(&m_desktop->window, page) != nullptr;
    }

    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiPath)
#include "tst_gui_path.moc"
