// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/main_actions.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"

#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::Permission;

namespace {

struct Spec {
    const char *name; ///< Object name.
    const char *text;
    const char *hint; ///< What it does, for the tooltip.
    const char *icon;
    const char *permission; ///< Suffix of the polkit action, or empty.
};

constexpr std::array<Spec, MainActions::Count> kSpecs{{
    {"actionAdd", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Add storage…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Connect to a storage server"), "add", "discover"},
    {"actionImport", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Take over from open-iscsi…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Take over targets, settings and passwords that open-iscsi has"),
     "import", "import"},
    {"actionServers", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Storage &servers…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Search known servers again, and see what is new or missing"),
     "search", ""},
    {"actionPasswords", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Passwords…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Which target has which name and password (CHAP)"), "password",
     ""},
    {"actionPreferences", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "S&ettings…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "This computer's initiator name, notifications, start"),
     "settings", ""},
    {"actionLogIn", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Log &in"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Connect the chosen targets"), "log-in", "login"},
    {"actionLogOut", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Log &out"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Take the disks away safely and disconnect"), "log-out", "logout"},
    {"actionRescan", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Rescan"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Look for new, gone and resized disks"), "rescan", "control"},
    {"actionTakeOver", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Take o&ver"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions",
                       "Let Portolan look after the session of another program; its disks notice nothing"),
     "import", "import"},
    {"actionLogInAll", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Log in a&ll"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Connect all targets that are marked “at start”"), "log-in",
     "login"},
    {"actionLogOutAll", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Lo&g out all…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Disconnect all targets whose disks nobody uses"), "log-out",
     "logout"},
    {"actionPassword", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Password…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Set, replace or remove name and password (CHAP)"), "password",
     "secrets"},
    {"actionConnection", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Co&nnection…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Choose the interface and who moves the data"), "connection",
     "modify"},
    {"actionRename", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "R&ename…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Give the target a name of your own"), "rename", "modify"},
    {"actionAtStart", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Connect at &start"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Connect it whenever this computer starts"), "", "modify"},
    {"actionCopyName", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Copy target name"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Copy the iSCSI name of the target"), "copy", ""},
    {"actionForget", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Forget…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Remove the target and its password from this computer"), "forget",
     "modify"},
    {"actionFind", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Find"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Filter the list of targets"), "search", ""},
    {"actionTimeline", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Events"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "See what happened to all targets"), "timeline", ""},
    {"actionClose", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Close &window"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Close the window; sessions stay connected"), "", ""},
    {"actionQuit", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Quit"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Quit; sessions stay connected"), "quit", ""},
    {"actionHelp", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&Contents"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "What the words mean, and what to do"), "help", ""},
    {"actionReport", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Support &report…"),
     QT_TRANSLATE_NOOP("portolan::gui::MainActions", "Everything a helper needs to know, without passwords"), "info",
     ""},
    {"actionAbout", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "&About Portolan"), "", "", ""},
    {"actionAboutQt", QT_TRANSLATE_NOOP("portolan::gui::MainActions", "About &Qt"), "", "", ""},
}};

/// German has "&Abmelden": where a mnemonic is given twice in one menu, Qt walks between them, so nothing breaks.
QList<QKeySequence> shortcutsOf(MainActions::Id id)
{
    switch (id) {
    case MainActions::Add:
        return QKeySequence::keyBindings(QKeySequence::New);
    case MainActions::Servers:
        return {QKeySequence(Qt::CTRL | Qt::Key_D)};
    case MainActions::Preferences:
        // Not every platform theme has one.
        return {QKeySequence(Qt::CTRL | Qt::Key_Comma)};
    case MainActions::LogIn:
        return {QKeySequence(Qt::CTRL | Qt::Key_L)};
    case MainActions::LogOut:
        return {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)};
    case MainActions::Rescan:
        return {QKeySequence(Qt::Key_F5)};
    case MainActions::Password:
        return {QKeySequence(Qt::CTRL | Qt::Key_K)};
    case MainActions::Connection:
        return {QKeySequence(Qt::ALT | Qt::Key_Return)};
    case MainActions::Rename:
        return {QKeySequence(Qt::Key_F2)};
    case MainActions::Forget:
        return {QKeySequence(Qt::Key_Delete)};
    case MainActions::CopyName:
        return {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)};
    case MainActions::Find:
        return QKeySequence::keyBindings(QKeySequence::Find);
    case MainActions::Timeline:
        return {QKeySequence(Qt::CTRL | Qt::Key_E)};
    case MainActions::Help:
        return QKeySequence::keyBindings(QKeySequence::HelpContents);
    case MainActions::CloseWindow:
        return {QKeySequence(Qt::CTRL | Qt::Key_W)};
    case MainActions::Quit:
        return {QKeySequence(Qt::CTRL | Qt::Key_Q)};
    default:
        return {};
    }
}

} // namespace

