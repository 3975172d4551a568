// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/kernel/iscsi_netlink.h"

#include <QMetaObject>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace portolan::dataplane::kernel {

/// The thread that talks to the kernel's iSCSI interface, because a request there blocks its caller for as long as it
/// takes, behind every other one of the machine. Jobs run in the order in which they were given.
class KernelLink : public QObject {
    Q_OBJECT

public:
    explicit KernelLink(IscsiNetlink netlink, QObject *parent = nullptr);
    /// Jobs that have not begun are dropped. One that hangs in the kernel is left behind with its thread.
    ~KernelLink() override;

    /// Runs the job on the thread and hands what it returns to done on the caller's thread. Its done is dropped when
    /// this object goes.
    template <typename T>
    void run(std::function<T(IscsiNetlink &)> job, std::function<void(T)> done)
    {
        post([shared = m_shared, job = std::move(job), done = std::move(done)](IscsiNetlink &netlink) {
            auto result = std::make_shared<T>(job(netlink));
            deliver(*shared, [result, done] { done(std::move(*result)); });
        });
    }

signals:
    void eventReceived(const portolan::dataplane::kernel::Message &event);
    /// Events are missing: what they said must be read from sysfs.
    void eventsLost();

private:
    using Job = std::function<void(IscsiNetlink &)>;
    struct Shared {
        std::mutex mutex; ///< Guards what follows.
        KernelLink *owner = nullptr;
        std::deque<Job> jobs;
        UniqueFd wake; ///< eventfd: there is a job, or the owner is gone.
    };

    void post(Job job);
    static void deliver(Shared &shared, std::function<void()> call);
    static void work(const std::shared_ptr<Shared> &shared, IscsiNetlink netlink);
    static void tell(Shared &shared, IscsiNetlink &netlink);

    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace portolan::dataplane::kernel
