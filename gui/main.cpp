// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_feed.h"
#include "gui/models/target_table_model.h"
#include "gui/tray/tray_icon.h"
#include "gui/windows/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace portolan;

namespace {

int run(QApplication &application, const QDBusConnection &bus, bool hidden)
{
    client::InitiatorClient client(bus);
    gui::TargetTableModel model;
    gui::TargetFeed feed(client, model);
    gui::MainWindow window(client, feed, model);
    gui::TrayIcon tray(client, feed, model, QDBusConnection::sessionBus());

    const auto followTray = [&] {
        window.setHidesOnClose(tray.available());
        if (!tray.available())
            window.show(); // nobody may lose the only way to the program
    };
    QObject::connect(&tray, &gui::TrayIcon::availableChanged, &window, followTray);
    QObject::connect(&tray, &gui::TrayIcon::openRequested, &window, [&window](const QString &node) {
        window.bringUp();
        if (!node.isEmpty())
            window.showTarget(node);
    });
    QObject::connect(&tray, &gui::TrayIcon::addRequested, &window, &gui::MainWindow::addStorage);
    QObject::connect(&tray, &gui::TrayIcon::logoutRequested, &window, &gui::MainWindow::logout);
    QObject::connect(&tray, &gui::TrayIcon::quitRequested, &application, &QApplication::quit);
    QObject::connect(&window, &gui::MainWindow::quitRequested, &application, &QApplication::quit);
    client.start();
    window.setHidesOnClose(tray.available());
    if (!hidden || !tray.available())
        window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"portolan"_s);
    QApplication::setOrganizationName(u"portolan"_s);
    QApplication::setApplicationDisplayName(u"Portolan"_s);
    QApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));
    QApplication::setDesktopFileName(u"org.portolan.Portolan"_s);
    QApplication::setWindowIcon(
        QIcon::fromTheme(u"org.portolan.Portolan"_s, QIcon(u":/icons/org.portolan.Portolan.svg"_s)));
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{u"bus"_s, u"system, session, or an address"_s, u"bus"_s, u"system"_s},
                       {u"tray"_s, u"start in the tray"_s},
                       {u"allow-root"_s, u"run although this is the root account"_s}});
    parser.process(application);
    if (::geteuid() == 0 && !parser.isSet(u"allow-root"_s)) {
        std::fputs("portolan: start this as a normal user; what needs root is asked for when it is needed.\n", stderr);
        return 2;
    }
    const auto bus = client::InitiatorClient::connectTo(parser.value(u"bus"_s));
    if (!bus) {
        std::fprintf(stderr, "portolan: %s\n", bus.error().message.c_str());
        return 1;
    }
    return run(application, *bus, parser.isSet(u"tray"_s));
}
