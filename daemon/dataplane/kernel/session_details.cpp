// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/session_details.h"

namespace portolan::dataplane::kernel {

namespace {

using std::chrono::seconds;

std::uint32_t number(const QByteArray &text, std::uint32_t otherwise)
{
    bool ok = false;
    const auto value = text.toUInt(&ok);
    return ok ? value : otherwise;
}

bool flag(const QByteArray &text, bool otherwise) { return number(text, otherwise ? 1 : 0) != 0; }

seconds secondsIn(const QByteArray &text, std::chrono::milliseconds otherwise)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    return ok ? seconds(value) : std::chrono::duration_cast<seconds>(otherwise);
}

Secret secretIn(const QByteArray &text) { return Secret(std::as_bytes(std::span(text.constData(), text.size()))); }

} // namespace

protocol::NegotiatedParameters negotiatedParameters(const SessionTree &tree, std::uint32_t sid)
{
    protocol::NegotiatedParameters p;
    const auto ofSession = [&](const char *name) { return tree.sessionAttribute(sid, QLatin1String(name)); };
    const auto ofConnection = [&](const char *name) { return tree.connectionAttribute(sid, QLatin1String(name)); };
    p.headerDigest = flag(ofConnection("header_digest"), p.headerDigest);
    p.dataDigest = flag(ofConnection("data_digest"), p.dataDigest);
    p.maxRecvDataSegmentLength = number(ofConnection("max_recv_dlength"), p.maxRecvDataSegmentLength);
    p.maxXmitDataSegmentLength = number(ofConnection("max_xmit_dlength"), p.maxXmitDataSegmentLength);
    p.initialR2T = flag(ofSession("initial_r2t"), p.initialR2T);
    p.immediateData = flag(ofSession("immediate_data"), p.immediateData);
    p.maxBurstLength = number(ofSession("max_burst_len"), p.maxBurstLength);
    p.firstBurstLength = number(ofSession("first_burst_len"), p.firstBurstLength);
    p.maxOutstandingR2T = number(ofSession("max_outstanding_r2t"), p.maxOutstandingR2T);
    p.dataPduInOrder = flag(ofSession("data_pdu_in_order"), p.dataPduInOrder);
    p.dataSequenceInOrder = flag(ofSession("data_seq_in_order"), p.dataSequenceInOrder);
    p.errorRecoveryLevel = number(ofSession("erl"), p.errorRecoveryLevel);
    return p;
}

Timeouts timeoutsOf(const SessionTree &tree, std::uint32_t sid)
{
    Timeouts timeouts;
    timeouts.nopInterval = secondsIn(tree.connectionAttribute(sid, QStringLiteral("recv_tmo")), timeouts.nopInterval);
    timeouts.nopTimeout = secondsIn(tree.connectionAttribute(sid, QStringLiteral("ping_tmo")), timeouts.nopTimeout);
    const QByteArray replacement = tree.sessionAttribute(sid, QStringLiteral("recovery_tmo"));
    // "off": for ever
    timeouts.replacement = replacement == "off" ? seconds(-1) : secondsIn(replacement, timeouts.replacement);
    for (const ScsiDevice &device : tree.devices(sid)) {
        const QByteArray command = readAttribute(device.directory + QStringLiteral("/timeout"));
        if (!device.block.isEmpty() && !command.isEmpty()) {
            timeouts.command = secondsIn(command, timeouts.command);
            break;
        }
    }
    return timeouts;
}

ForeignAccounts accountsOf(const SessionTree &tree, std::uint32_t sid)
{
    const auto text = [&](const char *name) { return tree.sessionAttribute(sid, QLatin1String(name)); };
    const auto secret = [&](const char *name) {
        QByteArray read = text(name);
        Secret kept = secretIn(read);
        wipeMemory(std::as_writable_bytes(std::span(read.data(), read.size())));
        return kept;
    };
    return {QString::fromUtf8(text("username")), QString::fromUtf8(text("username_in")), secret("password"),
            secret("password_in")};
}

} // namespace portolan::dataplane::kernel
