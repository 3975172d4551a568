// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/call.h"

#include "common/dbus/errors.h"
#include "common/log/log.h"
#include "daemon/dbus/bus_text.h"

namespace portolan::dbus {

void Call::reply(const QVariantList &values) const
{
    if (m_message.isReplyRequired() && !m_bus.send(m_message.createReply(values)))
        qCWarning(log::dbus, "the reply to %s could not be sent", qUtf8Printable(m_message.member()));
}

void Call::refuse(const Error &error) const { refuse(errorName(error.code), busText(error.message)); }

void Call::refuse(const QString &name, const QString &text) const
{
    qCDebug(log::dbus, "%s from %s: %s: %s", qUtf8Printable(m_message.member()), qUtf8Printable(sender()),
            qUtf8Printable(name), qUtf8Printable(text));
    if (m_message.isReplyRequired() && !m_bus.send(m_message.createErrorReply(name, text)))
        qCWarning(log::dbus, "the error for %s could not be sent", qUtf8Printable(m_message.member()));
}

void Call::finish(const Result<> &result) const
{
    if (result)
        reply();
    else
        refuse(result.error());
}

} // namespace portolan::dbus
