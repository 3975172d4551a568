// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/dbus/types.h"
#include "common/log/log.h"
#include "daemon/dataplane/kernel/kernel_data_plane.h"
#include "daemon/dataplane/user/user_data_plane.h"
#include "daemon/dbus/owner_authorizer.h"
#include "daemon/dbus/polkit_authorizer.h"
#include "daemon/dbus/service.h"
#include "daemon/devices/loop_device.h"
#include "daemon/devices/nbd_device.h"
#include "daemon/devices/ublk_devices.h"
#include "daemon/devices/ublk_support.h"
#include "daemon/engine/initiator.h"
#include "daemon/net/system_random.h"
#include "daemon/store/import/open_iscsi_reader.h"
#include "daemon/store/node_store.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace portolan;

namespace {

/// Exit codes, one per cause; documented in `--help`.
enum ExitCode { kOk = 0, kOther = 1, kUsage = 2, kStore = 3, kAlreadyRunning = 4, kBus = 5, kDataPlane = 6 };

struct Options {
    QString bus, stateDirectory, runtimeDirectory, worker, dataPlane, blockDevices, openIscsi;
    std::chrono::microseconds busyPoll{0};
};

int refuse(ExitCode code, const std::string &sentence)
{
    std::fprintf(stderr, "portoland: %s\n", sentence.c_str());
    return code;
}

/// Secrets must not reach a core file, and nothing we write is for others.
void protectProcess()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    ::umask(077);
}

/// SIGTERM and SIGINT end the main loop; the sessions stay in their workers.
UniqueFd quitOnSignals(QCoreApplication &application)
{
    sigset_t stopSignals;
    sigemptyset(&stopSignals);
    sigaddset(&stopSignals, SIGTERM);
    sigaddset(&stopSignals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &stopSignals, nullptr);
    UniqueFd descriptor(::signalfd(-1, &stopSignals, SFD_CLOEXEC | SFD_NONBLOCK));
    auto *notifier = new QSocketNotifier(descriptor.get(), QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    return descriptor;
}

/// In a build tree the worker lies beside us; installed, in libexec.
QString defaultWorker()
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/dataplane/worker/portolan-dataplane"_s;
    return QFileInfo::exists(beside) ? beside : QStringLiteral(PORTOLAN_WORKER);
}

using DataPlanes = std::vector<std::unique_ptr<dataplane::DataPlane>>;

/// What can be used here, preferred first. \return an error if what was asked for cannot
Result<DataPlanes> openDataPlanes(const Options &options, bool ublk, std::optional<Error> &kernelProblem)
{
    DataPlanes planes;
    if (options.dataPlane != u"user"_s) {
        auto kernel = dataplane::kernel::KernelDataPlane::open({options.runtimeDirectory});
        if (kernel)
            planes.push_back(std::move(*kernel));
        else if (options.dataPlane == u"kernel"_s)
            return fail(kernel.error());
        else
            kernelProblem = kernel.error();
    }
    if (options.dataPlane != u"kernel"_s)
        planes.push_back(std::make_unique<dataplane::UserDataPlane>(dataplane::UserDataPlane::Config{
            options.runtimeDirectory, options.worker, u"portolan-dataplane"_s, options.busyPoll, ublk}));
    return planes;
}

/// What the files of the user-space data plane become, if this process may. \return an error if what was asked for
/// cannot be had
Result<std::optional<engine::DeviceTools::Kind>> chooseBlockDevices(const Options &options)
{
    using Kind = engine::DeviceTools::Kind;
    const bool any = options.blockDevices == u"auto"_s;
    if (any || options.blockDevices == u"ublk"_s) {
        const auto opened = devices::openUblk();
        if (opened)
            return Kind::Ublk;
        if (!any)
            return fail(opened.error());
        qCInfo(log::devices, "no ublk devices: %s", opened.error().message.c_str());
    }
    if (any || options.blockDevices == u"nbd"_s) {
        const auto opened = devices::openNbd();
        if (opened)
            return Kind::Nbd;
        if (!any)
            return fail(opened.error());
        qCInfo(log::devices, "no NBD devices: %s", opened.error().message.c_str());
    }
    if (options.blockDevices != u"none"_s && devices::loopDevicesAvailable())
        return Kind::Loop;
    if (options.blockDevices == u"loop"_s)
        return fail(ErrorCode::NotAuthorized, "this process may not make loop devices");
    return std::nullopt;
}

/// Block devices whose data plane died together with the last daemon.
void removeDeadDevices(const Options &options, QObject *context)
{
    const auto tell = [](const QStringList &notices) {
        for (const QString &notice : notices)
            qCInfo(log::devices, "%s", qUtf8Printable(notice));
    };
    if (devices::loopDevicesAvailable())
        devices::detachDeadLoops(options.runtimeDirectory + u"/sessions"_s, context, tell);
    if (::geteuid() == 0)
        devices::abandonDeadNbds(context, tell);
    if (auto ublk = devices::UblkDevices::open()) {
        devices::UblkDevices *const all = ublk->release();
        all->setParent(context);
        all->abandonDead(context, [all, tell](const QStringList &notices) {
            tell(notices);
            all->deleteLater();
        });
    }
}

