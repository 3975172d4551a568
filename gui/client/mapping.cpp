// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/mapping.h"

#include "common/dbus/errors.h"
#include "gui/client/node_settings.h"
#include "gui/client/plain_value.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <array>
#include <concepts>
#include <type_traits>
#include <utility>

namespace portolan::client {

namespace {

/// The value if it has exactly this D-Bus type.
template <typename T>
std::optional<T> read(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<T>())
        return value.value<T>();
    if (value.metaType() == QMetaType::fromType<QDBusArgument>()) {
        const auto argument = value.value<QDBusArgument>();
        if (argument.currentSignature() == QLatin1String(QDBusMetaType::typeToSignature(QMetaType::fromType<T>())))
            return qdbus_cast<T>(argument);
    }
    return {};
}

/// Any integer type of D-Bus; nothing if it does not fit.
template <std::integral T>
std::optional<T> readInteger(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UChar:
    case QMetaType::UShort:
    case QMetaType::UInt:
    case QMetaType::ULongLong: {
        const auto number = value.toULongLong();
        return std::in_range<T>(number) ? std::optional(T(number)) : std::nullopt;
    }
    case QMetaType::Short:
    case QMetaType::Int:
    case QMetaType::LongLong: {
        const auto number = value.toLongLong();
        return std::in_range<T>(number) ? std::optional(T(number)) : std::nullopt;
    }
    default:
        return {};
    }
}

template <typename E>
constexpr E kLast = E::Unknown;
template <>
constexpr auto kLast<dbus::OverallState> = dbus::OverallState::Failed;
template <>
constexpr auto kLast<dbus::NodeStatus> = dbus::NodeStatus::Missing;
template <>
constexpr auto kLast<dbus::SessionState> = dbus::SessionState::LoggingOut;
template <>
constexpr auto kLast<dbus::AutoLogin> = dbus::AutoLogin::AtStart;
template <>
constexpr auto kLast<dbus::AuthMode> = dbus::AuthMode::MutualChap;
template <>
constexpr auto kLast<dbus::JobState> = dbus::JobState::Cancelled;
template <>
constexpr auto kLast<dbus::Severity> = dbus::Severity::Error;

void assign(QString &field, const QVariant &value)
{
    if (const auto text = read<QString>(value))
        field = cleaned(*text);
    else if (const auto path = read<QDBusObjectPath>(value))
        field = path->path() == QStringLiteral("/") ? QString() : path->path();
}

void assign(bool &field, const QVariant &value) { field = read<bool>(value).value_or(field); }

template <typename T>
requires std::integral<T> &&(!std::same_as<T, bool>)void assign(T &field, const QVariant &value)
{
    field = readInteger<T>(value).value_or(field);
}

template <typename E>
requires std::is_enum_v<E>
void assign(E &field, const QVariant &value)
{
    if (const auto number = readInteger<unsigned>(value))
        field = *number <= unsigned(kLast<E>) ? E(*number) : E{};
}

void assign(QStringList &field, const QVariant &value)
{
    if (const auto texts = read<QStringList>(value)) {
        field.clear();
        for (const QString &text : *texts)
            field.append(cleaned(text));
    } else if (const auto paths = read<QList<QDBusObjectPath>>(value)) {
        field.clear();
        for (const QDBusObjectPath &path : *paths)
            field.append(path.path());
    }
}

void assign(QVariantMap &field, const QVariant &value)
{
    if (const auto map = read<QVariantMap>(value))
        field = plain(*map).toMap();
}

void assign(std::vector<DeviceUser> &field, const QVariant &value)
{
    if (read<VariantMapList>(value))
        field = usersFrom(value);
}

void assign(std::vector<NegotiatedKey> &field, const QVariant &value)
{
    const auto list = read<VariantMapList>(value);
    if (!list)
        return;
    field.clear();
    for (const QVariantMap &map : *list) {
        NegotiatedKey key;
        assign(key.key, map.value(QStringLiteral("key")));
        assign(key.asked, map.value(QStringLiteral("asked")));
        assign(key.got, map.value(QStringLiteral("got")));
        field.push_back(std::move(key));
    }
}

