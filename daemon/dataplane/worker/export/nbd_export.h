// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/block_export.h"
#include "daemon/dataplane/worker/export/nbd_connection.h"

#include <map>
#include <memory>
#include <string>

namespace portolan::dataplane::worker {

/// Serves units to the kernel's NBD, which makes block devices of them. The daemon configures the kernel, which takes
/// root, and gives us our ends of the sockets. The kernel is trusted no more than anybody else who can write to a
/// socket.
///
/// A flush covers what all sockets of a unit were told is written, because all writes go one way from here.
class NbdExport final : public BlockExport {
public:
    /// \param requests  in work at once  \param firstIndex  see RequestPool
    static Result<std::unique_ptr<NbdExport>> create(std::size_t requests, std::uint32_t firstIndex);
    ~NbdExport() override;

    void setBackend(BlockBackend *backend) { m_backend = backend; }

    /// Serves a unit on one more socket. Sockets of the same device that the kernel has given up are there no more.
    /// \param lun  as in ExportedUnit  \param device  what the kernel calls it: "nbd3"
    /// \return NotFound if there is no such unit
    Result<> serve(std::uint64_t lun, const std::string &device, UniqueFd socket);
    /// The device that a unit is served as; empty: none.
    [[nodiscard]] std::string deviceOf(std::uint64_t lun) const;

    /// To be watched for reading, always.
    [[nodiscard]] int fd() const { return m_poll.get(); }
    /// Requests wait that have arrived, and there is room for them.
    [[nodiscard]] bool hasWaiting() const { return m_starved > 0 && m_pool.hasFree(); }
    /// Takes in what has arrived, up to a bound.
    void receive(Instant now);
    /// Replies to what was completed since the last time. Once per turn: they leave together.
    void send();
    /// After a while without I/O. Gives the memory of requests back.
    void trim();

    void addDevice(const ExportedUnit &unit) override;
    /// Its sockets stay, and every request on them fails: whoever uses the device shall hear that it is gone, and not
    /// wait for it.
    void removeDevice(UnitId id) override;
    void updateDevice(const ExportedUnit &unit) override;
    void complete(BlockRequest &request, int error) override;

private:
    struct Client;
    /// What the reply to a request in work needs, by the request's place in the pool.
    struct Pending {
        Client *client = nullptr;
        nbd::Request request;
        bool flush = false; ///< It is durable only after a flush, which is to follow.
    };

    NbdExport(UniqueFd poll, RequestPool pool);
    [[nodiscard]] Pending &pendingOf(const BlockRequest &request) { return m_pending[m_pool.slotOf(request)]; }
    void receiveFrom(Client &client, Instant now);
    void begin(Client &client, const NbdConnection::Incoming &incoming, Instant now);
    void sendTo(Client &client);
    void watch(Client &client);
    void close(Client &client, const Error &reason);
    void forgetClosed();

    const UniqueFd m_poll; ///< An epoll of our own, so that the worker watches one descriptor.
    RequestPool m_pool;
    std::vector<Pending> m_pending;
    std::map<UnitId, ExportedUnit> m_units;
    std::vector<std::unique_ptr<Client>> m_clients;
    BlockBackend *m_backend = nullptr;
    std::size_t m_starved = 0; ///< Clients
    bool m_replied = false;    ///< Since the last send().
    bool m_closed = false;     ///< Some client is closed, and stays until its last request is done.
};

} // namespace portolan::dataplane::worker
