// SPDX-License-Identifier: GPL-3.0-or-later
// What each method of the interface does in the simulated world.
#include "tests/support/fake_portoland/simulated_load.h"
#include "tests/support/fake_portoland/simulation.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"

#include <QDBusArgument>
#include <QDBusUnixFileDescriptor>
#include <QDateTime>

#include <cerrno>
#include <unistd.h>

namespace portolan::fake {

namespace {

const QString kNode = interfaceName(QStringLiteral("Node"));
const QString kPortal = interfaceName(QStringLiteral("Portal"));
const QString kSession = interfaceName(QStringLiteral("Session"));
const QString kManager = interfaceName(QStringLiteral("Manager"));
const QString kPrefix = QStringLiteral("iqn.2026-10.org.portolan.test:");
constexpr uint kDefaultPort = 3260;

QVariantMap mapAt(const QDBusMessage &message, int index)
{
    return qdbus_cast<QVariantMap>(message.arguments().value(index));
}

QString contentOf(const QVariant &value)
{
    const auto file = value.value<QDBusUnixFileDescriptor>();
    QByteArray content;
    char buffer[512];
    for (ssize_t n = 0; (n = ::read(file.fileDescriptor(), buffer, sizeof buffer)) > 0;)
        content.append(buffer, n);
    return QString::fromUtf8(content);
}

QVariantMap message(const char *text, uint status = 0, int number = 0, const char *hint = "")
{
    return {{QStringLiteral("message"), QString::fromLatin1(text)},
            {QStringLiteral("login_status"), status},
            {QStringLiteral("errno"), number},
            {QStringLiteral("hint"), QString::fromLatin1(hint)}};
}

const QStringList &settingNames()
{
    static const QStringList names =
        QStringLiteral("Label AutoLogin DataPlane HeaderDigest DataDigest MaxRecvDataSegmentLength "
                       "MaxBurstLength FirstBurstLength InitialR2T ImmediateData MaxOutstandingR2T "
                       "MaxConnections LoginTimeout ReplacementTimeout NoopInterval NoopTimeout CommandTimeout")
            .split(u' ');
    return names;
}

} // namespace

void Simulation::handle(const QDBusMessage &call)
{
    static const QMap<QString, Handler> handlers{
        {QStringLiteral("Manager.Discover"), &Simulation::discover},
        {QStringLiteral("Manager.AddNode"), &Simulation::addNode},
        {QStringLiteral("Manager.SetNodeDefaults"), &Simulation::setNodeDefaults},
        {QStringLiteral("Manager.SetInitiatorName"), &Simulation::setInitiatorName},
        {QStringLiteral("Manager.GenerateInitiatorName"), &Simulation::generateInitiatorName},
        {QStringLiteral("Manager.GetPermissions"), &Simulation::getPermissions},
        {QStringLiteral("Manager.AuthorizeSetUp"), &Simulation::authorizeSetUp},
        {QStringLiteral("Manager.ImportOpenIscsi"), &Simulation::importOpenIscsi},
        {QStringLiteral("Manager.LoginAll"), &Simulation::loginAll},
        {QStringLiteral("Manager.LogoutAll"), &Simulation::logoutAll},
        {QStringLiteral("Portal.Refresh"), &Simulation::refresh},
        {QStringLiteral("Portal.SetRefreshInterval"), &Simulation::setRefreshInterval},
        {QStringLiteral("Portal.Remove"), &Simulation::removeObject},
        {QStringLiteral("Node.Login"), &Simulation::login},
        {QStringLiteral("Node.Logout"), &Simulation::logout},
        {QStringLiteral("Node.CheckLogout"), &Simulation::checkLogout},
        {QStringLiteral("Node.Update"), &Simulation::update},
        {QStringLiteral("Node.SetInterface"), &Simulation::setInterface},
        {QStringLiteral("Node.SetSecret"), &Simulation::setSecret},
        {QStringLiteral("Node.ClearSecret"), &Simulation::clearSecret},
        {QStringLiteral("Node.GetHistory"), &Simulation::getPast},
        {QStringLiteral("Node.Remove"), &Simulation::removeObject},
        {QStringLiteral("Session.Rescan"), &Simulation::rescan},
        {QStringLiteral("Session.Reconnect"), &Simulation::reconnect},
        {QStringLiteral("Session.TakeOver"), &Simulation::takeOver},
        {QStringLiteral("Job.Cancel"), &Simulation::cancel},
        {QStringLiteral("Events.GetEvents"), &Simulation::getEvents},
        {QStringLiteral("Statistics.Subscribe"), &Simulation::subscribe},
        {QStringLiteral("Statistics.Unsubscribe"), &Simulation::unsubscribe},
        {QStringLiteral("Statistics.GetCounters"), &Simulation::getCounters},
        {QStringLiteral("Statistics.GetHistory"), &Simulation::getHistory},
    };
    const QString method = call.interface().mid(dbus::kInterfacePrefix.size()) + u'.' + call.member();
    m_calls.append(method + u' ' + call.path() +
                   (call.isInteractiveAuthorizationAllowed() ? QStringLiteral(" interactive") : QString()));
    const Script script = takeScript(method);
    if (script.noReply)
        return;
    if (!script.error.isEmpty())
        return fail(call, script.error, script.details.value(QStringLiteral("message")).toString());
    const auto handler = handlers.constFind(method);
    if (handler == handlers.constEnd())
        return fail(call, QStringLiteral("NotSupported"), method);
    (this->**handler)(call, script);
}

Script Simulation::takeScript(const QString &method)
{
    const auto found = m_scripts.find(method);
    if (found == m_scripts.end())
        return {};
    const Script script = *found;
    if (found->times > 0 && --found->times == 0)
        m_scripts.erase(found);
    return script;
}

void Simulation::reply(const QDBusMessage &call, const QVariantList &arguments)
{
    m_bus.send(call.createReply(arguments));
}

void Simulation::fail(const QDBusMessage &call, const QString &error, const QString &text)
{
    const QString name = error.contains(u'.') ? error : dbus::kErrorPrefix + error;
    m_bus.send(call.createErrorReply(name, text.isEmpty() ? error : text));
}

bool Simulation::optionsAreKnown(const QDBusMessage &call, int index, const QStringList &known)
{
    for (const QString &key : mapAt(call, index).keys()) {
        if (known.contains(key))
            continue;
        fail(call, QStringLiteral("OptionNotSupported"), QStringLiteral("unknown option: ") + key);
        return false;
    }
    return true;
}

void Simulation::discover(const QDBusMessage &call, const Script &script)
{
    if (!optionsAreKnown(call, 2,
                         {QStringLiteral("username"), QStringLiteral("secret"), QStringLiteral("username_in"),
                          QStringLiteral("secret_in"), QStringLiteral("save"), QStringLiteral("probe"),
                          QStringLiteral("interface"), QStringLiteral("timeout_ms"), QStringLiteral("type")}))
        return;
    const QVariantMap options = mapAt(call, 2);
    const QString type = options.value(QStringLiteral("type"), QStringLiteral("sendtargets")).toString();
    const QString username = options.value(QStringLiteral("username")).toString();
    for (const char *key : {"secret", "secret_in"}) {
        if (options.contains(QLatin1String(key)))
            m_secrets.append(QStringLiteral("%1:%2:%3")
                                 .arg(QLatin1String(key), username, contentOf(options.value(QLatin1String(key)))));
    }
    const QString address = call.arguments().at(0).toString();
    const uint port = call.arguments().at(1).toUInt();
    if (address.isEmpty())
        return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("empty address"));
    reply(call, {QVariant::fromValue(QDBusObjectPath(startDiscovery(
                    {address, port ? port : kDefaultPort, options.value(QStringLiteral("interface")).toString(), type},
                    username, script)))});
}

