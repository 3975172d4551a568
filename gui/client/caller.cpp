// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/caller.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "gui/client/plain_value.h"

#include <QDBusPendingCallWatcher>
#include <QPointer>

#include <limits>

namespace portolan::client {

namespace {

constexpr int kAnswerTimeoutMs = 25'000;
constexpr int kNoTimeout = std::numeric_limits<int>::max(); ///< DBUS_TIMEOUT_INFINITE

} // namespace

Error errorOf(const QDBusMessage &reply, bool patient)
{
    const QVariantList arguments = reply.arguments();
    QVariantMap details;
    if (arguments.size() > 1)
        details = plain(arguments.at(1)).toMap();
    details.insert(QStringLiteral("message"), cleaned(reply.errorMessage()));
    Error error = dbus::errorFrom(reply.errorName(), details);
    const bool silent = reply.errorName() == QStringLiteral("org.freedesktop.DBus.Error.NoReply");
    const bool notStarted = reply.errorName().startsWith(QStringLiteral("org.freedesktop.DBus.Error.Spawn.")) ||
                            reply.errorName() == QStringLiteral("org.freedesktop.DBus.Error.NameHasNoOwner");
    if ((silent && patient) || notStarted)
        error.code = ErrorCode::ServiceUnavailable;
    return error;
}

Caller::Caller(const QDBusConnection &bus, bool interactive, WorkQueue &queue, QObject *owner)
    : m_bus(bus)
    , m_interactive(interactive)
    , m_queue(queue)
    , m_owner(owner)
{}

QDBusMessage Caller::method(const QString &path, const QString &interface, const QString &member,
                            const QVariantList &arguments)
{
    auto message = QDBusMessage::createMethodCall(dbus::kService, path, interface, member);
    message.setArguments(arguments);
    return message;
}

void Caller::read(const QDBusMessage &message, const char *signature, QObject *context, Handler handler)
{
    send(message, kAnswerTimeoutMs, signature, context, std::move(handler));
}

void Caller::ask(const QDBusMessage &message, const char *signature, QObject *context, Handler handler)
{
    QDBusMessage request = message;
    request.setInteractiveAuthorizationAllowed(m_interactive);
    send(request, kNoTimeout, signature, context, std::move(handler));
}

void Caller::refuse(const Error &error, QObject *context, Handler handler)
{
    const QPointer<QObject> guard(context ? context : m_owner);
    QMetaObject::invokeMethod(
        m_owner,
        [guard, error, handler = std::move(handler)] {
            if (guard)
                handler(fail(error));
        },
        Qt::QueuedConnection);
}

void Caller::send(const QDBusMessage &message, int timeoutMs, const char *signature, QObject *context, Handler handler)
{
    if (!m_available)
        return refuse({ErrorCode::ServiceUnavailable, "portoland is not on the bus", 0, 0}, context,
                      std::move(handler));
    // An object path that is none would make the library drop the message without an answer.
    if (!message.path().startsWith(dbus::kRootPath))
        return refuse(
            {ErrorCode::InvalidArgument, "not an object of this service: " + message.path().toStdString(), 0, 0},
            context, std::move(handler));
    const QPointer<QObject> guard(context ? context : m_owner);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, timeoutMs), m_owner);
    const auto take = [guard, timeoutMs, expected = QString::fromLatin1(signature),
                       handler = std::move(handler)](const QDBusMessage &reply) {
        if (!guard)
            return;
        if (reply.type() == QDBusMessage::ErrorMessage)
            return handler(fail(errorOf(reply, timeoutMs == kNoTimeout)));
        if (reply.signature() != expected)
            return handler(fail(ErrorCode::Internal, "the service answered with types of another version"));
        handler(reply);
    };
    const auto finished = [this, watcher, take] {
        watcher->deleteLater();
        m_queue.put([take, reply = QDBusMessage(watcher->reply())] { take(reply); });
    };
    // A call that the library itself refuses is finished at once; the signal comes from the event loop all the same.
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, m_owner, finished);
}

} // namespace portolan::client
