// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/socket_address.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <map>
#include <memory>

class QSocketNotifier;

namespace portolan::net {

/// Resolves host names without blocking the caller. Nothing is cached, so that a target that moved is found at the next
/// attempt (QHostInfo keeps answers for a minute, and waits for its threads when the program ends).
///
/// Lookups that run at the same time for the same name are one. A lookup thread cannot be interrupted: one that the
/// name service keeps waiting is left behind and its answer dropped.
class Resolver : public QObject {
    Q_OBJECT

public:
    using Addresses = std::vector<SocketAddress>;
    using Lookup = std::function<Result<Addresses>(const std::string &host)>; ///< Blocks; runs on any thread.
    using Done = std::function<void(const Result<Addresses> &)>;

    explicit Resolver(Lookup lookup = &lookUp, QObject *parent = nullptr);
    ~Resolver() override;

    /// \param done  later, never from inside the call; dropped if the context is destroyed first
    void resolve(const std::string &host, QObject *context, Done done);

private:
    struct Waiter {
        QPointer<QObject> context;
        Done done;
    };
    struct Mailbox;

    void startQueued();
    bool startThread(const std::string &host);
    void collect();
    void deliver(const std::string &host, const Result<Addresses> &addresses);

    Lookup m_lookup;
    std::shared_ptr<Mailbox> m_mailbox; ///< Shared with the threads, which may outlive this.
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::map<std::string, std::vector<Waiter>> m_waiting;
    std::deque<std::string> m_queue; ///< Names no thread works on yet.
    int m_running = 0;
};

} // namespace portolan::net
