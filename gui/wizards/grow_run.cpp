// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/grow_run.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;
using udisks::GrowthWay;
using udisks::Outcome;
using udisks::Problem;

GrowRun::GrowRun(udisks::UDisksClient &udisks, QObject *parent)
    : QObject(parent)
    , m_udisks(udisks)
{
    connect(&m_udisks, &udisks::UDisksClient::changed, this, [this] {
        if (m_running)
            emit changed();
    });
}

void GrowRun::start(const udisks::Disk &disk)
{
    m_disk = disk;
    m_running = true;
    m_mountedHere = false;
    switch (udisks::growthWay(disk, m_udisks.growthTools(disk.type))) {
    case GrowthWay::Mounted:
        return grow();
    case GrowthWay::Unmounted:
        return check();
    case GrowthWay::MountFirst:
        return mount();
    case GrowthWay::UnmountFirst:
    case GrowthWay::None:
        break;
    }
    // Not from inside the call.
    QMetaObject::invokeMethod(
        this, [this] { end(udisks::failed(m_disk.mountPoints.isEmpty() ? Problem::NotSupported : Problem::Mounted)); },
        Qt::QueuedConnection);
}

double GrowRun::progress() const
{
    const auto job = m_running ? m_udisks.jobOf(m_disk.object) : std::nullopt;
    return job ? job->progress : -1;
}

void GrowRun::enter(Step step)
{
    m_step = step;
    emit changed();
}

void GrowRun::check()
{
    // resize2fs takes only one that was checked since it was mounted; the others check by themselves.
    if (!m_disk.type.startsWith(u"ext"_s))
        return grow();
    enter(Step::Checking);
    m_udisks.repair(m_disk.object, this, [this](const Outcome<bool> &good) {
        if (!good)
            return end(tl::unexpected(good.error()));
        if (!*good)
            return end(udisks::failed(Problem::Damaged));
        grow();
    });
}

void GrowRun::mount()
{
    enter(Step::Mounting);
    m_udisks.mount(m_disk.object, this, [this](const Outcome<QString> &folder) {
        if (!folder)
            return end(tl::unexpected(folder.error()));
        m_mountedHere = true;
        grow();
    });
}

void GrowRun::grow()
{
    enter(Step::Growing);
    m_udisks.growToTheEnd(m_disk.object, this, [this](const Outcome<> &grown) {
        if (m_mountedHere)
            return unmount(grown);
        end(grown);
    });
}

void GrowRun::unmount(const Outcome<> &grown)
{
    enter(Step::Unmounting);
    m_udisks.unmount(m_disk.object, this,
                     [this, grown](const Outcome<> &unmounted) { end(grown ? unmounted : grown); });
}

void GrowRun::end(const Outcome<> &outcome)
{
    m_running = false;
    if (!outcome)
        emit failed(outcome.error());
    else
        emit finished();
}

} // namespace portolan::gui
