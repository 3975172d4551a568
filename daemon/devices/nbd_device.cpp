// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/nbd_device.h"

#include "common/background/background.h"
#include "common/log/log.h"
#include "daemon/devices/disk_name.h"
#include "daemon/devices/nbd_netlink.h"
#include "daemon/devices/system_tree.h"
#include "daemon/devices/user_scan.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QProcess>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/nbd.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace portolan::devices {

namespace {

using namespace std::chrono_literals;

constexpr int kModprobeLimitMs = 20'000;
const QString kPrefix = QStringLiteral("/dev/nbd"); // NOLINT(cert-err58-cpp): cannot throw

/// Newer than linux/nbd.h of Debian 12; a kernel that does not know them ignores them.
constexpr std::uint64_t kRotational = 1U << 4, kWriteZeroes = 1U << 6;

/// Whole payloads go through at once, so there are fewer turns on both sides.
constexpr int kSocketBuffer = 4 * 1024 * 1024;
/// A request whose socket died is sent again when this is over, counted from its begin. The kernel's own 30 s are long
/// for whoever waits; but every request that takes longer for any other reason is a line in the kernel's log each time.
constexpr auto kResendAfter = 10s;
constexpr int kMaxRequestKiB = 1024; ///< What the data plane takes at once.

/// The kernel learns of the death of a socket by itself, and takes no new one before.
constexpr int kReviveTries = 40;
constexpr auto kRevivePause = 50ms;

QString nameOf(const QString &device) { return device.section(QLatin1Char('/'), -1); }

QString folderOf(const QString &name) { return QStringLiteral("/sys/block/") + name; }

QString backendOf(const DeviceSpec &spec) { return diskName(spec.wwid); }

std::uint64_t flagsOf(const DeviceSpec &spec)
{
    // A flush is always offered: the disk may get a cache later, and where it has none a flush costs no command.
    return NBD_FLAG_HAS_FLAGS | NBD_FLAG_SEND_FLUSH | kWriteZeroes | (spec.readOnly ? NBD_FLAG_READ_ONLY : 0U) |
           (spec.forceUnitAccess ? NBD_FLAG_SEND_FUA : 0U) | (spec.discard ? NBD_FLAG_SEND_TRIM : 0U) |
           (spec.rotational ? kRotational : 0U);
}

NbdNetlink::Config configOf(const DeviceSpec &spec)
{
    constexpr std::chrono::seconds kForEver = std::chrono::hours(24 * 365 * 10), kLonger = 5s;
    NbdNetlink::Config config;
    config.sizeBytes = spec.sizeBytes;
    config.blockSize = spec.blockSize;
    config.serverFlags = flagsOf(spec);
    // The data plane counts the replacement timeout itself, as long as it lives.
    config.deadTimeout =
        spec.replacement < 0ms ? kForEver : std::chrono::ceil<std::chrono::seconds>(spec.replacement) + kLonger;
    config.backend = backendOf(spec).toStdString();
    return config;
}

Result<int> numberOf(const QString &device)
{
    bool ok = false;
    const int number = device.startsWith(kPrefix) ? device.mid(kPrefix.size()).toInt(&ok) : 0;
    if (!ok)
        return fail(ErrorCode::NotFound, device.toStdString() + " is no NBD device");
    return number;
}

/// \return NotFound if this is not the device that was made for the disk
Result<int> expectOurs(const QString &device, const QString &backend)
{
    const auto number = numberOf(device);
    if (number && readKernelFile(folderOf(nameOf(device)) + QStringLiteral("/backend")) != backend.toLatin1())
        return fail(ErrorCode::NotFound, device.toStdString() + " is not " + backend.toStdString());
    return number;
}

struct SocketPair {
    UniqueFd kernels, servers;

    static Result<SocketPair> create()
    {
        std::array<int, 2> fds{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0)
            return fail(ErrorCode::Internal, std::string("no socket for NBD: ") + std::strerror(errno), errno);
        SocketPair pair{UniqueFd(fds[0]), UniqueFd(fds[1])};
        for (const int fd : fds) {
            if (::setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &kSocketBuffer, sizeof kSocketBuffer) != 0)
                ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &kSocketBuffer, sizeof kSocketBuffer);
        }
        return pair;
    }

    /// Lets the kernel have its end alone. \return false if it did not take it
    bool handOver()
    {
        kernels.reset();
        pollfd state{servers.get(), POLLIN, 0};
        return ::poll(&state, 1, 0) >= 0 && (state.revents & POLLHUP) == 0;
    }
};

