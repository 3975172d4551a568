// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/user_scan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace portolan::devices {

namespace {

/// The kernel shows a file whose name is gone with this behind the name it had.
QString withoutDeleted(QString path)
{
    const auto mark = QLatin1String(" (deleted)");
    if (path.endsWith(mark))
        path.chop(mark.size());
    return path;
}

} // namespace

UserScan::UserScan(SystemTree tree, const MachineUse &use, const QStringList &paths, const std::vector<qint64> &exclude)
    : m_tree(tree)
    , m_use(use)
    , m_blocks(std::move(tree))
    , m_paths(paths)
    , m_exclude(exclude.begin(), exclude.end())
{}

std::vector<DeviceUser> UserScan::run()
{
    QStringList devices;
    for (const QString &given : m_paths) {
        const QString path = QDir::cleanPath(given);
        const QString name = m_blocks.nameOf(path);
        if (name.isEmpty()) {
            m_files.insert(path);
        } else {
            m_asked.insert(name);
            devices += name;
        }
    }
    for (const QString &file : m_files)
        followLoops(file);
    for (const QString &name : devices)
        addDevice(name);
    findMounts();
    findSwaps();
    findProcesses();
    return m_users;
}

/// Depth first along partitions, holders and loop devices; the visited ones end the recursion.
void UserScan::addDevice(const QString &name)
{
    if (m_devices.contains(name))
        return;
    m_devices.insert(name, m_blocks.numberOf(name));
    for (const QString &member : m_blocks.btrfsMembersWith(name))
        m_btrfs.insert(member, name);
    for (const QString &partition : m_blocks.partitionsOf(name))
        addDevice(partition);
    for (const QString &holder : m_blocks.holdersOf(name)) {
        if (!m_asked.contains(holder))
            report({m_blocks.kindOf(holder),
                    m_blocks.pathOf(name),
                    m_blocks.titleOf(holder),
                    {},
                    0,
                    {},
                    otherPaths(holder, name)});
        addDevice(holder);
    }
    followLoops(m_blocks.pathOf(name));
}

std::vector<MapPath> UserScan::otherPaths(const QString &map, const QString &name) const
{
    auto paths = m_blocks.pathsOf(map);
    std::erase_if(paths, [this, &name](const MapPath &path) { return path.device == m_blocks.pathOf(name); });
    return paths;
}

void UserScan::followLoops(const QString &usedPath)
{
    for (const BlockDevices::Loop &loop : m_use.loops) {
        if (loop.file != usedPath && withoutDeleted(loop.file) != usedPath)
            continue;
        if (!m_asked.contains(loop.name))
            report({UserKind::Loop, usedPath, m_blocks.pathOf(loop.name), {}, 0, {}});
        addDevice(loop.name);
    }
}

/// The kernel name of ours that a mount stands on, or empty.
QString UserScan::usedDevice(const Mount &mount) const
{
    for (auto device = m_devices.begin(); device != m_devices.end(); ++device) {
        if (!device.value().isEmpty() && device.value() == mount.device)
            return device.key();
    }
    // btrfs has a number of its own, and names one of perhaps several devices.
    if (!mount.source.startsWith(m_tree.dev + QLatin1Char('/')))
        return {};
    const QString name = m_blocks.nameOf(mount.source);
    if (m_devices.contains(name))
        return name;
    return m_btrfs.value(name);
}

void UserScan::findMounts()
{
    QSet<QString> seen; // a mount that was passed on to many namespaces is one use
    for (const MountNamespace &space : m_use.mounts) {
        for (const Mount &mount : space.mounts) {
            const QString name = usedDevice(mount);
            const QString key = name + QLatin1Char('\n') + mount.mountPoint;
            if (name.isEmpty() || seen.contains(key))
                continue;
            seen.insert(key);
            if (space.pid == 0 && mount.mountPoint != QLatin1String("/")) // where nearly every process has a file
                m_folders << mount.mountPoint;
            report({UserKind::Mount, m_blocks.pathOf(name), mount.mountPoint, mount.fileSystem, space.pid,
                    space.pid > 0 ? programOf(space.pid) : QString()});
        }
    }
}

