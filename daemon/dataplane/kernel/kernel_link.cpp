// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/kernel_link.h"

#include <poll.h>
#include <sys/eventfd.h>

namespace portolan::dataplane::kernel {

KernelLink::KernelLink(IscsiNetlink netlink, QObject *parent)
    : QObject(parent)
{
    m_shared->owner = this;
    m_shared->wake.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    std::thread([shared = m_shared, netlink = std::move(netlink)]() mutable {
        work(shared, std::move(netlink));
    }).detach(); // joined it would wait for a request that hangs in the kernel
}

KernelLink::~KernelLink()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->owner = nullptr;
    m_shared->jobs.clear();
    ::eventfd_write(m_shared->wake.get(), 1);
}

void KernelLink::post(Job job)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->jobs.push_back(std::move(job));
    ::eventfd_write(m_shared->wake.get(), 1);
}

/// The owner cannot go while the event is posted.
void KernelLink::deliver(Shared &shared, std::function<void()> call)
{
    const std::lock_guard lock(shared.mutex);
    if (shared.owner)
        QMetaObject::invokeMethod(shared.owner, std::move(call), Qt::QueuedConnection);
}

void KernelLink::tell(Shared &shared, IscsiNetlink &netlink)
{
    auto events = netlink.takeEvents();
    const bool lost = netlink.takeLost();
    const std::lock_guard lock(shared.mutex);
    KernelLink *owner = shared.owner;
    if (!owner || (events.empty() && !lost))
        return;
    QMetaObject::invokeMethod(
        owner,
        [owner, events = std::move(events), lost] {
            for (const Message &event : events)
                emit owner->eventReceived(event);
            if (lost)
                emit owner->eventsLost();
        },
        Qt::QueuedConnection);
}

void KernelLink::work(const std::shared_ptr<Shared> &shared, IscsiNetlink netlink)
{
    pollfd ready[2] = {{netlink.socket(), POLLIN, 0}, {shared->wake.get(), POLLIN, 0}};
    for (;;) {
        ::poll(ready, 2, -1);
        eventfd_t count = 0;
        ::eventfd_read(shared->wake.get(), &count);
        netlink.receivePending();
        tell(*shared, netlink);
        for (;;) {
            Job job;
            {
                const std::lock_guard lock(shared->mutex);
                if (!shared->owner)
                    return;
                if (shared->jobs.empty())
                    break;
                job = std::move(shared->jobs.front());
                shared->jobs.pop_front();
            }
            job(netlink);
            tell(*shared, netlink); // before the next job: its events are older than that one's results
        }
    }
}

} // namespace portolan::dataplane::kernel