Result<QDBusConnection> connectTo(const QString &bus)
{
    const QString name = u"portoland"_s;
    QDBusConnection connection = bus == u"system"_s ? QDBusConnection::connectToBus(QDBusConnection::SystemBus, name)
                                 : bus == u"session"_s
                                     ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
                                     : QDBusConnection::connectToBus(bus, name);
    if (!connection.isConnected())
        return fail(ErrorCode::TransportFailed, "cannot reach the D-Bus \"" + bus.toStdString() +
                                                    "\": " + connection.lastError().message().toStdString());
    return connection;
}

int run(QCoreApplication &application, const Options &options)
{
    auto opened = store::NodeStore::open(
        {options.stateDirectory, qEnvironmentVariable("CREDENTIALS_DIRECTORY"), net::systemRandom});
    if (!opened)
        return refuse(opened.error().code == ErrorCode::AlreadyRunning ? kAlreadyRunning : kStore,
                      opened.error().message);
    const std::unique_ptr<store::NodeStore> nodes = std::move(*opened);
    if (!QDir().mkpath(options.runtimeDirectory))
        return refuse(kOther, "cannot create " + options.runtimeDirectory.toStdString());
    auto bus = connectTo(options.bus);
    if (!bus)
        return refuse(kBus, bus.error().message);

    engine::Initiator::Config config;
    config.store = nodes.get();
    const auto blockDevices = chooseBlockDevices(options);
    if (!blockDevices)
        return refuse(kDataPlane, blockDevices.error().message);
    config.blockDevices = *blockDevices;
    auto planes = openDataPlanes(options, *blockDevices == engine::DeviceTools::Kind::Ublk, config.kernelProblem);
    if (!planes)
        return refuse(kDataPlane, planes.error().message);
    QStringList planeNames;
    for (const auto &plane : *planes)
        planeNames.append(plane->name());
    config.dataPlanes = std::move(*planes);
    config.random = net::systemRandom;
    config.openIscsiFolders = options.openIscsi.isEmpty() ? store::openIscsiFolders()
                                                          : std::vector<std::string>{options.openIscsi.toStdString()};
    engine::Initiator initiator(std::move(config));

    // A bus of one's own has no polkit: there only its owner is served.
    std::unique_ptr<dbus::Authorizer> authorizer;
    if (options.bus == u"system"_s)
        authorizer = std::make_unique<dbus::PolkitAuthorizer>(*bus);
    else
        authorizer = std::make_unique<dbus::OwnerAuthorizer>(::getuid());
    dbus::Service::Config serviceConfig{*bus, &initiator, std::move(authorizer), {planeNames, net::systemRandom}};
    dbus::Service service(std::move(serviceConfig));
    // Sessions outlive a bus as they outlive us; whoever supervises us starts us again on the next one.
    QObject::connect(&service, &dbus::Service::disconnected, &application, [] { QCoreApplication::exit(kBus); });
    // Once it is known which sessions live. What the others left cannot be read any more.
    QObject::connect(&initiator, &engine::Initiator::started, &application,
                     [&] { removeDeadDevices(options, &application); });
    initiator.start();
    if (const auto started = service.start(); !started)
        return refuse(started.error().code == ErrorCode::AlreadyRunning ? kAlreadyRunning : kBus,
                      started.error().message);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    protectProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"portoland"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTOLAN_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The iSCSI initiator's daemon. Exit codes: 2 usage, 3 database, 4 already running, 5 bus, 6 data plane, 1 other."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{u"bus"_s, u"system, session, or an address"_s, u"bus"_s, u"system"_s},
                       {u"state-dir"_s, u"database and key"_s, u"folder"_s, u"/var/lib/portolan"_s},
                       {u"runtime-dir"_s, u"sockets and disks of the sessions"_s, u"folder"_s, u"/run/portolan"_s},
                       {u"data-plane"_s, u"auto, user or kernel"_s, u"plane"_s, u"auto"_s},
                       {u"block-devices"_s, u"made of the disks of plane user: auto, ublk, nbd, loop or none"_s,
                        u"kind"_s, u"auto"_s},
                       {u"busy-poll"_s, u"how long plane user looks for what comes next before it sleeps, 0 to 1000"_s,
                        u"microseconds"_s, u"0"_s},
                       {u"worker"_s, u"the data plane's program"_s, u"path"_s, defaultWorker()},
                       {u"open-iscsi"_s, u"its database, for the import"_s, u"folder"_s},
                       {u"foreground"_s, u"stay in the foreground (always so)"_s}});
    parser.process(application);
    const QString plane = parser.value(u"data-plane"_s);
    if (plane != u"auto"_s && plane != u"user"_s && plane != u"kernel"_s)
        return refuse(kUsage, "--data-plane must be auto, user or kernel");
    const QString blockDevices = parser.value(u"block-devices"_s);
    if (!QStringList{u"auto"_s, u"ublk"_s, u"nbd"_s, u"loop"_s, u"none"_s}.contains(blockDevices))
        return refuse(kUsage, "--block-devices must be auto, ublk, nbd, loop or none");
    bool isNumber = false;
    const auto busyPoll = parser.value(u"busy-poll"_s).toUInt(&isNumber);
    if (!isNumber || busyPoll > 1000)
        return refuse(kUsage, "--busy-poll must be 0 to 1000");

    dbus::registerTypes();
    const UniqueFd signalDescriptor = quitOnSignals(application);
    return run(application, {parser.value(u"bus"_s), parser.value(u"state-dir"_s), parser.value(u"runtime-dir"_s),
                             parser.value(u"worker"_s), plane, blockDevices, parser.value(u"open-iscsi"_s),
                             std::chrono::microseconds(busyPoll)});
}
