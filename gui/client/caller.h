// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "gui/client/work_queue.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

#include <functional>

namespace portolan::client {

/// Sends method calls and brings the answers back as Result. Nothing blocks; a handler never runs from inside the call,
/// and not at all once its context or the owner is gone.
class Caller {
public:
    using Handler = std::function<void(Result<QDBusMessage>)>;

    /// \param queue  where answers wait for their turn, behind what the service said before them; outlives this
    /// \param owner  lives at least as long as this; context of calls that name none
    Caller(const QDBusConnection &bus, bool interactive, WorkQueue &queue, QObject *owner);

    /// While false every call ends in ServiceUnavailable without touching the bus, which would start the service again.
    void setAvailable(bool available) { m_available = available; }

    [[nodiscard]] static QDBusMessage method(const QString &path, const QString &interface, const QString &member,
                                             const QVariantList &arguments);

    /// Calls that need no authorization and touch no network: 25 s. `signature` is what the answer must have.
    void read(const QDBusMessage &message, const char *signature, QObject *context, Handler handler);
    /// What a user asked for. The service may ask for a password meanwhile, and people type slowly: no time limit.
    void ask(const QDBusMessage &message, const char *signature, QObject *context, Handler handler);
    /// Ends a call that cannot even be sent, in the same order of events as one that can.
    void refuse(const Error &error, QObject *context, Handler handler);

private:
    void send(const QDBusMessage &message, int timeoutMs, const char *signature, QObject *context, Handler handler);

    QDBusConnection m_bus;
    bool m_interactive;
    WorkQueue &m_queue;
    QObject *m_owner;
    bool m_available = false;
};

/// The Error of a call that failed. \param patient  there was no time limit, so "no reply" means that the service died
[[nodiscard]] Error errorOf(const QDBusMessage &reply, bool patient);

} // namespace portolan::client
