// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tray/tray_icon.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/windows/overall.h"
#include "gui/windows/settings.h"

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

constexpr int kMenuMs = 200;
constexpr std::size_t kMostSessions = 30; ///< In the menu; more would not fit on a screen.

/// "&" would become a mnemonic.
QString menuText(const QString &text) { return QString(text).replace(u'&', u"&&"_s); }

} // namespace

TrayIcon::TrayIcon(InitiatorClient &client, TargetFeed &feed, TargetModel &model, const QDBusConnection &sessionBus,
                   std::function<bool()> isTrayAvailable, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_feed(feed)
    , m_model(model)
    , m_isTrayAvailable(std::move(isTrayAvailable))
    , m_trayWatcher(u"org.kde.StatusNotifierWatcher"_s, sessionBus, QDBusServiceWatcher::WatchForOwnerChange)
    , m_notifier(sessionBus)
    , m_announcer(client, m_notifier)
{
    m_menu.setObjectName(u"trayMenu"_s);
    m_icon.setContextMenu(&m_menu);
    connect(&m_menu, &QMenu::aboutToShow, this, [this] {
        m_feed.setLooking(this, true);
        fillMenu();
    });
    connect(&m_menu, &QMenu::aboutToHide, this, [this] { m_feed.setLooking(this, false); });
    // Once for what changes together, and not more often than somebody could read it.
    m_linesWait.setSingleShot(true);
    m_linesWait.setInterval(kMenuMs);
    connect(&m_linesWait, &QTimer::timeout, this, &TrayIcon::updateLines);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_lines.isEmpty() && !m_linesWait.isActive())
            m_linesWait.start();
    });
    m_menuWait.setSingleShot(true);
    m_menuWait.setInterval(kMenuMs);
    connect(&m_menuWait, &QTimer::timeout, this, &TrayIcon::updateMenu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            emit openRequested({});
    });
    // The watcher comes before the tray that it serves is ready.
    connect(&m_trayWatcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this] { QTimer::singleShot(500, this, &TrayIcon::checkAvailable); });
    connect(&m_feed, &TargetFeed::totalsChanged, this, &TrayIcon::update);
    connect(&m_feed, &TargetFeed::statesChanged, this, &TrayIcon::update);
    connect(&m_feed, &TargetFeed::statesChanged, this, [this] {
        if (!m_menuWait.isActive())
            m_menuWait.start();
    });
    connect(&m_client, &InitiatorClient::managerChanged, this, &TrayIcon::update);
    connect(&m_announcer, &Announcer::openRequested, this, &TrayIcon::openRequested);
    connect(&m_announcer, &Announcer::loginRequested, this, &TrayIcon::loginRequested);
    connect(&m_announcer, &Announcer::logoutRequested, this, &TrayIcon::logoutRequested);
    connect(&m_announcer, &Announcer::passwordRequested, this, &TrayIcon::passwordRequested);
    connect(&m_notifier, &Notifier::failed, this, &TrayIcon::showNote);
    fillMenu();
    update();
    checkAvailable();
}

void TrayIcon::checkAvailable()
{
    const bool available = m_isTrayAvailable();
    if (available == m_available)
        return;
    m_available = available;
    m_icon.setVisible(available);
    emit availableChanged(available);
}

void TrayIcon::showNote(const QString &title, const QString &text)
{
    if (m_available)
        m_icon.showMessage(title, text, applicationIcon());
}

void TrayIcon::update()
{
    const QString picture = overallPicture(m_client, m_feed);
    const TrayStyle style = Settings().flag(Settings::Key::TraySymbolic) ? TrayStyle::Symbolic : TrayStyle::Colored;
    if (picture != m_picture || style != m_style) {
        m_picture = picture;
        m_style = style;
        m_icon.setIcon(trayIcon(picture, style));
    }
    const QString rates = m_client.available() && m_client.manager().sessionsOnline > 0 ? ratesText(m_feed) : QString();
    QStringList lines{u"Portolan"_s, overallText(m_client, m_feed), rates};
    lines.removeAll(QString());
    m_icon.setToolTip(lines.join(u'\n'));
}

void TrayIcon::updateMenu()
{
    // Not while somebody has it open: it is filled anew when it is opened. Trays by D-Bus may show what they have
    // without asking.
    if (!m_menu.isVisible())
        fillMenu();
}

void TrayIcon::updateLines()
{
    for (auto line = m_lines.cbegin(); line != m_lines.cend(); ++line) {
        if (const auto node = m_client.node(line.key()))
            (*line)->setText(menuText(lineOf(*node)));
    }
}

