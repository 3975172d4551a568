// SPDX-License-Identifier: GPL-3.0-or-later
// Events as sentences. The code decides, the details fill in; a code of a newer service shows its English message.
#include "gui/client/sentences.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"

#include <QLocale>

#include <array>

namespace portolan::client {

namespace {

/// What an event needs besides its source to be told fully.
enum class Extra {
    None,
    Error,   ///< The error's own sentence follows.
    Outage,  ///< How long it was down.
    Disk,    ///< Which disk, %2.
    Program, ///< Whose session, %2.
    Size,    ///< Which disk, %2, and how large it is now, %3.
    Portal,  ///< The portal follows in brackets where the details name one.
    Found,   ///< How many targets.
};

struct EventText {
    const char *code;
    Extra extra;
    const char *text; ///< %1: source
};

constexpr std::array kEvents{
    EventText{"discovery.done", Extra::Found, QT_TRANSLATE_NOOP("Sentences", "The search at “%1” is done.")},
    EventText{"discovery.failed", Extra::Error, QT_TRANSLATE_NOOP("Sentences", "The search at “%1” failed.")},
    EventText{"login.ok", Extra::Portal, QT_TRANSLATE_NOOP("Sentences", "Logged in to “%1”.")},
    EventText{"login.failed", Extra::Error, QT_TRANSLATE_NOOP("Sentences", "Could not log in to “%1”.")},
    EventText{"session.online", Extra::Portal, QT_TRANSLATE_NOOP("Sentences", "“%1” is online.")},
    EventText{"session.lost", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences", "The connection to “%1” is lost; programs that use its disks wait.")},
    EventText{"session.reconnecting", Extra::Error, QT_TRANSLATE_NOOP("Sentences", "Trying to reach “%1” again.")},
    EventText{"session.restored", Extra::Outage,
              QT_TRANSLATE_NOOP("Sentences", "“%1” is back; waiting requests go on.")},
    EventText{"connection.joined", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "The session with “%1” has one more connection.")},
    EventText{"connection.lost", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences", "One of the connections to “%1” is lost; the session goes on with the "
                                             "others.")},
    EventText{"connection.failed", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences", "One more connection to “%1” could not be made; it is tried again.")},
    EventText{"connection.refused", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences", "“%1” takes no more connections; the session goes on with those it has.")},
    EventText{"session.adopted", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "Took over the running session with “%1”; nothing was interrupted.")},
    EventText{"dataplane.no_kernel", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences",
                                "The kernel’s own iSCSI cannot be used here; disks are files and loop devices "
                                "instead.")},
    EventText{"session.requests_failed", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "“%1” was away too long: programs that use its disks now get errors.")},
    EventText{"session.digest_errors", Extra::None,
              QT_TRANSLATE_NOOP("Sentences",
                                "Data from “%1” arrives with wrong checksums again and again: the network damages it, "
                                "or the storage server computes them wrongly. If the network is known to be sound, "
                                "switch the checksums of this target off to try.")},
    EventText{"session.closed", Extra::Error, QT_TRANSLATE_NOOP("Sentences", "The session with “%1” has ended.")},
    EventText{"session.redirected", Extra::Portal,
              QT_TRANSLATE_NOOP("Sentences", "“%1” sent us to another of its addresses.")},
    EventText{"logout.done", Extra::None, QT_TRANSLATE_NOOP("Sentences", "Logged out from “%1”.")},
    EventText{"logout.failed", Extra::Error, QT_TRANSLATE_NOOP("Sentences", "Could not log out from “%1”.")},
    EventText{"logout.blocked", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "Did not log out from “%1”: its disks are in use.")},
    EventText{"lun.added", Extra::Size, QT_TRANSLATE_NOOP("Sentences", "“%1” has a disk: %2.")},
    EventText{"lun.removed", Extra::Disk, QT_TRANSLATE_NOOP("Sentences", "“%1” no longer has the disk %2.")},
    EventText{"lun.resized", Extra::Size, QT_TRANSLATE_NOOP("Sentences", "The disk %2 of “%1” has a new size.")},
    EventText{
        "lun.none", Extra::None,
        QT_TRANSLATE_NOOP("Sentences",
                          "“%1” is connected but offers no disk; assign one to this computer on the storage server.")},
    EventText{"lun.problem", Extra::Disk, QT_TRANSLATE_NOOP("Sentences", "The disk %2 of “%1” cannot be used.")},
    EventText{"lun.loop_failed", Extra::Error,
              QT_TRANSLATE_NOOP("Sentences",
                                "A disk of “%1” is there as a file only: no block device could be made for it.")},
    EventText{"async.sense", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "“%1” reports that something about its disks has changed.")},
    EventText{"async.logout", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "“%1” asked us to log out; it will be reached again by itself.")},
    EventText{"async.drop", Extra::None,
              QT_TRANSLATE_NOOP("Sentences",
                                "“%1” announced that it drops the connection; it will be reached again by itself.")},
    EventText{"async.negotiate", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "“%1” wants to agree anew on the details of the connection.")},
    EventText{"async.ignored", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "“%1” sent a message that does not concern this computer.")},
    EventText{"node.added", Extra::Portal, QT_TRANSLATE_NOOP("Sentences", "“%1” is new in the list.")},
    EventText{"node.removed", Extra::Portal, QT_TRANSLATE_NOOP("Sentences", "“%1” was removed from the list.")},
    EventText{"node.changed", Extra::Portal, QT_TRANSLATE_NOOP("Sentences", "“%1” has changed on the storage server.")},
    EventText{"node.missing", Extra::Portal,
              QT_TRANSLATE_NOOP("Sentences", "The storage server does not name “%1” any more.")},
    EventText{"portal.removed", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "The storage server “%1” was removed from the list.")},
    EventText{"settings.changed", Extra::None, QT_TRANSLATE_NOOP("Sentences", "The settings of “%1” were changed.")},
    EventText{"secret.changed", Extra::None, QT_TRANSLATE_NOOP("Sentences", "The password for “%1” was changed.")},
    EventText{"secret.cleared", Extra::None, QT_TRANSLATE_NOOP("Sentences", "The password for “%1” was removed.")},
    EventText{"session.taken_over", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "The session with “%1” was taken over from another program.")},
    EventText{"foreign.found", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "“%1” was connected by %2; its session is shown and left alone.")},
    EventText{"foreign.gone", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "The session with “%1” that was made by %2 has ended.")},
    EventText{"foreign.lost", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "The session with “%1” that was made by %2 has lost its connection.")},
    EventText{"foreign.restored", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "The session with “%1” that was made by %2 is back.")},
    EventText{"initiator.other", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "%2 runs beside Portolan. Each leaves the other's sessions alone; do not "
                                             "connect one target with both.")},
    EventText{"initiator.other_gone", Extra::Program,
              QT_TRANSLATE_NOOP("Sentences", "%2 has ended. Its sessions go on, but nobody brings them back if they "
                                             "break; they can be taken over.")},
    EventText{"import.done", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "Took over what open-iscsi knows, from “%1”.")},
    EventText{"defaults.changed", Extra::None,
              QT_TRANSLATE_NOOP("Sentences", "New targets begin with other settings from now on.")},
    EventText{"initiator_name.changed", Extra::None,
              QT_TRANSLATE_NOOP("Sentences",
                                "This computer's initiator name was changed; it is used from the next login on.")},
};

