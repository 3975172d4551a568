// SPDX-License-Identifier: GPL-3.0-or-later
// What the negotiated keys of RFC 7143 §13 and §12 mean to somebody who uses the disk.
#include "gui/client/sentences.h"

#include <algorithm>
#include <array>

namespace portolan::client {

namespace {

struct KeyText {
    const char *key;
    const char *text;
};

struct KeyDefault {
    const char *key;
    const char *value;
};

constexpr std::array kDefaults{
    KeyDefault{"HeaderDigest", "None"},             // §13.1
    KeyDefault{"DataDigest", "None"},               // §13.1
    KeyDefault{"MaxConnections", "1"},              // §13.2
    KeyDefault{"InitialR2T", "Yes"},                // §13.10
    KeyDefault{"ImmediateData", "Yes"},             // §13.11
    KeyDefault{"MaxRecvDataSegmentLength", "8192"}, // §13.12
    KeyDefault{"MaxBurstLength", "262144"},         // §13.13
    KeyDefault{"FirstBurstLength", "65536"},        // §13.14
    KeyDefault{"DefaultTime2Wait", "2"},            // §13.15
    KeyDefault{"DefaultTime2Retain", "20"},         // §13.16
    KeyDefault{"MaxOutstandingR2T", "1"},           // §13.17
    KeyDefault{"DataPDUInOrder", "Yes"},            // §13.18
    KeyDefault{"DataSequenceInOrder", "Yes"},       // §13.19
    KeyDefault{"ErrorRecoveryLevel", "0"},          // §13.20
    KeyDefault{"TaskReporting", "RFC3720"},         // §13.23
    KeyDefault{"iSCSIProtocolLevel", "1"},          // §13.24
};

/// "MaxRecvDataSegmentLength (target)" is what the other side declared for itself.
QString withoutSide(const QString &key)
{
    const auto space = key.indexOf(u' ');
    return space > 0 ? key.left(space) : key;
}

bool isBelow(const QString &value, qulonglong limit)
{
    bool number = false;
    const qulonglong parsed = value.toULongLong(&number);
    return number && parsed < limit;
}

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
    const QString key = withoutSide(negotiatedKey);
    for (const auto &entry : kKeys) {
        if (key == QLatin1String(entry.key))
            return QCoreApplication::translate("Sentences", entry.text);
    }
    return QCoreApplication::translate("Sentences", "A setting particular to this target.");
}

QString defaultOf(const QString &negotiatedKey)
{
    const QString key = withoutSide(negotiatedKey);
    const auto *const found =
        std::ranges::find_if(kDefaults, [&key](const KeyDefault &entry) { return key == QLatin1String(entry.key); });
    return found == kDefaults.end() ? QString() : QLatin1String(found->value);
}

QString harmOf(const NegotiatedKey &key)
{
    // Below these the overhead of each message or round trip shows in the throughput of a fast network.
    constexpr qulonglong kSmallPiece = 64 * 1024, kSmallBurst = 256 * 1024, kSmallFirstBurst = 16 * 1024;
    const char *text = nullptr;
    if (key.key == QLatin1String("MaxRecvDataSegmentLength (target)") && isBelow(key.got, kSmallPiece))
        text = QT_TRANSLATE_NOOP("Sentences", "The target takes small pieces only: large writes are slower.");
    else if (key.key == QLatin1String("MaxBurstLength") && isBelow(key.got, kSmallBurst))
        text = QT_TRANSLATE_NOOP("Sentences", "That is little: large transfers stop for the other side often.");
    else if (key.key == QLatin1String("FirstBurstLength") && isBelow(key.got, kSmallFirstBurst))
        text = QT_TRANSLATE_NOOP("Sentences", "That is little: most writes wait for the target.");
    else if (key.key == QLatin1String("InitialR2T") && key.got == QLatin1String("Yes"))
        text = QT_TRANSLATE_NOOP("Sentences", "Writes wait for the target before they send their data.");
    else if (key.key == QLatin1String("ImmediateData") && key.got == QLatin1String("No"))
        text = QT_TRANSLATE_NOOP("Sentences", "Small writes take one round trip more.");
    else if (key.key.endsWith(QLatin1String("Digest")) && key.asked.startsWith(QLatin1String("CRC32C")) &&
             key.got == QLatin1String("None"))
        text = QT_TRANSLATE_NOOP("Sentences", "The target does without the checksums that were asked for.");
    return text == nullptr ? QString() : QCoreApplication::translate("Sentences", text);
}

} // namespace portolan::client
