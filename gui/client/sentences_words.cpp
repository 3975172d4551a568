// SPDX-License-Identifier: GPL-3.0-or-later
// States, phases and users of a disk in words.
#include "gui/client/sentences.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <limits>

namespace portolan::client {

namespace {

struct NamedText {
    const char *name;
    const char *text;
};

QString translated(const char *text) { return QCoreApplication::translate("Sentences", text); }

constexpr std::array kPhases{
    NamedText{"resolving", QT_TRANSLATE_NOOP("Sentences", "Looking up the address…")},
    NamedText{"connecting", QT_TRANSLATE_NOOP("Sentences", "Connecting…")},
    NamedText{"security", QT_TRANSLATE_NOOP("Sentences", "Proving who is who…")},
    NamedText{"operational", QT_TRANSLATE_NOOP("Sentences", "Agreeing on the details of the connection…")},
    NamedText{"discovering", QT_TRANSLATE_NOOP("Sentences", "Asking for the list of targets…")},
    NamedText{"probing", QT_TRANSLATE_NOOP("Sentences", "Trying every address of the targets…")},
    NamedText{"reading", QT_TRANSLATE_NOOP("Sentences", "Reading the files…")},
    NamedText{"scanning", QT_TRANSLATE_NOOP("Sentences", "Looking for disks…")},
    NamedText{"settling", QT_TRANSLATE_NOOP("Sentences", "Waiting until the disks are ready…")},
    NamedText{"waiting", QT_TRANSLATE_NOOP("Sentences", "Waiting for the next attempt…")},
};

/// Lun.Problem; what stands behind it, such as sense data, stays as it is.
constexpr std::array kProblems{
    QT_TRANSLATE_NOOP("Sentences", "not ready"),
    QT_TRANSLATE_NOOP("Sentences", "does not identify itself"),
    QT_TRANSLATE_NOOP("Sentences", "does not tell its size"),
    QT_TRANSLATE_NOOP("Sentences", "does not tell a usable size"),
    QT_TRANSLATE_NOOP("Sentences", "no device is connected to this unit"),
    QT_TRANSLATE_NOOP("Sentences", "its size is not one that a file can have"),
    QT_TRANSLATE_NOOP("Sentences", "taken offline by the kernel"),
    QT_TRANSLATE_NOOP("Sentences", "the target does not offer it any more, and it is in use"),
    QT_TRANSLATE_NOOP("Sentences", "another disk took its place while it was in use; it was taken offline"),
};

/// %1 device or file, %2 place, %3 file system, %4 program, %5 process id
constexpr std::array kUsers{
    NamedText{"swap", QT_TRANSLATE_NOOP("Sentences", "%1 is used as swap space")},
    NamedText{"lvm-pv", QT_TRANSLATE_NOOP("Sentences", "%1 belongs to a volume group (LVM)")},
    NamedText{"md", QT_TRANSLATE_NOOP("Sentences", "%1 belongs to a RAID array")},
    NamedText{"dm-crypt", QT_TRANSLATE_NOOP("Sentences", "%1 holds an unlocked encrypted volume")},
    NamedText{"multipath", QT_TRANSLATE_NOOP("Sentences", "%1 is a path of a multipath disk")},
    NamedText{"loop", QT_TRANSLATE_NOOP("Sentences", "%1 is behind a loop device")},
};

/// The same where the place has a name.
constexpr std::array kUsersNamed{
    NamedText{"swap", QT_TRANSLATE_NOOP("Sentences", "%1 holds the swap file %2")},
    NamedText{"lvm-pv", QT_TRANSLATE_NOOP("Sentences", "%1 holds the volume %2 (LVM)")},
    NamedText{"md", QT_TRANSLATE_NOOP("Sentences", "%1 belongs to the RAID array %2")},
    NamedText{"dm-crypt", QT_TRANSLATE_NOOP("Sentences", "%1 holds the unlocked encrypted volume %2")},
    NamedText{"multipath", QT_TRANSLATE_NOOP("Sentences", "%1 is a path of the multipath disk %2")},
    NamedText{"loop", QT_TRANSLATE_NOOP("Sentences", "%1 is behind the loop device %2")},
    NamedText{"other", QT_TRANSLATE_NOOP("Sentences", "%1 is used by %2")},
};

} // namespace

QString wordOf(dbus::NodeStatus status)
{
    using enum dbus::NodeStatus;
    switch (status) {
    case Unknown:
        break;
    case Disconnected:
        return translated(QT_TRANSLATE_NOOP("Sentences", "not connected"));
    case Connecting:
        return translated(QT_TRANSLATE_NOOP("Sentences", "connecting"));
    case Connected:
        return translated(QT_TRANSLATE_NOOP("Sentences", "connected"));
    case ConnectionFailed:
        return translated(QT_TRANSLATE_NOOP("Sentences", "connection failed"));
    case Disconnecting:
        return translated(QT_TRANSLATE_NOOP("Sentences", "disconnecting"));
    case Reconnecting:
        return translated(QT_TRANSLATE_NOOP("Sentences", "reconnecting"));
    case BySystem:
        return translated(QT_TRANSLATE_NOOP("Sentences", "connected by the system"));
    case Missing:
        return translated(QT_TRANSLATE_NOOP("Sentences", "missing on the server"));
    }
    return translated(QT_TRANSLATE_NOOP("Sentences", "unknown"));
}

QString wordOf(dbus::SessionState state)
{
    using enum dbus::SessionState;
    switch (state) {
    case Unknown:
        break;
    case Free:
        return translated(QT_TRANSLATE_NOOP("Sentences", "not in use"));
    case LoggingIn:
        return translated(QT_TRANSLATE_NOOP("Sentences", "logging in"));
    case Online:
        return translated(QT_TRANSLATE_NOOP("Sentences", "online"));
    case Reconnecting:
        return translated(QT_TRANSLATE_NOOP("Sentences", "reconnecting"));
    case Stopped:
        return translated(QT_TRANSLATE_NOOP("Sentences", "stopped"));
    case LoggingOut:
        return translated(QT_TRANSLATE_NOOP("Sentences", "logging out"));
    }
    return translated(QT_TRANSLATE_NOOP("Sentences", "unknown"));
}

QString makerOf(const QString &program, bool firmware)
{
    if (!program.isEmpty())
        return program;
    return firmware ? translated(QT_TRANSLATE_NOOP("Sentences", "the firmware"))
                    : translated(QT_TRANSLATE_NOOP("Sentences", "another program"));
}

QString wordOf(const SessionInfo &session)
{
    const QString word = wordOf(session.state);
    return session.foreign ? QCoreApplication::translate("Sentences", "%1, by %2")
                                 .arg(word, makerOf(session.program, session.firmware))
                           : word;
}

QString wordOf(dbus::AuthMode mode)
{
    using enum dbus::AuthMode;
    switch (mode) {
    case Unknown:
        break;
    case None:
        return translated(QT_TRANSLATE_NOOP("Sentences", "none"));
    case Chap:
        return translated(QT_TRANSLATE_NOOP("Sentences", "CHAP"));
    case MutualChap:
        return translated(QT_TRANSLATE_NOOP("Sentences", "mutual CHAP"));
    }
    return translated(QT_TRANSLATE_NOOP("Sentences", "unknown"));
}

QString problemOf(const QString &problem)
{
    for (const char *known : kProblems) {
        const QLatin1String text(known);
        if (problem == text || problem.startsWith(text + QStringLiteral(" (")))
            return translated(known) + problem.mid(text.size());
    }
    return problem;
}

QString phaseOf(const QString &phase)
{
    for (const auto &entry : kPhases) {
        if (phase == QLatin1String(entry.name))
            return translated(entry.text);
    }
    return translated(QT_TRANSLATE_NOOP("Sentences", "Working…"));
}

namespace {

QString multipathSentence(const DeviceUser &user)
{
    QStringList others;
    for (qsizetype i = 0; i < user.otherPaths.size(); ++i) {
        const QString state = user.pathStates.value(i);
        others.append(state.isEmpty() ? user.otherPaths[i] : QStringLiteral("%1 (%2)").arg(user.otherPaths[i], state));
    }
    const int working = user.workingPaths();
    const auto *text = working > 0
                           ? QT_TRANSLATE_N_NOOP("Sentences", "%1 is a path of the multipath disk %2, which has %n "
                                                              "other path(s) that work: %3")
                           : QT_TRANSLATE_NOOP("Sentences", "%1 is the last working path of the multipath disk %2; "
                                                            "the others: %3");
    return QCoreApplication::translate("Sentences", text, nullptr, working)
        .arg(user.device, user.mountPoint, others.join(QStringLiteral(", ")));
}

QString programSentence(const DeviceUser &user)
{
    if (user.program.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Sentences", "A program works in %2 (process %1)"))
            .arg(QString::number(user.pid), user.mountPoint);
    return translated(QT_TRANSLATE_NOOP("Sentences", "%1 works in %3 (process %2)"))
        .arg(user.program, QString::number(user.pid), user.mountPoint);
}

} // namespace

QString sentenceOf(const DeviceUser &user)
{
    if (user.kind == QStringLiteral("multipath") && !user.otherPaths.isEmpty())
        return multipathSentence(user);
    if (user.kind == QStringLiteral("mount")) {
        const QString by =
            user.pid > 0 ? translated(QT_TRANSLATE_NOOP("Sentences", " by process %1")).arg(user.pid) : QString();
        const auto *text = user.fileSystem.isEmpty() ? QT_TRANSLATE_NOOP("Sentences", "%1 is mounted at %2")
                                                     : QT_TRANSLATE_NOOP("Sentences", "%1 is mounted at %2 (%3)");
        const QString sentence = translated(text);
        return (user.fileSystem.isEmpty() ? sentence.arg(user.device, user.mountPoint)
                                          : sentence.arg(user.device, user.mountPoint, user.fileSystem)) +
               by;
    }
    if (user.kind == QStringLiteral("process") && !user.mountPoint.isEmpty())
        return programSentence(user);
    if (user.kind == QStringLiteral("process"))
        return translated(QT_TRANSLATE_NOOP("Sentences", "%1 is open in %2 (process %3)"))
            .arg(user.device,
                 user.program.isEmpty() ? translated(QT_TRANSLATE_NOOP("Sentences", "a program")) : user.program)
            .arg(user.pid);
    for (const auto &entry : kUsersNamed) {
        if (user.kind == QLatin1String(entry.name) && !user.mountPoint.isEmpty())
            return translated(entry.text).arg(user.device, user.mountPoint);
    }
    for (const auto &entry : kUsers) {
        if (user.kind == QLatin1String(entry.name))
            return translated(entry.text).arg(user.device);
    }
    return translated(QT_TRANSLATE_NOOP("Sentences", "%1 is in use")).arg(user.device);
}

QString sizeText(quint64 bytes)
{
    const QLocale locale;
    const auto bounded = qint64(std::min<quint64>(bytes, quint64(std::numeric_limits<qint64>::max())));
    QString text = locale.formattedDataSize(bounded, 1, QLocale::DataSizeIecFormat);
    text.replace(locale.decimalPoint() + QStringLiteral("0 "), QStringLiteral(" ")); // "2.0 TiB" is 2 TiB
    return text;
}

} // namespace portolan::client