QString Simulation::startDiscovery(const Asked &asked, const QString &username, Script script)
{
    const auto &address = asked.address;
    const uint port = asked.port;
    const auto failWith = [&script](const char *error, const QVariantMap &details) {
        if (script.jobError.isEmpty()) {
            script.jobError = QString::fromLatin1(error);
            script.details = details;
        }
    };
    QStringList phases{QStringLiteral("resolving"), QStringLiteral("connecting"), QStringLiteral("security"),
                       QStringLiteral("discovering")};
    if (address == QStringLiteral("unknown.invalid"))
        failWith("HostNotFound", message("unknown.invalid: no such name", 0, 0, "check-address"));
    else if (port == 1)
        failWith("PortalUnreachable", message("connect: refused", 0, ECONNREFUSED, "check-address"));
    else if (address == QStringLiteral("wrong.service"))
        failWith("ProtocolViolation", message("an HTTP server answers", 0, 0, "check-address"));
    else if (address == QStringLiteral("closed.door") && username.isEmpty())
        failWith("AuthRequired", message("the portal asks for CHAP", 0, 0, "enter-password"));
    else if (address == QStringLiteral("black.hole"))
        script.hold = true, phases = {QStringLiteral("resolving"), QStringLiteral("connecting")};
    return m_jobs.start(
        {QStringLiteral("discover"), {}, phases, script, [this, asked] {
             const QString portal =
                 dbus::kRootPath + QStringLiteral("/portals/p%1")
                                       .arg(qHash(asked.address + QString::number(asked.port) + asked.interface));
             if (!m_store->contains(portal, kPortal))
                 m_store->add(portal, kPortal,
                              {{QStringLiteral("Address"), asked.address},
                               {QStringLiteral("Port"), asked.port},
                               {QStringLiteral("Type"), asked.type},
                               {QStringLiteral("Iface"), asked.interface}});
             const auto before = m_store->pathsOf(kNode);
             const QStringList names{kPrefix + QStringLiteral("plain"), kPrefix + QStringLiteral("locked")};
             QList<QDBusObjectPath> nodes, added, silent;
             for (const QString &name : names) {
                 const QDBusObjectPath node(ensureNode(name, asked, portal));
                 nodes.append(node);
                 if (asked.address == QStringLiteral("half.deaf") && name == names.last())
                     silent.append(node);
                 if (!before.contains(node.path()))
                     added.append(node);
             }
             m_store->set(portal, kPortal,
                          {{QStringLiteral("Nodes"), QVariant::fromValue(nodes)},
                           {QStringLiteral("LastResult"), QStringLiteral("ok")},
                           {QStringLiteral("LastDiscovery"), QDateTime::currentSecsSinceEpoch()}});
             return QVariantMap{{QStringLiteral("portal"), QVariant::fromValue(QDBusObjectPath(portal))},
                                {QStringLiteral("nodes"), QVariant::fromValue(nodes)},
                                {QStringLiteral("silent"), QVariant::fromValue(silent)},
                                {QStringLiteral("new"), QVariant::fromValue(added)},
                                {QStringLiteral("changed"), QVariant::fromValue(QList<QDBusObjectPath>())},
                                {QStringLiteral("missing"), QVariant::fromValue(QList<QDBusObjectPath>())},
                                {QStringLiteral("names"), names},
                                {QStringLiteral("warnings"), QStringList()}};
         }});
}

