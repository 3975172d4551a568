// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QCoreApplication>

/// The service's codes as sentences a person understands, translated. CLI and GUI say the same.
namespace portolan::client {

/// What happened and to whom: "The target refused the password for “backup”."
[[nodiscard]] QString sentenceOf(const Error &error, const QString &subject = {});
/// What can be done about it, or empty: "Check name and password; the target's administrator sets them."
[[nodiscard]] QString cureOf(const Error &error);
[[nodiscard]] QString wordOf(dbus::NodeStatus status); ///< "connected", "reconnecting", ...
[[nodiscard]] QString wordOf(dbus::SessionState state);
[[nodiscard]] QString wordOf(const SessionInfo &session); ///< Its state, and who made it if it was not Portolan.
/// Who made a session: the program, "the firmware", "another program".
[[nodiscard]] QString makerOf(const QString &program, bool firmware);
[[nodiscard]] QString wordOf(dbus::AuthMode mode);
/// Why a disk cannot be used, from Lun.Problem; as it is where it is unknown.
[[nodiscard]] QString problemOf(const QString &problem);
[[nodiscard]] QString phaseOf(const QString &phase);      ///< "Looking up the address…"
[[nodiscard]] QString sentenceOf(const EventInfo &event); ///< From code and details; Message where the code is unknown.
[[nodiscard]] QString sentenceOf(const DeviceUser &user); ///< "mounted at /srv/data (ext4)"
/// One sentence for a key of RFC 7143 §13: what it means to the user.
[[nodiscard]] QString meaningOf(const QString &negotiatedKey);
/// What holds if neither side says anything, RFC 7143 §13; empty for a key without a default.
[[nodiscard]] QString defaultOf(const QString &negotiatedKey);
/// What the agreed value costs the user; empty if it is as good as others.
[[nodiscard]] QString harmOf(const NegotiatedKey &key);
/// What a note of ImportOpenIscsi says, from its pattern and arguments; its own text where the pattern is unknown.
[[nodiscard]] QString importNoteText(const QVariantMap &note);
[[nodiscard]] bool knowsImportNote(const QString &pattern);
[[nodiscard]] QString sizeText(quint64 bytes);    ///< "2 TiB", "1.5 GiB"
[[nodiscard]] QString kindOf(const LunInfo &lun); ///< "solid state", "rotating", "unknown"

struct DiskFact {
    QString name, text; ///< "Write cache", "on"
};
/// What SCSI tells of a disk, what is unknown too.
[[nodiscard]] std::vector<DiskFact> diskFacts(const LunInfo &lun);

} // namespace portolan::client
