// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/session_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace portolan::dataplane::kernel {

namespace {

constexpr qint64 kLongestAttribute = 64 * 1024;

QString textAt(const QString &path) { return QString::fromUtf8(readAttribute(path)); }

/// Of what begins so. (QDir's own name filters are regular expressions, which cost more than all the rest of a look.)
QStringList namesIn(const QString &directory, QLatin1String prefix)
{
    QStringList names = QDir(directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    names.removeIf([prefix](const QString &name) { return !name.startsWith(prefix); });
    return names;
}

QString targetOf(const QString &link) { return QFileInfo(link).canonicalFilePath(); }

/// The number behind a prefix: "host2" -> 2.
std::optional<std::uint32_t> numberAfter(QLatin1String prefix, QStringView name)
{
    if (!name.startsWith(prefix))
        return std::nullopt;
    bool ok = false;
    const uint number = name.mid(prefix.size()).toUInt(&ok);
    return ok ? std::optional<std::uint32_t>(number) : std::nullopt;
}

} // namespace

QByteArray readAttribute(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    QByteArray value = file.read(kLongestAttribute);
    while (value.endsWith('\n'))
        value.chop(1);
    return value == "(null)" || value == "<NULL>" ? QByteArray() : value;
}

Result<Portal> portalOf(const QString &address, quint16 port)
{
    const QString host = address.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(address) : address;
    return Portal::parse(QStringLiteral("%1:%2").arg(host).arg(port).toStdString());
}

std::uint64_t wireLun(std::uint64_t kernelLun)
{
    // The kernel keeps the first two bytes in its lowest word, the next two in the word above, and so on.
    std::uint64_t wire = 0;
    for (int word = 0; word < 4; ++word)
        wire = (wire << 16) | ((kernelLun >> (16 * word)) & 0xffff);
    return wire;
}

SessionTree::SessionTree(QString sys, QString dev)
    : m_sys(std::move(sys))
    , m_dev(std::move(dev))
{}

bool SessionTree::tcpLoaded() const { return QFileInfo::exists(m_sys + QStringLiteral("/class/iscsi_transport/tcp")); }

std::optional<std::uint64_t> SessionTree::tcpTransport() const
{
    bool ok = false;
    const auto handle = readAttribute(m_sys + QStringLiteral("/class/iscsi_transport/tcp/handle")).toULongLong(&ok);
    return ok ? std::optional<std::uint64_t>(handle) : std::nullopt;
}

QString SessionTree::sessionDirectory(std::uint32_t sid) const
{
    return m_sys + QStringLiteral("/class/iscsi_session/session%1").arg(sid);
}

QString SessionTree::connectionDirectory(std::uint32_t sid) const
{
    return m_sys + QStringLiteral("/class/iscsi_connection/connection%1:0").arg(sid);
}

std::vector<std::uint32_t> SessionTree::sessions() const
{
    std::vector<std::uint32_t> found;
    const auto names = namesIn(m_sys + QStringLiteral("/class/iscsi_session"), QLatin1String("session"));
    for (const QString &name : names) {
        if (const auto sid = numberAfter(QLatin1String("session"), name))
            found.push_back(*sid);
    }
    std::ranges::sort(found);
    return found;
}

std::optional<std::uint32_t> SessionTree::sessionIn(const QString &devicePath)
{
    // .../host2/session1[/...]
    const auto parts = QStringView(devicePath).split(QLatin1Char('/'));
    for (qsizetype at = 1; at < parts.size(); ++at) {
        const auto sid = numberAfter(QLatin1String("session"), parts[at]);
        if (sid && numberAfter(QLatin1String("host"), parts[at - 1]))
            return sid;
    }
    return std::nullopt;
}

std::optional<SessionAttributes> SessionTree::session(std::uint32_t sid) const
{
    const QString directory = sessionDirectory(sid) + QLatin1Char('/');
    if (!QFileInfo::exists(directory + QStringLiteral("device")))
        return std::nullopt;
    SessionAttributes session;
    session.sid = sid;
    session.host = hostOf(sid).value_or(-1);
    session.transport = textAt(m_sys + QStringLiteral("/class/scsi_host/host%1/proc_name").arg(session.host));
    if (session.transport == QLatin1String("iscsi_tcp"))
        session.transport = QStringLiteral("tcp");
    session.targetName = textAt(directory + QStringLiteral("targetname"));
    session.initiatorName = textAt(directory + QStringLiteral("initiatorname"));
    session.interface = textAt(directory + QStringLiteral("ifacename"));
    readStates(session);
    bool ok = false;
    const int tag = readAttribute(directory + QStringLiteral("tpgt")).toInt(&ok);
    session.portalGroupTag = ok ? tag : -1;
    const int creator = readAttribute(directory + QStringLiteral("creator")).toInt(&ok);
    session.creator = ok ? std::optional<int>(creator) : std::nullopt;
    const QString connection = connectionDirectory(sid) + QLatin1Char('/');
    session.address = textAt(connection + QStringLiteral("address"));
    session.port = readAttribute(connection + QStringLiteral("port")).toUShort();
    session.persistentAddress = textAt(connection + QStringLiteral("persistent_address"));
    session.persistentPort = readAttribute(connection + QStringLiteral("persistent_port")).toUShort();
    return session;
}

QByteArray SessionTree::sessionAttribute(std::uint32_t sid, const QString &name) const
{
    return readAttribute(sessionDirectory(sid) + QLatin1Char('/') + name);
}

QByteArray SessionTree::connectionAttribute(std::uint32_t sid, const QString &name) const
{
    return readAttribute(connectionDirectory(sid) + QLatin1Char('/') + name);
}

std::optional<int> SessionTree::hostOf(std::uint32_t sid) const
{
    const QString device = targetOf(sessionDirectory(sid) + QStringLiteral("/device")); // .../host2/session1
    const auto number = numberAfter(QLatin1String("host"), device.section(QLatin1Char('/'), -2, -2));
    return number ? std::optional(int(*number)) : std::nullopt;
}

std::optional<bool> SessionTree::connected(std::uint32_t sid) const
{
    if (!QFileInfo::exists(sessionDirectory(sid) + QStringLiteral("/device")))
        return std::nullopt;
    SessionAttributes session;
    session.sid = sid;
    readStates(session);
    return session.connected();
}

void SessionTree::readStates(SessionAttributes &session) const
{
    session.state = textAt(sessionDirectory(session.sid) + QStringLiteral("/state"));
    const QString connection = connectionDirectory(session.sid);
    session.connectionState =
        QFileInfo::exists(connection) ? textAt(connection + QStringLiteral("/state")) : QStringLiteral("none");
}

std::uint32_t SessionTree::expStatSn(std::uint32_t sid) const
{
    return connectionAttribute(sid, QStringLiteral("exp_statsn")).toUInt();
}

std::vector<ScsiDevice> SessionTree::devices(std::uint32_t sid) const
{
    std::vector<ScsiDevice> found;
    const QString session = targetOf(sessionDirectory(sid) + QStringLiteral("/device"));
    if (session.isEmpty())
        return found;
    for (const QString &target : namesIn(session, QLatin1String("target"))) {
        const QString directory = session + QLatin1Char('/') + target;
        for (const QString &name : namesIn(directory, QLatin1String())) {
            if (name.count(QLatin1Char(':')) != 3)
                continue;
            ScsiDevice device;
            bool ok = false;
            device.address = name;
            device.directory = directory + QLatin1Char('/') + name;
            device.lun = wireLun(name.section(QLatin1Char(':'), 3).toULongLong(&ok));
            if (!ok)
                continue;
            const int type = readAttribute(device.directory + QStringLiteral("/type")).toInt(&ok);
            device.type = ok ? type : -1;
            const auto blocks = namesIn(device.directory + QStringLiteral("/block"), QLatin1String());
            device.block = blocks.value(0);
            found.push_back(std::move(device));
        }
    }
    return found;
}

QString SessionTree::scanFile(int host) const
{
    return m_sys + QStringLiteral("/class/scsi_host/host%1/scan").arg(host);
}

QString SessionTree::blockDirectory(const QString &block) const { return m_sys + QStringLiteral("/block/") + block; }
QString SessionTree::deviceNode(const QString &block) const { return m_dev + QLatin1Char('/') + block; }

} // namespace portolan::dataplane::kernel
