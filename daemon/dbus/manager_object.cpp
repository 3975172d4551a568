// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/manager_object.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"
#include "daemon/dbus/arguments.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/discover_arguments.h"
#include "daemon/dbus/node_settings.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/secret_reader.h"
#include "daemon/dbus/values.h"
#include "daemon/store/initiator_name.h"
#include "eventsadaptor.h"
#include "manageradaptor.h"

#include <algorithm>

namespace portolan::dbus {

namespace {

constexpr uint kApiLevel = 1;
constexpr uint kMostEvents = 1000;
const QString kLabel = QStringLiteral("Label");

struct Summary {
    uint wanted = 0;
    uint online = 0;
    uint connecting = 0;
};

OverallState overallState(const Summary &summary)
{
    if (summary.wanted == 0)
        return OverallState::Idle;
    if (summary.online == summary.wanted)
        return OverallState::Ok;
    if (summary.online + summary.connecting == summary.wanted)
        return OverallState::Connecting;
    return summary.online > 0 ? OverallState::Degraded : OverallState::Failed;
}

} // namespace

ManagerObject::ManagerObject(const Services &services, Config config, QObject *parent)
    : MeasuredObject(services, QDBusObjectPath(kManagerPath), {}, parent)
    , m_config(std::move(config))
{
    new ManagerAdaptor(this);
    new EventsAdaptor(this);
    update(QStringLiteral("Manager"), {{QStringLiteral("Version"), QStringLiteral(PORTOLAN_VERSION)},
                                       {QStringLiteral("ApiLevel"), kApiLevel},
                                       {QStringLiteral("DataPlanes"), m_config.dataPlanes}});
    updateSummary();
    showDefaults();
    connect(initiator(), &engine::Initiator::nodeDefaultsChanged, this, &ManagerObject::showDefaults);
    connect(initiator(), &engine::Initiator::initiatorNameChanged, this, &ManagerObject::updateSummary);
    connect(initiator(), &engine::Initiator::importAvailableChanged, this, &ManagerObject::updateSummary);
    connect(initiator(), &engine::Initiator::otherInitiatorChanged, this, &ManagerObject::updateSummary);
    connect(initiator(), &engine::Initiator::eventLogged, this, [this](const engine::Event &event) {
        emitSignal(kInterfacePrefix + QStringLiteral("Events"), QStringLiteral("Event"),
                   {eventValue(event, *this->services().directory)});
    });
}

void ManagerObject::updateSummary()
{
    const auto nodes = initiator()->nodes();
    Summary summary;
    for (const engine::NodeInfo &node : nodes) {
        const bool online = node.status == engine::NodeStatus::Connected;
        summary.wanted += node.wanted || online ? 1 : 0;
        summary.online += online ? 1 : 0;
        summary.connecting += node.wanted && node.status == engine::NodeStatus::Connecting ? 1 : 0;
    }
    const auto sessions = initiator()->sessions();
    const auto online = std::ranges::count(sessions, engine::SessionState::Online, &engine::SessionInfo::state);
    update(QStringLiteral("Manager"), {{QStringLiteral("InitiatorName"), busText(initiator()->initiatorName())},
                                       {QStringLiteral("NodesConfigured"), uint(nodes.size())},
                                       {QStringLiteral("NodesWanted"), summary.wanted},
                                       {QStringLiteral("SessionsOnline"), uint(online)},
                                       {QStringLiteral("OverallState"), uint(overallState(summary))},
                                       {QStringLiteral("ImportAvailable"), initiator()->importAvailable()},
                                       {QStringLiteral("OtherInitiator"), busText(initiator()->otherInitiator())}});
}

void ManagerObject::showDefaults()
{
    QVariantMap defaults = settingsValues(initiator()->nodeDefaults());
    defaults.remove(kLabel);
    update(QStringLiteral("Manager"), {{QStringLiteral("NodeDefaults"), defaults}});
}

QDBusObjectPath ManagerObject::Discover(const QString &address, ushort port, const QVariantMap &options)
{
    authorize(
        [=, this](const Call &call) {
            auto arguments = DiscoverArguments::parse(address, port, options);
            if (!arguments)
                return call.refuse(arguments.error());
            arguments->request.startedByUid = call.uid();
            discover(call, *arguments);
        },
        {.details = {{QStringLiteral("portal"), busText(address)}}});
    return {};
}

void ManagerObject::discover(const Call &call, const DiscoverArguments &arguments)
{
    // One secret after the other, then the job.
    const bool first = arguments.secret.has_value();
    const auto &descriptor = first ? arguments.secret : arguments.secretIn;
    if (!descriptor)
        return startJob(call, [&] { return initiator()->discover(arguments.request); });
    services().secrets->read(*descriptor, this, [=, this](const Result<Secret> &secret) {
        if (!secret)
            return call.refuse(secret.error());
        DiscoverArguments left = arguments;
        (first ? left.secret : left.secretIn).reset();
        (first ? left.request.chapSecret : left.request.targetChapSecret) = *secret;
        discover(call, left);
    });
}

QDBusObjectPath ManagerObject::AddNode(const QVariantMap &settings, const QVariantMap &options)
{
    authorize([=, this](const Call &call) { addNode(call, settings, options); });
    return {};
}

void ManagerObject::addNode(const Call &call, const QVariantMap &settings, const QVariantMap &options)
{
    if (const auto valid = noOptions(options); !valid)
        return call.refuse(valid.error());
    ArgumentReader reader(settings);
    store::DiscoveredNode node;
    node.targetName = reader.require<QString>("target_name");
    const auto address = reader.require<QString>("address");
    const auto port = reader.take<ushort>("port").value_or(0);
    node.portalGroupTag = reader.take<ushort>("tpgt");
    const auto interface = interfaceFrom(reader.take<QString>("interface").value_or(QString()));
    if (const auto valid = reader.finish(ErrorCode::InvalidArgument); !valid)
        return call.refuse(valid.error());
    const auto portal = portalFrom(address, port);
    if (!portal)
        return call.refuse(portal.error());
    if (!interface)
        return call.refuse(interface.error());
    node.portal = *portal;
    node.interface = QString::fromStdString(interface->text());
    initiator()->addNode(node, [call, self = QPointer(this)](Result<engine::NodeId> id) {
        if (!id)
            return call.refuse(id.error());
        call.reply({QVariant::fromValue(self ? self->services().directory->nodeAdded(*id) : noObject())});
    });
}

void ManagerObject::SetNodeDefaults(const QVariantMap &settings, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        if (settings.contains(kLabel)) // A name is for one node.
            return call.refuse({ErrorCode::InvalidArgument, "Label is not known here", 0, 0});
        initiator()->changeNodeDefaults(
            [settings](const store::NodeSettings &before) { return withSettings(before, settings); },
            [call](const Result<> &done) { call.finish(done); });
    });
}

