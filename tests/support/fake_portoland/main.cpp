// SPDX-License-Identifier: GPL-3.0-or-later
//
// fake_portoland: plays the service org.portolan.Initiator1 from the same XML, without root, network, disks or polkit,
// so that clients can be tested. It refuses calls that the XML does not have or that carry other types.
//
//   fake_portoland --bus ADDRESS [--scenario empty|demo|many:NODES:SESSIONS] [--step MS]
//
// prints "ready" when it has its name, and ends when its standard input closes (so no test leaves one behind) or by
// Quit. From C++: PrivateBus and FakeService beside this file start and steer it. Steering interface, org.portolan.Test
// on /org/portolan/Test (interfaces by their last part: "Node"):
//
//   Populate(s)                      replaces all objects; scenarios and the meaning of addresses: simulation.h
//   AddObject(o, s, a{sv})           an object appears; properties not given are neutral
//   SetProperties(o, s, a{sv})       with PropertiesChanged
//   RemoveObject(o)                  with everything below it
//   Script(s method, a{sv})          how "Node.Login" ... goes from now on: error s, job_error s, details a{sv}, phases
//   as,
//                                    hold b, swift b, no_reply b, times i (struct Script in simulated_jobs.h)
//   FinishJob(o, s error, a{sv})     ends a held job; empty error = success
//   EmitEvent(a{sv}), EmitSample(o, t, at), SetPermissions(a{ss})
//   StartLoad()                      a sample each second for whoever subscribed, and a history that fits it
//   ChangeSessions(b online)         all sessions are lost, or back, at once
//   Calls() -> as                    every call of ours so far: "Node.Login /path", with " interactive" if a password
//                                    dialog would have been allowed
//   Secrets() -> as                  what arrived through file descriptors: "which:name:value"
//   Leases() -> as                   objects whose samples somebody has subscribed to
//   Quit()
#include "tests/support/fake_portoland/service.h"

#include "common/dbus/names.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace portolan;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption bus(QStringLiteral("bus"), QStringLiteral("Address of the bus."),
                                 QStringLiteral("address"));
    const QCommandLineOption scenario(QStringLiteral("scenario"), QStringLiteral("What there is at first."),
                                      QStringLiteral("name"), QStringLiteral("empty"));
    const QCommandLineOption step(QStringLiteral("step"), QStringLiteral("Duration of a job's phase."),
                                  QStringLiteral("ms"), QStringLiteral("5"));
    parser.addOptions({bus, scenario, step});
    parser.addHelpOption();
    parser.process(app);

    dbus::registerTypes();
    auto connection = QDBusConnection::connectToBus(parser.value(bus), QStringLiteral("fake"));
    if (!connection.isConnected()) {
        std::fprintf(stderr, "fake_portoland: %s\n", qUtf8Printable(connection.lastError().message()));
        return 1;
    }
    fake::InterfaceTable table;
    if (const QString cause = table.load(QStringLiteral(PORTOLAN_INTERFACE_DIR)); !cause.isEmpty()) {
        std::fprintf(stderr, "fake_portoland: %s\n", qUtf8Printable(cause));
        return 1;
    }
    fake::ObjectStore store(connection, &table);
    fake::Simulation simulation(&store, connection, parser.value(step).toInt());
    simulation.populate(parser.value(scenario));
    fake::Service service(&table, &store, &simulation);
    if (!connection.registerVirtualObject(QStringLiteral("/org/portolan"), &service, QDBusConnection::SubPath) ||
        !connection.registerService(dbus::kService)) {
        std::fprintf(stderr, "fake_portoland: %s\n", qUtf8Printable(connection.lastError().message()));
        return 1;
    }
    QSocketNotifier parent(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&parent, &QSocketNotifier::activated, &app, [&] {
        char byte;
        if (::read(STDIN_FILENO, &byte, 1) <= 0)
            app.quit();
    });
    std::puts("ready");
    std::fflush(stdout);
    return app.exec();
}
