// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated world: what there is, and how sessions begin and end. The methods are in simulation_methods.cpp.
#include "tests/support/fake_portoland/simulation.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"
#include "tests/support/fake_portoland/simulated_load.h"

#include <QCryptographicHash>
#include <QDBusArgument>
#include <QDateTime>

namespace portolan::fake {

namespace {

const QString kManager = interfaceName(QStringLiteral("Manager"));
const QString kNode = interfaceName(QStringLiteral("Node"));
const QString kSession = interfaceName(QStringLiteral("Session"));
const QString kLun = interfaceName(QStringLiteral("Lun"));
const QString kTarget = interfaceName(QStringLiteral("Target"));
const QString kInitiator = QStringLiteral("iqn.2026-10.org.portolan.test:this-computer");

qint64 nowUs() { return QDateTime::currentMSecsSinceEpoch() * 1000; }

QString hashed(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

QVariantMap negotiated(const char *key, const char *asked, const char *got)
{
    return {{QStringLiteral("key"), QString::fromLatin1(key)},
            {QStringLiteral("asked"), QString::fromLatin1(asked)},
            {QStringLiteral("got"), QString::fromLatin1(got)}};
}

} // namespace

QVariantMap defaultSettings()
{
    return {{QStringLiteral("Tpgt"), 1},
            {QStringLiteral("AutoLogin"), uint(dbus::AutoLogin::Manual)},
            {QStringLiteral("Status"), uint(dbus::NodeStatus::Disconnected)},
            {QStringLiteral("AuthMode"), uint(dbus::AuthMode::None)},
            {QStringLiteral("DataPlane"), QStringLiteral("auto")},
            {QStringLiteral("MaxRecvDataSegmentLength"), 262144U},
            {QStringLiteral("MaxBurstLength"), 16776192U},
            {QStringLiteral("FirstBurstLength"), 262144U},
            {QStringLiteral("ImmediateData"), true},
            {QStringLiteral("MaxOutstandingR2T"), 1U},
            {QStringLiteral("MaxConnections"), 1U},
            {QStringLiteral("LoginTimeout"), 15U},
            {QStringLiteral("ReplacementTimeout"), 120},
            {QStringLiteral("NoopInterval"), 5U},
            {QStringLiteral("NoopTimeout"), 5U},
            {QStringLiteral("CommandTimeout"), 30U}};
}

namespace {

/// Those of a node that are settings.
QVariantMap nodeDefaults()
{
    QVariantMap defaults = defaultSettings();
    for (const char *name : {"Tpgt", "Status", "AuthMode"})
        defaults.remove(QLatin1String(name));
    defaults.insert({{QStringLiteral("HeaderDigest"), 0U},
                     {QStringLiteral("DataDigest"), 0U},
                     {QStringLiteral("InitialR2T"), false}});
    return defaults;
}

} // namespace

Simulation::Simulation(ObjectStore *store, const QDBusConnection &bus, int stepMs, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_bus(bus)
    , m_jobs(store, bus, stepMs)
{
    for (const char *action : {"view", "discover", "login", "logout", "logout-force", "modify", "secrets",
                               "modify-initiator", "import", "control", "set-up"})
        m_permissions.insert(QString::fromLatin1(action), QStringLiteral("yes"));
}

void Simulation::populate(const QString &scenario)
{
    m_store->clear();
    m_events.clear();
    m_store->add(dbus::kManagerPath, kManager,
                 {{QStringLiteral("Version"), QStringLiteral(PORTOLAN_VERSION)},
                  {QStringLiteral("ApiLevel"), 1U},
                  {QStringLiteral("DataPlanes"), QStringList{QStringLiteral("user")}},
                  {QStringLiteral("InitiatorName"), kInitiator},
                  {QStringLiteral("NodeDefaults"), nodeDefaults()},
                  {QStringLiteral("OverallState"), uint(dbus::OverallState::Idle)}});
    m_store->add(dbus::kManagerPath, interfaceName(QStringLiteral("Events")));
    m_store->add(dbus::kManagerPath, interfaceName(QStringLiteral("Statistics")));
    m_lastSession = 0;
    if (const QStringList many = scenario.split(u':'); many.size() == 3 && many[0] == QStringLiteral("many")) {
        m_bulk = true;
        populateMany(many[1].toInt(), many[2].toInt());
    }
    if (scenario != QStringLiteral("demo"))
        return;

    const QString portal = dbus::kRootPath + QStringLiteral("/portals/demo");
    m_store->add(portal, interfaceName(QStringLiteral("Portal")),
                 {{QStringLiteral("Address"), QStringLiteral("10.0.0.5")},
                  {QStringLiteral("Port"), 3260},
                  {QStringLiteral("Type"), QStringLiteral("sendtargets")},
                  {QStringLiteral("LastDiscovery"), nowUs() / 1'000'000},
                  {QStringLiteral("LastResult"), QStringLiteral("ok")}});
    for (const char *name : {"plain", "locked", "failed"}) {
        const QString node = dbus::kRootPath + QStringLiteral("/nodes/") + QLatin1String(name);
        const QString target = dbus::kRootPath + QStringLiteral("/targets/") + QLatin1String(name);
        const QString iqn = QStringLiteral("iqn.2026-10.org.portolan.test:") + QLatin1String(name);
        QVariantMap properties = defaultSettings();
        properties.insert({{QStringLiteral("TargetName"), iqn},
                           {QStringLiteral("Target"), target},
                           {QStringLiteral("Address"), QStringLiteral("10.0.0.5")},
                           {QStringLiteral("Port"), 3260},
                           {QStringLiteral("FromDiscovery"), portal}});
        m_store->add(target, kTarget,
                     {{QStringLiteral("Name"), iqn},
                      {QStringLiteral("Nodes"), QStringList{node}},
                      {QStringLiteral("Status"), 1U}});
        m_store->add(node, kNode, properties);
    }
    openSession(dbus::kRootPath + QStringLiteral("/nodes/plain"));
    setNode(dbus::kRootPath + QStringLiteral("/nodes/failed"),
            {{QStringLiteral("Status"), uint(dbus::NodeStatus::ConnectionFailed)},
             {QStringLiteral("LastError"), QStringLiteral("TargetRefusedName")},
             {QStringLiteral("LastErrorMessage"), QStringLiteral("login status 0202")},
             {QStringLiteral("LastLoginStatus"), 0x0202U}});
    logEvent({{QStringLiteral("Severity"), uint(dbus::Severity::Error)},
              {QStringLiteral("Code"), QStringLiteral("login.failed")},
              {QStringLiteral("Source"), QStringLiteral("iqn.2026-10.org.portolan.test:failed")},
              {QStringLiteral("Message"), QStringLiteral("login refused")},
              {QStringLiteral("Node"),
               QVariant::fromValue(QDBusObjectPath(dbus::kRootPath + QStringLiteral("/nodes/failed")))},
              {QStringLiteral("Details"), QVariantMap{{QStringLiteral("error"), QStringLiteral("TargetRefusedName")},
                                                      {QStringLiteral("login_status"), 0x0202U}}}});
}

QString Simulation::ensureNode(const QString &name, const Asked &asked, const QString &portal)
{
    const auto &[address, port, interface, type] = asked;
    const QString target = dbus::kRootPath + QStringLiteral("/targets/") + hashed(name);
    const QString node =
        dbus::kRootPath + QStringLiteral("/nodes/") + hashed(name + address + QString::number(port) + interface);
    if (m_store->contains(node, kNode))
        return node;
    if (!m_store->contains(target, kTarget))
        m_store->add(target, kTarget, {{QStringLiteral("Name"), name}, {QStringLiteral("Status"), 1U}});
    QStringList nodes{node};
    for (const QString &known : m_store->pathsOf(kNode)) {
        if (m_store->text(known, kNode, QStringLiteral("TargetName")) == name)
            nodes.append(known);
    }
    m_store->set(target, kTarget, {{QStringLiteral("Nodes"), nodes}});
    QVariantMap properties = defaultSettings();
    properties.insert({{QStringLiteral("TargetName"), name},
                       {QStringLiteral("Target"), target},
                       {QStringLiteral("Address"), address},
                       {QStringLiteral("Port"), port},
                       {QStringLiteral("Iface"), interface},
                       {QStringLiteral("FromDiscovery"), portal}});
    m_store->add(node, kNode, properties);
    count();
    return node;
}

void Simulation::setNode(const QString &node, const QVariantMap &properties)
{
    m_store->set(node, kNode, properties);
    const QString target = m_store->text(node, kNode, QStringLiteral("Target"));
    QVariantMap ofTarget;
    if (properties.contains(QStringLiteral("Status")))
        ofTarget.insert(QStringLiteral("Status"), properties.value(QStringLiteral("Status")));
    if (properties.contains(QStringLiteral("Session"))) {
        const QString session = properties.value(QStringLiteral("Session")).toString();
        ofTarget.insert(QStringLiteral("Sessions"),
                        session == QStringLiteral("/") ? QStringList() : QStringList{session});
    }
    m_store->set(target, kTarget, ofTarget);
    count();
}

void Simulation::openSession(const QString &node)
{
    const QString session = dbus::kRootPath + QStringLiteral("/sessions/%1").arg(++m_lastSession);
    const QString name = m_store->text(node, kNode, QStringLiteral("TargetName"));
    const QString portal = m_store->text(node, kNode, QStringLiteral("Address")) + u':' +
                           m_store->text(node, kNode, QStringLiteral("Port"));
    const auto auth = m_store->get(node, kNode, QStringLiteral("AuthMode"));
    m_store->add(session, kSession,
                 {{QStringLiteral("Id"), m_lastSession},
                  {QStringLiteral("TargetName"), name},
                  {QStringLiteral("Alias"), QStringLiteral("A simulated disk")},
                  {QStringLiteral("Portal"), portal},
                  {QStringLiteral("PersistentPortal"), portal},
                  {QStringLiteral("Isid"), QStringLiteral("800000000001")},
                  {QStringLiteral("Tsih"), 7},
                  {QStringLiteral("Connections"), 1U},
                  {QStringLiteral("Tpgt"), 1},
                  {QStringLiteral("State"), uint(dbus::SessionState::Online)},
                  {QStringLiteral("StateSince"), nowUs()},
                  {QStringLiteral("Node"), node},
                  {QStringLiteral("DataPlane"), QStringLiteral("user")},
                  {QStringLiteral("AuthMode"), auth},
                  {QStringLiteral("ChapAlgorithm"), auth.toUInt() > 1 ? QStringLiteral("SHA-256") : QString()},
                  {QStringLiteral("LoginTimeMs"), 42U},
                  {QStringLiteral("Negotiated"),
                   QVariant::fromValue(VariantMapList{negotiated("HeaderDigest", "None", "None"),
                                                      negotiated("MaxBurstLength", "16776192", "262144"),
                                                      negotiated("InitialR2T", "No", "Yes")})}});
    m_store->add(session, interfaceName(QStringLiteral("Statistics")));
    const QString lun = session + QStringLiteral("/luns/0000000000000000");
    m_store->add(lun, kLun,
                 {{QStringLiteral("Lun"), 0U},
                  {QStringLiteral("Device"), QStringLiteral("/dev/loop%1").arg(6 + m_lastSession)},
                  {QStringLiteral("File"), QStringLiteral("/run/portolan/s%1/lun0").arg(m_lastSession)},
                  {QStringLiteral("Vendor"), QStringLiteral("IET")},
                  {QStringLiteral("Model"), QStringLiteral("VIRTUAL-DISK")},
                  {QStringLiteral("Revision"), QStringLiteral("0001")},
                  {QStringLiteral("Serial"), QStringLiteral("beaf1")},
                  {QStringLiteral("Wwid"), QStringLiteral("naa.60000000000000000e00000000010001")},
                  {QStringLiteral("SizeBytes"), 1073741824ULL},
                  {QStringLiteral("BlockSize"), 512U},
                  {QStringLiteral("Thin"), 2U},
                  {QStringLiteral("Medium"), 2U},
                  {QStringLiteral("WriteCache"), 2U},
                  {QStringLiteral("Discard"), 1U},
                  {QStringLiteral("PhysicalBlockSize"), 4096U}});
    m_store->add(lun, interfaceName(QStringLiteral("Statistics")));
    setNode(node, {{QStringLiteral("Status"), uint(dbus::NodeStatus::Connected)},
                   {QStringLiteral("Session"), session},
                   {QStringLiteral("LastError"), QString()},
                   {QStringLiteral("LastErrorMessage"), QString()},
                   {QStringLiteral("LastLoginStatus"), 0U},
                   {QStringLiteral("LastLogin"), nowUs() / 1'000'000}});
    logEvent({{QStringLiteral("Severity"), uint(dbus::Severity::Info)},
              {QStringLiteral("Code"), QStringLiteral("session.online")},
              {QStringLiteral("Source"), name},
              {QStringLiteral("Message"), QStringLiteral("session online")},
              {QStringLiteral("Node"), QVariant::fromValue(QDBusObjectPath(node))},
              {QStringLiteral("Session"), QVariant::fromValue(QDBusObjectPath(session))},
              {QStringLiteral("Details"), QVariantMap{{QStringLiteral("portal"), portal}}}});
}

void Simulation::closeSession(const QString &node)
{
    const QString session = m_store->text(node, kNode, QStringLiteral("Session"));
    setNode(node, {{QStringLiteral("Status"), uint(dbus::NodeStatus::Disconnected)},
                   {QStringLiteral("Session"), QStringLiteral("/")}});
    m_store->remove(session);
    for (const auto &lease : m_leases.keys()) {
        if (m_leases.value(lease).startsWith(session))
            m_leases.remove(lease);
    }
    count();
}

void Simulation::count()
{
    if (m_bulk)
        return;
    const uint nodes = uint(m_store->pathsOf(kNode).size());
    const uint sessions = uint(m_store->pathsOf(kSession).size());
    m_store->set(
        dbus::kManagerPath, kManager,
        {{QStringLiteral("NodesConfigured"), nodes},
         {QStringLiteral("NodesWanted"), sessions},
         {QStringLiteral("SessionsOnline"), sessions},
         {QStringLiteral("OverallState"), uint(sessions ? dbus::OverallState::Ok : dbus::OverallState::Idle)}});
}

VariantMapList Simulation::blockersOf(const QString &session) const
{
    VariantMapList blockers;
    for (const QString &lun : m_store->pathsOf(kLun)) {
        if (lun.startsWith(session + u'/'))
            blockers += m_store->get(lun, kLun, QStringLiteral("Users")).value<VariantMapList>();
    }
    return blockers;
}

void Simulation::logEvent(QVariantMap event)
{
    event.insert(QStringLiteral("Id"), quint64(m_events.size() + 1));
    if (!event.contains(QStringLiteral("Time")))
        event.insert(QStringLiteral("Time"), nowUs());
    if (!event.contains(QStringLiteral("Severity")))
        event.insert(QStringLiteral("Severity"), uint(dbus::Severity::Info));
    m_events.append(event);
    auto signal = QDBusMessage::createSignal(dbus::kManagerPath, interfaceName(QStringLiteral("Events")),
                                             QStringLiteral("Event"));
    signal << event;
    m_bus.send(signal);
}

void Simulation::sendSample(const QString &object, quint64 timeUs, const CounterList &counters)
{
    for (auto lease = m_leases.cbegin(); lease != m_leases.cend(); ++lease) {
        if (*lease == object)
            sendTo(lease.key(), timeUs, counters);
    }
}

void Simulation::sendTo(uint lease, quint64 timeUs, const CounterList &counters)
{
    static const QString interface = interfaceName(QStringLiteral("Statistics"));
    auto signal = QDBusMessage::createTargetedSignal(m_leaseHolders.value(lease), m_leases.value(lease), interface,
                                                     QStringLiteral("Sample"));
    signal << timeUs << QVariant::fromValue(counters);
    m_bus.send(signal);
}

void Simulation::startLoad()
{
    m_load.callOnTimeout(this, [this] {
        const qint64 now = nowUs();
        for (auto lease = m_leases.cbegin(); lease != m_leases.cend(); ++lease)
            sendTo(lease.key(), quint64(now), countersAt(now, sessionsOf(*lease)));
    });
    m_load.start(1000);
}

int Simulation::sessionsOf(const QString &measured) const
{
    return measured == dbus::kManagerPath ? int(m_lastSession) : 1;
}

} // namespace portolan::fake
