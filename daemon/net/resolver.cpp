// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/resolver.h"

#include "common/types/unique_fd.h"

#include <QSocketNotifier>

#include <cerrno>
#include <mutex>
#include <sys/eventfd.h>
#include <system_error>
#include <thread>
#include <utility>

namespace portolan::net {

namespace {
/// A name service that hangs must not fill the process with threads.
constexpr int kMaxThreads = 16;
} // namespace

struct Resolver::Mailbox {
    UniqueFd wakeUp{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
    std::mutex mutex;
    std::vector<std::pair<std::string, Result<Addresses>>> answers;

    void post(std::string host, Result<Addresses> addresses)
    {
        {
            const std::lock_guard lock(mutex);
            answers.emplace_back(std::move(host), std::move(addresses));
        }
        // Fails only if the counter is at its maximum, and then the reader is awake anyway.
        [[maybe_unused]] const int written = ::eventfd_write(wakeUp.get(), 1);
    }
};

Resolver::Resolver(Lookup lookup, QObject *parent)
    : QObject(parent)
    , m_lookup(std::move(lookup))
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_notifier = std::make_unique<QSocketNotifier>(m_mailbox->wakeUp.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Resolver::collect);
}

Resolver::~Resolver() = default;

void Resolver::resolve(const std::string &host, QObject *context, Done done)
{
    auto &waiters = m_waiting[host];
    waiters.push_back({context, std::move(done)});
    if (waiters.size() > 1)
        return;
    m_queue.push_back(host);
    startQueued();
}

void Resolver::startQueued()
{
    while (m_running < kMaxThreads && !m_queue.empty()) {
        const std::string host = std::move(m_queue.front());
        m_queue.pop_front();
        ++m_running;
        if (!startThread(host))
            m_mailbox->post(host,
                            fail(ErrorCode::HostNotFound, "no thread could be started to resolve " + host, EAGAIN));
    }
}

bool Resolver::startThread(const std::string &host)
{
    try {
        std::thread([lookup = m_lookup, mailbox = m_mailbox, host] { mailbox->post(host, lookup(host)); }).detach();
        return true;
    } catch (const std::system_error &) {
        return false;
    }
}

void Resolver::collect()
{
    eventfd_t count = 0;
    [[maybe_unused]] const int read =
        ::eventfd_read(m_mailbox->wakeUp.get(), &count); // EAGAIN: nothing new, below finds that too
    std::vector<std::pair<std::string, Result<Addresses>>> answers;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        answers.swap(m_mailbox->answers);
    }
    m_running -= int(answers.size());
    startQueued();
    const QPointer<Resolver> alive(this);
    for (const auto &[host, addresses] : answers) {
        if (alive)
            deliver(host, addresses);
    }
}

void Resolver::deliver(const std::string &host, const Result<Addresses> &addresses)
{
    const auto found = m_waiting.find(host);
    if (found == m_waiting.end())
        return;
    const auto waiters = std::move(found->second);
    m_waiting.erase(found);
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.done(addresses);
    }
}

} // namespace portolan::net