void ManagerObject::SetInitiatorName(const QString &name, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        initiator()->setInitiatorName(name, [call](const Result<> &done) { call.finish(done); });
    });
}

QString ManagerObject::GenerateInitiatorName(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        const auto name = store::generateInitiatorName(m_config.random);
        if (!name)
            return call.refuse(name.error());
        call.reply({*name});
    });
    return {};
}

StringMap ManagerObject::GetPermissions(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        services().gate->permissions(call, [call](const Result<StringMap> &permissions) {
            if (!permissions)
                return call.refuse(permissions.error());
            call.reply({QVariant::fromValue(*permissions)});
        });
    });
    return {};
}

void ManagerObject::AuthorizeSetUp(const QVariantMap &options)
{
    authorize([options](const Call &call) { call.finish(noOptions(options)); });
}

QDBusObjectPath ManagerObject::LoginAll(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->loginAll(call.uid()); });
    });
    return {};
}

QDBusObjectPath ManagerObject::LogoutAll(const QVariantMap &options)
{
    authorizeForced(options, [this](const Call &call, bool force) {
        startJob(call, [&] { return initiator()->logoutAll(force, call.uid()); });
    });
    return {};
}

QDBusObjectPath ManagerObject::ImportOpenIscsi(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        ArgumentReader reader(options);
        engine::ImportRequest request;
        request.path = reader.take<QString>("path").value_or(QString());
        request.options.dryRun = reader.take<bool>("dry_run").value_or(false);
        request.options.replace = reader.take<bool>("replace").value_or(false);
        request.options.takeInitiatorName = reader.take<bool>("take_initiator_name").value_or(false);
        request.startedByUid = call.uid();
        if (!request.path.isEmpty() && (!request.path.startsWith(u'/') || request.path.contains(QChar(0))))
            reader.reject("path", "must begin with a slash");
        if (const auto valid = reader.finish(ErrorCode::OptionNotSupported); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->importOpenIscsi(request); });
    });
    return {};
}

VariantMapList ManagerObject::GetEvents(qulonglong afterId, uint most, const QVariantMap &options)
{
    authorize([=, this](const Call &call) { getEvents(call, afterId, most, options); });
    return {};
}

void ManagerObject::getEvents(const Call &call, qulonglong afterId, uint most, const QVariantMap &options)
{
    ArgumentReader reader(options);
    const auto path = reader.take<QDBusObjectPath>("node");
    if (most < 1 || most > kMostEvents)
        reader.reject("most", "is from 1 to 1000");
    if (const auto valid = reader.finish(ErrorCode::OptionNotSupported); !valid)
        return call.refuse(valid.error());
    const Directory &directory = *services().directory;
    const auto node = path ? directory.nodeAt(*path) : std::optional<engine::NodeId>(0);
    if (!node)
        return call.refuse({ErrorCode::NotFound, "node is no object of this service", 0, 0});
    VariantMapList events;
    for (const engine::Event &event : initiator()->events(afterId, most, *node))
        events.append(eventValue(event, directory));
    call.reply({QVariant::fromValue(events)});
}

} // namespace portolan::dbus
