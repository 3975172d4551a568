// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/worker.h"

#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

using namespace std::chrono_literals;

constexpr auto kTrimAfter = 10s;
/// A daemon that started us and then died before it gave us a session will not come back for us.
constexpr auto kFirstAttach = 60s;

Instant clockNow() { return std::chrono::steady_clock::now(); }

} // namespace

Result<std::unique_ptr<Worker>> Worker::create(UniqueFd listener, std::uint32_t owner,
                                               std::unique_ptr<FuseExport> blockExport)
{
    auto counters = ipc::CountersWriter::create();
    if (!counters)
        return fail(counters.error());
    UniqueFd epoll(::epoll_create1(EPOLL_CLOEXEC));
    UniqueFd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    if (!epoll || !timer)
        return fail(ErrorCode::Internal, std::string("epoll, timerfd: ") + std::strerror(errno), errno);
    return std::unique_ptr<Worker>(new Worker(std::move(listener), owner, std::move(blockExport), std::move(*counters),
                                              std::move(epoll), std::move(timer)));
}

Worker::Worker(UniqueFd listener, std::uint32_t owner, std::unique_ptr<FuseExport> blockExport,
               ipc::CountersWriter counters, UniqueFd epoll, UniqueFd timer)
    : m_export(std::move(blockExport))
    , m_counters(std::move(counters))
    , m_control(std::move(listener), owner,
                {[this](ipc::Channel &channel) { greet(channel); },
                 [this](ipc::Packet packet) { handle(std::move(packet)); },
                 [this] {
                     if (!m_session.isAttached())
                         stop(1);
                 }})
    , m_session(*m_export, m_counters, kRequests, *this)
    , m_epoll(std::move(epoll))
    , m_timer(std::move(timer))
{
    m_export->setBackend(&m_session.backend());
}

int Worker::run()
{
    m_giveUpAt = clockNow() + kFirstAttach;
    std::array<epoll_event, SourceCount> events;
    while (!m_exitCode) {
        watchAll();
        arm(clockNow());
        const int count = ::epoll_wait(m_epoll.get(), events.data(), int(events.size()), -1);
        if (count < 0 && errno != EINTR) {
            logLine(std::string("epoll_wait: ") + std::strerror(errno));
            return 1;
        }
        std::uint32_t ready = 0;
        for (int i = 0; i < count; ++i)
            ready |= 1U << events[std::size_t(i)].data.u32;
        turn(ready, clockNow());
    }
    return *m_exitCode;
}

void Worker::turn(std::uint32_t ready, Instant now)
{
    const auto has = [ready](Source source) { return (ready & (1U << source)) != 0; };
    // The channel before the listener: a daemon that died must be gone before the next one is looked at.
    if (has(ControlChannel)) {
        m_control.channelReadable();
        m_control.channelWritable();
    }
    if (has(ControlListener))
        m_control.listenerReadable();
    if (has(Timer)) {
        std::uint64_t ticks = 0;
        if (::read(m_timer.get(), &ticks, sizeof ticks) > 0)
            m_armed.reset();
    }
    if (m_exitCode)
        return;
    m_session.handleTimeout(now);
    if (has(Target))
        m_session.receive(now);
    m_session.work(now); // before new requests: it frees the slots they need
    if (has(Fuse)) {
        m_trimAt = now + kTrimAfter;
        if (const auto taken = m_export->readable(now); !taken) {
            logLine(taken.error().message);
            return stop(1);
        }
        m_session.work(now);
    }
    m_session.send(now);
    if (m_session.isAttached() && m_session.connection() == nullptr)
        m_session.work(now); // a send that failed
    m_session.publishCounters();
    if (m_giveUpAt && (m_session.isAttached() || *m_giveUpAt <= now)) {
        m_giveUpAt.reset();
        if (!m_session.isAttached())
            stop(1);
    }
    if (m_trimAt && *m_trimAt <= now && m_session.isIdle()) {
        m_trimAt.reset();
        m_export->trim();
    }
}