void Simulation::refresh(const QDBusMessage &call, const Script &script)
{
    const QString job = startDiscovery({m_store->text(call.path(), kPortal, QStringLiteral("Address")),
                                        m_store->get(call.path(), kPortal, QStringLiteral("Port")).toUInt(),
                                        m_store->text(call.path(), kPortal, QStringLiteral("Iface")),
                                        m_store->text(call.path(), kPortal, QStringLiteral("Type"))},
                                       QStringLiteral("stored"), script);
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

void Simulation::setRefreshInterval(const QDBusMessage &call, const Script &)
{
    const uint seconds = call.arguments().at(0).toUInt();
    if (seconds != 0 && (seconds < 300 || seconds > 86400))
        return fail(call, QStringLiteral("InvalidArgument"));
    const qint64 next = seconds == 0 ? 0 : QDateTime::currentSecsSinceEpoch() + seconds;
    m_store->set(call.path(), kPortal,
                 {{QStringLiteral("RefreshInterval"), seconds}, {QStringLiteral("NextRefresh"), next}});
    reply(call);
}

void Simulation::addNode(const QDBusMessage &call, const Script &)
{
    const QVariantMap settings = mapAt(call, 0);
    const QString name = settings.value(QStringLiteral("target_name")).toString();
    const QString address = settings.value(QStringLiteral("address")).toString();
    const uint port = settings.value(QStringLiteral("port"), kDefaultPort).toUInt();
    const QString interface = settings.value(QStringLiteral("interface")).toString();
    if (!name.startsWith(QStringLiteral("iqn.")) || address.isEmpty())
        return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("not an iSCSI name: ") + name);
    for (const QString &node : m_store->pathsOf(kNode)) {
        if (m_store->text(node, kNode, QStringLiteral("TargetName")) == name &&
            m_store->text(node, kNode, QStringLiteral("Address")) == address &&
            m_store->get(node, kNode, QStringLiteral("Port")).toUInt() == port &&
            m_store->text(node, kNode, QStringLiteral("Iface")) == interface)
            return fail(call, QStringLiteral("AlreadyExists"));
    }
    reply(call, {QVariant::fromValue(QDBusObjectPath(ensureNode(name, {address, port, interface}, {})))});
}

