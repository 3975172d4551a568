// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/initiator_client.h"
#include "gui/models/target_feed.h"
#include "gui/tray/tray_icon.h"
#include "gui/widgets/icons.h"
#include "gui/windows/color_scheme.h"
#include "gui/windows/main_window.h"
#include "gui/windows/single_instance.h"
#include "translations/translations.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <iostream>
#include <optional>
#include <unistd.h>

namespace portolan::gui {

namespace {

using namespace Qt::StringLiterals;
using Scheme = ColorScheme::Choice;

struct Options {
    QString bus;
    Scheme scheme = Scheme::System;
    bool tray = false;
    SingleInstance::Wish wish{};
};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Main)
};

void complain(const QString &text) { std::cerr << "portolan: " << text.toStdString() << '\n'; }

/// Before QApplication: a refusal needs no display.
bool mayRun(int argc, char **argv)
{
    if (::geteuid() != 0)
        return true;
    for (int i = 1; i < argc; ++i) {
        if (qstrcmp(argv[i], "--allow-root") == 0)
            return true;
    }
    std::cerr << "portolan: The desktop program does not run as root: start it as yourself; the service portoland "
                 "does what needs privileges and asks for a password. (--allow-root starts it all the same.)\n";
    return false;
}

std::optional<Options> parse(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr("The desktop of Portolan, an iSCSI initiator."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption bus(u"bus"_s, Text::tr("Where the service is: session, system or a D-Bus address."),
                                 u"bus"_s, u"system"_s);
    const QCommandLineOption tray(u"tray"_s, Text::tr("Start in the tray, without a window, where there is a tray."));
    const QCommandLineOption scheme(u"color-scheme"_s, Text::tr("system, light or dark."), u"scheme"_s, u"system"_s);
    const QCommandLineOption page(
        u"page"_s, Text::tr("Show this too: add-storage, servers, passwords, events, settings or help."), u"page"_s);
    const QCommandLineOption allowRoot(u"allow-root"_s, Text::tr("Run although this is root."));
    parser.addOptions({bus, tray, scheme, page, allowRoot});
    parser.addPositionalArgument(u"link"_s, Text::tr("Where storage is: iscsi://ADDRESS[:PORT]"), u"[link]"_s);
    parser.process(application);
    Options options{
        parser.value(bus), Scheme::System, parser.isSet(tray), {parser.value(page), parser.positionalArguments()}};
    const QString wish = parser.value(scheme);
    if (wish == u"light"_s)
        options.scheme = Scheme::Light;
    else if (wish == u"dark"_s)
        options.scheme = Scheme::Dark;
    if ((wish != u"system"_s && options.scheme == Scheme::System) || options.wish.links.size() > 1) {
        complain(Text::tr("This option or value is not known; --help lists all."));
        return std::nullopt;
    }
    return options;
}

/// At login the panel may come after this program, and Qt looks for a tray once and for all.
void waitForTray(const QDBusConnection &sessionBus)
{
    constexpr auto kPatience = std::chrono::seconds(5);
    const QString name = u"org.kde.StatusNotifierWatcher"_s;
    if (!sessionBus.isConnected() || sessionBus.interface()->isServiceRegistered(name))
        return;
    const QDBusServiceWatcher watcher(name, sessionBus, QDBusServiceWatcher::WatchForRegistration);
    QEventLoop loop;
    QObject::connect(&watcher, &QDBusServiceWatcher::serviceRegistered, &loop, &QEventLoop::quit);
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    loop.exec();
}

void connectTray(TrayIcon &tray, MainWindow &window)
{
    const auto follow = [&tray, &window] {
        QApplication::setQuitOnLastWindowClosed(!tray.available());
        window.setHidesOnClose(tray.available());
        // The tray went away under a hidden window: the program must not be there without a trace.
        if (!tray.available() && !window.isVisible())
            window.bringUp();
    };
    QObject::connect(&tray, &TrayIcon::availableChanged, &window, follow);
    QObject::connect(&tray, &TrayIcon::addRequested, &window, [&window] { window.addStorage(); });
    QObject::connect(&tray, &TrayIcon::loginAllRequested, &window, [&window] {
        window.bringUp();
        window.logInAll();
    });
    QObject::connect(&tray, &TrayIcon::logoutAllRequested, &window, [&window] {
        window.bringUp();
        window.logOutAll();
    });
    QObject::connect(&tray, &TrayIcon::loginRequested, &window,
                     [&window](const QString &node) { window.controller().login(node); });
    QObject::connect(&tray, &TrayIcon::passwordRequested, &window, [&window](const QString &node) {
        window.bringUp();
        window.showTarget(node);
        window.askPassword(node);
    });
    QObject::connect(&tray, &TrayIcon::quitRequested, &window, &MainWindow::quit);
    QObject::connect(&tray, &TrayIcon::openRequested, &window, [&window](const QString &node) {
        if (node.isEmpty() && window.isActiveWindow())
            return window.hide();
        window.bringUp();
        if (!node.isEmpty())
            window.showTarget(node);
    });
    QObject::connect(&tray, &TrayIcon::logoutRequested, &window, [&window](const QString &node) {
        window.bringUp();
        window.showTarget(node);
        window.logout({node});
    });
    QObject::connect(&window, &MainWindow::hidden, &tray, [&tray] {
        Settings settings;
        if (settings.value(Settings::Key::TrayNoteShown).toBool())
            return;
        settings.setValue(Settings::Key::TrayNoteShown, true);
        tray.showNote(Text::tr("Portolan is still here"),
                      Text::tr("It goes on in the tray and tells you when a connection is lost. "
                               "Your disks stay connected even if you quit it."));
    });
    QApplication::setQuitOnLastWindowClosed(!tray.available());
    window.setHidesOnClose(tray.available());
}

/// Once it is known whether there is a service: before, nothing can be added, and without it the window says why.
void fulfil(const SingleInstance::Wish &wish, client::InitiatorClient &client, MainWindow &window)
{
    if (wish.action.isEmpty() && wish.links.isEmpty())
        return;
    QObject::connect(
        &client, &client::InitiatorClient::permissionsChanged, &window,
        [&window, wish] {
            if (wish.links.isEmpty())
                window.doAction(wish.action);
            else
                window.openLinks(wish.links);
        },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

int run(QApplication &application, const Options &options)
{
    const QDBusConnection sessionBus = QDBusConnection::sessionBus();
    SingleInstance instance(sessionBus);
    // Another bus is another service: such a window stands beside the one of this computer.
    if (options.bus == u"system"_s && !instance.claim(options.wish))
        return 0;
    const ColorScheme scheme(options.scheme, sessionBus);

    if (options.tray)
        waitForTray(sessionBus);
    const Result<QDBusConnection> bus = client::InitiatorClient::connectTo(options.bus);
    client::InitiatorClient client(bus ? *bus : QDBusConnection(u"portolan-no-bus"_s));
    TargetModel model;
    TargetFeed feed(client, model);
    MainWindow window(client, feed, model);
    TrayIcon tray(client, feed, model, sessionBus);
    connectTray(tray, window);
    QObject::connect(&window, &MainWindow::quitRequested, &application, &QApplication::quit);
    QObject::connect(&instance, &SingleInstance::activated, &window, &MainWindow::bringUp);
    QObject::connect(&instance, &SingleInstance::actionRequested, &window, &MainWindow::doAction);
    QObject::connect(&instance, &SingleInstance::linksOpened, &window, &MainWindow::openLinks);
    if (bus) {
        client.start();
    } else {
        complain(QString::fromStdString(bus.error().message));
        window.showNoBus(bus.error());
    }
    if (!options.tray || !tray.available())
        window.show();
    fulfil(options.wish, client, window);
    return QApplication::exec();
}

} // namespace

} // namespace portolan::gui

int main(int argc, char **argv)
{
    using namespace portolan;
    if (!gui::mayRun(argc, argv))
        return 1;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("portolan"));
    QApplication::setOrganizationName(QStringLiteral("portolan"));
    QApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.portolan.Portolan"));
    installTranslations(application);
    QApplication::setWindowIcon(gui::applicationIcon());
    QApplication::setApplicationDisplayName(QStringLiteral("Portolan"));
    const auto options = gui::parse(application);
    return options ? gui::run(application, *options) : 2;
}
