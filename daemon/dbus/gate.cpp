// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/gate.h"

#include "common/dbus/names.h"
#include "common/log/log.h"
#include "daemon/dbus/caller_lookup.h"
#include "daemon/dbus/exported_object.h"

namespace portolan::dbus {

struct Gate::Waiting {
    Call call;
    Request request;
    const ActionRow *row;
    QPointer<ExportedObject> object;
    Handler handler;
    QString action{}; ///< Full name.
};

Gate::Gate(std::span<const ActionRow> table, CallerLookup *callers, Authorizer *authorizer, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_callers(callers)
    , m_authorizer(authorizer)
{}

void Gate::admit(Call call, Request request, ExportedObject *object, Handler handler)
{
    const ActionRow *row = findAction(m_table, call.message().interface(), call.message().member());
    if (!row)
        return call.refuse({ErrorCode::NotAuthorized, "no authorization is defined for this method", 0, 0});
    if (row->action == kViewAction)
        return handler(call);
    if (m_waiting.value(call.sender()) >= kWaitingPerCaller)
        return call.refuse({ErrorCode::Busy, "too many calls of this client wait for an authorization", 0, 0});
    ++m_waiting[call.sender()];
    const std::string_view action = request.force && !row->forced.empty() ? row->forced : row->action;
    const auto waiting = std::make_shared<Waiting>(
        Waiting{std::move(call), std::move(request), row, object, std::move(handler),
                kActionPrefix + QString::fromLatin1(action.data(), qsizetype(action.size()))});
    m_callers->uidOf(waiting->call.sender(), [this, waiting](const Result<Uid> &uid) { identified(waiting, uid); });
}

void Gate::identified(const std::shared_ptr<Waiting> &waiting, const Result<Uid> &uid)
{
    if (!uid)
        return decided(waiting, Authorizer::Verdict::Denied);
    waiting->call.setUid(*uid);
    const bool isOwner = waiting->row->freeToOwner && waiting->object && waiting->object->owner() == *uid;
    if (isOwner)
        return decided(waiting, Authorizer::Verdict::Granted);
    m_authorizer->check({waiting->call.sender(), *uid, waiting->action, waiting->request.details,
                         waiting->call.message().isInteractiveAuthorizationAllowed()},
                        [this, waiting](Authorizer::Verdict verdict) { decided(waiting, verdict); });
}

void Gate::decided(const std::shared_ptr<Waiting> &waiting, Authorizer::Verdict verdict)
{
    const auto count = m_waiting.find(waiting->call.sender());
    if (count != m_waiting.end() && --*count <= 0)
        m_waiting.erase(count);
    switch (verdict) {
    case Authorizer::Verdict::Granted:
        return run(waiting);
    case Authorizer::Verdict::NeedsInteraction:
        return waiting->call.refuse(QStringLiteral("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"),
                                    waiting->action + QStringLiteral(" needs a password"));
    case Authorizer::Verdict::Dismissed:
        return waiting->call.refuse({ErrorCode::Cancelled, "the password dialog was closed", 0, 0});
    case Authorizer::Verdict::Denied:
        break;
    }
    qCInfo(log::dbus, "%s refused to %s", qUtf8Printable(waiting->action), qUtf8Printable(waiting->call.sender()));
    waiting->call.refuse({ErrorCode::NotAuthorized, waiting->action.toStdString() + " is not allowed", 0, 0});
}

void Gate::run(const std::shared_ptr<Waiting> &waiting)
{
    // Minutes may have passed while somebody typed a password.
    if (!waiting->object || !waiting->object->isPublished())
        return waiting->call.refuse({ErrorCode::NotFound, "the object is gone", 0, 0});
    waiting->handler(waiting->call);
}

void Gate::permissions(const Call &call, std::function<void(const Result<StringMap> &)> done)
{
    m_callers->uidOf(call.sender(), [this, call, done = std::move(done)](const Result<Uid> &uid) {
        if (!uid)
            return done(fail(uid.error()));
        struct Gathered {
            Result<StringMap> answers = StringMap{};
            qsizetype missing = 0;
        };
        const QStringList actions = actionsOf(m_table);
        const auto gathered = std::make_shared<Gathered>();
        gathered->missing = actions.size();
        for (const QString &action : actions) {
            m_authorizer->query({call.sender(), *uid, kActionPrefix + action}, [gathered, action, done](
                                                                                   Authorizer::Permission permission) {
                gathered->answers->insert(action, permission == Authorizer::Permission::Yes    ? QStringLiteral("yes")
                                                  : permission == Authorizer::Permission::Auth ? QStringLiteral("auth")
                                                                                               : QStringLiteral("no"));
                if (--gathered->missing == 0)
                    done(gathered->answers);
            });
        }
    });
}

} // namespace portolan::dbus
