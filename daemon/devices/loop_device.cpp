// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/loop_device.h"

#include "common/background/background.h"
#include "common/types/unique_fd.h"
#include "daemon/devices/block_devices.h"
#include "daemon/devices/user_scan.h"

#include <QFile>
#include <QRegularExpression>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace portolan::devices {

namespace {

constexpr const char *kControl = "/dev/loop-control";

tl::unexpected<Error> systemError(const std::string &what, int cause)
{
    const std::string message = "cannot " + what + ": " + std::strerror(cause);
    switch (cause) {
    case EPERM:
    case EACCES:
        return fail(ErrorCode::NotAuthorized, message, cause);
    case ENOENT:
    case ENXIO:
    case ENODEV:
        return fail(ErrorCode::NotFound, message, cause);
    case EBUSY:
        return fail(ErrorCode::DeviceBusy, message, cause);
    case ENOTTY:
    case EINVAL:
        return fail(ErrorCode::NotSupported, message, cause);
    default:
        return fail(ErrorCode::TransportFailed, message, cause); // the target answers for the file
    }
}

Result<UniqueFd> openPath(const QString &path, int flags)
{
    UniqueFd fd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC));
    if (!fd)
        return systemError("open " + path.toStdString(), errno);
    return fd;
}

/// What a loop device keeps of our file, whatever becomes of the file: its path, of a long one the end, which differs.
QByteArray markOf(const QString &path) { return QFile::encodeName(path).right(LO_NAME_SIZE - 1); }

loop_config configFor(int file, const QString &path, quint32 blockSize, bool readOnly)
{
    loop_config config{};
    config.fd = __u32(file);
    config.block_size = blockSize;
    // Without AUTOCLEAR: the device outlives this daemon.
    config.info.lo_flags = LO_FLAGS_DIRECT_IO | LO_FLAGS_PARTSCAN | (readOnly ? LO_FLAGS_READ_ONLY : 0);
    const QByteArray mark = markOf(path);
    std::memcpy(config.info.lo_file_name, mark.constData(), std::size_t(mark.size()));
    return config;
}

Result<QString> attach(const QString &path, quint32 blockSize, bool readOnly)
{
    if (blockSize < 512 || blockSize > quint32(::sysconf(_SC_PAGESIZE)) || (blockSize & (blockSize - 1)) != 0)
        return fail(ErrorCode::NotSupported,
                    "a loop device cannot have blocks of " + std::to_string(blockSize) + " bytes");
    const int mode = readOnly ? O_RDONLY : O_RDWR;
    const auto file = openPath(path, mode);
    if (!file)
        return fail(file.error());
    const auto control = openPath(QString::fromLatin1(kControl), O_RDWR);
    if (!control)
        return fail(control.error());
    const loop_config config = configFor(file->get(), path, blockSize, readOnly);
    constexpr int kTries = 64; // each is a device that somebody else took between the two calls
    int cause = EBUSY;
    for (int i = 0; i < kTries && (cause == EBUSY || cause == EAGAIN || cause == EINTR); ++i) {
        const int number = ::ioctl(control->get(), LOOP_CTL_GET_FREE);
        if (number < 0)
            return systemError("get a loop device", errno);
        const QString device = QStringLiteral("/dev/loop%1").arg(number);
        const auto loop = openPath(device, mode);
        if (!loop)
            return fail(loop.error());
        if (::ioctl(loop->get(), LOOP_CONFIGURE, &config) == 0)
            return device;
        cause = errno;
    }
    return systemError("put a loop device on " + path.toStdString(), cause);
}

/// The kernel name of a loop device that exists, whatever path leads to it.
Result<QString> loopName(const QString &device)
{
    const BlockDevices blocks{SystemTree{}};
    const QString name = blocks.nameOf(device);
    if (!name.startsWith(QLatin1String("loop")) || !blocks.loopFileOf(name))
        return fail(ErrorCode::NotFound, device.toStdString() + " is no loop device in use");
    return name;
}

/// Clears it, or finds that somebody has it open: then the kernel only promises to clear it at the last close, which is
/// taken back. \return false in that case
Result<bool> clearNow(int loop)
{
    if (::ioctl(loop, LOOP_CLR_FD, 0) != 0)
        return systemError("remove the loop device", errno);
    loop_info64 info{};
    if (::ioctl(loop, LOOP_GET_STATUS64, &info) != 0)
        return true; // ENXIO: it has no file any more, or will have none once we close it
    info.lo_flags &= ~__u32(LO_FLAGS_AUTOCLEAR);
    if (::ioctl(loop, LOOP_SET_STATUS64, &info) != 0 && errno != ENXIO)
        return systemError("keep the loop device", errno);
    return false;
}

/// The mount under its file is served by nobody any more: the kernel asks the file for everything that it tells.
bool isDead(int loop)
{
    loop_info64 info{};
    return ::ioctl(loop, LOOP_GET_STATUS64, &info) != 0 && errno == ENOTCONN;
}

/// Opened for this look only: who has it open is taken for a user of it.
bool isDead(const QString &device)
{
    const auto loop = openPath(device, O_RDONLY);
    return loop && isDead(loop->get());
}

