// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/node_object.h"

#include "common/dbus/enums.h"
#include "daemon/dbus/arguments.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/discover_arguments.h"
#include "daemon/dbus/node_settings.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/secret_reader.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"
#include "nodeadaptor.h"

namespace portolan::dbus {

namespace {

const QString kNodeInterface = QStringLiteral("Node");
constexpr uint kNobody = 1, kSomebody = 2; ///< CheckLogout's severity
constexpr std::size_t kWaitingChanges = 64;

AuthMode authModeOf(const store::NodeRecord &record)
{
    if (!record.hasSecret)
        return AuthMode::None;
    return record.hasTargetSecret ? AuthMode::MutualChap : AuthMode::Chap;
}

Result<store::SecretDirection> directionOf(const QString &which)
{
    if (which == QStringLiteral("initiator"))
        return store::SecretDirection::Initiator;
    if (which == QStringLiteral("target"))
        return store::SecretDirection::Target;
    return fail(ErrorCode::InvalidArgument, R"(which is "initiator" or "target")");
}

} // namespace

NodeObject::NodeObject(const Services &services, const engine::NodeInfo &info, QObject *parent)
    : ExportedObject(services, nodePath(info.record.targetName, info.record.portal, info.record.interface), parent)
    , m_id(info.record.id)
    , m_subject{{QStringLiteral("target"), busText(info.record.targetName)},
                {QStringLiteral("portal"), busText(info.record.portal.text())}}
{
    new NodeAdaptor(this);
    const store::NodeRecord &record = info.record;
    update(kNodeInterface, {{QStringLiteral("TargetName"), busText(record.targetName)},
                            {QStringLiteral("Target"), QVariant::fromValue(targetPath(record.targetName))},
                            {QStringLiteral("Address"), busText(record.portal.host)},
                            {QStringLiteral("Port"), ushort(record.portal.port)},
                            {QStringLiteral("Iface"), busText(record.interface)}});
    show(info);
}

NodeObject::~NodeObject()
{
    for (const SettingsChange &change : m_changes)
        change.call.refuse({ErrorCode::NotFound, "the node is gone", 0, 0});
}

void NodeObject::show(const engine::NodeInfo &info)
{
    const store::NodeRecord &record = info.record;
    const Directory &directory = *services().directory;
    QVariantMap values = settingsValues(record.settings);
    values.insert(QStringLiteral("Label"), busText(record.settings.label));
    values.insert(QStringLiteral("Tpgt"), record.portalGroupTag ? int(*record.portalGroupTag) : -1);
    values.insert(QStringLiteral("Status"), uint(info.status));
    values.insert(QStringLiteral("LastError"),
                  info.lastError ? errorNameOf(*info.lastError) : busText(record.lastError));
    values.insert(QStringLiteral("LastErrorMessage"), info.lastError ? busText(info.lastError->message) : QString());
    values.insert(QStringLiteral("LastLoginStatus"), info.lastError ? uint(info.lastError->loginStatus) : 0U);
    values.insert(QStringLiteral("LastLogin"), secondsOf(record.lastLogin));
    values.insert(QStringLiteral("NextAttempt"), microsecondsOf(info.nextAttempt));
    values.insert(QStringLiteral("Session"), QVariant::fromValue(directory.sessionPath(info.session)));
    values.insert(QStringLiteral("AuthMode"), uint(authModeOf(record)));
    values.insert(QStringLiteral("Username"), busText(record.chapName));
    values.insert(QStringLiteral("UsernameIn"), busText(record.targetChapName));
    values.insert(QStringLiteral("HasSecret"), record.hasSecret);
    values.insert(QStringLiteral("HasSecretIn"), record.hasTargetSecret);
    values.insert(QStringLiteral("SecretUsed"), secondsOf(record.secretUsed));
    values.insert(QStringLiteral("SecretInUsed"), secondsOf(record.targetSecretUsed));
    values.insert(QStringLiteral("FromDiscovery"), QVariant::fromValue(directory.portalPath(record.discoveryPortal)));
    update(kNodeInterface, values);
}

StringMap NodeObject::subject() const { return m_subject; }

QDBusObjectPath NodeObject::Login(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->login(m_id, call.uid()); });
    });
    return {};
}

