// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/main_window.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/reading_direction.h"
#include "gui/windows/confirm.h"
#include "gui/windows/connection_dialog.h"
#include "gui/windows/credentials_dialog.h"
#include "gui/windows/events_page.h"
#include "gui/windows/logout_flow.h"
#include "gui/windows/node_settings_dialog.h"
#include "gui/windows/overall.h"
#include "gui/windows/side_windows.h"
#include "gui/windows/start_pages.h"
#include "gui/windows/storage_link.h"
#include "gui/windows/target_details.h"
#include "gui/windows/target_list.h"
#include "gui/windows/throughput_page.h"
#include "gui/windows/timeline_window.h"
#include "gui/wizards/add_storage_dialog.h"
#include "gui/wizards/import_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

MainWindow::MainWindow(InitiatorClient &client, TargetFeed &feed, TargetModel &model, QWidget *parent)
    : QMainWindow(parent)
    , m_client(client)
    , m_feed(feed)
    , m_model(model)
    , m_actions(client)
    , m_controller(client)
    , m_events(client)
    , m_removals(client, feed)
    , m_all(new AllTargets(client, this))
    , m_helpKey(this)
    , m_notice(new MessageBar(this))
    , m_undo(new MessageBar(this))
    , m_pages(new QStackedWidget(this))
    , m_unavailable(new UnavailablePage(this))
    , m_empty(new EmptyPage(m_actions[MainActions::Add], m_actions[MainActions::Import], this))
    , m_splitter(new QSplitter(this))
    , m_list(new TargetList(model, this))
    , m_details(new TargetDetails(client, m_controller, m_events, this))
    , m_stateIcon(new QLabel(this))
    , m_stateText(new QLabel(this))
    , m_rates(new QLabel(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Portolan"_s);
    setWindowIcon(applicationIcon());
    build();
    connectActions();
    const auto *side = new SideWindows(m_client, m_actions, this);
    connect(side, &SideWindows::rateUnitChosen, this, &MainWindow::setRateUnit);
    connect(m_details->throughput()->panel(), &ThroughputPanel::unitChosen, this, &MainWindow::setRateUnit);
    connectClient();
    restore();
    updatePage();
    updateActions();
    updateStatus();
}

MainWindow::~MainWindow()
{
    m_feed.setLooking(this, false);
    // They show m_events, and children go after members.
    delete m_timeline;
    delete m_details;
}

void MainWindow::build()
{
    m_actions.fill(*menuBar());
    // As everywhere on the desktop; Qt itself knows Alt only.
    auto *menuKey = new QShortcut(Qt::Key_F10, this);
    connect(menuKey, &QShortcut::activated, this,
            [this] { menuBar()->setActiveAction(menuBar()->actions().constFirst()); });
    auto *bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(u"toolbar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_actions.fill(*bar);
    for (QAction *action : bar->actions()) {
        // Reached by Tab: a toolbar that only a mouse can use is half a toolbar.
        if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action))) {
            button->setFocusPolicy(Qt::TabFocus);
            button->setObjectName(u"tool_"_s + action->objectName());
            button->setAccessibleName(withoutMnemonic(action->text()).remove(QChar(0x2026)));
        }
    }
    m_splitter->setObjectName(u"splitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 9);
    m_splitter->setStretchFactor(1, 10);
    m_undo->setObjectName(u"undoBar"_s);
    m_notice->setObjectName(u"notice"_s);
    m_notice->setDismissible(true);
    m_pages->setObjectName(u"mainPages"_s);
    m_pages->addWidget(m_unavailable);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_splitter);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 6, 8, 4);
    layout->addWidget(m_undo);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages);
    setCentralWidget(content);

    m_stateIcon->setObjectName(u"overallIcon"_s);
    m_stateText->setObjectName(u"overallState"_s);
    m_stateText->setTextFormat(Qt::PlainText);
    m_stateText->setAlignment(leadingEdge());
    m_rates->setObjectName(u"overallRates"_s);
    m_rates->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_stateIcon);
    statusBar()->addWidget(m_stateText, 1);
    statusBar()->addPermanentWidget(m_rates);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(6, 0, 8, 0);
}

