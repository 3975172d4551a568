// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_udisks/fake_udisks.h"

#include <QDBusArgument>
#include <QDBusMetaType>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.UDisks2"_s, kRoot = u"/org/freedesktop/UDisks2"_s;
const QString kBlock = u"org.freedesktop.UDisks2.Block"_s, kFilesystem = u"org.freedesktop.UDisks2.Filesystem"_s,
              kJob = u"org.freedesktop.UDisks2.Job"_s, kTable = u"org.freedesktop.UDisks2.PartitionTable"_s;
const QString kJobPath = kRoot + u"/jobs/1"_s;

struct Answer { // (bs) of CanFormat
    bool can = false;
    QString missing;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Answer &answer)
{
    argument.beginStructure();
    argument << answer.can << answer.missing;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Answer &answer)
{
    argument.beginStructure();
    argument >> answer.can >> answer.missing;
    argument.endStructure();
    return argument;
}

QByteArray raw(const QString &text) { return text.toUtf8() + '\0'; }

QByteArrayList rawList(const QStringList &texts)
{
    QByteArrayList list;
    for (const QString &text : texts)
        list << raw(text);
    return list;
}

QString objectOf(const QString &device) { return kRoot + u"/block_devices/"_s + device.section(u'/', -1); }

QVariantMap fileSystemProperties(const QStringList &mountPoints)
{
    return {{u"MountPoints"_s, QVariant::fromValue(rawList(mountPoints))}};
}

struct Growth { // (bts) of CanResize
    bool can = false;
    qulonglong flags = 0;
    QString missing;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Growth &growth)
{
    argument.beginStructure();
    argument << growth.can << growth.flags << growth.missing;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Growth &growth)
{
    argument.beginStructure();
    argument >> growth.can >> growth.flags >> growth.missing;
    argument.endStructure();
    return argument;
}

udisks::ConfigurationList itemsOf(const std::vector<udisks::FstabEntry> &entries)
{
    udisks::ConfigurationList items;
    for (const udisks::FstabEntry &entry : entries)
        items << udisks::toItem(entry);
    return items;
}

} // namespace

} // namespace portolan::test

Q_DECLARE_METATYPE(portolan::test::Answer)
Q_DECLARE_METATYPE(portolan::test::Growth)

namespace portolan::test {

FakeUDisks::FakeUDisks(const QString &busAddress)
    : m_bus(QDBusConnection::connectToBus(busAddress, u"fake-udisks-%1"_s.arg(quintptr(this))))
{
    dbus::registerTypes();
    udisks::registerConfigurationTypes();
    qDBusRegisterMetaType<Answer>();
    qDBusRegisterMetaType<Growth>();
    qDBusRegisterMetaType<QByteArrayList>();
    m_objects[kRoot + u"/Manager"_s][u"org.freedesktop.UDisks2.Manager"_s] = {
        {u"SupportedFilesystems"_s, QStringList{u"ext4"_s, u"xfs"_s, u"btrfs"_s, u"vfat"_s, u"swap"_s}}};
}

FakeUDisks::~FakeUDisks()
{
    stop();
    QDBusConnection::disconnectFromBus(m_bus.name());
}

QString FakeUDisks::start()
{
    if (!m_bus.registerVirtualObject(kRoot, this, QDBusConnection::SubPath) || !m_bus.registerService(kService))
        return u"no fake UDisks: "_s + m_bus.lastError().message();
    return {};
}

void FakeUDisks::stop()
{
    for (const QString &method : m_held.keys()) {
        for (const QDBusMessage &call : m_held.take(method))
            m_bus.send(call.createErrorReply(QDBusError::NoReply, u"gone"_s));
    }
    m_bus.unregisterService(kService);
    m_bus.unregisterObject(kRoot, QDBusConnection::UnregisterTree);
}

QString FakeUDisks::add(const Disk &disk)
{
    const QString path = objectOf(disk.device);
    InterfaceMap interfaces;
    interfaces[kBlock] = {{u"Device"_s, raw(disk.device)},
                          {u"PreferredDevice"_s, raw(disk.device)},
                          {u"Symlinks"_s, QVariant::fromValue(QByteArrayList())},
                          {u"DeviceNumber"_s, qulonglong(0)},
                          {u"Size"_s, qulonglong(disk.sizeBytes)},
                          {u"ReadOnly"_s, disk.readOnly},
                          {u"IdUsage"_s, disk.usage},
                          {u"IdType"_s, disk.type},
                          {u"IdLabel"_s, disk.label},
                          {u"IdUUID"_s, disk.uuid},
                          {u"Configuration"_s, QVariant::fromValue(itemsOf(disk.entries))}};
    if (disk.usage == u"filesystem"_s) {
        interfaces[kFilesystem] = fileSystemProperties(disk.mountPoints);
        interfaces[kFilesystem].insert(u"Size"_s, qulonglong(disk.fileSystemBytes));
    }
    if (!disk.tableType.isEmpty())
        interfaces[kTable] = {{u"Type"_s, disk.tableType}};
    if (!disk.partitionOf.isEmpty())
        interfaces[u"org.freedesktop.UDisks2.Partition"_s] = {
            {u"Table"_s, QVariant::fromValue(QDBusObjectPath(objectOf(disk.partitionOf)))},
            {u"Offset"_s, qulonglong(disk.offset)},
            {u"Name"_s, disk.name}};
    m_objects[path] = interfaces;
    signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesAdded"_s,
           {QVariant::fromValue(QDBusObjectPath(path)), QVariant::fromValue(interfaces)});
    return path;
}

