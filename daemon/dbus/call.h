// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dbus/authorizer.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantList>

namespace portolan::dbus {

/// One method call that waits for its answer: a frozen copy of the message, so that nothing the caller does between
/// question and answer (of polkit, of the engine) changes what was asked.
class Call {
public:
    Call(const QDBusMessage &message, const QDBusConnection &bus)
        : m_message(message)
        , m_bus(bus)
    {}

    [[nodiscard]] const QDBusMessage &message() const { return m_message; }
    [[nodiscard]] QString sender() const { return m_message.service(); }
    /// Of the sender; known for every method that is not "view".
    [[nodiscard]] Uid uid() const { return m_uid; }
    void setUid(Uid uid) { m_uid = uid; }

    void reply(const QVariantList &values = {}) const;
    void refuse(const Error &error) const;
    void refuse(const QString &errorName, const QString &text) const;
    /// Nothing, or why not.
    void finish(const Result<> &result) const;

private:
    QDBusMessage m_message;
    QDBusConnection m_bus;
    Uid m_uid = Uid(-1); ///< Nobody: no process has it, POSIX reserves it.
};

} // namespace portolan::dbus