void Simulation::setNodeDefaults(const QDBusMessage &call, const Script &)
{
    QVariantMap defaults = m_store->get(dbus::kManagerPath, kManager, QStringLiteral("NodeDefaults")).toMap();
    defaults.insert(mapAt(call, 0));
    m_store->set(dbus::kManagerPath, kManager, {{QStringLiteral("NodeDefaults"), defaults}});
    reply(call);
}

void Simulation::setInitiatorName(const QDBusMessage &call, const Script &)
{
    const QString name = call.arguments().at(0).toString();
    if (!name.startsWith(QStringLiteral("iqn.")))
        return fail(call, QStringLiteral("InvalidArgument"),
                    QStringLiteral("an iSCSI name begins with iqn., eui. or naa."));
    m_store->set(dbus::kManagerPath, kManager, {{QStringLiteral("InitiatorName"), name}});
    reply(call);
}

void Simulation::generateInitiatorName(const QDBusMessage &call, const Script &)
{
    reply(call, {kPrefix + QStringLiteral("generated")});
}

void Simulation::getPermissions(const QDBusMessage &call, const Script &)
{
    reply(call, {QVariant::fromValue(m_permissions)});
}

void Simulation::authorizeSetUp(const QDBusMessage &call, const Script &)
{
    if (optionsAreKnown(call, 0, {}))
        reply(call);
}

void Simulation::login(const QDBusMessage &call, const Script &script)
{
    if (optionsAreKnown(call, 0, {}))
        reply(call, {QVariant::fromValue(QDBusObjectPath(startLogin(call.path(), script)))});
}

