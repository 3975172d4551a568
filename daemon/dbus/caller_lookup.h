// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dbus/authorizer.h"

#include <QDBusConnection>
#include <QObject>

#include <functional>

namespace portolan::dbus {

/// Who is behind a bus name: asks the bus daemon each time, because only it knows (from the kernel, when the
/// connection was made). Nothing is cached and no text of the caller is looked at.
class CallerLookup : public QObject {
    Q_OBJECT

public:
    explicit CallerLookup(const QDBusConnection &bus, QObject *parent = nullptr)
        : QObject(parent)
        , m_bus(bus)
    {}

    /// \return NotAuthorized if it left the bus meanwhile, or for any other error
    void uidOf(const QString &busName, std::function<void(Result<Uid>)> done);
    /// False also when the bus does not answer.
    void isThere(const QString &busName, std::function<void(bool)> done);

private:
    void ask(const QString &member, const QString &busName, std::function<void(const QDBusMessage &)> done);

    QDBusConnection m_bus;
};

} // namespace portolan::dbus