void MainWindow::connectClient()
{
    connect(&m_client, &InitiatorClient::ready, this, [this] {
        m_wasAvailable = true;
        updatePage();
        updateActions();
        updateStatus();
    });
    connect(&m_client, &InitiatorClient::unavailable, this, [this](const Error &reason) {
        m_unavailable->setReason(reason, m_wasAvailable);
        updatePage();
        updateActions();
        updateStatus();
    });
    connect(&m_client, &InitiatorClient::managerChanged, this, [this] {
        m_empty->setInitiatorName(m_client.manager().initiatorName);
        m_empty->setImportable(m_client.manager().importAvailable);
        updateActions();
        updateStatus();
    });
    connect(&m_client, &InitiatorClient::permissionsChanged, this, &MainWindow::updateActions);
    // Once for all that change together, which may be all that are chosen; and when the list shows the change.
    m_actionsWait.setSingleShot(true);
    connect(&m_actionsWait, &QTimer::timeout, this, &MainWindow::updateActions);
    connect(&m_feed, &TargetFeed::statesChanged, this, [this] {
        constexpr std::size_t kMany = 100;
        if (!m_actionsWait.isActive())
            m_actionsWait.start(m_chosen > kMany ? 500 : 0);
    });
    connect(&m_feed, &TargetFeed::completed, this, &MainWindow::updatePage);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &MainWindow::updatePage);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &MainWindow::updatePage);
    connect(&m_feed, &TargetFeed::totalsChanged, this, &MainWindow::updateStatus);
    connect(&m_feed, &TargetFeed::statesChanged, this, &MainWindow::updateStatus);
}