/// 0 is "never" everywhere in the interface. Beyond the year 9999 a time is nonsense that QDateTime would not survive.
void assignTime(QDateTime &field, const QVariant &value, qint64 unitsPerSecond)
{
    constexpr qint64 kLatest = 253402300799;
    const auto units = readInteger<qint64>(value);
    if (!units)
        return;
    const qint64 seconds = *units / unitsPerSecond;
    if (*units <= 0 || seconds > kLatest)
        field = QDateTime();
    else
        field = QDateTime::fromMSecsSinceEpoch(unitsPerSecond == 1 ? seconds * 1000 : *units / (unitsPerSecond / 1000),
                                               Qt::UTC);
}

template <typename Owner>
struct Field {
    const char *name; ///< Of the property.
    void (*set)(Owner &, const QVariant &);
};

template <auto Member>
struct MemberOf;
template <typename Owner, typename Value, Value Owner::*Member>
struct MemberOf<Member> {
    using Class = Owner;
};
template <auto Member>
using ClassOf = typename MemberOf<Member>::Class;

template <auto Member>
constexpr Field<ClassOf<Member>> field(const char *name)
{
    return {name, [](ClassOf<Member> &owner, const QVariant &value) { assign(owner.*Member, value); }};
}

template <auto Member>
constexpr Field<ClassOf<Member>> seconds(const char *name)
{
    return {name, [](ClassOf<Member> &owner, const QVariant &value) { assignTime(owner.*Member, value, 1); }};
}

template <auto Member>
constexpr Field<ClassOf<Member>> microseconds(const char *name)
{
    return {name, [](ClassOf<Member> &owner, const QVariant &value) { assignTime(owner.*Member, value, 1'000'000); }};
}

constexpr std::array kManagerFields{
    field<&ManagerInfo::version>("Version"),
    field<&ManagerInfo::initiatorName>("InitiatorName"),
    field<&ManagerInfo::dataPlanes>("DataPlanes"),
    field<&ManagerInfo::nodesConfigured>("NodesConfigured"),
    field<&ManagerInfo::nodesWanted>("NodesWanted"),
    field<&ManagerInfo::sessionsOnline>("SessionsOnline"),
    field<&ManagerInfo::importAvailable>("ImportAvailable"),
    field<&ManagerInfo::otherInitiator>("OtherInitiator"),
    field<&ManagerInfo::overallState>("OverallState"),
};

constexpr std::array kPortalFields{
    field<&PortalInfo::address>("Address"),
    field<&PortalInfo::port>("Port"),
    field<&PortalInfo::iface>("Iface"),
    field<&PortalInfo::type>("Type"),
    field<&PortalInfo::username>("Username"),
    field<&PortalInfo::usernameIn>("UsernameIn"),
    seconds<&PortalInfo::lastDiscovery>("LastDiscovery"),
    field<&PortalInfo::lastResult>("LastResult"),
    field<&PortalInfo::nodes>("Nodes"),
    seconds<&PortalInfo::secretUsed>("SecretUsed"),
    seconds<&PortalInfo::secretInUsed>("SecretInUsed"),
    field<&PortalInfo::refreshInterval>("RefreshInterval"),
    seconds<&PortalInfo::nextRefresh>("NextRefresh"),
};

constexpr std::array kTargetFields{
    field<&TargetInfo::name>("Name"),         field<&TargetInfo::alias>("Alias"),   field<&TargetInfo::nodes>("Nodes"),
    field<&TargetInfo::sessions>("Sessions"), field<&TargetInfo::status>("Status"),
};