QString TrayIcon::lineOf(const client::NodeInfo &node) const
{
    const QModelIndex row = m_model.indexOf(node.path);
    const QString read = row.siblingAtColumn(TargetModel::ReadRate).data().toString();
    const QString write = row.siblingAtColumn(TargetModel::WriteRate).data().toString();
    QString line = capitalized(client::wordOf(node.status));
    if (!read.isEmpty())
        line += u" · "_s + tr("Read %1 · Write %2", "rates").arg(read, write);
    return line;
}

void TrayIcon::addSession(const client::NodeInfo &node)
{
    const QString title =
        QFontMetrics(m_menu.font())
            .elidedText(displayable(node.title()), Qt::ElideMiddle, m_menu.fontMetrics().averageCharWidth() * 45);
    QMenu *sub = m_menu.addMenu(statusIcon(node.status), menuText(title));
    QAction *state = sub->addAction(menuText(lineOf(node)));
    state->setEnabled(false);
    m_lines.insert(node.path, state);
    sub->addSeparator();
    QAction *open = sub->addAction(symbolicIcon(u"window"_s), tr("Show"));
    connect(open, &QAction::triggered, this, [this, path = node.path] { emit openRequested(path); });
    const auto permission = m_client.permission(u"logout"_s);
    QAction *logout = sub->addAction(
        permission == client::Permission::Auth ? lockedIcon(u"log-out"_s) : symbolicIcon(u"log-out"_s), tr("Log out…"));
    logout->setObjectName(u"trayLogOut"_s);
    logout->setEnabled(permission != client::Permission::No && node.status != dbus::NodeStatus::BySystem);
    connect(logout, &QAction::triggered, this, [this, path = node.path] { emit logoutRequested(path); });
}

void TrayIcon::addSessions()
{
    std::vector<client::NodeInfo> nodes;
    for (const client::SessionInfo &session : m_client.sessions()) {
        if (auto node = m_client.node(session.node); node && node->session == session.path)
            nodes.push_back(std::move(*node));
    }
    if (nodes.empty())
        return;
    std::ranges::sort(nodes, {}, [](const client::NodeInfo &node) { return node.title().toCaseFolded(); });
    const std::size_t most = std::min(nodes.size(), kMostSessions);
    for (std::size_t i = 0; i < most; ++i)
        addSession(nodes[i]);
    if (nodes.size() > most) {
        QAction *more = m_menu.addAction(symbolicIcon(u"window"_s),
                                         tr("%n more in the window…", nullptr, int(nodes.size() - most)));
        more->setObjectName(u"trayMore"_s);
        connect(more, &QAction::triggered, this, [this, path = nodes[most].path] { emit openRequested(path); });
    }
    m_menu.addSeparator();
}

void TrayIcon::addForAll()
{
    const auto add = [this](const QString &name, const QString &text, const QString &symbol, const QString &action,
                            bool possible, void (TrayIcon::*signal)()) {
        const auto permission = m_client.permission(action);
        QAction *entry =
            m_menu.addAction(permission == client::Permission::Auth ? lockedIcon(symbol) : symbolicIcon(symbol), text);
        entry->setObjectName(name);
        entry->setEnabled(possible && m_client.available() && permission != client::Permission::No);
        connect(entry, &QAction::triggered, this, signal);
    };
    add(u"trayLogInAll"_s, tr("Log in all"), u"log-in"_s, u"login"_s, true, &TrayIcon::loginAllRequested);
    add(u"trayLogOutAll"_s, tr("Log out all…"), u"log-out"_s, u"logout"_s, m_client.manager().sessionsOnline > 0,
        &TrayIcon::logoutAllRequested);
    m_menu.addSeparator();
}

void TrayIcon::fillMenu()
{
    m_lines.clear();
    m_menu.clear();
    for (QMenu *old : m_menu.findChildren<QMenu *>())
        old->deleteLater();
    QAction *state = m_menu.addAction(menuText(overallText(m_client, m_feed)));
    state->setObjectName(u"trayState"_s);
    state->setEnabled(false);
    m_menu.addSeparator();
    addSessions();
    addForAll();
    QAction *add = m_menu.addAction(symbolicIcon(u"add"_s), tr("Add storage…"));
    add->setObjectName(u"trayAdd"_s);
    add->setEnabled(m_client.available() && m_client.permission(u"discover"_s) != client::Permission::No);
    connect(add, &QAction::triggered, this, &TrayIcon::addRequested);
    QAction *open = m_menu.addAction(symbolicIcon(u"window"_s), tr("Open Portolan"));
    open->setObjectName(u"trayOpen"_s);
    connect(open, &QAction::triggered, this, [this] { emit openRequested({}); });
    m_menu.addSeparator();
    QAction *quit = m_menu.addAction(symbolicIcon(u"quit"_s), tr("Quit (sessions stay connected)"));
    quit->setObjectName(u"trayQuit"_s);
    connect(quit, &QAction::triggered, this, &TrayIcon::quitRequested);
}

} // namespace portolan::gui
