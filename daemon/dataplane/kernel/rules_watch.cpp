// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/rules_watch.h"

#include "common/log/log.h"

#include <QFile>

#include <algorithm>
#include <condition_variable>
#include <libudev.h>
#include <mutex>
#include <vector>

namespace portolan::dataplane::kernel {

namespace {

using namespace std::chrono_literals;

/// An announcement may be lost where many come at once.
constexpr auto kAskAgain = 1s;

bool udevRuns() { return QFile::exists(QStringLiteral("/run/udev/control")); }

bool rulesHaveRun(udev *context, const std::string &block)
{
    udev_device *device = udev_device_new_from_subsystem_sysname(context, "block", block.c_str());
    const bool done = device == nullptr || udev_device_get_is_initialized(device) > 0;
    udev_device_unref(device);
    return done;
}

struct Waiter {
    std::string block;
    std::condition_variable announced;
    bool isAnnounced = false;
};

} // namespace

struct RulesWatch::Waiting {
    std::mutex mutex;
    std::vector<Waiter *> waiters;

    void announce(const char *block)
    {
        const std::lock_guard lock(mutex);
        for (Waiter *waiter : waiters) {
            if (waiter->block != block)
                continue;
            waiter->isAnnounced = true;
            waiter->announced.notify_one();
        }
    }
};

RulesWatch::RulesWatch(QObject *parent)
    : QObject(parent)
    , m_waiting(std::make_shared<Waiting>())
{
    udev *context = udev_new();
    m_monitor = context ? udev_monitor_new_from_netlink(context, "udev") : nullptr;
    udev_unref(context); // the monitor holds it
    if (!m_monitor || udev_monitor_filter_add_match_subsystem_devtype(m_monitor, "block", "disk") < 0 ||
        udev_monitor_enable_receiving(m_monitor) < 0) {
        qCInfo(log::dataplane, "udev does not tell when it is done with a disk; it is asked every second");
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(udev_monitor_get_fd(m_monitor), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &RulesWatch::receive);
}

RulesWatch::~RulesWatch()
{
    m_notifier.reset();
    udev_monitor_unref(m_monitor);
}

void RulesWatch::receive()
{
    while (udev_device *device = udev_monitor_receive_device(m_monitor)) {
        if (const char *const block = udev_device_get_sysname(device))
            m_waiting->announce(block);
        udev_device_unref(device);
    }
}

bool RulesWatch::waitFor(Waiting &waiting, const std::string &block, std::chrono::steady_clock::time_point deadline)
{
    udev *const context = udevRuns() ? udev_new() : nullptr;
    if (!context)
        return true;
    Waiter waiter;
    waiter.block = block;
    std::unique_lock lock(waiting.mutex);
    waiting.waiters.push_back(&waiter); // before the first question, so that no announcement comes in between
    bool done = false;
    for (;;) {
        lock.unlock();
        done = rulesHaveRun(context, block);
        lock.lock();
        const auto now = std::chrono::steady_clock::now();
        if (done || now >= deadline)
            break;
        waiter.announced.wait_until(lock, std::min(deadline, now + kAskAgain), [&] { return waiter.isAnnounced; });
        waiter.isAnnounced = false;
    }
    std::erase(waiting.waiters, &waiter);
    lock.unlock();
    udev_unref(context);
    return done;
}

} // namespace portolan::dataplane::kernel