void FakeUDisks::remove(const QString &device)
{
    const QString path = objectOf(device);
    const QStringList names = m_objects.take(path).keys();
    signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesRemoved"_s,
           {QVariant::fromValue(QDBusObjectPath(path)), names});
}

void FakeUDisks::resize(const QString &device, quint64 sizeBytes)
{
    setProperties(objectOf(device), kBlock, {{u"Size"_s, qulonglong(sizeBytes)}});
}

void FakeUDisks::changeBehindTheBack(const QString &device, const QString &type)
{
    m_behind.insert(objectOf(device), type);
}

void FakeUDisks::refuse(const QString &method, const QString &errorName, const QString &text)
{
    m_refused.insert(method, QDBusMessage::createError(errorName, text));
}

void FakeUDisks::release(const QString &method)
{
    endJob();
    for (const QDBusMessage &call : m_held.take(method))
        carryOut(call);
}

void FakeUDisks::setProgress(double progress)
{
    setProperties(kJobPath, kJob, {{u"Progress"_s, progress}, {u"ProgressValid"_s, true}});
}

QStringList FakeUDisks::methods() const
{
    QStringList names;
    for (const Call &call : m_calls)
        names << call.method;
    return names;
}

QString FakeUDisks::introspect(const QString &) const { return {}; }

bool FakeUDisks::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    const QString method = message.member();
    if (method == u"GetManagedObjects"_s) {
        ManagedObjects all;
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object)
            all.insert(QDBusObjectPath(object.key()), *object);
        return m_bus.send(message.createReply(QVariant::fromValue(all)));
    }
    if (method == u"CanFormat"_s) {
        const bool can = canMake.contains(message.arguments().constFirst().toString());
        return m_bus.send(message.createReply(QVariant::fromValue(Answer{can, {}})));
    }
    if (method == u"CanResize"_s)
        return m_bus.send(message.createReply(QVariant::fromValue(Growth{growthFlags != 0, growthFlags, {}})));
    if (!m_objects.contains(message.path()))
        return m_bus.send(message.createErrorReply(QDBusError::UnknownObject, u"no such object"_s));
    if (method != u"Rescan"_s) {
        const QByteArray device = m_objects[message.path()][kBlock].value(u"Device"_s).toByteArray();
        m_calls << Call{method, QString::fromUtf8(device.chopped(device.isEmpty() ? 0 : 1)), message.arguments()};
    }
    const bool silent = qdbus_cast<QVariantMap>(message.arguments().value(message.arguments().size() - 1))
                            .value(u"auth.no_user_interaction"_s)
                            .toBool();
    if (silent && m_asking.contains(method))
        return m_bus.send(
            message.createErrorReply(u"org.freedesktop.UDisks2.Error.NotAuthorizedCanObtain"_s, u"ask"_s));
    if (m_refused.contains(method)) {
        const QDBusMessage &error = m_refused[method];
        return m_bus.send(message.createErrorReply(error.errorName(), error.errorMessage()));
    }
    if (m_held.contains(method)) {
        m_held[method] << message;
        if (method == u"Format"_s)
            showJob(message.path());
        return true;
    }
    carryOut(message);
    return true;
}

