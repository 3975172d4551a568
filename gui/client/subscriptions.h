// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/caller.h"

#include <QHash>
#include <QSet>

#include <deque>

namespace portolan::client {

/// The samples somebody wants, and the leases for them. A wish outlives the service: renew() asks for it again.
class Subscriptions {
public:
    Subscriptions(Caller *caller, QObject *owner)
        : m_caller(caller)
        , m_owner(owner)
    {}

    void want(const QString &object, uint intervalMs);
    void unwant(const QString &object);
    [[nodiscard]] bool wanted(const QString &object) const { return m_wishes.contains(object); }
    /// The object is there (again): ask for its samples if they are wanted and not yet coming.
    void appeared(const QString &object);
    /// The service is gone: no lease is worth anything, every wish stays.
    void lapse();

private:
    struct Wish {
        uint intervalMs = 0;
        quint64 serial = 0; ///< Tells a lease for an older wish from one for this.
        uint lease = 0;
        bool asked = false;
        bool leased = false;
    };
    void ask(const QString &object);
    void send(const QString &object);
    void release(const QString &object, uint lease);
    /// A few calls at a time: a bus refuses those beyond its limit for calls without an answer yet, which may be 128.
    void proceed();
    void call(const QDBusMessage &message, const char *signature, Caller::Handler handler);

    Caller *m_caller;
    QObject *m_owner;
    QHash<QString, Wish> m_wishes;
    std::deque<std::function<void()>> m_waiting; ///< Calls that are to be made.
    int m_underway = 0;                          ///< Calls without an answer yet.
    quint64 m_serial = 0;
    quint64 m_life = 0; ///< Of the service; a lease of an earlier one is void.
};

} // namespace portolan::client
