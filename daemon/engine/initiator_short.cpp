// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_text.h"
#include "daemon/engine/initiator_private.h"
#include "daemon/protocol/text/iscsi_name.h"
#include "daemon/store/node_store.h"

#include <QPointer>

/// The Initiator's short operations: each is one change of the store, and a word to the controller concerned.
namespace portolan::engine {

namespace {

QString directionName(store::SecretDirection direction)
{
    return direction == store::SecretDirection::Initiator ? QStringLiteral("initiator") : QStringLiteral("target");
}

} // namespace

void Initiator::addNode(const store::DiscoveredNode &node, std::function<void(Result<NodeId>)> done)
{
    const QPointer<Initiator> self(this);
    d->config.store->addNode(node, [self, done = std::move(done)](const Result<std::int64_t> &id) {
        if (self && id)
            self->d->logNode(QStringLiteral("node.added"), *id, QStringLiteral("entered by hand"));
        done(id);
    });
}

bool Initiator::Private::refusesUnstored(NodeId node, const Done &done)
{
    if (node >= 0)
        return false;
    later([done] {
        done(fail(ErrorCode::ForeignSession, "this node stands for a session of another program and is not stored"));
    });
    return true;
}

void Initiator::removeNode(NodeId node, Done done)
{
    if (d->refusesUnstored(node, done))
        return;
    auto *const controller = d->registry.existing(node);
    if (controller && !controller->idle() && !controller->session())
        controller->logout(
            true, {[](const QString &) {}, [](const OperationEnd &) {}}); // It only waits for the next attempt.
    if (controller && !controller->idle()) {
        d->later([done = std::move(done)] { done(fail(ErrorCode::Busy, "the node has a session; log out first")); });
        return;
    }
    const auto record = d->config.store->node(node);
    const QString name = record ? record->targetName : QString();
    const QPointer<Initiator> self(this);
    d->config.store->removeNode(node, [self, node, name, done = std::move(done)](const Result<> &result) {
        if (self && result)
            self->d->log({0,
                          {},
                          Severity::Info,
                          QStringLiteral("node.removed"),
                          name,
                          QStringLiteral("forgotten"),
                          node,
                          0,
                          {{QStringLiteral("target"), name}}});
        done(result);
    });
}

void Initiator::updateSettings(NodeId node, const store::NodeSettings &settings, Done done)
{
    if (d->refusesUnstored(node, done))
        return;
    if (const auto known = d->config.store->node(node); known && known->settings == settings)
        return d->later([done = std::move(done)] { done({}); }); // Nothing is new, so nothing is written or told.
    const QPointer<Initiator> self(this);
    d->config.store->updateSettings(node, settings, [self, node, done = std::move(done)](const Result<> &result) {
        if (self && result)
            self->d->logNode(QStringLiteral("settings.changed"), node, QStringLiteral("settings were changed"));
        done(result);
    });
}

void Initiator::changeNodeDefaults(std::function<Result<store::NodeSettings>(const store::NodeSettings &)> change,
                                   Done done)
{
    d->config.store->changeNodeDefaults(std::move(change), std::move(done));
}

void Initiator::setInterface(NodeId node, const NetworkInterface &interface, Done done)
{
    const auto *const controller = d->registry.existing(node);
    if (controller && !controller->canMove()) {
        d->later([done = std::move(done)] {
            done(fail(ErrorCode::Busy, "the node has a session or is logging in; log out first"));
        });
        return;
    }
    const QString text = textOf(interface.text());
    const QPointer<Initiator> self(this);
    d->config.store->setNodeInterface(node, text, [self, node, text, done = std::move(done)](const Result<> &result) {
        if (self && result)
            self->d->logNode(QStringLiteral("settings.changed"), node,
                             text.isEmpty() ? QStringLiteral("it is reached as routed from now on")
                                            : QStringLiteral("it is reached through %1 from now on").arg(text));
        done(result);
    });
}

void Initiator::setSecret(NodeId node, store::SecretDirection direction, const QString &name, Secret secret, Done done)
{
    if (d->refusesUnstored(node, done))
        return;
    const QPointer<Initiator> self(this);
    d->config.store->setNodeSecret(node, direction, name, std::move(secret),
                                   [self, node, direction, done = std::move(done)](const Result<> &result) {
                                       if (self && result)
                                           self->d->secretChanged(node, direction, true);
                                       done(result);
                                   });
}

void Initiator::clearSecret(NodeId node, store::SecretDirection direction, Done done)
{
    if (d->refusesUnstored(node, done))
        return;
    const QPointer<Initiator> self(this);
    d->config.store->clearNodeSecret(node, direction,
                                     [self, node, direction, done = std::move(done)](const Result<> &result) {
                                         if (self && result)
                                             self->d->secretChanged(node, direction, false);
                                         done(result);
                                     });
}

void Initiator::Private::secretChanged(NodeId node, store::SecretDirection direction, bool present)
{
    logNode(QStringLiteral("secret.changed"), node,
            present ? QStringLiteral("a CHAP secret was set") : QStringLiteral("a CHAP secret was removed"),
            {{QStringLiteral("direction"), directionName(direction)}, {QStringLiteral("present"), present}});
    auto *const controller = registry.existing(node);
    if (!controller)
        return;
    if (auto record = config.store->node(node); record && *record != controller->record())
        controller->setRecord(std::move(*record));
    controller->credentialsChanged();
}

void Initiator::removePortal(PortalId portal, Done done) { d->config.store->removePortal(portal, std::move(done)); }

void Initiator::setRefreshInterval(PortalId portal, std::uint32_t seconds, Done done)
{
    d->config.store->setRefreshInterval(portal, seconds, std::move(done));
}

void Initiator::setInitiatorName(const QString &name, Done done)
{
    const auto normal = protocol::normalizeName(name.toStdString());
    if (!normal) {
        d->later([error = normal.error(), done = std::move(done)] { done(fail(error)); });
        return;
    }
    const QPointer<Initiator> self(this);
    const QString text = textOf(*normal);
    d->config.store->setInitiatorName(text, [self, text, done = std::move(done)](const Result<> &result) {
        if (self && result)
            self->d->nameChanged(text);
        done(result);
    });
}

void Initiator::Private::nameChanged(const QString &name)
{
    log({0,
         {},
         Severity::Info,
         QStringLiteral("initiator_name.changed"),
         QStringLiteral("daemon"),
         QStringLiteral("this machine's name is now %1").arg(name),
         0,
         0,
         {{QStringLiteral("name"), name}}});
}

} // namespace portolan::engine