/// What the kernel shows of a file: its path, or what is left of that once the mount was taken out of the tree.
bool isFileOrRest(const QString &shown, const QString &file)
{
    return shown == file || shown == file.mid(file.lastIndexOf(u'/'));
}

/// \return NotFound if this loop device is not the one that was put on the file
Result<> expectMark(int loop, const QString &device, const QString &file)
{
    loop_info64 info{};
    if (isDead(loop)) { // There is no mark to be had any more.
        const BlockDevices blocks{SystemTree{}};
        const auto shown = blocks.loopFileOf(blocks.nameOf(device));
        if (shown && isFileOrRest(*shown, file))
            return {};
        return fail(ErrorCode::NotFound, device.toStdString() + " is not on " + file.toStdString());
    }
    if (::ioctl(loop, LOOP_GET_STATUS64, &info) != 0)
        return systemError("ask " + device.toStdString() + " for its file", errno);
    const auto *mark = reinterpret_cast<const char *>(info.lo_file_name);
    if (markOf(file) != QByteArray(mark, qsizetype(::strnlen(mark, LO_NAME_SIZE))))
        return fail(ErrorCode::NotFound, device.toStdString() + " is not on " + file.toStdString());
    return {};
}

Result<> detach(const QString &device, const QString &file)
{
    const auto name = loopName(device);
    if (!name)
        return fail(name.error());
    // First of all: another one's users would be told as ours.
    if (const auto looked = openPath(device, O_RDONLY); !looked)
        return fail(looked.error());
    else if (auto ours = expectMark(looked->get(), device, file); !ours)
        return ours;
    if (auto unused = expectUnused(device); !unused)
        return unused;
    // O_EXCL fails while it is mounted or held by another device, and keeps both from happening meanwhile.
    const auto loop = openPath(device, O_RDONLY | O_EXCL);
    if (!loop)
        return fail(loop.error());
    // From here on it cannot become another one's: that takes a last close first.
    if (auto ours = expectMark(loop->get(), device, file); !ours)
        return ours;
    constexpr int kTries = 20;
    constexpr std::chrono::milliseconds kPause{
        50}; // udev and its like look at a device for a moment after every change
    for (int i = 0; i < kTries; ++i) {
        const auto cleared = clearNow(loop->get());
        if (!cleared)
            return fail(cleared.error());
        if (*cleared)
            return {};
        std::this_thread::sleep_for(kPause);
    }
    return fail(ErrorCode::DeviceBusy, device.toStdString() + " is open in a program");
}

/// "/run/portolan/sessions/1/disk/lun0", or "/lun0" where the mount is out of the tree.
bool isExport(const QString &file, const QString &mounts)
{
    static const QRegularExpression name(QStringLiteral("/lun[0-9]+$"));
    const auto match = name.match(file);
    return match.hasMatch() && (match.capturedStart() == 0 || file.startsWith(mounts + u'/'));
}

QStringList detachDead(const QString &mounts)
{
    QStringList notices;
    const BlockDevices blocks{SystemTree{}};
    for (const BlockDevices::Loop &loop : blocks.loops()) {
        if (!isExport(loop.file, mounts))
            continue;
        const QString device = blocks.pathOf(loop.name);
        if (!isDead(device))
            continue;
        const auto gone = detach(device, loop.file);
        notices.append(device + (gone ? QStringLiteral(" was removed: the process that served it is gone")
                                      : QStringLiteral(" stays, though the process that served it is gone: ") +
                                            QString::fromStdString(gone.error().message)));
    }
    return notices;
}

Result<> resize(const QString &device)
{
    if (auto name = loopName(device); !name)
        return fail(name.error());
    const auto loop = openPath(device, O_RDONLY);
    if (!loop)
        return fail(loop.error());
    if (::ioctl(loop->get(), LOOP_SET_CAPACITY, 0) != 0)
        return systemError("resize " + device.toStdString(), errno);
    return {};
}

} // namespace

bool loopDevicesAvailable() { return ::geteuid() == 0 && ::access(kControl, R_OK | W_OK) == 0; }

void attachLoop(const QString &file, quint32 blockSize, bool readOnly, QObject *context,
                std::function<void(Result<QString>)> done)
{
    runInBackground<Result<QString>>(
        context, [file, blockSize, readOnly] { return attach(file, blockSize, readOnly); }, std::move(done));
}

Result<QString> findLoop(const QString &file)
{
    const BlockDevices blocks{SystemTree{}};
    for (const BlockDevices::Loop &loop : blocks.loops()) {
        if (loop.file == file)
            return blocks.pathOf(loop.name);
    }
    return fail(ErrorCode::NotFound, "there is no loop device on " + file.toStdString());
}

void detachLoop(const QString &device, const QString &file, QObject *context, std::function<void(Result<>)> done)
{
    runInBackground<Result<>>(
        context, [device, file] { return detach(device, file); }, std::move(done));
}

void detachDeadLoops(const QString &mounts, QObject *context, std::function<void(QStringList)> done)
{
    runInBackground<QStringList>(
        context, [mounts] { return detachDead(mounts); }, std::move(done));
}

void resizeLoop(const QString &device, QObject *context, std::function<void(Result<>)> done)
{
    runInBackground<Result<>>(
        context, [device] { return resize(device); }, std::move(done));
}

} // namespace portolan::devices
