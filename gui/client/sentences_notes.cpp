// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/sentences.h"

#include <algorithm>
#include <array>

namespace portolan::client {

namespace {

/// The patterns of daemon/store/import, which are English sentences; here for the translators.
constexpr std::array kPatterns{
    // A file or a folder that cannot be read
    QT_TRANSLATE_NOOP("ImportNotes", "it does not exist"),
    QT_TRANSLATE_NOOP("ImportNotes", "it is a symbolic link, which is not followed"),
    QT_TRANSLATE_NOOP("ImportNotes", "it is not a folder"),
    QT_TRANSLATE_NOOP("ImportNotes", "it is not a regular file"),
    QT_TRANSLATE_NOOP("ImportNotes", "it has more than 200000 entries"),
    QT_TRANSLATE_NOOP("ImportNotes", "it is larger than 256 KiB, as no file of open-iscsi is"),
    QT_TRANSLATE_NOOP("ImportNotes", "it is empty; open-iscsi was interrupted while it wrote"),
    QT_TRANSLATE_NOOP("ImportNotes", "Permission denied"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected a regular file"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected a folder for each portal"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected a folder for each target"),
    // A malformed file
    QT_TRANSLATE_NOOP("ImportNotes", "no file of open-iscsi has so many lines"),
    QT_TRANSLATE_NOOP("ImportNotes", "the record ends before “# END RECORD”; it was cut short"),
    QT_TRANSLATE_NOOP("ImportNotes", "the line is longer than 4096 bytes"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected text, not control characters"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected KEY = VALUE"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected a key of printable characters before the equals sign"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected node.name to be an iSCSI name (iqn., eui., naa.)"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected an address and a port from 1 to 65535 of the target"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected an address and a port from 1 to 65535 to be asked for targets"),
    QT_TRANSLATE_NOOP("ImportNotes", "expected InitiatorName= and an iSCSI name"),
    // A value that is not taken as it is
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be a whole number; it is left at Portolan's default"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be %2 to %3; %4 is taken"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be Yes or No; it is left at Portolan's default"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 prefers no digest but allows one; Portolan will prefer the digest"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be None, CRC32C or both; the digest is preferred"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be a network device's name; any device is used"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be an IP address; any device is used"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must be manual, automatic or onboot; manual is taken"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 must not exceed MaxBurstLength, and is set to it"),
    QT_TRANSLATE_NOOP("ImportNotes", "%1 is given more than once; the last one counts"),
    // What Portolan does not have
    QT_TRANSLATE_NOOP("ImportNotes", "further records of the same target, portal and interface"),
    QT_TRANSLATE_NOOP("ImportNotes", "iSNS servers: add them with Storage servers"),
    QT_TRANSLATE_NOOP("ImportNotes", "records of the firmware (iBFT)"),
    QT_TRANSLATE_NOOP("ImportNotes", "nodes over iSER or a host bus adapter: Portolan speaks TCP only"),
    QT_TRANSLATE_NOOP("ImportNotes", "binding to a MAC address: bind the node to a device's name instead"),
    QT_TRANSLATE_NOOP("ImportNotes", "a CHAP name without its password, or the other way round"),
    QT_TRANSLATE_NOOP("ImportNotes", "CHAP names that are not text of at most 255 bytes"),
    QT_TRANSLATE_NOOP("ImportNotes", "CHAP passwords shorter than 12 bytes, which RFC 7143 §9.2.1 forbids: set a "
                                     "longer one on both sides"),
    QT_TRANSLATE_NOOP("ImportNotes", "CHAP passwords longer than 255 bytes"),
    QT_TRANSLATE_NOOP("ImportNotes",
                      "the target's CHAP password where it equals this machine's, which RFC 7143 §9.2.1 forbids"),
    QT_TRANSLATE_NOOP("ImportNotes", "the target's CHAP account where this machine has none that can be taken over"),
    QT_TRANSLATE_NOOP("ImportNotes", "“use_discoveryd”: Portolan asks a portal again when you tell it to"),
    QT_TRANSLATE_NOOP("ImportNotes",
                      "%1 for targets found from now on: Portolan has no defaults of your own for new nodes"),
    QT_TRANSLATE_NOOP("ImportNotes", "“leading_login”: Portolan logs in to every node on its own"),
    QT_TRANSLATE_NOOP("ImportNotes", "“nr_sessions”: Portolan has one session per node"),
    QT_TRANSLATE_NOOP("ImportNotes", "“ERL” above 0: Portolan recovers by a new login (ErrorRecoveryLevel 0)"),
    QT_TRANSLATE_NOOP("ImportNotes", "“MaxConnections”: Portolan has one connection per session"),
    QT_TRANSLATE_NOOP("ImportNotes", "“scan = manual”: Portolan looks for disks after each login"),
    QT_TRANSLATE_NOOP("ImportNotes", "“reopen_max”: Portolan tries again until you disconnect"),
    QT_TRANSLATE_NOOP("ImportNotes", "“queue_depth”: Portolan lets the target's window decide"),
    QT_TRANSLATE_NOOP("ImportNotes", "“cmds_max”: Portolan lets the target's window decide"),
    QT_TRANSLATE_NOOP("ImportNotes", "“tcp.window_size”: the kernel sizes TCP windows by itself"),
    QT_TRANSLATE_NOOP("ImportNotes", "“tcp.congestion_control” is not set per node"),
    QT_TRANSLATE_NOOP("ImportNotes", "“MaxXmitDataSegmentLength”: Portolan sends what the target declares"),
    QT_TRANSLATE_NOOP("ImportNotes", "“chap_algs”: Portolan offers all, the strongest first"),
    QT_TRANSLATE_NOOP("ImportNotes", "firmware boot entries"),
    QT_TRANSLATE_NOOP("ImportNotes", "“iface.initiatorname”: Portolan has one initiator name for all nodes"),
};

/// Not QString::arg(): what it puts in first may look like the place of what follows.
QString filled(const QString &pattern, const QStringList &arguments)
{
    QString sentence;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const int digit = pattern.at(at) == u'%' && at + 1 < pattern.size() ? pattern.at(at + 1).digitValue() : 0;
        if (digit < 1 || digit > arguments.size()) {
            sentence += pattern.at(at);
            continue;
        }
        sentence += arguments.at(digit - 1);
        ++at;
    }
    return sentence;
}

} // namespace

bool knowsImportNote(const QString &pattern)
{
    const QByteArray text = pattern.toUtf8();
    return std::ranges::any_of(kPatterns, [&text](const char *known) { return text == known; });
}

QString importNoteText(const QVariantMap &note)
{
    const QString pattern = note.value(QStringLiteral("pattern")).toString();
    if (!knowsImportNote(pattern))
        return note.value(QStringLiteral("text")).toString();
    return filled(QCoreApplication::translate("ImportNotes", pattern.toUtf8().constData()),
                  note.value(QStringLiteral("arguments")).toStringList());
}

} // namespace portolan::client
