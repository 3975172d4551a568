// SPDX-License-Identifier: GPL-3.0-or-later
// What the negotiated keys of RFC 7143 §13 and §12 mean to somebody who uses the disk.
#include "gui/client/sentences.h"

#include <array>

namespace portolan::client {

namespace {

struct KeyText {
    const char *key;
    const char *text;
};

constexpr std::array kKeys{
    KeyText{
        "AuthMethod",
        QT_TRANSLATE_NOOP("Sentences", "How the two sides prove who they are before anything else is said.")}, // §12.1
    KeyText{"HeaderDigest",
            QT_TRANSLATE_NOOP("Sentences",
                              "Whether every message header carries a checksum against errors on the way.")}, // §13.1
    KeyText{
        "DataDigest",
        QT_TRANSLATE_NOOP("Sentences",
                          "Whether all data carries a checksum against errors on the way; costs some speed.")}, // §13.1
    KeyText{
        "MaxConnections",
        QT_TRANSLATE_NOOP("Sentences", "How many network connections this session may use at the same time.")}, // §13.2
    KeyText{"SendTargets", QT_TRANSLATE_NOOP("Sentences", "The question for the list of targets.")},         // §13.3
    KeyText{"TargetName", QT_TRANSLATE_NOOP("Sentences", "The worldwide unique name of the target.")},       // §13.4
    KeyText{"InitiatorName", QT_TRANSLATE_NOOP("Sentences", "The worldwide unique name of this computer.")}, // §13.5
    KeyText{"TargetAlias",
            QT_TRANSLATE_NOOP("Sentences", "A name the target gives itself for people to read.")}, // §13.6
    KeyText{"InitiatorAlias",
            QT_TRANSLATE_NOOP("Sentences", "A name this computer gives itself for people to read.")}, // §13.7
    KeyText{"TargetAddress", QT_TRANSLATE_NOOP("Sentences", "Where the target can be reached.")},     // §13.8
    KeyText{"TargetPortalGroupTag",
            QT_TRANSLATE_NOOP("Sentences",
                              "Which group of the target's network addresses this connection belongs to.")}, // §13.9
    KeyText{"InitialR2T",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "Whether a write waits until the target asks for its data; “No” makes small writes faster.")}, // §13.10
    KeyText{"ImmediateData", QT_TRANSLATE_NOOP("Sentences", "Whether the beginning of a write travels together with "
                                                            "its command; “Yes” makes small writes faster.")}, // §13.11
    KeyText{"MaxRecvDataSegmentLength",
            QT_TRANSLATE_NOOP("Sentences", "The most bytes that one message to this side may carry.")}, // §13.12
    KeyText{
        "MaxBurstLength",
        QT_TRANSLATE_NOOP("Sentences", "The most bytes that move in one go between two acknowledgements.")}, // §13.13
    KeyText{"FirstBurstLength",
            QT_TRANSLATE_NOOP("Sentences",
                              "The most bytes of a write that are sent before the target asks for them.")}, // §13.14
    KeyText{"DefaultTime2Wait",
            QT_TRANSLATE_NOOP("Sentences",
                              "How many seconds to wait after a broken connection before trying again.")}, // §13.15
    KeyText{"DefaultTime2Retain",
            QT_TRANSLATE_NOOP("Sentences",
                              "How many seconds after that the target still keeps unfinished requests.")}, // §13.16
    KeyText{"MaxOutstandingR2T",
            QT_TRANSLATE_NOOP("Sentences",
                              "How many pieces of one write the target may ask for at the same time.")}, // §13.17
    KeyText{"DataPDUInOrder",
            QT_TRANSLATE_NOOP("Sentences", "Whether the messages of one data sequence keep their order.")}, // §13.18
    KeyText{"DataSequenceInOrder",
            QT_TRANSLATE_NOOP("Sentences", "Whether the parts of a large transfer keep their order.")}, // §13.19
    KeyText{"ErrorRecoveryLevel",
            QT_TRANSLATE_NOOP("Sentences", "How finely errors are repaired: 0 starts the session anew, 1 sends lost "
                                           "messages again, 2 replaces a connection.")}, // §13.20
    KeyText{"SessionType",
            QT_TRANSLATE_NOOP(
                "Sentences",
                "Whether the session is for using disks or only for asking which targets there are.")}, // §13.21
    KeyText{"TaskReporting",
            QT_TRANSLATE_NOOP("Sentences",
                              "How the target reports requests that somebody else has cleared away.")}, // §13.23
    KeyText{"iSCSIProtocolLevel",
            QT_TRANSLATE_NOOP("Sentences", "Which edition of the iSCSI standard both sides follow.")}, // §13.24
    KeyText{"X#NodeArchitecture",
            QT_TRANSLATE_NOOP("Sentences",
                              "What system the other side says it runs on; for its administrators only.")}, // §13.26
    KeyText{"OFMarker", QT_TRANSLATE_NOOP("Sentences",
                                          "An old way to find the beginning of messages; no longer in use.")}, // §13.25
    KeyText{"IFMarker", QT_TRANSLATE_NOOP("Sentences",
                                          "An old way to find the beginning of messages; no longer in use.")}, // §13.25
    KeyText{"OFMarkInt", QT_TRANSLATE_NOOP(
                             "Sentences", "An old way to find the beginning of messages; no longer in use.")}, // §13.25
    KeyText{"IFMarkInt", QT_TRANSLATE_NOOP(
                             "Sentences", "An old way to find the beginning of messages; no longer in use.")}, // §13.25
};

} // namespace

QString meaningOf(const QString &negotiatedKey)
{
    for (const auto &entry : kKeys) {
        if (negotiatedKey == QLatin1String(entry.key))
            return QCoreApplication::translate("Sentences", entry.text);
    }
    // The declared value of the other side is shown as a row of its own, e.g. "MaxRecvDataSegmentLength (target)".
    if (const auto space = negotiatedKey.indexOf(u' '); space > 0)
        return meaningOf(negotiatedKey.left(space));
    return QCoreApplication::translate("Sentences", "A setting particular to this target.");
}

} // namespace portolan::client