constexpr std::array kNodeFields{
    field<&NodeInfo::targetName>("TargetName"),
    field<&NodeInfo::target>("Target"),
    field<&NodeInfo::address>("Address"),
    field<&NodeInfo::port>("Port"),
    field<&NodeInfo::tpgt>("Tpgt"),
    field<&NodeInfo::iface>("Iface"),
    field<&NodeInfo::label>("Label"),
    field<&NodeInfo::autoLogin>("AutoLogin"),
    field<&NodeInfo::status>("Status"),
    field<&NodeInfo::lastError>("LastError"),
    field<&NodeInfo::lastErrorMessage>("LastErrorMessage"),
    field<&NodeInfo::lastLoginStatus>("LastLoginStatus"),
    seconds<&NodeInfo::lastLogin>("LastLogin"),
    microseconds<&NodeInfo::nextAttempt>("NextAttempt"),
    field<&NodeInfo::session>("Session"),
    field<&NodeInfo::authMode>("AuthMode"),
    field<&NodeInfo::username>("Username"),
    field<&NodeInfo::usernameIn>("UsernameIn"),
    field<&NodeInfo::hasSecret>("HasSecret"),
    field<&NodeInfo::hasSecretIn>("HasSecretIn"),
    seconds<&NodeInfo::secretUsed>("SecretUsed"),
    seconds<&NodeInfo::secretInUsed>("SecretInUsed"),
    field<&NodeInfo::dataPlane>("DataPlane"),
    field<&NodeInfo::fromDiscovery>("FromDiscovery"),
};

constexpr std::array kSessionFields{
    field<&SessionInfo::id>("Id"),
    field<&SessionInfo::targetName>("TargetName"),
    field<&SessionInfo::alias>("Alias"),
    field<&SessionInfo::portal>("Portal"),
    field<&SessionInfo::persistentPortal>("PersistentPortal"),
    field<&SessionInfo::isid>("Isid"),
    field<&SessionInfo::tsih>("Tsih"),
    field<&SessionInfo::connections>("Connections"),
    field<&SessionInfo::tpgt>("Tpgt"),
    field<&SessionInfo::state>("State"),
    microseconds<&SessionInfo::stateSince>("StateSince"),
    field<&SessionInfo::node>("Node"),
    field<&SessionInfo::dataPlane>("DataPlane"),
    field<&SessionInfo::authMode>("AuthMode"),
    field<&SessionInfo::chapAlgorithm>("ChapAlgorithm"),
    field<&SessionInfo::negotiated>("Negotiated"),
    field<&SessionInfo::reconnects>("Reconnects"),
    field<&SessionInfo::reconnectAttempts>("ReconnectAttempts"),
    field<&SessionInfo::loginTimeMs>("LoginTimeMs"),
    field<&SessionInfo::requestsFailed>("RequestsFailed"),
    field<&SessionInfo::foreign>("Foreign"),
    field<&SessionInfo::program>("Program"),
    field<&SessionInfo::firmware>("Firmware"),
};

/// 1 no, 2 yes, anything else unknown.
std::optional<bool> answerIn(const QVariant &value)
{
    const unsigned number = readInteger<unsigned>(value).value_or(0);
    return number == 1 || number == 2 ? std::optional(number == 2) : std::nullopt;
}

constexpr std::array kLunFields{
    field<&LunInfo::lun>("Lun"),
    field<&LunInfo::device>("Device"),
    field<&LunInfo::file>("File"),
    field<&LunInfo::vendor>("Vendor"),
    field<&LunInfo::model>("Model"),
    field<&LunInfo::revision>("Revision"),
    field<&LunInfo::serial>("Serial"),
    field<&LunInfo::wwid>("Wwid"),
    field<&LunInfo::sizeBytes>("SizeBytes"),
    field<&LunInfo::blockSize>("BlockSize"),
    field<&LunInfo::readOnly>("ReadOnly"),
    Field<LunInfo>{"Thin", [](LunInfo &lun, const QVariant &value) { lun.thin = readInteger<unsigned>(value) == 2U; }},
    Field<LunInfo>{"Medium", [](LunInfo &lun, const QVariant &value) { lun.solidState = answerIn(value); }},
    Field<LunInfo>{"WriteCache", [](LunInfo &lun, const QVariant &value) { lun.writeCache = answerIn(value); }},
    Field<LunInfo>{"Discard", [](LunInfo &lun, const QVariant &value) { lun.discard = answerIn(value); }},
    field<&LunInfo::physicalBlockSize>("PhysicalBlockSize"),
    field<&LunInfo::problem>("Problem"),
    field<&LunInfo::mountPoints>("MountPoints"),
    field<&LunInfo::users>("Users"),
};

void setErrorName(JobInfo &job, const QVariant &value)
{
    const auto name = read<QString>(value);
    if (name && !name->isEmpty())
        job.error.code = dbus::errorCode(*name);
}