QString Simulation::startLogin(const QString &node, Script script)
{
    if (script.jobError.isEmpty() &&
        m_store->text(node, kNode, QStringLiteral("TargetName")).endsWith(QStringLiteral(":locked"))) {
        if (!m_store->get(node, kNode, QStringLiteral("HasSecret")).toBool()) {
            script.jobError = QStringLiteral("AuthRequired");
            script.details = message("the target asks for CHAP", 0, 0, "enter-password");
        } else if (m_passwords.value(node + QStringLiteral(" initiator")) != QLatin1String(kPassword)) {
            script.jobError = QStringLiteral("AuthenticationFailed");
            script.details = message("login status 0201", 0x0201, 0, "check-password");
        } else if (m_passwords.contains(node + QStringLiteral(" target")) &&
                   m_passwords.value(node + QStringLiteral(" target")) != QLatin1String(kTargetPassword)) {
            script.jobError = QStringLiteral("TargetAuthFailed");
            script.details = message("the target's CHAP response is wrong", 0, 0, "check-target-password");
        }
    }
    const bool connected =
        m_store->get(node, kNode, QStringLiteral("Status")).toUInt() == uint(dbus::NodeStatus::Connected);
    if (!connected)
        setNode(node, {{QStringLiteral("Status"), uint(dbus::NodeStatus::Connecting)}});
    return m_jobs.start(
        {QStringLiteral("login"),
         {node},
         {QStringLiteral("connecting"), QStringLiteral("security"), QStringLiteral("operational"),
          QStringLiteral("scanning")},
         script,
         [this, node] {
             if (m_store->text(node, kNode, QStringLiteral("Session")) == QStringLiteral("/"))
                 openSession(node);
             return QVariantMap{{QStringLiteral("session"), m_store->get(node, kNode, QStringLiteral("Session"))},
                                {QStringLiteral("luns"), 1U},
                                {QStringLiteral("warnings"), QStringList()}};
         },
         [this, node, details = script.details](const QString &error) {
             const bool cancelled = error == QStringLiteral("Cancelled");
             setNode(node,
                     {{QStringLiteral("Status"),
                       uint(cancelled ? dbus::NodeStatus::Disconnected : dbus::NodeStatus::ConnectionFailed)},
                      {QStringLiteral("LastError"), cancelled ? QString() : error},
                      {QStringLiteral("LastLoginStatus"), details.value(QStringLiteral("login_status")).toUInt()}});
         }});
}

void Simulation::logout(const QDBusMessage &call, const Script &script)
{
    if (!optionsAreKnown(call, 0, {QStringLiteral("force")}))
        return;
    const bool force = mapAt(call, 0).value(QStringLiteral("force")).toBool();
    reply(call, {QVariant::fromValue(QDBusObjectPath(startLogout(call.path(), force, script)))});
}

QString Simulation::startLogout(const QString &node, bool force, Script script)
{
    const auto blockers = blockersOf(m_store->text(node, kNode, QStringLiteral("Session")));
    if (!force && !blockers.isEmpty() && script.jobError.isEmpty()) {
        script.jobError = QStringLiteral("DeviceBusy");
        script.details = message("in use", 0, 0, "unmount");
        script.details.insert(QStringLiteral("blockers"), QVariant::fromValue(blockers));
    }
    return m_jobs.start({QStringLiteral("logout"), {node}, {QStringLiteral("settling")}, script, [this, node] {
                             closeSession(node);
                             return QVariantMap();
                         }});
}