/// Any other asynchronous message of §11.9.1.
constexpr EventText kOtherAsync{"async.", Extra::None,
                                QT_TRANSLATE_NOOP("Sentences", "“%1” sent a message about itself.")};

/// A password of each direction has an event of its own; together they are one account of mutual CHAP.
constexpr EventText kTargetSecret{
    "secret.changed", Extra::None,
    QT_TRANSLATE_NOOP("Sentences", "The password with which “%1” proves itself was changed.")};
constexpr EventText kSecretRemoved{"secret.changed", Extra::None,
                                   QT_TRANSLATE_NOOP("Sentences", "The password for “%1” was removed.")};
constexpr EventText kTargetSecretRemoved{
    "secret.changed", Extra::None,
    QT_TRANSLATE_NOOP("Sentences", "The password with which “%1” proves itself was removed.")};

const EventText *textOf(const QString &code)
{
    for (const auto &entry : kEvents) {
        if (code == QLatin1String(entry.code))
            return &entry;
    }
    return code.startsWith(QLatin1String(kOtherAsync.code)) ? &kOtherAsync : nullptr;
}

QVariant detail(const EventInfo &event, const char *name) { return event.details.value(QLatin1String(name)); }

/// Details of an error: error s (the code's name), status_class u and status_detail u of a refused login, errno i.
QString errorOf(const EventInfo &event)
{
    const QString name = detail(event, "error").toString();
    if (name.isEmpty())
        return {};
    QVariantMap details = event.details;
    const uint status =
        (detail(event, "status_class").toUInt() & 0xffU) << 8U | (detail(event, "status_detail").toUInt() & 0xffU);
    if (status != 0)
        details.insert(QStringLiteral("login_status"), status);
    const Error error = dbus::errorFrom(dbus::kErrorPrefix + name, details);
    const QString cure = cureOf(error);
    return u' ' + sentenceOf(error) + (cure.isEmpty() ? QString() : u' ' + cure);
}

