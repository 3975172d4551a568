// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/polkit_authorizer.h"

#include "common/log/log.h"

#include <QDBusArgument>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>

#include <limits>

namespace portolan::dbus {

/// (sa{sv}) of org.freedesktop.PolicyKit1.Authority
struct PolkitSubject {
    QString kind;
    QVariantMap details;
};

QDBusArgument &operator<<(QDBusArgument &argument, const PolkitSubject &subject)
{
    argument.beginStructure();
    argument << subject.kind << subject.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, PolkitSubject &subject)
{
    argument.beginStructure();
    argument >> subject.kind >> subject.details;
    argument.endStructure();
    return argument;
}

namespace {

const QString kPolkitService = QStringLiteral("org.freedesktop.PolicyKit1");
const QString kPolkitPath = QStringLiteral("/org/freedesktop/PolicyKit1/Authority");
const QString kPolkitInterface = QStringLiteral("org.freedesktop.PolicyKit1.Authority");
constexpr uint kAllowUserInteraction = 1;
/// libdbus's "for ever": somebody types a password meanwhile.
constexpr int kNoTimeout = std::numeric_limits<int>::max();

/// (bba{ss})
struct PolkitResult {
    bool authorized = false;
    bool challenge = false;
    StringMap details;
};

/// Nothing if the reply is not exactly what polkit sends.
std::optional<PolkitResult> readResult(const QDBusMessage &reply)
{
    if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != QStringLiteral("(bba{ss})"))
        return {};
    const auto argument = reply.arguments().constFirst().value<QDBusArgument>();
    PolkitResult result;
    argument.beginStructure();
    argument >> result.authorized >> result.challenge >> result.details;
    argument.endStructure();
    return result;
}

/// True only where polkit is not there at all, or not any more: at shutdown it is stopped, and systemd starts it no
/// more, while root's logout is still to come. An error of a running polkit is a refusal.
bool isMissing(const QDBusMessage &reply)
{
    return reply.type() == QDBusMessage::ErrorMessage &&
           (QDBusError(reply).type() == QDBusError::ServiceUnknown ||
            reply.errorName() == QStringLiteral("org.freedesktop.systemd1.ShuttingDown"));
}

constexpr Uid kRoot = 0;

} // namespace

PolkitAuthorizer::PolkitAuthorizer(const QDBusConnection &bus, QObject *parent)
    : Authorizer(parent)
    , m_bus(bus)
{
    qDBusRegisterMetaType<PolkitSubject>();
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &PolkitAuthorizer::callerLeft);
}

PolkitAuthorizer::~PolkitAuthorizer() = default;

QDBusMessage PolkitAuthorizer::questionMessage(const Question &question, uint flags,
                                               const QString &cancellationId) const
{
    QDBusMessage message = QDBusMessage::createMethodCall(kPolkitService, kPolkitPath, kPolkitInterface,
                                                          QStringLiteral("CheckAuthorization"));
    const PolkitSubject subject{QStringLiteral("system-bus-name"), {{QStringLiteral("name"), question.caller}}};
    message << QVariant::fromValue(subject) << question.action << QVariant::fromValue(question.details) << flags
            << cancellationId;
    return message;
}

void PolkitAuthorizer::check(const Question &question, std::function<void(Verdict)> done)
{
    const quint64 id = ++m_lastId;
    m_watcher.addWatchedService(question.caller);
    m_pending.insert(id, {question, std::move(done)});
    const QDBusMessage message =
        questionMessage(question, question.interactive ? kAllowUserInteraction : 0, QString::number(id));
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kNoTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, id](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        answered(id, finished->reply());
    });
}

void PolkitAuthorizer::query(const Question &question, std::function<void(Permission)> done)
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(questionMessage(question, 0, {})), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [uid = question.uid, done = std::move(done)](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                const auto result = readResult(finished->reply());
                if (result ? result->authorized : (isMissing(finished->reply()) && uid == kRoot))
                    done(Permission::Yes);
                else
                    done(result && result->challenge ? Permission::Auth : Permission::No);
            });
}

void PolkitAuthorizer::answered(quint64 id, const QDBusMessage &reply)
{
    const auto pending = m_pending.constFind(id);
    if (pending == m_pending.constEnd())
        return; // the caller left meanwhile
    const auto result = readResult(reply);
    if (!result) {
        const bool rootWithoutPolkit = isMissing(reply) && pending->question.uid == kRoot;
        if (!rootWithoutPolkit)
            qCWarning(log::dbus, "%s refused: polkit: %s", qUtf8Printable(pending->question.action),
                      qUtf8Printable(reply.errorMessage()));
        finish(id, rootWithoutPolkit ? Verdict::Granted : Verdict::Denied);
    } else if (result->authorized) {
        finish(id, Verdict::Granted);
    } else if (result->details.contains(QStringLiteral("polkit.dismissed"))) {
        finish(id, Verdict::Dismissed);
    } else {
        finish(id, result->challenge && !pending->question.interactive ? Verdict::NeedsInteraction : Verdict::Denied);
    }
}

void PolkitAuthorizer::callerLeft(const QString &caller)
{
    QList<quint64> ids;
    for (auto entry = m_pending.cbegin(); entry != m_pending.cend(); ++entry) {
        if (entry->question.caller == caller)
            ids.append(entry.key());
    }
    for (const quint64 id : ids) {
        QDBusMessage cancel = QDBusMessage::createMethodCall(kPolkitService, kPolkitPath, kPolkitInterface,
                                                             QStringLiteral("CancelCheckAuthorization"));
        cancel << QString::number(id);
        m_bus.asyncCall(cancel); // its only failure is that the question is over
        finish(id, Verdict::Denied);
    }
}

void PolkitAuthorizer::finish(quint64 id, Verdict verdict)
{
    const Pending pending = m_pending.take(id);
    const bool watchedByOther = std::any_of(m_pending.cbegin(), m_pending.cend(), [&](const Pending &other) {
        return other.question.caller == pending.question.caller;
    });
    if (!watchedByOther)
        m_watcher.removeWatchedService(pending.question.caller);
    pending.done(verdict);
}

} // namespace portolan::dbus

Q_DECLARE_METATYPE(portolan::dbus::PolkitSubject)