void Simulation::loginAll(const QDBusMessage &call, const Script &script)
{
    QList<QDBusObjectPath> nodes;
    for (const QString &node : m_store->pathsOf(kNode)) {
        if (m_store->get(node, kNode, QStringLiteral("AutoLogin")).toUInt() == uint(dbus::AutoLogin::AtStart) &&
            m_store->text(node, kNode, QStringLiteral("Session")) == QStringLiteral("/"))
            nodes.append(QDBusObjectPath(node));
    }
    const QString job =
        m_jobs.start({QStringLiteral("login-all"), {}, {QStringLiteral("connecting")}, script, [this, nodes] {
                          for (const auto &node : nodes)
                              openSession(node.path());
                          return QVariantMap{{QStringLiteral("nodes"), QVariant::fromValue(nodes)},
                                             {QStringLiteral("failed"), QVariant::fromValue(QList<QDBusObjectPath>())}};
                      }});
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

void Simulation::logoutAll(const QDBusMessage &call, Script const &given)
{
    Script script = given;
    VariantMapList blockers;
    for (const QString &session : m_store->pathsOf(kSession))
        blockers += blockersOf(session);
    if (!mapAt(call, 0).value(QStringLiteral("force")).toBool() && !blockers.isEmpty() && script.jobError.isEmpty()) {
        script.jobError = QStringLiteral("DeviceBusy");
        script.details = message("in use", 0, 0, "unmount");
        script.details.insert(QStringLiteral("blockers"), QVariant::fromValue(blockers));
    }
    const QString job =
        m_jobs.start({QStringLiteral("logout-all"), {}, {QStringLiteral("settling")}, script, [this] {
                          QList<QDBusObjectPath> nodes;
                          for (const QString &session : m_store->pathsOf(kSession)) {
                              const QString node = m_store->text(session, kSession, QStringLiteral("Node"));
                              nodes.append(QDBusObjectPath(node));
                              closeSession(node);
                          }
                          return QVariantMap{{QStringLiteral("nodes"), QVariant::fromValue(nodes)},
                                             {QStringLiteral("failed"), QVariant::fromValue(QList<QDBusObjectPath>())}};
                      }});
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

void Simulation::checkLogout(const QDBusMessage &call, const Script &)
{
    const auto blockers = blockersOf(m_store->text(call.path(), kNode, QStringLiteral("Session")));
    reply(call, {blockers.isEmpty() ? 1U : 2U, QVariant::fromValue(blockers)});
}

void Simulation::update(const QDBusMessage &call, const Script &)
{
    const QVariantMap settings = mapAt(call, 0);
    for (const QString &name : settings.keys()) {
        const QVariant current = m_store->get(call.path(), kNode, name);
        if (!settingNames().contains(name) || current.metaType() != settings.value(name).metaType())
            return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("not a setting of this type: ") + name);
    }
    setNode(call.path(), settings);
    reply(call);
}

void Simulation::setInterface(const QDBusMessage &call, const Script &)
{
    const QString interface = call.arguments().at(0).toString();
    const QString old = call.path();
    if (m_store->text(old, kNode, QStringLiteral("Session")) != QStringLiteral("/"))
        return fail(call, QStringLiteral("Busy"), QStringLiteral("it has a session"));
    QVariantMap properties = m_store->objects().value(old).value(kNode);
    properties.insert(QStringLiteral("Iface"), interface);
    const Asked asked{properties.value(QStringLiteral("Address")).toString(),
                      properties.value(QStringLiteral("Port")).toUInt(), interface};
    const auto before = m_store->pathsOf(kNode);
    const QString node = ensureNode(properties.value(QStringLiteral("TargetName")).toString(), asked, {});
    if (node != old && before.contains(node))
        return fail(call, QStringLiteral("AlreadyExists"));
    m_store->set(node, kNode, properties);
    if (node != old)
        m_store->remove(old);
    count();
    reply(call, {QVariant::fromValue(QDBusObjectPath(node))});
}

void Simulation::setSecret(const QDBusMessage &call, const Script &)
{
    const QString which = call.arguments().at(0).toString();
    const QString name = call.arguments().at(1).toString();
    const QString secret = contentOf(call.arguments().at(2));
    m_secrets.append(QStringLiteral("%1:%2:%3").arg(which, name, secret));
    const bool ours = which == QStringLiteral("initiator");
    if (!ours && which != QStringLiteral("target"))
        return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("which: ") + which);
    if (secret.toUtf8().size() < 12)
        return fail(call, QStringLiteral("SecretTooShort"));
    if (secret.toUtf8().size() > 255)
        return fail(call, QStringLiteral("SecretTooLong"));
    if (m_passwords.value(call.path() + (ours ? QStringLiteral(" target") : QStringLiteral(" initiator"))) == secret)
        return fail(call, QStringLiteral("SecretSameBothWays"));
    m_passwords.insert(call.path() + u' ' + which, secret);
    setNode(call.path(),
            ours ? QVariantMap{{QStringLiteral("HasSecret"), true}, {QStringLiteral("Username"), name}}
                 : QVariantMap{{QStringLiteral("HasSecretIn"), true}, {QStringLiteral("UsernameIn"), name}});
    const bool mutual = m_store->get(call.path(), kNode, QStringLiteral("HasSecretIn")).toBool();
    setNode(call.path(),
            {{QStringLiteral("AuthMode"), uint(mutual ? dbus::AuthMode::MutualChap : dbus::AuthMode::Chap)}});
    reply(call);
}