QDBusObjectPath NodeObject::Logout(const QVariantMap &options)
{
    authorizeForced(options, [this](const Call &call, bool force) {
        startJob(call, [&] { return initiator()->logout(m_id, force, call.uid()); });
    });
    return {};
}

uint NodeObject::CheckLogout(const QVariantMap &options, portolan::VariantMapList &blockers)
{
    blockers.clear();
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        initiator()->checkLogout(m_id, [call](const Result<std::vector<devices::DeviceUser>> &users) {
            if (!users)
                return call.refuse(users.error());
            call.reply({users->empty() ? kNobody : kSomebody, QVariant::fromValue(usersValue(*users))});
        });
    });
    return 0;
}

void NodeObject::Update(const QVariantMap &settings, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        if (m_changes.size() >= kWaitingChanges)
            return call.refuse({ErrorCode::Busy, "too many changes of this node wait to be written", 0, 0});
        m_changes.push_back({call, settings});
        startUpdates();
    });
}

void NodeObject::startUpdates()
{
    while (!m_changing && !m_changes.empty()) {
        const SettingsChange change = std::move(m_changes.front());
        m_changes.pop_front();
        const auto node = initiator()->node(m_id);
        const auto settings = node ? withSettings(node->record.settings, change.settings)
                                   : Result<store::NodeSettings>(fail(node.error()));
        if (!settings) {
            change.call.refuse(settings.error());
            continue;
        }
        m_changing = true;
        initiator()->updateSettings(m_id, *settings, [call = change.call, self = QPointer(this)](const Result<> &done) {
            call.finish(done);
            if (!self)
                return;
            self->m_changing = false;
            self->startUpdates();
        });
    }
}

QDBusObjectPath NodeObject::SetInterface(const QString &iface, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        const auto interface = interfaceFrom(iface);
        if (!interface)
            return call.refuse(interface.error());
        // This object is gone when the answer comes.
        initiator()->setInterface(m_id, *interface, [call, id = m_id, services = services()](const Result<> &done) {
            if (!done)
                return call.refuse(done.error());
            call.reply({QVariant::fromValue(services.directory->nodeAdded(id))});
        });
    });
    return {};
}

void NodeObject::SetSecret(const QString &which, const QString &name, const QDBusUnixFileDescriptor &secret,
                           const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        setSecret(call, which, name, secret);
    });
}

void NodeObject::setSecret(const Call &call, const QString &which, const QString &name,
                           const QDBusUnixFileDescriptor &secret)
{
    const auto direction = directionOf(which);
    if (!direction)
        return call.refuse(direction.error());
    services().secrets->read(secret, this, [=, this, direction = *direction](const Result<Secret> &bytes) {
        if (!bytes)
            return call.refuse(bytes.error());
        initiator()->setSecret(m_id, direction, name, *bytes, [call](const Result<> &done) { call.finish(done); });
    });
}

void NodeObject::ClearSecret(const QString &which, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        const auto direction = directionOf(which);
        if (!direction)
            return call.refuse(direction.error());
        initiator()->clearSecret(m_id, *direction, [call](const Result<> &done) { call.finish(done); });
    });
}

SampleList NodeObject::GetHistory(qlonglong from, qlonglong to, uint resolution, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        if (from > to)
            return call.refuse({ErrorCode::InvalidArgument, "from is after to", 0, 0});
        const auto samples = initiator()->nodeHistory(m_id, from, to, resolution, kMostSamples);
        call.reply({QVariant::fromValue(samplesValue(samples))});
    });
    return {};
}

void NodeObject::Remove(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        initiator()->removeNode(m_id, [call](const Result<> &done) { call.finish(done); });
    });
}

} // namespace portolan::dbus