void MainWindow::connectActions()
{
    const auto on = [this](MainActions::Id id, auto slot) { connect(m_actions[id], &QAction::triggered, this, slot); };
    on(MainActions::Add, [this] { addStorage(); });
    on(MainActions::Import, [this] { importOpenIscsi(); });
    const auto onEach = [this, on](MainActions::Id id, void (TargetController::*act)(const QString &)) {
        on(id, [this, id, act] {
            for (const QString &node : m_actions.targets(id))
                (m_controller.*act)(node);
        });
    };
    onEach(MainActions::LogIn, &TargetController::login);
    on(MainActions::LogOut, [this] { logout(m_actions.targets(MainActions::LogOut)); });
    onEach(MainActions::Rescan, &TargetController::rescan);
    onEach(MainActions::TakeOver, &TargetController::takeOver);
    on(MainActions::LogInAll, [this] { logInAll(); });
    on(MainActions::LogOutAll, [this] { logOutAll(); });
    on(MainActions::Password, [this] { askPassword(m_actions.targets(MainActions::Password).value(0), {}); });
    on(MainActions::Connection, [this] { editConnection(); });
    on(MainActions::Rename, [this] { rename(); });
    on(MainActions::AtStart, [this](bool checked) {
        for (const QString &node : m_actions.targets(MainActions::AtStart))
            m_controller.setAtStart(node, checked);
    });
    on(MainActions::CopyName, &MainWindow::copyNames);
    on(MainActions::Forget, [this] { forget(); });
    on(MainActions::Find, [this] { m_list->focusFilter(); });
    on(MainActions::Timeline, [this] { showTimeline(); });
    on(MainActions::Help, &MainWindow::showHelp);
    connect(&m_helpKey, &HelpKey::pressed, this, &MainWindow::showHelp);
    on(MainActions::CloseWindow, [this] { close(); });
    on(MainActions::Quit, [this] { quit(); });
    on(MainActions::About, [this] { showAbout(); });
    on(MainActions::AboutQt, [] { QApplication::aboutQt(); });
    connect(m_list, &TargetList::currentChanged, this, [this](const QString &node) { m_details->setNode(node); });
    connect(m_list, &TargetList::selectionChanged, this, &MainWindow::updateActions);
    connect(m_list, &TargetList::activated, this, [this](const QString &path) {
        const auto node = m_client.node(path);
        if (node && node->session.isEmpty() && m_actions[MainActions::LogIn]->isEnabled())
            m_controller.login(path);
        else
            m_details->tabs()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_list, &TargetList::contextMenuRequested, this, &MainWindow::showContextMenu);
    connect(m_details, &TargetDetails::passwordRequested, this,
            [this](const QString &node, const Error &error) { askPassword(node, error); });
    connect(m_details, &TargetDetails::parametersRequested, this, [this](const QString &node) {
        auto *dialog = new NodeSettingsDialog(m_client, node, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_details, &TargetDetails::connectionRequested, m_actions[MainActions::Connection], &QAction::trigger);
    connect(m_details, &TargetDetails::logoutRequested, this, [this](const QString &node) { logout({node}); });
    connect(m_all, &AllTargets::told, m_notice,
            [this](MessageBar::Kind kind, const QString &sentence, const QString &cure) {
                m_notice->showMessage(kind, sentence, cure);
            });
    connect(&m_removals, &Removals::changed, this, &MainWindow::updateUndo);
    connect(&m_removals, &Removals::failed, &m_controller, &TargetController::setFailure);
    connect(m_undo, &MessageBar::actionTriggered, &m_removals, &Removals::undo);
}

void MainWindow::updateUndo()
{
    const QStringList waiting = m_removals.waiting();
    if (waiting.isEmpty())
        return m_undo->dismiss();
    const auto node = m_client.node(waiting.last());
    m_undo->showMessage(MessageBar::Kind::Info,
                        waiting.size() > 1
                            ? tr("%n target(s) forgotten.", nullptr, int(waiting.size()))
                            : tr("“%1” is forgotten.").arg(node ? displayable(node->title()) : QString()),
                        {}, tr("&Undo"));
}

void MainWindow::logInAll() { m_all->login(); }

void MainWindow::logOutAll() { m_all->logout(); }

QString MainWindow::current() const { return m_list->current(); }

void MainWindow::restore()
{
    const QSize wanted(fontMetrics().averageCharWidth() * 200, fontMetrics().height() * 48);
    resize(wanted.boundedTo(screen()->availableSize() * 0.95));
    restoreGeometry(m_settings.value(Settings::Key::WindowGeometry).toByteArray());
    m_splitter->setSizes({width() * 9 / 20, width() * 11 / 20});
    m_splitter->restoreState(m_settings.value(Settings::Key::SplitterState).toByteArray());
    m_list->restoreHeader(m_settings.value(Settings::Key::ListHeader).toByteArray());
    m_details->tabs()->setCurrentIndex(m_settings.value(Settings::Key::DetailsTab).toInt());
    ThroughputPanel *graph = m_details->throughput()->panel();
    graph->setSpan(m_settings.value(Settings::Key::GraphSpanUs).toLongLong());
    graph->setQuantity(m_settings.graphQuantity());
    setRateUnit(m_settings.rateUnit());
}

void MainWindow::setRateUnit(RateUnit unit)
{
    m_settings.setValue(Settings::Key::RateUnit, int(unit));
    m_details->throughput()->panel()->setUnit(unit);
    m_model.setRateUnit(unit);
    updateStatus();
}

void MainWindow::save()
{
    m_settings.setValue(Settings::Key::WindowGeometry, saveGeometry());
    m_settings.setValue(Settings::Key::SplitterState, m_splitter->saveState());
    m_settings.setValue(Settings::Key::ListHeader, m_list->saveHeader());
    m_settings.setValue(Settings::Key::DetailsTab, m_details->tabs()->currentIndex());
    const ThroughputPanel *graph = m_details->throughput()->panel();
    m_settings.setValue(Settings::Key::GraphSpanUs, graph->spanUs());
    m_settings.setValue(Settings::Key::GraphQuantity, int(graph->graph()->quantity()));
}

void MainWindow::updatePage()
{
    // Half a list would look as if it were whole.
    QWidget *page = !m_feed.complete()        ? static_cast<QWidget *>(m_unavailable)
                    : m_model.rowCount() == 0 ? m_empty
                                              : static_cast<QWidget *>(m_splitter);
    if (m_pages->currentWidget() == page)
        return;
    m_pages->setCurrentWidget(page);
    if (page == m_splitter && isActiveWindow())
        m_list->focusList();
    else if (page == m_empty)
        m_empty->setFocus(Qt::OtherFocusReason);
}

void MainWindow::updateActions()
{
    // Without the service nothing is known of those that are still in the list.
    const QStringList nodes = m_client.available() ? m_list->selected() : QStringList();
    m_chosen = std::size_t(nodes.size());
    m_actions.update(nodes);
}

void MainWindow::updateStatus()
{
    const int side = fontMetrics().height();
    m_stateIcon->setPixmap(trayIcon(overallPicture(m_client, m_feed)).pixmap(QSize(side, side), devicePixelRatioF()));
    m_stateText->setText(overallText(m_client, m_feed));
    const QString rates = m_client.available() && m_client.manager().sessionsOnline > 0 ? ratesText(m_feed) : QString();
    m_rates->setText(rates);
}

void MainWindow::updateLive() { m_feed.setLooking(this, isVisible() && !isMinimized()); }

void MainWindow::showNoBus(const Error &error) { m_unavailable->setReason(error, false); }

void MainWindow::doAction(const QString &name)
{
    static const QHash<QString, MainActions::Id> kActions{
        {u"add-storage"_s, MainActions::Add},      {u"servers"_s, MainActions::Servers},
        {u"passwords"_s, MainActions::Passwords},  {u"events"_s, MainActions::Timeline},
        {u"settings"_s, MainActions::Preferences}, {u"help"_s, MainActions::Help}};
    bringUp();
    if (const auto found = kActions.find(name); found != kActions.end())
        m_actions[*found]->trigger();
}

void MainWindow::openLinks(const QStringList &links)
{
    bringUp();
    const auto address = addressOfLink(links.value(0));
    if (address)
        return addStorage(*address);
    m_notice->showMessage(MessageBar::Kind::Error, tr("This link does not lead to storage."),
                          QString::fromStdString(address.error().message));
}

void MainWindow::addStorage(const QString &address)
{
    bringUp();
    if (m_wizard) {
        m_wizard->raise();
        m_wizard->activateWindow();
        return;
    }
    m_wizard = new AddStorageDialog(m_client, this, this);
    m_wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_wizard, &QDialog::accepted, this, [this] {
        const QStringList nodes = m_wizard->connectedNodes();
        if (!nodes.isEmpty())
            showTarget(nodes.first());
    });
    if (!address.isEmpty())
        m_wizard->setAddress(address);
    m_wizard->open();
}

void MainWindow::importOpenIscsi()
{
    if (m_import) {
        m_import->raise();
        m_import->activateWindow();
        return;
    }
    m_import = new ImportDialog(m_client, this);
    m_import->setAttribute(Qt::WA_DeleteOnClose);
    m_import->open();
}

void MainWindow::showTimeline()
{
    if (!m_timeline) {
        m_timeline = new TimelineWindow(m_events, this);
        m_timeline->setAttribute(Qt::WA_DeleteOnClose);
        const EventsPage *page = m_timeline->page();
        connect(page, &EventsPage::targetRequested, this, &MainWindow::showTarget);
        connect(page, &EventsPage::diskRequested, this, [this](const QString &node, const QString &lun) {
            showTarget(node);
            m_details->showDisk(lun);
        });
        connect(page, &EventsPage::momentRequested, this, [this](const QString &node, qint64 timeUs) {
            showTarget(node);
            m_details->showMoment(timeUs);
        });
    }
    m_timeline->show();
    m_timeline->raise();
    m_timeline->activateWindow();
}

void MainWindow::showHelp()
{
    const QWidget *about = QApplication::focusWidget();
    if (m_help && m_help->isActiveWindow())
        return;
    if (m_details->isAncestorOf(about))
        about = m_details->tabs()->currentWidget();
    if (!m_help)
        m_help = std::make_unique<HelpWindow>(m_actions.all() + m_details->throughput()->panel()->actions());
    m_help->showTopic(topicFor(about));
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

/// One after the other: each may have a question of its own.
void MainWindow::logout(QStringList nodes)
{
    if (nodes.isEmpty())
        return;
    const QString node = nodes.takeFirst();
    m_controller.dismiss(node);
    auto *flow = new LogoutFlow(m_client, node, this);
    connect(flow, &LogoutFlow::failed, this,
            [this, node](const Error &error) { m_controller.setFailure(node, error); });
    connect(flow, &LogoutFlow::finished, this, [this, nodes] { logout(nodes); });
    flow->start();
}

void MainWindow::showTarget(const QString &node) { m_list->choose(node); }

void MainWindow::bringUp()
{
    if (isMinimized())
        showNormal();
    else
        show();
    raise();
    activateWindow();
}

void MainWindow::quit()
{
    // Every window is asked to close before the program ends: one that hides instead would keep it alive.
    m_hidesOnClose = false;
    finish();
}

/// What was forgotten is removed before the program ends; a service that does not answer cannot keep it.
void MainWindow::finish()
{
    constexpr auto kPatience = std::chrono::seconds(5);
    if (m_removals.waiting().isEmpty())
        return emit quitRequested();
    QTimer::singleShot(kPatience, this, &MainWindow::quitRequested);
    m_removals.commit([this] { emit quitRequested(); });
}

void MainWindow::askPassword(const QString &node, const std::optional<Error> &reason)
{
    if (node.isEmpty())
        return;
    auto *dialog = new CredentialsDialog(m_client, node, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (reason) {
        dialog->explain(*reason, true);
        connect(dialog, &CredentialsDialog::saved, this, [this, node] { m_controller.login(node); });
    }
    dialog->open();
}

void MainWindow::editConnection()
{
    const QString node = m_actions.targets(MainActions::Connection).value(0);
    if (node.isEmpty())
        return;
    auto *dialog = new ConnectionDialog(m_client, node, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::moved, this, &MainWindow::showTarget);
    dialog->open();
}

void MainWindow::rename()
{
    const auto node = m_client.node(m_actions.targets(MainActions::Rename).value(0));
    if (!node)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"renameDialog"_s);
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("Your own name for this target (empty: its iSCSI name is shown):"));
    dialog->setOkButtonText(tr("Rename"));
    dialog->setCancelButtonText(tr("Cancel"));
    dialog->setTextValue(node->label);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, path = node->path](const QString &text) { m_controller.setLabel(path, text.trimmed()); });
    dialog->open();
}

