// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/authorizer.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QMap>

class QDBusError;

namespace portolan::dbus {

/// Asks polkit. The subject is the bus name of the sender, which polkit itself resolves (never a process id, which can
/// be taken over by another program between question and answer). Every error is a refusal. Where polkit is not
/// installed, or stopped for a shutdown, root is allowed and nobody else.
class PolkitAuthorizer : public Authorizer {
    Q_OBJECT

public:
    /// \param bus  where polkit and the callers are
    explicit PolkitAuthorizer(const QDBusConnection &bus, QObject *parent = nullptr);
    ~PolkitAuthorizer() override;

    void check(const Question &question, std::function<void(Verdict)> done) override;
    void query(const Question &question, std::function<void(Permission)> done) override;

private:
    struct Pending {
        Question question;
        std::function<void(Verdict)> done;
    };

    void answered(quint64 id, const QDBusMessage &reply);
    void callerLeft(const QString &caller);
    void finish(quint64 id, Verdict verdict);
    [[nodiscard]] QDBusMessage questionMessage(const Question &question, uint flags,
                                               const QString &cancellationId) const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QMap<quint64, Pending> m_pending;
    quint64 m_lastId = 0;
};

} // namespace portolan::dbus