MainActions::MainActions(const client::InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    for (std::size_t i = 0; i < Count; ++i) {
        const Spec &spec = kSpecs.at(i);
        auto *action = new QAction(tr(spec.text), this);
        action->setObjectName(QLatin1String(spec.name));
        action->setIconText(withoutMnemonic(action->text()));
        action->setShortcuts(shortcutsOf(Id(i)));
        if (*spec.icon != '\0')
            action->setIcon(symbolicIcon(QLatin1String(spec.icon)));
        m_actions.at(i) = action;
    }
    m_actions[AtStart]->setCheckable(true);
    m_actions[Preferences]->setMenuRole(QAction::PreferencesRole);
    m_actions[Quit]->setMenuRole(QAction::QuitRole);
    m_actions[About]->setMenuRole(QAction::AboutRole);
    m_actions[AboutQt]->setMenuRole(QAction::AboutQtRole);
    update({});
}

void MainActions::fill(QMenuBar &bar) const
{
    const auto add = [this](QMenu *menu, std::initializer_list<int> ids) {
        for (const int id : ids) {
            if (id < 0)
                menu->addSeparator();
            else
                menu->addAction(m_actions.at(std::size_t(id)));
        }
    };
    add(bar.addMenu(tr("&Storage")), {Add, Import, -1, Servers, Passwords, -1, Preferences, -1, CloseWindow, Quit});
    add(bar.addMenu(tr("&Target")), {LogIn, LogOut, Rescan, TakeOver, -1, AtStart, Password, Connection, Rename,
                                     CopyName, -1, Forget, -1, LogInAll, LogOutAll});
    add(bar.addMenu(tr("&View")), {Find, Timeline});
    add(bar.addMenu(tr("&Help")), {Help, Report, -1, About, AboutQt});
}

QList<QAction *> MainActions::all() const { return {m_actions.begin(), m_actions.end()}; }

void MainActions::fill(QToolBar &bar) const
{
    bar.addAction(m_actions[Add]);
    bar.addSeparator();
    for (const Id id : {LogIn, LogOut, Rescan, Password})
        bar.addAction(m_actions.at(std::size_t(id)));
}

const char *MainActions::whyNoLogin(dbus::NodeStatus status)
{
    switch (status) {
    case dbus::NodeStatus::Connected:
        return QT_TR_NOOP("It is connected already.");
    case dbus::NodeStatus::Connecting:
        return QT_TR_NOOP("It is connecting already.");
    case dbus::NodeStatus::Disconnecting:
        return QT_TR_NOOP("It is logging out.");
    default:
        return nullptr;
    }
}

const char *MainActions::whyNoLogout(dbus::NodeStatus status, bool session)
{
    using enum dbus::NodeStatus;
    if (status == Disconnecting)
        return QT_TR_NOOP("It is logging out already.");
    const bool idle = !session && (status == Disconnected || status == Missing || status == Unknown);
    return idle ? QT_TR_NOOP("It is not connected.") : nullptr;
}

/// A sentence to translate; nullptr: it can be done to this one.
const char *MainActions::whyNot(Id id, const client::NodeInfo &node)
{
    const bool foreign = node.status == dbus::NodeStatus::BySystem;
    if (id == TakeOver)
        return foreign ? nullptr : QT_TR_NOOP("No other program connected it.");
    if (id == CopyName)
        return nullptr;
    if (foreign)
        return QT_TR_NOOP("The system connected it, not Portolan.");
    const bool session = !node.session.isEmpty();
    switch (id) {
    case LogIn:
        return whyNoLogin(node.status);
    case LogOut:
        return whyNoLogout(node.status, session);
    case Rescan:
        return session && node.status == dbus::NodeStatus::Connected ? nullptr : QT_TR_NOOP("It is not connected.");
    case Forget:
        return session || node.status == dbus::NodeStatus::Connecting ? QT_TR_NOOP("Log out first.") : nullptr;
    default:
        return nullptr;
    }
}

