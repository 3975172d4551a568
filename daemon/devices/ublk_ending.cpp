// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/background/background.h"
#include "common/log/log.h"
#include "common/types/ublk_abi.h"
#include "daemon/devices/system_tree.h"
#include "daemon/devices/ublk_devices.h"
#include "daemon/devices/ublk_private.h"
#include "daemon/devices/ublk_record.h"
#include "daemon/devices/ublk_shape.h"
#include "daemon/devices/user_scan.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

/// The second part of UblkDevices: how a device goes, because it is wanted no more or because nobody serves it.
namespace portolan::devices {

namespace {

constexpr std::uint16_t kDead = UBLK_S_DEV_DEAD, kWaits = UBLK_S_DEV_QUIESCED;

/// \return the device, held so that nobody can mount it, and with an empty cache
Result<UniqueFd> holdUnused(const QString &device)
{
    if (auto unused = expectUnused(device); !unused)
        return fail(unused.error());
    // O_EXCL fails while it is mounted or held by another device, and keeps both from happening meanwhile.
    UniqueFd held(::open(QFile::encodeName(device).constData(), O_RDONLY | O_EXCL | O_CLOEXEC));
    if (!held)
        return fail(errno == EBUSY ? ErrorCode::DeviceBusy : ErrorCode::NotFound,
                    "cannot open " + device.toStdString() + ": " + std::strerror(errno), errno);
    if (::fsync(held.get()) != 0)
        qCWarning(log::devices, "%s: its cache could not be written: %s", qUtf8Printable(device), std::strerror(errno));
    return held;
}

} // namespace

void UblkDevices::detach(const QString &device, const DeviceSpec &spec, QObject *context, Done done)
{
    expectOurs(device, spec, [this, device, done = guarded<Result<>>(context, std::move(done))](Result<Number> number) {
        if (!number)
            return done(fail(number.error()));
        runInBackground<Result<UniqueFd>>(
            this, [device] { return holdUnused(device); },
            [this, number = *number, done](Result<UniqueFd> held) {
                if (!held)
                    return done(fail(held.error()));
                // Held until it is stopped; then the last one who has it open lets go.
                const auto holder = std::make_shared<UniqueFd>(std::move(*held));
                m_control->submit({ublk::kStopDevice, number}, [this, number, holder, done](int result) {
                    holder->reset();
                    if (result < 0)
                        return done(systemError("stop " + textOf(number), result));
                    forget(number, done);
                });
            });
    });
}

void UblkDevices::abandon(const QString &device, const DeviceSpec &spec, QObject *context, Done done)
{
    expectOurs(device, spec, [this, done = guarded<Result<>>(context, std::move(done))](Result<Number> number) {
        if (!number)
            return done(fail(number.error()));
        stopStarting(*number, [this, number = *number, done] { remove(number, done); });
    });
}

void UblkDevices::remove(Number number, Done done)
{
    m_control->submit({ublk::kStopDevice, number}, [this, number, done = std::move(done)](int result) {
        if (result >= 0)
            return forget(number, done);
        if (done)
            done(systemError("stop " + textOf(number), result));
    });
}

/// Of a device that is stopped, or was never started: the kernel's number of it becomes free.
void UblkDevices::forget(Number number, Done done)
{
    m_control->submit({ublk::kDeleteDeviceSoon, number}, [number, done = std::move(done)](int result) {
        if (result >= 0 || result == -ENODEV)
            removeUblkRecord(nameOf(number));
        else
            qCWarning(log::devices, "ublk device %u cannot be removed: %s", number, std::strerror(-result));
        if (done)
            done({});
    });
}

void UblkDevices::abandonDead(QObject *context, std::function<void(QStringList)> done)
{
    std::vector<Number> numbers;
    for (const QString &name : namesIn(QStringLiteral("/sys/class/ublk-char"))) {
        bool ok = false;
        if (const Number number = name.mid(int(std::strlen("ublkc"))).toUInt(&ok); ok)
            numbers.push_back(number);
    }
    abandonIfDead(std::move(numbers), {}, guarded<QStringList>(context, std::move(done)));
}

void UblkDevices::abandonIfDead(std::vector<Number> numbers, QStringList notices, std::function<void(QStringList)> done)
{
    if (numbers.empty())
        return done(std::move(notices));
    const Number number = numbers.back();
    numbers.pop_back();
    askInfo(number, [=, this](int result, const ublksrv_ctrl_dev_info &info) {
        const bool dead = info.state == kWaits || (info.state == kDead && !isOfThisProcess(info));
        if (result < 0 || !isOurUblk(info) || !dead)
            return abandonIfDead(numbers, notices, done);
        remove(number, [=, this](const Result<> &gone) {
            const QString sentence =
                deviceOf(number) + (gone ? QStringLiteral(" was removed: the process that served it is gone")
                                         : QStringLiteral(" stays, though the process that served it is gone: ") +
                                               QString::fromStdString(gone.error().message));
            abandonIfDead(numbers, notices + QStringList{sentence}, done);
        });
    });
}

} // namespace portolan::devices
