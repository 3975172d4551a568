// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/worker.h"

#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
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
                                               std::unique_ptr<FuseExport> files, std::unique_ptr<UblkPort> ublk,
                                               std::chrono::microseconds busyPoll)
{
    auto devices = NbdExport::create(kDeviceRequests, kFileRequests);
    if (!devices)
        return fail(devices.error());
    auto ublkExport = UblkExport::create(std::move(ublk), kUblkRequests, kFileRequests + kDeviceRequests);
    if (!ublkExport)
        return fail(ublkExport.error());
    auto counters = ipc::CountersWriter::create();
    if (!counters)
        return fail(counters.error());
    auto timer = DeadlineTimer::create();
    if (!timer)
        return fail(timer.error());
    std::string notBest;
    auto loop = EventLoop::createBest(busyPoll, &notBest);
    if (!loop)
        return fail(loop.error());
    logLine("waits with " + std::string((*loop)->name()) + (notBest.empty() ? "" : ", because of " + notBest) +
            (busyPoll.count() > 0 ? ", looks for " + std::to_string(busyPoll.count()) + " us before it sleeps" : ""));
    return std::unique_ptr<Worker>(new Worker(std::move(listener), owner, std::move(files), std::move(*devices),
                                              std::move(*ublkExport), std::move(*counters), std::move(*loop),
                                              std::move(*timer)));
}

Worker::Worker(UniqueFd listener, std::uint32_t owner, std::unique_ptr<FuseExport> files,
               std::unique_ptr<NbdExport> devices, std::unique_ptr<UblkExport> ublk, ipc::CountersWriter counters,
               std::unique_ptr<EventLoop> loop, DeadlineTimer timer)
    : m_files(std::move(files))
    , m_devices(std::move(devices))
    , m_ublk(std::move(ublk))
    , m_exports({m_files.get(), m_devices.get(), m_ublk.get()})
    , m_counters(std::move(counters))
    , m_control(std::move(listener), owner,
                {[this](ipc::Channel &channel) { greet(channel); },
                 [this](ipc::Packet packet) { handle(std::move(packet)); },
                 [this] {
                     if (!m_session.isAttached())
                         stop(1);
                 }})
    , m_session(m_exports, m_counters, kFileRequests + kDeviceRequests + kUblkRequests, m_ublk->pages(), *this)
    , m_loop(std::move(loop))
    , m_timer(std::move(timer))
{
    m_files->setBackend(&m_session.backend());
    m_devices->setBackend(&m_session.backend());
    m_ublk->setBackend(&m_session.backend());
}

int Worker::run()
{
    m_giveUpAt = clockNow() + kFirstAttach;
    while (!m_exitCode) {
        const auto ready = wait();
        if (!ready) {
            logLine(ready.error().message);
            return 1;
        }
        const Instant now = clockNow();
        m_session.sent(now);
        turn(*ready, now);
    }
    return *m_exitCode;
}

Result<std::uint32_t> Worker::wait()
{
    if (const auto watched = watchAll(); !watched)
        return fail(watched.error());
    m_timer.arm(deadline(), clockNow());
    return m_loop->wait(m_session.outgoing());
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
    if (has(Timer))
        m_timer.rang();
    if (m_exitCode)
        return;
    m_session.handleTimeout(now);
    for (unsigned slot = 0; ready >> (Target + slot) != 0; ++slot) {
        if (has(Source(Target + slot)))
            m_session.receive(slot, now);
    }
    m_session.work(now); // before new requests: it frees the slots they need
    answerRequests();
    takeRequests(has(Files), has(Devices), has(Ublk), now);
    if (m_exitCode)
        return;
    m_session.send(now);
    if (m_session.sendEnded()) {
        m_session.work(now);
        m_session.send(now);
    }
    answerRequests();
    m_session.publishCounters();
    if (m_giveUpAt && (m_session.isAttached() || *m_giveUpAt <= now)) {
        m_giveUpAt.reset();
        if (!m_session.isAttached())
            stop(1);
    }
    if (m_trimAt && *m_trimAt <= now && m_session.isIdle()) {
        m_trimAt.reset();
        m_files->trim();
        m_devices->trim();
        m_ublk->trim();
    }
}

void Worker::answerRequests()
{
    m_devices->send();
    m_ublk->send();
}

