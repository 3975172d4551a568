// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/session.h"

#include "daemon/engine/event_text.h"

namespace portolan::engine {

void Session::setState(SessionState state, const QDateTime &now)
{
    if (info.state == state)
        return;
    info.state = state;
    info.stateSince = now;
}

QString nameOf(protocol::ChapAlgorithm algorithm)
{
    switch (algorithm) {
    case protocol::ChapAlgorithm::Md5:
        return QStringLiteral("MD5");
    case protocol::ChapAlgorithm::Sha1:
        return QStringLiteral("SHA-1");
    case protocol::ChapAlgorithm::Sha256:
        return QStringLiteral("SHA-256");
    case protocol::ChapAlgorithm::Sha3_256:
        return QStringLiteral("SHA3-256");
    }
    return {};
}

SessionInfo sessionInfoOf(const store::NodeRecord &record, const net::LoginAttempt::LoggedIn &login)
{
    SessionInfo info;
    info.node = record.id;
    info.targetName = record.targetName;
    info.alias = textOf(login.outcome.targetAlias);
    info.portal = login.portal;
    info.persistentPortal = record.portal;
    info.localAddress = textOf(login.localAddress);
    info.isid = record.isid;
    info.tsih = login.outcome.tsih;
    info.portalGroupTag = login.outcome.portalGroupTag;
    info.auth = login.outcome.auth;
    if (login.outcome.chapAlgorithm)
        info.chapAlgorithm = nameOf(*login.outcome.chapAlgorithm);
    info.parameters = login.outcome.parameters;
    info.keys = login.outcome.keys;
    return info;
}

dataplane::Timeouts timeoutsOf(const store::NodeSettings &settings)
{
    using std::chrono::seconds;
    return {seconds(settings.noopInterval), seconds(settings.noopTimeout), seconds(settings.commandTimeout),
            seconds(settings.replacementTimeout)};
}

} // namespace portolan::engine
