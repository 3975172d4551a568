// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/unmount_run.h"

namespace portolan::gui {

using udisks::Disk;
using udisks::Failure;
using udisks::Outcome;
using udisks::Problem;

UnmountRun::UnmountRun(udisks::UDisksClient &udisks, QObject *parent)
    : QObject(parent)
    , m_udisks(udisks)
{}

void UnmountRun::start(const QStringList &devices, bool forget)
{
    m_devices = devices;
    m_devices.removeDuplicates();
    m_forget = forget;
    m_running = true;
    m_stuck.clear();
    // Not from inside the call: finished() may end the caller.
    QMetaObject::invokeMethod(this, &UnmountRun::next, Qt::QueuedConnection);
}

void UnmountRun::next()
{
    if (m_devices.isEmpty()) {
        m_running = false;
        emit finished();
        return;
    }
    const auto disk = m_udisks.disk(m_devices.constFirst());
    if (!disk)
        return fail({Problem::Gone, {}});
    unmount(*disk, disk->mountPoints.size());
}

/// \param times  every call takes one of its folders
void UnmountRun::unmount(const Disk &disk, qsizetype times)
{
    if (times == 0)
        return forget(disk, 0);
    m_udisks.unmount(disk.object, this, [this, disk, times](const Outcome<> &outcome) {
        if (outcome)
            return unmount(disk, times - 1);
        if (outcome.error().problem == Problem::NotMounted) // somebody was faster
            return forget(disk, 0);
        fail(outcome.error());
    });
}

void UnmountRun::forget(const Disk &disk, std::size_t entry)
{
    if (!m_forget || entry >= disk.entries.size()) {
        m_devices.removeFirst();
        return next();
    }
    m_udisks.removeEntry(disk.object, disk.entries[entry], this, [this, disk, entry](const Outcome<> &outcome) {
        if (!outcome)
            return fail(outcome.error());
        forget(disk, entry + 1);
    });
}

void UnmountRun::fail(const Failure &failure)
{
    m_stuck.push_back({m_devices.takeFirst(), failure});
    next();
}

} // namespace portolan::gui