void Worker::takeRequests(bool ofFiles, bool ofDevices, bool ofUblk, Instant now)
{
    if (ofFiles || ofDevices || ofUblk)
        m_trimAt = now + kTrimAfter;
    if (ofFiles) {
        if (const auto taken = m_files->readable(now); !taken) {
            logLine(taken.error().message);
            return stop(1);
        }
    }
    if (ofDevices || m_devices->hasWaiting())
        m_devices->receive(now);
    m_ublk->setLending(!m_session.avoidsPages());
    m_ublk->receive(now); // a look into memory, so whether or not anything was told
    m_session.work(now);
    answerRequests();
}

Result<> Worker::watchAll()
{
    std::array<EventLoop::Watch, SourceCount> wanted{{
        {m_control.channelFd(), POLLIN | (m_control.wantsWritable() ? POLLOUT : 0U), m_control.connections()},
        {m_control.listenerFd(), POLLIN, 0},
        {m_files->wantsRequests() ? m_files->fd() : -1, POLLIN, 0},
        {m_devices->fd(), POLLIN, 0},
        {m_ublk->fd(), POLLIN, 0},
        {m_timer.fd(), POLLIN, 0},
    }}; // in the order of Source
    for (unsigned slot = 0; slot < protocol::SessionMachine::kMaxConnections; ++slot)
        wanted[Target + slot] = m_session.connections().watchOf(slot);
    for (unsigned source = 0; source < wanted.size(); ++source) {
        if (const auto watched = m_loop->watch(source, wanted[source]); !watched)
            return watched;
    }
    return {};
}

std::optional<Instant> Worker::deadline() const
{
    if (m_devices->hasWaiting() || m_ublk->hasWaiting())
        return clockNow();
    auto first = m_session.deadline();
    for (const auto &other : {m_trimAt && m_session.isIdle() ? m_trimAt : std::nullopt, m_giveUpAt}) {
        if (other && (!first || *other < *first))
            first = other;
    }
    return first;
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
    hello.devices = named(m_session.devices());
    hello.cids = m_session.connections().cids();
    if (const auto sent = channel.send(hello, m_counters.fd()); !sent)
        logLine(sent.error().message);
}

void Worker::tell(const ipc::Message &event)
{
    const auto *const list = std::get_if<ipc::Devices>(&event);
    m_control.send(list == nullptr ? event : ipc::Devices{named(list->devices)});
}

/// With the block devices that they are served as.
std::vector<ipc::DeviceInfo> Worker::named(std::vector<ipc::DeviceInfo> devices) const
{
    for (ipc::DeviceInfo &device : devices) {
        device.blockDevice = m_devices->deviceOf(device.lun);
        if (device.blockDevice.empty())
            device.blockDevice = m_ublk->deviceOf(device.lun);
    }
    return devices;
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
                   [&](const ipc::AddConnection &m) {
                       reply(m.serial, m_session.addConnection(m.connection, std::move(packet.fd), now));
                   },
                   [&](const ipc::Suspend &) { m_session.suspend(now); },
                   [&](const ipc::Logout &m) { m_session.logout(answer(m.serial), now); },
                   [&](const ipc::Detach &m) {
                       m_session.shutDown(now);
                       answerRequests(); // that everything waiting has failed
                       reply(m.serial, {});
                       stop(0);
                   },
                   [&](const ipc::Renegotiate &) { m_session.renegotiate(now); },
                   [&](const ipc::SetTimeouts &m) { m_session.setTimeouts(m.timeouts); },
                   [&](const ipc::Rescan &m) { m_session.rescan(answer(m.serial), now); },
                   [&](const ipc::Serve &m) { serve(m, std::move(packet.fd), now); },
                   [](const auto &) { logLine("the daemon sent a message that only a worker may send: ignored"); },
               },
               packet.message);
}

void Worker::serve(const ipc::Serve &wanted, UniqueFd descriptor, Instant now)
{
    reply(wanted.serial, UblkExport::isUblk(wanted.blockDevice)
                             ? m_ublk->serve(wanted.lun, wanted.blockDevice, std::move(descriptor), now)
                             : m_devices->serve(wanted.lun, wanted.blockDevice, std::move(descriptor)));
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