/// The kernel announces the device before it shows who made it: udev's rules look again.
void announce(const QString &name)
{
    const QDir folder(folderOf(name));
    QStringList all{folder.path()};
    for (const QString &partition : folder.entryList({name + QStringLiteral("p*")}, QDir::Dirs))
        all << folder.filePath(partition);
    for (const QString &each : all)
        writeKernelFile(each + QStringLiteral("/uevent"), "change");
}

/// Waits until it is served: newer kernels let all requests end before they change a queue, and udev reads at once.
void tune(const QString &device)
{
    const QString name = nameOf(device), queue = folderOf(name) + QStringLiteral("/queue");
    announce(name);
    // In which order requests are done is the target's business.
    writeKernelFile(queue + QStringLiteral("/scheduler"), "none");
    writeKernelFile(queue + QStringLiteral("/io_timeout"),
                    QByteArray::number(qlonglong(std::chrono::milliseconds(kResendAfter).count())));
    writeKernelFile(queue + QStringLiteral("/max_sectors_kb"), QByteArray::number(kMaxRequestKiB));
}

Result<NewDevice> make(NbdNetlink &netlink, const DeviceSpec &spec)
{
    auto sockets = SocketPair::create();
    if (!sockets)
        return fail(sockets.error());
    const auto number = netlink.connect(configOf(spec), sockets->kernels.get());
    if (!number)
        return fail(number.error());
    const QString name = QStringLiteral("nbd%1").arg(*number);
    const QString device = QStringLiteral("/dev/") + name;
    sockets->kernels.reset();
    if (const auto ours = expectOurs(device, backendOf(spec)); !ours) {
        if (const auto gone = netlink.disconnect(*number); !gone)
            qCWarning(log::devices, "%s", gone.error().message.c_str());
        return fail(ErrorCode::NotSupported, "this kernel does not keep who made an NBD device; Linux 5.14 does");
    }
    return NewDevice{device, std::move(sockets->servers)};
}

/// \return NotFound if it is not waiting: it has a socket that works, or was disconnected
Result<NewDevice> revive(NbdNetlink &netlink, const DeviceSpec &spec, const QString &device)
{
    const auto number = expectOurs(device, backendOf(spec));
    if (!number)
        return fail(number.error());
    for (int tries = 0; tries < kReviveTries; ++tries) {
        auto sockets = SocketPair::create();
        if (!sockets)
            return fail(sockets.error());
        if (const auto given = netlink.replaceSocket(*number, configOf(spec), sockets->kernels.get()); !given)
            return fail(given.error());
        if (sockets->handOver())
            return NewDevice{device, std::move(sockets->servers)};
        std::this_thread::sleep_for(kRevivePause);
    }
    return fail(ErrorCode::NotFound, device.toStdString() + " is served by somebody else");
}

Result<NewDevice> attach(const DeviceSpec &spec, const QString &waiting)
{
    if (spec.blockSize < 512 || spec.blockSize > quint32(::sysconf(_SC_PAGESIZE)) ||
        (spec.blockSize & (spec.blockSize - 1)) != 0)
        return fail(ErrorCode::NotSupported,
                    "an NBD device cannot have blocks of " + std::to_string(spec.blockSize) + " bytes");
    auto netlink = NbdNetlink::open();
    if (!netlink)
        return fail(netlink.error());
    return waiting.isEmpty() ? make(*netlink, spec) : revive(*netlink, spec, waiting);
}

Result<> detach(const QString &device, const DeviceSpec &spec)
{
    // First of all: another one's users would be told as ours.
    if (const auto ours = expectOurs(device, backendOf(spec)); !ours)
        return fail(ours.error());
    if (auto unused = expectUnused(device); !unused)
        return unused;
    // O_EXCL fails while it is mounted or held by another device, and keeps both from happening meanwhile.
    const UniqueFd held(::open(QFile::encodeName(device).constData(), O_RDONLY | O_EXCL | O_CLOEXEC));
    if (!held)
        return fail(errno == EBUSY ? ErrorCode::DeviceBusy : ErrorCode::NotFound,
                    "cannot open " + device.toStdString() + ": " + std::strerror(errno), errno);
    // From here on it cannot become another one's: that takes a last close first.
    const auto number = expectOurs(device, backendOf(spec));
    if (!number)
        return fail(number.error());
    if (::fsync(held.get()) != 0)
        qCWarning(log::devices, "%s: its cache could not be written: %s", qUtf8Printable(device), std::strerror(errno));
    auto netlink = NbdNetlink::open();
    if (!netlink)
        return fail(netlink.error());
    return netlink->disconnect(*number);
}