void Simulation::clearSecret(const QDBusMessage &call, const Script &)
{
    const QString which = call.arguments().at(0).toString();
    m_passwords.remove(call.path() + QStringLiteral(" target"));
    QVariantMap properties{{QStringLiteral("HasSecretIn"), false}, {QStringLiteral("UsernameIn"), QString()}};
    const bool all = which == QStringLiteral("initiator");
    if (all) {
        m_passwords.remove(call.path() + QStringLiteral(" initiator"));
        properties.insert({{QStringLiteral("HasSecret"), false}, {QStringLiteral("Username"), QString()}});
    }
    const bool chap = !all && m_store->get(call.path(), kNode, QStringLiteral("HasSecret")).toBool();
    properties.insert(QStringLiteral("AuthMode"), uint(chap ? dbus::AuthMode::Chap : dbus::AuthMode::None));
    setNode(call.path(), properties);
    reply(call);
}

void Simulation::removeObject(const QDBusMessage &call, const Script &)
{
    if (m_store->contains(call.path(), kNode) &&
        m_store->text(call.path(), kNode, QStringLiteral("Session")) != QStringLiteral("/"))
        return fail(call, QStringLiteral("Busy"), QStringLiteral("it has a session"));
    const QString target = m_store->text(call.path(), kNode, QStringLiteral("Target"));
    m_store->remove(call.path());
    bool last = !target.isEmpty();
    for (const QString &node : m_store->pathsOf(kNode))
        last = last && m_store->text(node, kNode, QStringLiteral("Target")) != target;
    if (last)
        m_store->remove(target);
    count();
    reply(call);
}

void Simulation::rescan(const QDBusMessage &call, const Script &script)
{
    const QString job = m_jobs.start({QStringLiteral("rescan"), {call.path()}, {QStringLiteral("scanning")}, script});
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

void Simulation::takeOver(const QDBusMessage &call, const Script &given)
{
    if (!optionsAreKnown(call, 0, {}))
        return;
    Script script = given;
    const QString session = call.path();
    const QString program = m_store->text(session, kSession, QStringLiteral("Program"));
    if (!program.isEmpty() && script.jobError.isEmpty()) {
        script.jobError = QStringLiteral("ForeignSession");
        script.details = message("its program runs");
        script.details.insert(QStringLiteral("program"), program);
    }
    const QString node = m_store->text(session, kSession, QStringLiteral("Node"));
    const QString job =
        m_jobs.start({QStringLiteral("take-over"), {node}, {QStringLiteral("reading")}, script, [this, session, node] {
                          m_store->set(session, kSession, {{QStringLiteral("Foreign"), false}});
                          setNode(node, {{QStringLiteral("Status"), uint(dbus::NodeStatus::Connected)}});
                          return QVariantMap{{QStringLiteral("session"), QVariant::fromValue(QDBusObjectPath(session))},
                                             {QStringLiteral("node"), QVariant::fromValue(QDBusObjectPath(node))},
                                             {QStringLiteral("warnings"), QStringList()}};
                      }});
    reply(call, {QVariant::fromValue(QDBusObjectPath(job))});
}

void Simulation::reconnect(const QDBusMessage &call, const Script &)
{
    m_store->set(
        call.path(), kSession,
        {{QStringLiteral("State"), uint(dbus::SessionState::Online)}, {QStringLiteral("ReconnectAttempts"), 0U}});
    reply(call);
}

void Simulation::cancel(const QDBusMessage &call, const Script &)
{
    if (!m_jobs.running(call.path()))
        return fail(call, QStringLiteral("NotFound"), QStringLiteral("the job has ended"));
    reply(call);
    m_jobs.finish(call.path(), QStringLiteral("Cancelled"), message("cancelled"));
}

void Simulation::getEvents(const QDBusMessage &call, const Script &)
{
    const quint64 after = call.arguments().at(0).toULongLong();
    const uint most = call.arguments().at(1).toUInt();
    if (most < 1 || most > 1000)
        return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("most"));
    const auto node = mapAt(call, 2).value(QStringLiteral("node")).value<QDBusObjectPath>().path();
    VariantMapList events;
    for (const QVariantMap &event : m_events) {
        const bool wanted =
            node.isEmpty() || event.value(QStringLiteral("Node")).value<QDBusObjectPath>().path() == node;
        if (event.value(QStringLiteral("Id")).toULongLong() > after && wanted && events.size() < qsizetype(most))
            events.append(event);
    }
    reply(call, {QVariant::fromValue(events)});
}

