// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/failure.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QHash>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::udisks::Failure)
};

/// UDisks2 tells many things as "Failed", in the words of the program that it ran.
Problem problemIn(const QString &text)
{
    struct Words {
        QLatin1StringView words;
        Problem problem;
    };
    static constexpr Words kWords[] = {
        {"resource busy"_L1, Problem::Busy},
        {"in use"_L1, Problem::Busy},
        {"target is busy"_L1, Problem::Busy},
        {"already mounted"_L1, Problem::Busy},
        {"unknown filesystem type"_L1, Problem::NotSupported},
        {"is not supported"_L1, Problem::NotSupported},
        {"wrong fs type"_L1, Problem::NotSupported},
        {"read-only"_L1, Problem::ReadOnly},
        {"was cancelled"_L1, Problem::Cancelled},
    };
    for (const Words &each : kWords) {
        if (text.contains(each.words, Qt::CaseInsensitive))
            return each.problem;
    }
    return Problem::Failed;
}

} // namespace

Failure failureOf(const QDBusMessage &reply)
{
    static const QHash<QString, Problem> kOwn{
        {u"Cancelled"_s, Problem::Cancelled},
        {u"NotAuthorized"_s, Problem::NotAuthorized},
        {u"NotAuthorizedCanObtain"_s, Problem::NeedsPassword},
        {u"NotAuthorizedDismissed"_s, Problem::Dismissed},
        {u"AlreadyMounted"_s, Problem::Mounted},
        {u"NotMounted"_s, Problem::NotMounted},
        {u"NotSupported"_s, Problem::NotSupported},
        {u"Timedout"_s, Problem::NotAnswering},
        {u"DeviceBusy"_s, Problem::Busy},
    };
    static const QHash<QString, Problem> kBus{
        {u"ServiceUnknown"_s, Problem::NotInstalled}, {u"NameHasNoOwner"_s, Problem::NotInstalled},
        {u"NoReply"_s, Problem::NotAnswering},        {u"Timeout"_s, Problem::NotAnswering},
        {u"TimedOut"_s, Problem::NotAnswering},       {u"Disconnected"_s, Problem::NotAnswering},
        {u"AccessDenied"_s, Problem::NotAuthorized},  {u"UnknownObject"_s, Problem::Gone},
        {u"UnknownMethod"_s, Problem::Gone},          {u"UnknownInterface"_s, Problem::Gone},
    };
    const QString name = reply.errorName(), own = u"org.freedesktop.UDisks2.Error."_s,
                  bus = u"org.freedesktop.DBus.Error."_s;
    const QString detail = reply.errorMessage().trimmed().left(1000);
    if (name.startsWith(own + u"Failed"_s))
        return {problemIn(detail), detail};
    if (name.startsWith(own))
        return {kOwn.value(name.mid(own.size()), Problem::Failed), detail};
    if (name.startsWith(bus + u"Spawn."_s))
        return {Problem::NotInstalled, detail};
    if (name.startsWith(bus))
        return {kBus.value(name.mid(bus.size()), Problem::Failed), detail};
    return {Problem::Failed, detail};
}

QString sentenceOf(const Failure &failure, const QString &disk)
{
    switch (failure.problem) {
    case Problem::NotInstalled:
        return Text::tr("UDisks is missing here; it is what makes file systems and mounts them.");
    case Problem::NotAnswering:
        return Text::tr("UDisks does not answer, so nobody knows whether “%1” is as it should be.").arg(disk);
    case Problem::Gone:
        return Text::tr("“%1” is not there any more.").arg(disk);
    case Problem::NotAuthorized:
    case Problem::NeedsPassword:
        return Text::tr("You may not change “%1”.").arg(disk);
    case Problem::Dismissed:
        return Text::tr("No password was given, so nothing more was done to “%1”.").arg(disk);
    case Problem::Busy:
        return Text::tr("“%1” is in use.").arg(disk);
    case Problem::Mounted:
        return Text::tr("“%1” is mounted already.").arg(disk);
    case Problem::NotMounted:
        return Text::tr("“%1” is not mounted.").arg(disk);
    case Problem::NotSupported:
        return Text::tr("This computer cannot work with the file system of “%1”.").arg(disk);
    case Problem::ReadOnly:
        return Text::tr("“%1” can only be read.").arg(disk);
    case Problem::TooSmall:
        return Text::tr("“%1” is too small for a file system.").arg(disk);
    case Problem::NotEmpty:
        return Text::tr("“%1” is not empty, and its name was not typed.").arg(disk);
    case Problem::Changed:
        return Text::tr("“%1” is not what it was a moment ago; nothing was done to it.").arg(disk);
    case Problem::Cancelled:
        return Text::tr("Stopped. “%1” may hold half a file system now.").arg(disk);
    case Problem::Damaged:
        return Text::tr("The file system of “%1” has errors.").arg(disk);
    case Problem::Failed:
        break;
    }
    return Text::tr("It did not work with “%1”.").arg(disk);
}

QString cureOf(const Failure &failure)
{
    switch (failure.problem) {
    case Problem::NotInstalled:
        return Text::tr("Install the package udisks2, then come back to this page.");
    case Problem::NotAnswering:
        return Text::tr("Look whether the disk is connected, and restart udisks2.service if it stays silent.");
    case Problem::Gone:
        return Text::tr("Look whether its target is still connected, and connect it again.");
    case Problem::NotAuthorized:
    case Problem::NeedsPassword:
        return Text::tr("Ask an administrator of this computer to do it, or to allow it to you.");
    case Problem::Dismissed:
        return Text::tr("Try again and enter the password of an administrator.");
    case Problem::Busy:
        return Text::tr("The page Disks of its target names what uses it; end that, then try again.");
    case Problem::Mounted:
        return Text::tr("Open its folder; to format it, unmount it first.");
    case Problem::NotMounted:
        return Text::tr("There is nothing to unmount.");
    case Problem::NotSupported:
        return Text::tr("Install its tools (e2fsprogs, xfsprogs, btrfs-progs, exfatprogs or dosfstools), or choose "
                        "another file system.");
    case Problem::ReadOnly:
        return Text::tr("Allow writing in the settings of the storage server, then connect again.");
    case Problem::TooSmall:
        return Text::tr("Make the disk larger on the storage server.");
    case Problem::NotEmpty:
        return Text::tr("Type the name of the disk if everything on it may be lost.");
    case Problem::Changed:
        return Text::tr("Another computer may use it. Look at what is on it now, then decide again.");
    case Problem::Cancelled:
        return {};
    case Problem::Damaged:
        return Text::tr("Make a copy of what is on it, then let fsck mend it.");
    case Problem::Failed:
        break;
    }
    return failure.detail.isEmpty() ? Text::tr("The log of udisks2.service may say why.")
                                    : Text::tr("UDisks says: %1").arg(failure.detail);
}

} // namespace portolan::udisks
