// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/server.h"

#include "tests/bench/common/congestion.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace portolan::bench {
namespace {

constexpr std::size_t kClientLimit = 256;

int require(int result, const char *what)
{
    if (result < 0) {
        std::perror(what);
        std::exit(1);
    }
    return result;
}

} // namespace

Server::Server(const Options &options)
    : m_target(options)
    , m_listener(require(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "null_target: socket"))
    , m_epoll(require(epoll_create1(EPOLL_CLOEXEC), "null_target: epoll"))
{
    const int on = 1;
    require(setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "null_target: SO_REUSEADDR");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    require(setCongestionControl(m_listener, kUnpaced) ? 0 : -1,
            "null_target: TCP_CONGESTION"); // accept() takes it over
    require(bind(m_listener, generic, length), "null_target: bind");
    require(listen(m_listener, 64), "null_target: listen");
    require(getsockname(m_listener, generic, &length), "null_target: getsockname");
    m_target.port = ntohs(address.sin_port);
    epoll_event event{EPOLLIN, {nullptr}};
    require(epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event), "null_target: epoll");
}

Server::~Server()
{
    m_clients.clear();
    close(m_listener);
    close(m_epoll);
}

void Server::accept()
{
    const int socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0)
        return; // it left again, or there is another one than was thought
    const int on = 1;
    if (m_clients.size() >= kClientLimit || setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) {
        std::fputs("null_target: too many connections\n", stderr);
        close(socket);
        return;
    }
    auto client = std::make_unique<Client>();
    client->connection = std::make_unique<Connection>(socket, m_target);
    client->interest = EPOLLIN;
    epoll_event event{client->interest, {client.get()}};
    require(epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event), "null_target: epoll");
    m_clients.push_back(std::move(client));
}

void Server::turn()
{
    epoll_event events[64];
    const int count = epoll_wait(m_epoll, events, std::size(events), -1);
    bool shared = false;
    for (int i = 0; i < count; ++i) {
        auto *client = static_cast<Client *>(events[i].data.ptr);
        if (client == nullptr) {
            accept();
            continue;
        }
        Connection &connection = *client->connection;
        if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            connection.receive();
        connection.process();
        shared = shared || (connection.session() != nullptr && connection.session()->shared);
    }
    if (shared) // a command that was held on one connection can get its turn by any other one
        sendAll();
    for (int i = 0; i < count; ++i)
        if (auto *client = static_cast<Client *>(events[i].data.ptr)) {
            client->connection->send();
            updateInterest(*client);
        }
    if (!m_target.connectionEnded)
        return;
    m_target.connectionEnded = false;
    std::erase_if(m_clients, [](const auto &client) { return client->connection->closed(); });
}

void Server::sendAll()
{
    for (const auto &client : m_clients) {
        client->connection->releaseHeld();
        client->connection->send();
        updateInterest(*client);
    }
}

void Server::updateInterest(Client &client)
{
    const Connection &connection = *client.connection;
    if (connection.closed())
        return;
    const std::uint32_t interest = (connection.wantsInput() ? std::uint32_t(EPOLLIN) : 0) |
                                   (connection.wantsOutput() ? std::uint32_t(EPOLLOUT) : 0);
    if (interest == client.interest)
        return;
    epoll_event event{interest, {&client}};
    client.interest = interest;
    require(epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.socket(), &event), "null_target: epoll");
}

} // namespace portolan::bench