void Simulation::subscribe(const QDBusMessage &call, const Script &)
{
    const uint interval = call.arguments().at(0).toUInt();
    if (interval < 1000 || interval > 60000)
        return fail(call, QStringLiteral("InvalidArgument"), QStringLiteral("interval"));
    m_leases.insert(++m_lastLease, call.path());
    m_leaseHolders.insert(m_lastLease, call.service());
    reply(call, {m_lastLease});
}

void Simulation::unsubscribe(const QDBusMessage &call, const Script &)
{
    if (m_leases.remove(call.arguments().at(0).toUInt()) == 0)
        return fail(call, QStringLiteral("NotFound"));
    reply(call);
}

void Simulation::getCounters(const QDBusMessage &call, const Script &)
{
    // 1 MiB read, 512 KiB written, 256 and 128 requests of 4 KiB in each second; a call is a second.
    const quint64 n = ++m_tick;
    CounterList counters(qsizetype(dbus::StatCounter::Count), 0);
    const auto set = [&counters](dbus::StatCounter counter, quint64 value) { counters[qsizetype(counter)] = value; };
    set(dbus::StatCounter::ReadBytes, n * 1048576);
    set(dbus::StatCounter::WrittenBytes, n * 524288);
    set(dbus::StatCounter::ReadOps, n * 256);
    set(dbus::StatCounter::WriteOps, n * 128);
    set(dbus::StatCounter::ReadLatencyUs, n * 256 * 200);
    set(dbus::StatCounter::WriteLatencyUs, n * 128 * 400);
    set(dbus::StatCounter::ReadP99Us, 900);
    set(dbus::StatCounter::InFlight, 3);
    reply(call, {1'700'000'000'000'000ULL + n * 1'000'000, QVariant::fromValue(counters)});
}

/// Of a node: nothing before its first login.
void Simulation::getPast(const QDBusMessage &call, const Script &script)
{
    if (m_store->get(call.path(), kNode, QStringLiteral("LastLogin")).toLongLong() == 0)
        return reply(call, {QVariant::fromValue(SampleList())});
    getHistory(call, script);
}

void Simulation::getHistory(const QDBusMessage &call, const Script &)
{
    const qint64 from = call.arguments().at(0).toLongLong();
    const qint64 to = call.arguments().at(1).toLongLong();
    if (m_load.isActive()) {
        const SampleList load = historyOf(from, to, call.arguments().at(2).toUInt(), sessionsOf(call.path()));
        return reply(call, {QVariant::fromValue(load)});
    }
    // One sample a second, two minutes back from the end that was asked for, a second of it missing.
    SampleList samples;
    for (int second = 120; second >= 0; --second) {
        const qint64 time = to - second * 1'000'000LL;
        if (time < from || second == 60)
            continue;
        CounterList row(qsizetype(dbus::StatCounter::Count) + 1, 0);
        row[0] = quint64(time);
        row[1] = quint64(120 - second) * 1048576;
        row[2] = quint64(120 - second) * 524288;
        samples.append(row);
    }
    reply(call, {QVariant::fromValue(samples)});
}

} // namespace portolan::fake
