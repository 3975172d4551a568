// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_devices.h"

#include "common/background/background.h"
#include "common/log/log.h"
#include "common/types/ublk_abi.h"
#include "daemon/devices/disk_name.h"
#include "daemon/devices/system_tree.h"
#include "daemon/devices/ublk_private.h"
#include "daemon/devices/ublk_record.h"
#include "daemon/devices/ublk_shape.h"

#include <QTimer>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

/// The first part of UblkDevices: how a device comes, and is looked at. How it goes is in ublk_ending.cpp.
namespace portolan::devices {

namespace {

using namespace std::chrono_literals;

constexpr quint32 kSector = 512;

/// The kernel learns of the death of a server by itself, and takes no new one before.
constexpr int kRecoverTries = 400;
constexpr auto kRecoverPause = 50ms;
constexpr int kOpenTries = 40;

/// Waits for the requests that are under way.
void tune(const QString &name)
{
    // In which order requests are done is the target's business.
    writeKernelFile(QStringLiteral("/sys/block/%1/queue/scheduler").arg(name), "none");
}

} // namespace

struct UblkDevices::Attaching {
    DeviceSpec spec;
    QPointer<QObject> context;
    std::function<void(Result<NewDevice>)> done;
    bool isNew = true;
    Number number = 0;

    void fail(const tl::unexpected<Error> &error) const
    {
        if (context)
            done(error);
    }
};

UblkDevices::UblkDevices(std::unique_ptr<UblkControl> control)
    : m_control(std::move(control))
{}

UblkDevices::~UblkDevices() = default;

Result<std::unique_ptr<UblkDevices>> UblkDevices::open()
{
    auto control = UblkControl::open();
    if (!control)
        return fail(control.error());
    if (((*control)->features() & neededUblkFeatures()) != neededUblkFeatures())
        return fail(ErrorCode::NotSupported, "ublk of this kernel cannot do all that is needed, Linux 6.16 can");
    return std::unique_ptr<UblkDevices>(new UblkDevices(std::move(*control)));
}

// --- a device comes ---

void UblkDevices::attach(const DeviceSpec &spec, const QString &waiting, QObject *context,
                         std::function<void(Result<NewDevice>)> done)
{
    const auto job = std::make_shared<Attaching>(Attaching{spec, context, std::move(done), waiting.isEmpty(), 0});
    if (spec.blockSize < kSector || spec.blockSize > quint32(::sysconf(_SC_PAGESIZE)) ||
        (spec.blockSize & (spec.blockSize - 1)) != 0)
        return job->fail(fail(ErrorCode::NotSupported,
                              "a ublk device cannot have blocks of " + std::to_string(spec.blockSize) + " bytes"));
    if (job->isNew)
        return make(job);
    expectOurs(waiting, spec, [this, job](const Result<Number> &number) {
        if (!number)
            return job->fail(fail(number.error()));
        job->number = *number;
        stopStarting(*number, [this, job] { recover(job, kRecoverTries); });
    });
}

void UblkDevices::make(const std::shared_ptr<Attaching> &job)
{
    const auto info = std::make_shared<ublksrv_ctrl_dev_info>(newUblkInfo(job->spec));
    m_control->submit({ublk::kAddDevice, UINT32_MAX, 0, info, sizeof *info}, [this, job, info](int result) {
        if (result < 0)
            return job->fail(systemError("make a ublk device", result));
        job->number = info->dev_id;
        if (!job->context)
            return forget(job->number, {});
        if (const auto written = writeUblkRecord(nameOf(job->number), diskName(job->spec.wwid)); !written)
            qCWarning(log::devices, "%s will have no name: %s", qUtf8Printable(deviceOf(job->number)),
                      written.error().message.c_str());
        setParameters(job);
    });
}

void UblkDevices::setParameters(const std::shared_ptr<Attaching> &job)
{
    const auto parameters = std::make_shared<ublk_params>(ublkParameters(job->spec));
    m_control->submit({ublk::kSetParameters, job->number, 0, parameters, sizeof *parameters}, [this, job](int result) {
        if (result >= 0 && job->context)
            return openFile(job, kOpenTries);
        forget(job->number, {});
        job->fail(systemError("describe " + textOf(job->number), result));
    });
}

void UblkDevices::recover(const std::shared_ptr<Attaching> &job, int triesLeft)
{
    if (!job->context)
        return;
    m_control->submit({ublk::kStartRecovery, job->number}, [this, job, triesLeft](int result) {
        if (result >= 0)
            return openFile(job, kOpenTries);
        if (result == -EBUSY && triesLeft > 1) {
            QTimer::singleShot(kRecoverPause, this, [this, job, triesLeft] { recover(job, triesLeft - 1); });
            return;
        }
        job->fail(systemError("go on with " + textOf(job->number), result));
    });
}

void UblkDevices::openFile(const std::shared_ptr<Attaching> &job, int triesLeft)
{
    const QByteArray path = "/dev/ublkc" + QByteArray::number(job->number);
    UniqueFd file(::open(path.constData(), O_RDWR | O_CLOEXEC));
    if (file)
        return begin(job, std::move(file));
    const int error = errno;
    // udev opens nothing there, but a server that died may not be quite gone.
    if (job->context && (error == EBUSY || error == ENOENT) && triesLeft > 1) {
        QTimer::singleShot(kRecoverPause, this, [this, job, triesLeft] { openFile(job, triesLeft - 1); });
        return;
    }
    if (job->isNew)
        forget(job->number, {});
    job->fail(systemError("open " + path.toStdString(), -error));
}

/// The kernel is told to start it before anybody serves it, and waits: told later, it might have to start one whose
/// server has died already.
void UblkDevices::begin(const std::shared_ptr<Attaching> &job, UniqueFd file)
{
    const Number number = job->number;
    const auto start = std::make_shared<UblkStart>();
    start->spec = job->spec;
    start->isNew = job->isNew;
    m_starting[number] = start;
    // Whose process it is that serves, the kernel takes for who has opened the file.
    const auto self = std::uint64_t(::getpid());
    start->command = m_control->submit({job->isNew ? ublk::kStartDevice : ublk::kEndRecovery, number, self},
                                       [this, number, start](int result) { began(number, start, result); });
    if (!job->context)
        return ownerGone(number, start);
    connect(job->context, &QObject::destroyed, this, [this, number, weak = std::weak_ptr(start)] {
        if (const auto alive = weak.lock())
            ownerGone(number, alive);
    });
    job->done(NewDevice{deviceOf(number), std::move(file)});
}

void UblkDevices::began(Number number, const std::shared_ptr<UblkStart> &start, int result)
{
    start->result = result < 0 ? Result<>(systemError("start " + textOf(number), result)) : Result<>();
    if (start->orphaned || start->afterwards) {
        m_starting.erase(number);
        if (start->afterwards)
            return start->afterwards();
        if (start->isNew)
            remove(number, {});
        return;
    }
    if (result >= 0 && start->isNew) {
        runInBackground<bool>(
            this,
            [name = nameOf(number)] {
                tune(name);
                return true;
            },
            [](bool) {});
    } else if (result >= 0) {
        matchSize(number, start->spec);
    }
    if (!start->waiter)
        return;
    m_starting.erase(number);
    if (start->owner)
        start->waiter(*start->result);
}

void UblkDevices::start(const QString &device, QObject *context, Done done)
{
    const auto number = numberOf(device);
    const auto found = number ? m_starting.find(*number) : m_starting.end();
    if (found == m_starting.end())
        return done(fail(ErrorCode::NotFound, device.toStdString() + " is not to be started"));
    const auto start = found->second;
    start->owner = context;
    if (!start->result) {
        start->waiter = std::move(done);
        return;
    }
    m_starting.erase(found);
    done(*start->result);
}

void UblkDevices::ownerGone(Number number, const std::shared_ptr<UblkStart> &start)
{
    start->orphaned = true;
    if (!start->result)
        return m_control->cancel(start->command);
    m_starting.erase(number);
    if (start->isNew)
        remove(number, {});
}

void UblkDevices::stopStarting(Number number, std::function<void()> then)
{
    const auto found = m_starting.find(number);
    if (found == m_starting.end())
        return then();
    if (found->second->result) {
        m_starting.erase(found);
        return then();
    }
    found->second->afterwards = std::move(then);
    m_control->cancel(found->second->command);
}

/// A device that waited has the size that it was made with.
void UblkDevices::matchSize(Number number, const DeviceSpec &spec)
{
    const QByteArray sectors = readKernelFile(QStringLiteral("/sys/block/%1/size").arg(nameOf(number)));
    if (sectors.toULongLong() == spec.sizeBytes / kSector)
        return;
    resize(deviceOf(number), spec, this, [device = deviceOf(number)](const Result<> &result) {
        if (!result)
            qCWarning(log::devices, "%s: %s", qUtf8Printable(device), result.error().message.c_str());
    });
}

// --- what is there ---

void UblkDevices::resize(const QString &device, const DeviceSpec &spec, QObject *context, Done done)
{
    expectOurs(device, spec,
               [this, sectors = spec.sizeBytes / kSector,
                done = guarded<Result<>>(context, std::move(done))](Result<Number> number) {
                   if (!number)
                       return done(fail(number.error()));
                   m_control->submit({ublk::kUpdateSize, *number, sectors}, [number = *number, done](int result) {
                       done(result < 0 ? Result<>(systemError("resize " + textOf(number), result)) : Result<>());
                   });
               });
}

void UblkDevices::askInfo(Number number, std::function<void(int result, const ublksrv_ctrl_dev_info &info)> done)
{
    const auto info = std::make_shared<ublksrv_ctrl_dev_info>();
    m_control->submit({ublk::kGetDeviceInfo, number, 0, info, sizeof *info},
                      [info, done = std::move(done)](int result) { done(result, *info); });
}

void UblkDevices::expectOurs(const QString &device, const DeviceSpec &spec, std::function<void(Result<Number>)> done)
{
    const auto number = numberOf(device);
    if (!number)
        return done(fail(number.error()));
    const tl::unexpected<Error> other =
        fail(ErrorCode::NotFound, device.toStdString() + " is not " + diskName(spec.wwid).toStdString());
    if (!hasUblkRecord(nameOf(*number), diskName(spec.wwid)))
        return done(other);
    askInfo(*number, [number = *number, other, done = std::move(done)](int result, const ublksrv_ctrl_dev_info &info) {
        if (result >= 0 && isOurUblk(info))
            return done(number);
        done(other);
    });
}

} // namespace portolan::devices