void UserScan::findSwaps()
{
    for (const MachineUse::Swap &swap : m_use.swaps) {
        if (m_devices.contains(swap.device))
            report({UserKind::Swap, m_blocks.pathOf(swap.device), {}, {}, 0, {}});
        else if (const Mount *holder = swap.device.isEmpty() ? holderOf(swap.path) : nullptr) {
            if (const QString below = usedDevice(*holder); !below.isEmpty())
                report({UserKind::Swap, m_blocks.pathOf(below), swap.path, {}, 0, {}});
        }
    }
}

/// The mount that holds a file of our mount namespace, or nullptr. By the text of the paths only: to ask the file
/// system could wait for the target.
const Mount *UserScan::holderOf(const QString &file) const
{
    if (m_use.mounts.empty() || m_use.mounts.front().pid != 0 || !file.startsWith(QLatin1Char('/')))
        return nullptr;
    const Mount *holds = nullptr;
    for (const Mount &mount : m_use.mounts.front().mounts) {
        const bool above = mount.mountPoint == QLatin1String("/") || file == mount.mountPoint ||
                           file.startsWith(mount.mountPoint + QLatin1Char('/'));
        // Of two at the same place the later one hides the other.
        if (above && (!holds || mount.mountPoint.size() >= holds->mountPoint.size()))
            holds = &mount;
    }
    return holds;
}

bool UserScan::isBelowOurMounts(const QString &path) const
{
    return std::ranges::any_of(m_folders, [&path](const QString &folder) {
        return path == folder || path.startsWith(folder + QLatin1Char('/'));
    });
}

/// Of a file in a mounted file system: it is why the file system cannot be unmounted.
void UserScan::reportFileUser(qint64 pid, const QString &path)
{
    const Mount *holder = holderOf(path);
    const QString name = holder ? usedDevice(*holder) : QString();
    if (!name.isEmpty())
        report({UserKind::Process, m_blocks.pathOf(name), holder->mountPoint, {}, pid, programOf(pid)});
}

void UserScan::findProcesses()
{
    for (const auto &[pid, path, device, ours] : m_use.openFiles) {
        if (m_exclude.contains(pid))
            continue;
        QString used;
        if (m_files.contains(path) || m_files.contains(withoutDeleted(path)))
            used = withoutDeleted(path);
        else if (!device.isEmpty() && m_devices.contains(device))
            used = m_blocks.pathOf(device);
        if (!used.isEmpty() && !isWatcher(pid))
            report({UserKind::Process, used, {}, {}, pid, programOf(pid)});
        else if (used.isEmpty() && ours && isBelowOurMounts(path))
            reportFileUser(pid, path);
    }
}

/// Who looks at disks and loses nothing with them: udev for a moment after each change, multipathd as long as a disk is
/// there, to see whether it still answers. The map itself is a user.
bool UserScan::isWatcher(qint64 pid) const
{
    const QString program = programOf(pid);
    if (program != QLatin1String("(udev-worker)") && program != QLatin1String("systemd-udevd") &&
        program != QLatin1String("multipathd"))
        return false;
    // Any process may call itself so, but not as root.
    return QFileInfo(QStringLiteral("%1/%2/comm").arg(m_tree.proc).arg(pid)).ownerId() == 0;
}

void UserScan::report(DeviceUser user)
{
    if (std::find(m_users.begin(), m_users.end(), user) == m_users.end())
        m_users.push_back(std::move(user));
}

QString UserScan::programOf(qint64 pid) const
{
    // A process chooses this text itself.
    QString name = QString::fromUtf8(readKernelFile(QStringLiteral("%1/%2/comm").arg(m_tree.proc).arg(pid)));
    const auto unfit = [](QChar c) { return c.category() == QChar::Other_Control; };
    name.erase(std::remove_if(name.begin(), name.end(), unfit), name.end());
    return name;
}

Result<> expectUnused(const QString &device)
{
    const SystemTree tree;
    const MachineUse use = MachineUse::read(tree);
    const auto users = UserScan(tree, use, {device}, {}).run();
    if (!users.empty()) {
        const DeviceUser &user = users.front();
        const QString who = user.kind == UserKind::Process
                                ? QStringLiteral("process %1 (%2)").arg(user.pid).arg(user.program)
                                : nameOf(user.kind) + QLatin1Char(' ') + user.path;
        return fail(ErrorCode::DeviceBusy, device.toStdString() + " is used by " + who.toStdString());
    }
    return {};
}

} // namespace portolan::devices