QString diskOf(const EventInfo &event)
{
    return QCoreApplication::translate("Sentences", "LUN %1").arg(detail(event, "lun").toString());
}

QString sizeOf(const EventInfo &event)
{
    const quint64 bytes = detail(event, "size").toULongLong();
    return bytes > 0 ? QStringLiteral(" (%1)").arg(sizeText(bytes)) : QString();
}

QString unusableOf(const EventInfo &event)
{
    const QString problem = detail(event, "problem").toString();
    return problem.isEmpty()
               ? QString()
               : u' ' + QCoreApplication::translate("Sentences", "It cannot be used: %1.").arg(problemOf(problem));
}

QString outageOf(const EventInfo &event)
{
    const qint64 seconds = detail(event, "outage").toLongLong();
    return seconds > 0 ? u' ' + QCoreApplication::translate("Sentences", "It was away for %1 s.").arg(seconds)
                       : QString();
}

QString foundBy(const EventInfo &event)
{
    const QVariant count = detail(event, "targets");
    return count.isValid() ? u' ' + QCoreApplication::translate("Sentences", "Targets found: %1.").arg(count.toUInt())
                           : QString();
}

QString programOf(const EventInfo &event)
{
    return makerOf(detail(event, "program").toString(), detail(event, "firmware").toBool());
}

QString portalOf(const EventInfo &event)
{
    const QString portal = detail(event, "portal").toString();
    return portal.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(portal);
}

} // namespace

namespace {

const EventText *textOf(const EventInfo &event)
{
    const EventText *const entry = textOf(event.code);
    if (event.code != QLatin1String(kTargetSecret.code))
        return entry;
    const bool ofTarget = detail(event, "direction").toString() == QLatin1String("target");
    const bool present = detail(event, "present").toBool() || !detail(event, "present").isValid();
    if (present)
        return ofTarget ? &kTargetSecret : entry;
    return ofTarget ? &kTargetSecretRemoved : &kSecretRemoved;
}

} // namespace

QString sentenceOf(const EventInfo &event)
{
    const EventText *entry = textOf(event);
    if (!entry)
        return event.message.isEmpty() ? event.code : event.message;
    const QString text = QCoreApplication::translate("Sentences", entry->text);
    if (!text.contains(u'%')) // about this computer itself
        return text;
    switch (entry->extra) {
    case Extra::None:
        break;
    case Extra::Error:
        return text.arg(event.source) + errorOf(event);
    case Extra::Outage:
        return text.arg(event.source) + outageOf(event);
    case Extra::Disk:
        return text.arg(event.source, diskOf(event));
    case Extra::Size:
        return text.arg(event.source, diskOf(event) + sizeOf(event)) + unusableOf(event);
    case Extra::Portal:
        return text.arg(event.source) + portalOf(event);
    case Extra::Program:
        return text.contains(QStringLiteral("%1")) ? text.arg(event.source, programOf(event))
                                                   : text.arg(programOf(event));
    case Extra::Found:
        return text.arg(event.source) + foundBy(event);
    }
    return text.arg(event.source);
}

} // namespace portolan::client