void Worker::watchAll()
{
    watch(ControlChannel,
          {m_control.channelFd(), EPOLLIN | (m_control.wantsWritable() ? EPOLLOUT : 0U), m_control.connections()});
    watch(ControlListener, {m_control.listenerFd(), EPOLLIN, 0});
    watch(Fuse, {m_export->wantsRequests() ? m_export->fd() : -1, EPOLLIN, 0});
    TargetConnection *target = m_session.connection();
    watch(Target, {target == nullptr ? -1 : target->fd(),
                   EPOLLIN | (target != nullptr && target->wantsWritable() ? EPOLLOUT : 0U), m_session.connections()});
    watch(Timer, {m_timer.get(), EPOLLIN, 0});
}

void Worker::watch(Source source, const Watch &wanted)
{
    Watch &current = m_watches[source];
    if (current == wanted)
        return;
    epoll_event event{};
    event.events = wanted.events;
    event.data.u32 = source;
    if (current.fd >= 0 && current.fd != wanted.fd)
        (void)::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, current.fd, nullptr); // fails if it was closed
    current = wanted;
    if (wanted.fd < 0 || ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, wanted.fd, &event) == 0)
        return;
    if (errno == ENOENT && ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, wanted.fd, &event) == 0)
        return;
    logLine(std::string("epoll_ctl: ") + std::strerror(errno));
    stop(1);
}

void Worker::arm(Instant now)
{
    auto wanted = m_session.deadline();
    for (const auto &other : {m_trimAt && m_session.isIdle() ? m_trimAt : std::nullopt, m_giveUpAt}) {
        if (other && (!wanted || *other < *wanted))
            wanted = other;
    }
    // An alarm that comes too early costs one turn; setting it back for every request would cost a system call each.
    if (!wanted || (m_armed && *m_armed <= *wanted))
        return;
    const auto delay = std::max<std::chrono::nanoseconds>(*wanted - now, 1ns);
    itimerspec alarm{};
    alarm.it_value.tv_sec = time_t(delay / 1s);
    alarm.it_value.tv_nsec = long((delay % 1s).count());
    if (::timerfd_settime(m_timer.get(), 0, &alarm, nullptr) == 0)
        m_armed = wanted;
}

// --- the daemon ---

void Worker::greet(ipc::Channel &channel)
{
    ipc::Hello hello;
    hello.pid = std::uint32_t(::getpid());
    hello.attached = m_session.isAttached();
    hello.connected = m_session.isConnected();
    hello.requestsFailed = m_session.requestsFailed();
    hello.timeouts = m_session.timeouts();
    hello.description = m_description;
    hello.devices = m_session.devices();
    if (const auto sent = channel.send(hello, m_counters.fd()); !sent)
        logLine(sent.error().message);
}

void Worker::handle(ipc::Packet packet)
{
    const Instant now = clockNow();
    const auto answer = [this](std::uint32_t serial) {
        return [this, serial](const Result<> &result) { reply(serial, result); };
    };
    std::visit(Overloaded{
                   [&](ipc::Attach &m) {
                       const auto result = m_session.attach(m.connection, m.timeouts, std::move(packet.fd), now);
                       if (result)
                           m_description = std::move(m.description);
                       reply(m.serial, result);
                   },
                   [&](ipc::Reattach &m) {
                       const auto result = m_session.reattach(m.connection, std::move(packet.fd), now);
                       if (result)
                           m_description = std::move(m.description);
                       reply(m.serial, result);
                   },
                   [&](const ipc::Suspend &) { m_session.suspend(now); },
                   [&](const ipc::Logout &m) { m_session.logout(answer(m.serial), now); },
                   [&](const ipc::Detach &m) {
                       m_session.shutDown(now);
                       reply(m.serial, {});
                       stop(0);
                   },
                   [&](const ipc::Renegotiate &) { m_session.renegotiate(now); },
                   [&](const ipc::SetTimeouts &m) { m_session.setTimeouts(m.timeouts); },
                   [&](const ipc::Rescan &m) { m_session.rescan(answer(m.serial), now); },
                   [](const auto &) { logLine("the daemon sent a message that only a worker may send: ignored"); },
               },
               packet.message);
}

void Worker::reply(std::uint32_t serial, const Result<> &result)
{
    m_control.send(result ? ipc::Reply{serial, true, {}} : ipc::Reply{serial, false, result.error()});
}

void Worker::stop(int exitCode)
{
    m_control.flush();
    m_exitCode = exitCode;
}

} // namespace portolan::dataplane::worker