Result<> abandon(const QString &device, const QString &backend)
{
    const auto number = expectOurs(device, backend);
    if (!number)
        return fail(number.error());
    auto netlink = NbdNetlink::open();
    if (!netlink)
        return fail(netlink.error());
    return netlink->disconnect(*number);
}

/// \return a sentence, or nothing if it is served
QString abandonIfDead(NbdNetlink &netlink, const QString &name, const QByteArray &backend)
{
    const QString device = QStringLiteral("/dev/") + name;
    const auto number = numberOf(device);
    auto sockets = SocketPair::create();
    if (!number || !sockets)
        return {};
    // There is no other way to learn whether it has a socket that works.
    NbdNetlink::Config config;
    config.backend = backend.toStdString();
    if (!netlink.replaceSocket(*number, config, sockets->kernels.get()) || !sockets->handOver())
        return {};
    if (const auto gone = netlink.disconnect(*number); !gone)
        return device + QStringLiteral(" stays, though the process that served it is gone: ") +
               QString::fromStdString(gone.error().message);
    return device + QStringLiteral(" was removed: the process that served it is gone");
}

QStringList abandonDead()
{
    QStringList notices;
    auto netlink = NbdNetlink::open();
    if (!netlink)
        return notices;
    for (const QString &name : QDir(QStringLiteral("/sys/block")).entryList({QStringLiteral("nbd*")})) {
        const QByteArray backend = readKernelFile(folderOf(name) + QStringLiteral("/backend"));
        if (!backend.startsWith("portolan-"))
            continue;
        if (const QString notice = abandonIfDead(*netlink, name, backend); !notice.isEmpty())
            notices << notice;
    }
    return notices;
}

Result<> resize(const QString &device, const DeviceSpec &spec)
{
    const auto number = expectOurs(device, backendOf(spec));
    if (!number)
        return fail(number.error());
    auto netlink = NbdNetlink::open();
    if (!netlink)
        return fail(netlink.error());
    return netlink->resize(*number, configOf(spec));
}

} // namespace

Result<> openNbd()
{
    if (::geteuid() != 0)
        return fail(ErrorCode::NotAuthorized, "only root can make NBD devices");
    if (NbdNetlink::open())
        return {};
    QProcess modprobe;
    modprobe.setProcessChannelMode(QProcess::MergedChannels);
    modprobe.start(QStringLiteral("modprobe"), {QStringLiteral("nbd")});
    const QString said = modprobe.waitForFinished(kModprobeLimitMs) ? QString::fromUtf8(modprobe.readAll()).trimmed()
                                                                    : modprobe.errorString();
    if (NbdNetlink::open())
        return {};
    return fail(ErrorCode::NotSupported, "the kernel module nbd cannot be loaded: " + said.toStdString());
}

void attachNbd(const DeviceSpec &spec, const QString &waiting, QObject *context,
               std::function<void(Result<NewDevice>)> done)
{
    const auto made = [context = QPointer<QObject>(context), isNew = waiting.isEmpty(),
                       done = std::move(done)](Result<NewDevice> device) {
        const QString toTune = device && isNew ? device->device : QString();
        done(std::move(device)); // gives the socket to who serves it
        if (!toTune.isEmpty() && context)
            runInBackground<bool>(
                context,
                [toTune] {
                    tune(toTune);
                    return true;
                },
                [](bool) {});
    };
    runInBackground<Result<NewDevice>>(
        context, [spec, waiting] { return attach(spec, waiting); }, made);
}

bool isNbd(const QString &device) { return device.startsWith(kPrefix); }

Result<QString> findNbd(const DeviceSpec &spec)
{
    const QString device = QStringLiteral("/dev/") + spec.served;
    if (const auto ours = expectOurs(device, backendOf(spec)); !ours)
        return fail(ours.error());
    return device;
}

void detachNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done)
{
    runInBackground<Result<>>(
        context, [device, spec] { return detach(device, spec); }, std::move(done));
}

void abandonNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done)
{
    runInBackground<Result<>>(
        context, [device, backend = backendOf(spec)] { return abandon(device, backend); }, std::move(done));
}

void abandonDeadNbds(QObject *context, std::function<void(QStringList)> done)
{
    runInBackground<QStringList>(
        context, [] { return abandonDead(); }, std::move(done));
}

void resizeNbd(const QString &device, const DeviceSpec &spec, QObject *context, std::function<void(Result<>)> done)
{
    runInBackground<Result<>>(
        context, [device, spec] { return resize(device, spec); }, std::move(done));
}

} // namespace portolan::devices
