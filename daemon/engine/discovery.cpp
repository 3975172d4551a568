// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/discovery.h"

#include "common/log/log.h"
#include "daemon/engine/event_text.h"
#include "daemon/store/node_store.h"

#include <QPointer>

namespace portolan::engine {

namespace {

const QString kOk = QStringLiteral("ok"); ///< PortalRecord::lastResult of a search that went well

QVariantList listOf(const auto &ids)
{
    QVariantList list;
    for (const std::int64_t id : ids)
        list << qlonglong(id);
    return list;
}

} // namespace

Portal usablePortal(const Portal &named, const Portal &asked)
{
    Portal portal = named;
    if (named.host == "0.0.0.0" || named.host == "::")
        portal.host = asked.host;
    return portal.inZoneOf(asked);
}

Discovery::Discovery(const DiscoveryEnvironment &environment, DiscoverRequest request, Operation operation,
                     QObject *parent)
    : QObject(parent)
    , m_env(environment)
    , m_request(std::move(request))
    , m_operation(std::move(operation))
{}

Discovery::~Discovery() = default;

void Discovery::start()
{
    std::optional<store::PortalRecord> stored;
    for (store::PortalRecord &record : m_env.store->portals()) {
        if (record.portal == m_request.portal && record.interface == interfaceText() && record.kind == m_request.kind)
            stored = std::move(record);
    }
    if (stored) {
        m_portal = stored->id;
        m_resultBefore = stored->lastResult;
    }
    if (const auto asked = ask(stored); !asked)
        fail(asked.error());
}

Result<> Discovery::ask(const std::optional<store::PortalRecord> &stored)
{
    net::DiscoveryAttempt::Callbacks callbacks{[this](std::string_view phase) { m_operation.phase(textOf(phase)); },
                                               [this](const net::DiscoveryAttempt::Found &part) { found(part); },
                                               [this](const Result<protocol::AuthUsed> &result) { answered(result); }};
    if (m_request.kind == store::PortalKind::Isns) {
        m_attempt = m_env.startIsns(
            {m_request.portal, m_env.store->initiatorName().toStdString(), m_request.interface, m_request.timeout},
            std::move(callbacks));
        return {};
    }
    auto login = m_env.requests->forDiscovery(m_request, stored);
    if (!login)
        return portolan::fail(login.error());
    m_attempt = m_env.startDiscovery(std::move(*login), std::move(callbacks));
    return {};
}

void Discovery::found(const net::DiscoveryAttempt::Found &part)
{
    for (const std::string &warning : part.warnings)
        m_warnings << textOf(warning);
    for (const protocol::DiscoveredTarget &target : part.targets) {
        const QString name = textOf(target.name);
        m_names.insert(name);
        if (!target.canonicalName)
            m_warnings << QStringLiteral("%1 is not a canonical iSCSI name").arg(name);
        auto addresses = target.addresses;
        if (addresses.empty()) // The portal of this connection, RFC 7143 appendix C.
            addresses.push_back({part.asked, {}});
        for (const protocol::TargetAddress &address : addresses) {
            store::DiscoveredNode node{name, usablePortal(address.portal, part.asked), address.portalGroupTag,
                                       interfaceText(), textOf(target.alias)};
            if (m_known.insert({node.targetName, node.portal, node.portalGroupTag}).second)
                m_found.push_back(std::move(node));
        }
    }
    merge();
}

void Discovery::answered(const Result<protocol::AuthUsed> &result)
{
    m_attempt.reset();
    if (!result)
        return fail(result.error());
    m_used = chapUseOf(*result);
    m_complete = true;
    if (m_request.save)
        merge();
    else
        probe();
}

void Discovery::merge()
{
    if (!m_request.save)
        return;
    if (m_writing) {
        m_unwritten = true;
        return;
    }
    m_writing = true;
    m_unwritten = false;
    if (m_portal == 0)
        return addPortal();
    const QPointer<Discovery> self(this);
    // Parts as they come; the whole once more at the end, because only that shows what is missing.
    const auto first = m_complete ? m_found.begin() : m_found.begin() + qsizetype(m_merged);
    m_merged = m_found.size();
    m_env.store->mergeDiscovered(m_portal, {first, m_found.end()}, m_complete,
                                 [self, complete = m_complete](const Result<store::MergeResult> &result) {
                                     if (self && !self->m_ended)
                                         self->merged(result, complete);
                                 });
}

void Discovery::addPortal()
{
    const QPointer<Discovery> self(this);
    m_env.store->addPortal(m_request.portal, interfaceText(), m_request.kind, [self](const Result<std::int64_t> &id) {
        if (!self || self->m_ended)
            return;
        if (!id)
            return self->fail(id.error());
        self->m_portal = *id;
        self->m_writing = false;
        self->merge();
    });
}

void Discovery::merged(const Result<store::MergeResult> &result, bool complete)
{
    m_writing = false;
    if (!result)
        return fail(result.error());
    for (const std::int64_t id : result->added) {
        if (m_added.insert(id).second) {
            const auto node = m_env.store->node(id);
            const QString name = node ? node->targetName : QString();
            m_env.events({0,
                          {},
                          Severity::Info,
                          QStringLiteral("node.added"),
                          name,
                          QStringLiteral("found target %1").arg(name),
                          id,
                          0,
                          {{QStringLiteral("target"), name}}});
        }
    }
    m_changed.insert(result->changed.begin(), result->changed.end());
    m_missing.insert(result->missing.begin(), result->missing.end());
    if (m_unwritten)
        return merge();
    if (complete)
        storeSecrets();
}

void Discovery::storeSecrets()
{
    struct Pending {
        store::SecretDirection direction;
        QString name;
        Secret secret;
    };
    auto pending = std::make_shared<std::vector<Pending>>();
    if (!m_request.targetChapSecret.empty())
        pending->push_back(
            {store::SecretDirection::Target, m_request.targetChapName, std::move(m_request.targetChapSecret)});
    if (!m_request.chapSecret.empty())
        pending->push_back({store::SecretDirection::Initiator, m_request.chapName, std::move(m_request.chapSecret)});
    const QPointer<Discovery> self(this);
    // One after the other, our own direction first: the target's is refused without it.
    auto next = std::make_shared<std::function<void()>>();
    *next = [self, pending, weak = std::weak_ptr(next)] {
        if (!self || self->m_ended)
            return;
        if (pending->empty())
            return self->probe();
        Pending one = std::move(pending->back());
        pending->pop_back();
        self->m_env.store->setPortalSecret(self->m_portal, one.direction, one.name, std::move(one.secret),
                                           [self, next = weak.lock()](const Result<> &result) {
                                               if (!result)
                                                   qCWarning(log::discovery, "the portal's secret was not stored: %s",
                                                             result.error().message.c_str());
                                               (*next)();
                                           });
    };
    (*next)();
}

QString Discovery::interfaceText() const { return QString::fromStdString(m_request.interface.text()); }

/// The one that was asked has answered.
void Discovery::probe()
{
    if (!m_request.probe)
        return succeed();
    std::set<Portal> portals;
    for (const store::DiscoveredNode &node : m_found)
        portals.insert(node.portal);
    portals.erase(m_request.portal);
    m_operation.phase(QStringLiteral("probing"));
    m_attempt = m_env.startProbe({portals.begin(), portals.end()}, m_request.interface,
                                 [this](const std::vector<Portal> &silent) {
                                     m_silent = silent;
                                     succeed();
                                 });
}

std::vector<std::int64_t> Discovery::foundNodes(const std::vector<Portal> *among) const
{
    std::set<std::pair<QString, Portal>> wanted;
    for (const store::DiscoveredNode &node : m_found) {
        if (among == nullptr || std::ranges::find(*among, node.portal) != among->end())
            wanted.insert({node.targetName, node.portal});
    }
    std::vector<std::int64_t> ids;
    for (const store::NodeRecord &record : m_env.store->nodes()) {
        if (record.interface == interfaceText() && wanted.contains({record.targetName, record.portal}))
            ids.push_back(record.id);
    }
    return ids;
}

void Discovery::succeed()
{
    QVariantMap result{{QStringLiteral("names"), QStringList(m_names.begin(), m_names.end())},
                       {QStringLiteral("warnings"), m_warnings}};
    if (m_request.save) {
        m_env.store->setDiscoveryResult(m_portal, kOk, m_used, [](const Result<> &stored) {
            if (!stored)
                qCWarning(log::discovery, "the outcome was not stored: %s", stored.error().message.c_str());
        });
        result.insert(QStringLiteral("portal_id"), qlonglong(m_portal));
        result.insert(QStringLiteral("nodes_ids"), listOf(foundNodes()));
        result.insert(QStringLiteral("new_ids"), listOf(m_added));
        result.insert(QStringLiteral("changed_ids"), listOf(m_changed));
        result.insert(QStringLiteral("missing_ids"), listOf(m_missing));
        if (m_silent)
            result.insert(QStringLiteral("silent_ids"), listOf(foundNodes(&*m_silent)));
    }
    const bool news = m_resultBefore != kOk || !m_added.empty() || !m_changed.empty() || !m_missing.empty();
    if (!m_request.automatic || news)
        tellFound();
    finish({{}, {}, std::move(result)});
}

void Discovery::tellFound()
{
    const QString portal = textOf(m_request.portal.text());
    m_env.events(
        {0,
         {},
         Severity::Info,
         QStringLiteral("discovery.done"),
         portal,
         QStringLiteral("%1 targets, %2 new, %3 missing").arg(m_names.size()).arg(m_added.size()).arg(m_missing.size()),
         0,
         0,
         {{QStringLiteral("portal"), portal},
          {QStringLiteral("targets"), uint(m_names.size())},
          {QStringLiteral("new"), uint(m_added.size())},
          {QStringLiteral("missing"), uint(m_missing.size())},
          {QStringLiteral("warnings"), m_warnings}}});
}

void Discovery::fail(const Error &error)
{
    if (m_portal != 0)
        m_env.store->setDiscoveryResult(
            m_portal, textOf(nameOf(error.code)), store::ChapUse::None, [](const Result<> &stored) {
                if (!stored)
                    qCWarning(log::discovery, "the outcome was not stored: %s", stored.error().message.c_str());
            });
    if (!m_request.automatic || m_resultBefore.isEmpty() || m_resultBefore == kOk)
        tellFailed(error);
    finish({error, {}, {}});
}

void Discovery::tellFailed(const Error &error)
{
    const QString portal = textOf(m_request.portal.text());
    QVariantMap details = detailsOf(error);
    details.insert(QStringLiteral("portal"), portal);
    m_env.events({0,
                  {},
                  Severity::Error,
                  QStringLiteral("discovery.failed"),
                  portal,
                  textOf(error.message),
                  0,
                  0,
                  std::move(details)});
}

void Discovery::finish(OperationEnd end)
{
    m_ended = true;
    m_attempt.reset();
    const auto done = m_operation.done;
    done(std::move(end));
}

} // namespace portolan::engine