void MainWindow::copyNames()
{
    QStringList names;
    for (const QString &path : m_actions.targets(MainActions::CopyName)) {
        if (const auto node = m_client.node(path); node && !names.contains(node->targetName))
            names << node->targetName;
    }
    if (!names.isEmpty())
        QApplication::clipboard()->setText(names.join(u'\n'));
}

void MainWindow::forget()
{
    const QStringList nodes = m_actions.targets(MainActions::Forget);
    const auto first = nodes.isEmpty() ? std::nullopt : m_client.node(nodes.first());
    if (!first)
        return;
    const QString question = nodes.size() == 1 ? tr("Forget “%1”?").arg(displayable(first->title()))
                                               : tr("Forget %n connection(s)?", nullptr, int(nodes.size()));
    confirm(this,
            {Settings::Key::ConfirmForget, u"Forget"_s, question,
             tr("Settings and passwords are removed from this computer. Nothing changes on the server; you can add it "
                "again."),
             tr("Forget")},
            [this, nodes] { m_removals.start(nodes); });
}

void MainWindow::showContextMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    using Act = MainActions;
    for (const auto id : {Act::LogIn, Act::LogOut, Act::Rescan, Act::TakeOver, Act::AtStart, Act::Password,
                          Act::Connection, Act::Rename, Act::CopyName, Act::Forget})
        menu->addAction(m_actions[id]);
    menu->popup(globalPosition);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Portolan"), u"Portolan " PORTOLAN_VERSION ""_s,
                                QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"aboutDialog"_s);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(applicationIcon().pixmap(64, 64));
    QString about =
        tr("An iSCSI initiator for Linux: disks of a storage server, connected, watched and taken away safely.");
    if (m_client.available())
        about += u"\n\n"_s + tr("Service: portoland %1").arg(displayable(m_client.manager().version));
    box->setInformativeText(about + u"\n\n"_s + tr("Free software, GPL version 3 or later."));
    box->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    if (m_hidesOnClose) {
        event->ignore();
        hide();
        emit hidden();
        return;
    }
    // With the last window Qt ends the program, and what must still be said to the service would not be.
    const bool over = m_removals.waiting().isEmpty();
    event->setAccepted(over);
    if (!over)
        hide();
    finish();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    updateLive();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    updateLive();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateLive();
}

} // namespace portolan::gui
