// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/connection.h"
#include "tests/bench/null_target/target.h"

#include <memory>
#include <vector>

namespace portolan::bench {

/// The loop: one thread, level-triggered epoll, all connections.
class Server {
public:
    /// Listens; ends the program if that is not possible.
    explicit Server(const Options &options);
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_target.port; }
    [[nodiscard]] const Disk &disk() const { return m_target.disk; }
    /// One turn: waits for something to happen and handles it.
    void turn();

private:
    struct Client {
        std::unique_ptr<Connection> connection;
        std::uint32_t interest = 0;
    };

    void accept();
    void sendAll();
    void updateInterest(Client &client);

    Target m_target;
    int m_listener;
    int m_epoll;
    std::vector<std::unique_ptr<Client>> m_clients;
};

} // namespace portolan::bench
