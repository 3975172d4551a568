// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/nbd_export.h"

#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/epoll.h>

namespace portolan::dataplane::worker {

namespace {

using nbd::Command;

constexpr std::uint16_t kKnownFlags = nbd::kForceUnitAccess | nbd::kNoHole;

tl::unexpected<Error> systemError(const char *what)
{
    return fail(ErrorCode::Internal, std::string("NBD: ") + what + ": " + std::strerror(errno), errno);
}

bool modifies(const nbd::Request &request)
{
    return request.is(Command::Write) || request.is(Command::Trim) || request.is(Command::WriteZeroes);
}

bool isKnown(const nbd::Request &request)
{
    return request.is(Command::Read) || request.is(Command::Flush) || modifies(request);
}

/// \param unit  nullptr: it is gone  \return errno, or 0 if it can be done
int refusalOf(const nbd::Request &request, const ExportedUnit *unit)
{
    if (!isKnown(request) || (request.flags & ~kKnownFlags) != 0)
        return EINVAL;
    if (unit == nullptr)
        return ENXIO;
    if (request.is(Command::Flush))
        return 0;
    if (modifies(request) && unit->readOnly)
        return EROFS;
    if (request.offset > unit->sizeBytes || request.length > unit->sizeBytes - request.offset)
        return modifies(request) ? ENOSPC : EINVAL;
    const bool carriesData = request.is(Command::Read) || request.is(Command::Write);
    if (carriesData)
        return request.length == 0 || request.length > kMaxPayload ? EINVAL : 0;
    if (request.is(Command::Trim) && !unit->canPunch)
        return EOPNOTSUPP;
    const bool aligned = request.offset % unit->blockSize == 0 && request.length % unit->blockSize == 0;
    return aligned && request.length > 0 ? 0 : EINVAL;
}

BlockOperation operationOf(const nbd::Request &request)
{
    if (request.is(Command::Read))
        return BlockOperation::Read;
    if (request.is(Command::Write))
        return BlockOperation::Write;
    return request.is(Command::Flush) ? BlockOperation::Flush : BlockOperation::WriteZeroes;
}

} // namespace

struct NbdExport::Client {
    Client(UniqueFd socket, RequestPool &pool, UnitId unitId, std::string name)
        : connection(std::move(socket), pool)
        , unit(unitId)
        , device(std::move(name))
    {}

