// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/foreign_sessions.h"

#include "daemon/dataplane/kernel/firmware_targets.h"
#include "daemon/dataplane/kernel/iscsi_listeners.h"
#include "daemon/dataplane/kernel/session_details.h"

#include <algorithm>

namespace portolan::dataplane::kernel {

namespace {

const QString kIscsid = QStringLiteral("iscsid");

using Listeners = std::map<std::uint32_t, QString>;

/// The first that has a name, iscsid before others.
QString otherInitiatorAmong(const Listeners &listeners)
{
    QString found;
    for (const auto &[address, program] : listeners) {
        if (program == kIscsid)
            return program;
        if (found.isEmpty())
            found = program;
    }
    return found;
}

} // namespace

QString programOf(const SessionAttributes &session, const std::map<std::uint32_t, QString> &listeners)
{
    const int creator = session.creator.value_or(-1);
    const auto maker = listeners.find(std::uint32_t(creator));
    if (maker != listeners.end() && !maker->second.isEmpty())
        return maker->second;
    return creator != -1 && otherInitiatorAmong(listeners) == kIscsid ? kIscsid : QString();
}

protocol::Isid openIscsiIsid(std::uint32_t sid)
{
    constexpr std::uint32_t kQualifier = 0x00ff'ffff;
    const std::uint32_t q = sid & kQualifier;
    return {std::byte{0x00}, std::byte{0x02}, std::byte{0x3d}, std::byte(q >> 16), std::byte(q >> 8), std::byte(q)};
}

ForeignSessions::ForeignSessions(SessionTree tree)
    : m_tree(std::move(tree))
{}

ForeignSessions::Question ForeignSessions::question(std::set<std::uint32_t> ours) const
{
    Question question{std::move(ours), {}};
    for (const ForeignSession &session : m_sessions) {
        if (m_disksKnown.contains(session.handle.value))
            question.disks[session.handle.value] = session.devices;
    }
    return question;
}

ForeignSessions::Found ForeignSessions::look(const Sources &sources, const Question &question)
{
    const SessionTree &tree = sources.tree;
    const auto listeners = iscsiListeners(sources.proc);
    const auto firmware = firmwareTargets(sources.sys);
    Found found{{}, otherInitiatorAmong(listeners)};
    for (const std::uint32_t sid : tree.sessions()) {
        if (question.ours.contains(sid))
            continue;
        const auto attributes = tree.session(sid);
        if (!attributes || attributes->targetName.isEmpty())
            continue; // gone meanwhile, or not yet a session with a target
        ForeignSession session;
        session.handle = {sid};
        session.targetName = attributes->targetName;
        session.initiatorName = attributes->initiatorName;
        if (const auto portal = portalOf(attributes->address, attributes->port))
            session.portal = *portal;
        const auto persistent = portalOf(attributes->persistentAddress, attributes->persistentPort);
        session.persistentPortal = persistent ? *persistent : session.portal;
        if (attributes->portalGroupTag >= 0 && attributes->portalGroupTag <= 0xffff)
            session.portalGroupTag = std::uint16_t(attributes->portalGroupTag);
        session.program = programOf(*attributes, listeners);
        session.firmware = contains(firmware, session.targetName, attributes->persistentAddress) ||
                           contains(firmware, session.targetName, attributes->address);
        session.connected = attributes->connected();
        session.isid = openIscsiIsid(sid);
        session.parameters = negotiatedParameters(tree, sid);
        const bool chap = !tree.sessionAttribute(sid, QStringLiteral("username")).isEmpty();
        const bool mutual = !tree.sessionAttribute(sid, QStringLiteral("username_in")).isEmpty();
        session.auth = mutual ? protocol::AuthUsed::MutualChap
                       : chap ? protocol::AuthUsed::Chap
                              : protocol::AuthUsed::None;
        session.timeouts = timeoutsOf(tree, sid);
        const auto known = question.disks.find(sid);
        session.devices = known != question.disks.end() ? known->second : sources.disks.list(sid, {});
        found.sessions.push_back(std::move(session));
    }
    return found;
}

bool ForeignSessions::take(Found found, const std::set<std::uint32_t> &oursNow)
{
    std::erase_if(found.sessions,
                  [&oursNow](const ForeignSession &session) { return oursNow.contains(session.handle.value); });
    m_otherInitiator = std::move(found.otherInitiator);
    if (found.sessions == m_sessions)
        return false;
    m_sessions = std::move(found.sessions);
    m_disksKnown.clear();
    std::map<std::uint32_t, DiskCounters> before;
    before.swap(m_counters);
    for (const ForeignSession &session : m_sessions) {
        const std::uint32_t sid = session.handle.value;
        m_counters[sid] = std::move(before[sid]);
        m_counters[sid].setDisks(m_tree, session.devices);
        m_disksKnown.insert(sid);
    }
    return true;
}

void ForeignSessions::remove(std::uint32_t sid)
{
    std::erase_if(m_sessions, [sid](const ForeignSession &session) { return session.handle.value == sid; });
    m_counters.erase(sid);
    m_disksKnown.erase(sid);
}

const ForeignSession *ForeignSessions::find(std::uint32_t sid) const
{
    const auto found = std::ranges::find(m_sessions, SessionHandle{sid}, &ForeignSession::handle);
    return found != m_sessions.end() ? &*found : nullptr;
}

Result<Counters> ForeignSessions::counters(std::uint32_t sid) const
{
    const auto found = m_counters.find(sid);
    if (found == m_counters.end())
        return fail(ErrorCode::NotFound, "the kernel has no session " + std::to_string(sid));
    return found->second.sum();
}

Result<Counters> ForeignSessions::lunCounters(std::uint32_t sid, std::uint64_t lun) const
{
    const auto found = m_counters.find(sid);
    if (found == m_counters.end())
        return fail(ErrorCode::NotFound, "the kernel has no session " + std::to_string(sid));
    return found->second.of(lun);
}

} // namespace portolan::dataplane::kernel