void setErrorDetails(JobInfo &job, const QVariant &value)
{
    const auto map = read<QVariantMap>(value);
    if (!map)
        return;
    QString message;
    assign(message, map->value(QStringLiteral("message")));
    job.error.message = message.toStdString();
    assign(job.error.loginStatus, map->value(QStringLiteral("login_status")));
    assign(job.error.sysErrno, map->value(QStringLiteral("errno")));
    assign(job.blockers, map->value(QStringLiteral("blockers")));
}

constexpr std::array kJobFields{
    field<&JobInfo::operation>("Operation"),
    field<&JobInfo::state>("State"),
    field<&JobInfo::phase>("Phase"),
    field<&JobInfo::objects>("Objects"),
    field<&JobInfo::result>("Result"),
    Field<JobInfo>{"Error", &setErrorName},
    Field<JobInfo>{"ErrorDetails", &setErrorDetails},
};

constexpr std::array kUserFields{
    field<&DeviceUser::kind>("kind"),        field<&DeviceUser::device>("device"),
    field<&DeviceUser::mountPoint>("path"),  field<&DeviceUser::fileSystem>("fs"),
    field<&DeviceUser::pid>("pid"),          field<&DeviceUser::program>("exe"),
    field<&DeviceUser::otherPaths>("paths"), field<&DeviceUser::pathStates>("states"),
};

constexpr std::array kEventFields{
    field<&EventInfo::id>("Id"),     microseconds<&EventInfo::time>("Time"), field<&EventInfo::severity>("Severity"),
    field<&EventInfo::code>("Code"), field<&EventInfo::source>("Source"),    field<&EventInfo::message>("Message"),
    field<&EventInfo::node>("Node"), field<&EventInfo::session>("Session"),  field<&EventInfo::details>("Details"),
};

/// Those that are there and can be values of their setting; the others stay.
void takeSettings(QVariantMap &settings, const QVariantMap &properties)
{
    for (const NodeSetting &setting : nodeSettings()) {
        const auto found = properties.constFind(setting.property);
        if (found == properties.constEnd())
            continue;
        if (const auto value = setting.fromBus(plain(*found)))
            settings.insert(setting.property, *value);
    }
}

template <typename Owner, std::size_t N>
void applyFields(const std::array<Field<Owner>, N> &fields, Owner &owner, const QVariantMap &properties)
{
    for (const auto &field : fields) {
        const auto found = properties.constFind(QLatin1String(field.name));
        if (found != properties.constEnd())
            field.set(owner, *found);
    }
}

} // namespace

void apply(ManagerInfo &info, const QVariantMap &properties)
{
    applyFields(kManagerFields, info, properties);
    const auto defaults = properties.constFind(QStringLiteral("NodeDefaults"));
    if (defaults == properties.constEnd())
        return;
    QVariantMap values;
    assign(values, *defaults);
    takeSettings(info.nodeDefaults, values);
}

void apply(PortalInfo &info, const QVariantMap &properties) { applyFields(kPortalFields, info, properties); }

void apply(TargetInfo &info, const QVariantMap &properties) { applyFields(kTargetFields, info, properties); }

void apply(NodeInfo &info, const QVariantMap &properties)
{
    applyFields(kNodeFields, info, properties);
    takeSettings(info.settings, properties);
}

void apply(SessionInfo &info, const QVariantMap &properties) { applyFields(kSessionFields, info, properties); }

void apply(LunInfo &info, const QVariantMap &properties) { applyFields(kLunFields, info, properties); }

void apply(JobInfo &info, const QVariantMap &properties) { applyFields(kJobFields, info, properties); }

void apply(DeviceUser &user, const QVariantMap &map) { applyFields(kUserFields, user, map); }

void apply(EventInfo &event, const QVariantMap &map) { applyFields(kEventFields, event, map); }

std::vector<DeviceUser> usersFrom(const QVariant &value)
{
    std::vector<DeviceUser> users;
    for (const QVariantMap &map : read<VariantMapList>(value).value_or(VariantMapList()))
        users.push_back(DeviceUser::from(map));
    return users;
}

} // namespace portolan::client