bool MainActions::ofOne(Id id) { return id == Password || id == Connection || id == Rename; }

/// `able` of the chosen ones are such that it can be done to them.
bool MainActions::possible(Id id, std::size_t able, std::size_t chosen)
{
    // What cannot be undone is done to all that are chosen, or to none.
    return able > 0 && (id != Forget || able == chosen) && (!ofOne(id) || chosen == 1);
}

void MainActions::update(QStringList chosen)
{
    m_chosen = std::move(chosen);
    std::vector<const client::NodeInfo *> nodes;
    nodes.reserve(std::size_t(m_chosen.size()));
    for (const QString &path : std::as_const(m_chosen)) {
        if (const client::NodeInfo *node = m_client.findNode(path))
            nodes.push_back(node);
    }
    for (const Id id : {LogIn, LogOut, Rescan, TakeOver, Password, Connection, Rename, AtStart, CopyName, Forget}) {
        const char *reason = nodes.empty() ? QT_TR_NOOP("Choose a target first.") : nullptr;
        if (ofOne(id) && nodes.size() > 1)
            reason = QT_TR_NOOP("Choose one target only.");
        std::size_t able = 0;
        for (const client::NodeInfo *node : nodes) {
            const char *const cause = whyNot(id, *node);
            able += cause == nullptr;
            if (reason == nullptr)
                reason = cause;
        }
        set(id, possible(id, able, nodes.size()) ? QString() : tr(reason));
    }
    m_actions[AtStart]->setChecked(!nodes.empty() && std::ranges::all_of(nodes, [](const client::NodeInfo *node) {
        return node->autoLogin == dbus::AutoLogin::AtStart;
    }));
    set(LogOutAll, m_client.manager().sessionsOnline > 0 ? QString() : tr("Nothing is connected."));
    for (const Id id : {Add, Import, Servers, Passwords, Preferences, LogInAll, Help, Report, Find, Timeline,
                        CloseWindow, Quit, About, AboutQt})
        set(id, {});
}

QStringList MainActions::targets(Id id) const
{
    QStringList able;
    std::size_t known = 0;
    for (const QString &path : m_chosen) {
        const client::NodeInfo *const node = m_client.findNode(path);
        known += node != nullptr;
        if (node != nullptr && whyNot(id, *node) == nullptr)
            able << path;
    }
    return possible(id, std::size_t(able.size()), known) ? able : QStringList();
}

void MainActions::set(Id id, const QString &reason)
{
    const Spec &spec = kSpecs.at(std::size_t(id));
    QAction *action = m_actions.at(std::size_t(id));
    QString why = reason;
    bool locked = false;
    if (*spec.permission != '\0') {
        const Permission permission = m_client.permission(QLatin1String(spec.permission));
        if (!m_client.available())
            why = tr("The Portolan service is not running.");
        else if (permission == Permission::No)
            why = tr("You are not allowed to do this on this computer.");
        locked = permission == Permission::Auth;
    }
    action->setEnabled(why.isEmpty());
    QStringList lines;
    if (*spec.hint != '\0')
        lines << tr(spec.hint);
    if (!why.isEmpty())
        lines << why;
    else if (locked)
        lines << tr("An administrator's password will be asked.");
    if (!action->shortcut().isEmpty())
        lines << action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(toolTipText(lines.join(u'\n')));
    action->setStatusTip(why.isEmpty() ? (*spec.hint != '\0' ? tr(spec.hint) : QString()) : why);
    // Painting an icon anew for each change of a rate would be waste: only when the lock comes or goes.
    if (action->property("locked").toBool() != locked) {
        action->setProperty("locked", locked);
        if (*spec.icon != '\0')
            action->setIcon(locked ? lockedIcon(QLatin1String(spec.icon)) : symbolicIcon(QLatin1String(spec.icon)));
    }
}

} // namespace portolan::gui