    NbdConnection connection;
    const UnitId unit;
    const std::string device;
    std::size_t inWork = 0;
    std::uint32_t watched = 0; ///< Events
    bool starved = false;      ///< Counted in m_starved.
};

Result<std::unique_ptr<NbdExport>> NbdExport::create(std::size_t requests, std::uint32_t firstIndex)
{
    UniqueFd poll(::epoll_create1(EPOLL_CLOEXEC));
    if (!poll)
        return systemError("epoll");
    auto pool = RequestPool::create(requests, firstIndex);
    if (!pool)
        return fail(pool.error());
    return std::unique_ptr<NbdExport>(new NbdExport(std::move(poll), std::move(*pool)));
}

NbdExport::NbdExport(UniqueFd poll, RequestPool pool)
    : m_poll(std::move(poll))
    , m_pool(std::move(pool))
    , m_pending(m_pool.size())
{}

NbdExport::~NbdExport() = default;

// --- sockets ---

Result<> NbdExport::serve(std::uint64_t lun, const std::string &device, UniqueFd socket)
{
    const auto unit = std::ranges::find_if(m_units, [lun](const auto &entry) { return entry.second.lun == lun; });
    if (unit == m_units.end())
        return fail(ErrorCode::NotFound, "NBD: there is no such unit to serve as " + device);
    const int flags = ::fcntl(socket.get(), F_GETFL);
    if (flags < 0 || ::fcntl(socket.get(), F_SETFL, flags | O_NONBLOCK) != 0)
        return systemError("the socket");
    auto client = std::make_unique<Client>(std::move(socket), m_pool, unit->first, device);
    client->watched = EPOLLIN;
    epoll_event event{};
    event.events = client->watched;
    event.data.ptr = client.get();
    if (::epoll_ctl(m_poll.get(), EPOLL_CTL_ADD, client->connection.fd(), &event) != 0)
        return systemError("epoll");
    logLine(unit->second.name + " is served as " + device);
    m_clients.push_back(std::move(client));
    return {};
}

std::string NbdExport::deviceOf(std::uint64_t lun) const
{
    for (const auto &client : m_clients) {
        const auto unit = m_units.find(client->unit);
        if (client->connection.isOpen() && unit != m_units.end() && unit->second.lun == lun)
            return client->device;
    }
    return {};
}

void NbdExport::close(Client &client, const Error &reason)
{
    logLine(client.device + ": " + reason.message);
    client.connection.close(); // epoll forgets it by itself
    m_starved -= std::exchange(client.starved, false) ? 1 : 0;
    m_closed = true;
}

void NbdExport::forgetClosed()
{
    if (!m_closed)
        return;
    std::erase_if(m_clients, [](const auto &client) { return !client->connection.isOpen() && client->inWork == 0; });
    m_closed = std::ranges::any_of(m_clients, [](const auto &client) { return !client->connection.isOpen(); });
}

void NbdExport::watch(Client &client)
{
    const NbdConnection &connection = client.connection;
    if (!connection.isOpen())
        return;
    if (connection.isStarved() != client.starved) {
        client.starved = connection.isStarved();
        m_starved = client.starved ? m_starved + 1 : m_starved - 1;
    }
    const std::uint32_t wanted = (client.starved ? 0U : EPOLLIN) | (connection.hasReplies() ? EPOLLOUT : 0U);
    if (wanted == client.watched)
        return;
    epoll_event event{};
    event.events = wanted;
    event.data.ptr = &client;
    if (::epoll_ctl(m_poll.get(), EPOLL_CTL_MOD, connection.fd(), &event) != 0)
        return close(client, systemError("epoll").value());
    client.watched = wanted;
}

// --- requests ---

void NbdExport::receive(Instant now)
{
    std::array<epoll_event, 32> events{};
    const int ready = ::epoll_wait(m_poll.get(), events.data(), int(events.size()), 0);
    for (int i = 0; i < ready; ++i) {
        const epoll_event &event = events.at(std::size_t(i));
        auto &client = *static_cast<Client *>(event.data.ptr);
        if ((event.events & EPOLLOUT) != 0)
            sendTo(client);
        if ((event.events & (EPOLLHUP | EPOLLERR)) != 0 && client.starved) // nothing else would end the telling of it
            close(client, {ErrorCode::TransportFailed, "the kernel has closed the connection", 0, 0});
        else
            receiveFrom(client, now);
    }
    for (std::size_t i = 0; hasWaiting() && i < m_clients.size(); ++i) {
        if (m_clients[i]->starved)
            receiveFrom(*m_clients[i], now);
    }
    forgetClosed();
}

void NbdExport::receiveFrom(Client &client, Instant now)
{
    client.connection.beginTurn();
    while (client.connection.isOpen()) {
        const auto incoming = client.connection.next();
        if (!incoming)
            return close(client, incoming.error());
        if (!*incoming)
            break;
        begin(client, **incoming, now);
    }
    watch(client);
}

void NbdExport::begin(Client &client, const NbdConnection::Incoming &incoming, Instant now)
{
    const nbd::Request &request = incoming.request;
    BlockRequest &block = *incoming.slot;
    if (request.is(Command::Disconnect)) {
        m_pool.give(block);
        return close(client, {ErrorCode::Cancelled, "the kernel gives it up", 0, 0});
    }
    const auto found = m_units.find(client.unit);
    const ExportedUnit *const unit = found == m_units.end() ? nullptr : &found->second;
    if (const int refusal = refusalOf(request, unit); refusal != 0) {
        client.connection.reply(block, request, refusal, 0);
        m_replied = true;
        return;
    }
    block.origin = this;
    block.operation = operationOf(request);
    block.unit = client.unit;
    block.offset = block.operation == BlockOperation::Flush ? 0 : request.offset;
    block.length = block.operation == BlockOperation::Flush ? 0 : request.length;
    const bool durable = modifies(request) && (request.flags & nbd::kForceUnitAccess) != 0;
    block.forceUnitAccess = durable && request.is(Command::Write) && unit->forceUnitAccess;
    block.mayUnmap = request.is(Command::Trim) ||
                     (request.is(Command::WriteZeroes) && unit->canPunch && (request.flags & nbd::kNoHole) == 0);
    pendingOf(block) = {&client, request, durable && !block.forceUnitAccess};
    ++client.inWork;
    m_backend->start(block, now);
}

void NbdExport::complete(BlockRequest &request, int error)
{
    Pending &pending = pendingOf(request);
    if (error == EOPNOTSUPP && request.mayUnmap && pending.request.is(Command::WriteZeroes)) {
        request.mayUnmap = false; // zeroes are a promise, unmapping is not
        return m_backend->start(request, std::chrono::steady_clock::now());
    }
    if (error == EOPNOTSUPP && pending.request.is(Command::Trim))
        error = 0; // a hint
    if (error == 0 && std::exchange(pending.flush, false)) {
        request.operation = BlockOperation::Flush;
        request.offset = request.length = 0;
        return m_backend->start(request, std::chrono::steady_clock::now());
    }
    Client &client = *std::exchange(pending.client, nullptr);
    --client.inWork;
    client.connection.reply(request, pending.request, error,
                            error == 0 && pending.request.is(Command::Read) ? pending.request.length : 0);
    m_replied = true;
}

void NbdExport::send()
{
    if (!std::exchange(m_replied, false))
        return;
    for (const auto &client : m_clients) {
        if (client->connection.hasReplies())
            sendTo(*client);
    }
    forgetClosed();
}

void NbdExport::sendTo(Client &client)
{
    if (const auto sent = client.connection.send(); !sent)
        return close(client, sent.error());
    watch(client);
}

void NbdExport::trim()
{
    if (m_pool.isIdle())
        m_pool.trim();
}

// --- units ---

void NbdExport::addDevice(const ExportedUnit &unit) { m_units.emplace(unit.id, unit); }

void NbdExport::removeDevice(UnitId id) { m_units.erase(id); }

void NbdExport::updateDevice(const ExportedUnit &unit)
{
    if (const auto found = m_units.find(unit.id); found != m_units.end())
        found->second = unit;
}

} // namespace portolan::dataplane::worker