void FakeUDisks::carryOut(const QDBusMessage &message)
{
    const QString method = message.member(), path = message.path();
    QVariantList answer;
    if (method == u"Rescan"_s) {
        if (m_behind.contains(path))
            makeFileSystem(path, m_behind.take(path), u"theirs"_s);
    } else if (method == u"Format"_s) {
        const auto options = qdbus_cast<QVariantMap>(message.arguments().at(1));
        makeFileSystem(path, message.arguments().at(0).toString(), options.value(u"label"_s).toString());
    } else if (method == u"Mount"_s) {
        answer << mount(path);
    } else if (method == u"Unmount"_s) {
        setProperties(path, kFilesystem, fileSystemProperties({}));
    } else if (method == u"Repair"_s) {
        answer << true;
    } else if (method == u"Resize"_s) {
        setProperties(path, kFilesystem, {{u"Size"_s, m_objects[path][kBlock].value(u"Size"_s)}});
    } else if (method == u"AddConfigurationItem"_s || method == u"RemoveConfigurationItem"_s) {
        changeEntries(message, method.startsWith(u"Add"_s));
    } else if (method == u"Cancel"_s) {
        endJob();
        for (const QDBusMessage &call : m_held.take(u"Format"_s))
            m_bus.send(call.createErrorReply(u"org.freedesktop.UDisks2.Error.Failed"_s,
                                             u"Error creating file system: Operation was cancelled"_s));
    }
    m_bus.send(message.createReply(answer));
}

void FakeUDisks::makeFileSystem(const QString &path, const QString &type, const QString &label)
{
    setProperties(path, kBlock,
                  {{u"IdUsage"_s, u"filesystem"_s},
                   {u"IdType"_s, type},
                   {u"IdLabel"_s, label},
                   {u"IdUUID"_s, u"0000-%1"_s.arg(++m_uuids)}});
    if (m_objects[path].remove(kTable) > 0)
        signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesRemoved"_s,
               {QVariant::fromValue(QDBusObjectPath(path)), QStringList{kTable}});
    m_objects[path][kFilesystem] = fileSystemProperties({});
    signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesAdded"_s,
           {QVariant::fromValue(QDBusObjectPath(path)),
            QVariant::fromValue(InterfaceMap{{kFilesystem, m_objects[path][kFilesystem]}})});
}

QString FakeUDisks::mount(const QString &path)
{
    const auto entries = m_objects[path][kBlock].value(u"Configuration"_s).value<udisks::ConfigurationList>();
    const auto lines = udisks::entriesOf(entries);
    const QString label = m_objects[path][kBlock].value(u"IdLabel"_s).toString();
    const QString folder = lines.empty() ? u"/media/person/"_s + label : lines.front().directory;
    setProperties(path, kFilesystem, fileSystemProperties({folder}));
    return folder;
}

void FakeUDisks::changeEntries(const QDBusMessage &message, bool add)
{
    const QString path = message.path();
    auto entries = m_objects[path][kBlock].value(u"Configuration"_s).value<udisks::ConfigurationList>();
    const auto item = qdbus_cast<udisks::ConfigurationItem>(message.arguments().constFirst());
    if (add)
        entries << item;
    else
        entries.removeIf([&](const udisks::ConfigurationItem &each) { return each.details == item.details; });
    setProperties(path, kBlock, {{u"Configuration"_s, QVariant::fromValue(entries)}});
}

void FakeUDisks::showJob(const QString &path)
{
    m_objects[kJobPath][kJob] = {{u"Operation"_s, u"format-mkfs"_s},
                                 {u"Progress"_s, 0.0},
                                 {u"ProgressValid"_s, false},
                                 {u"Cancelable"_s, true},
                                 {u"Objects"_s, QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(path)})}};
    signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesAdded"_s,
           {QVariant::fromValue(QDBusObjectPath(kJobPath)), QVariant::fromValue(m_objects[kJobPath])});
}

void FakeUDisks::endJob()
{
    if (m_objects.remove(kJobPath) > 0)
        signal(kRoot, u"org.freedesktop.DBus.ObjectManager"_s, u"InterfacesRemoved"_s,
               {QVariant::fromValue(QDBusObjectPath(kJobPath)), QStringList{kJob}});
}

void FakeUDisks::signal(const QString &path, const QString &interface, const QString &member,
                        const QVariantList &arguments)
{
    auto message = QDBusMessage::createSignal(path, interface, member);
    message.setArguments(arguments);
    m_bus.send(message);
}

void FakeUDisks::setProperties(const QString &path, const QString &interface, const QVariantMap &properties)
{
    for (auto each = properties.cbegin(); each != properties.cend(); ++each)
        m_objects[path][interface].insert(each.key(), *each);
    signal(path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, {interface, properties, QStringList()});
}

} // namespace portolan::test
