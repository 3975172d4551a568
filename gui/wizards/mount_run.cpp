// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/mount_run.h"

#include <algorithm>

namespace portolan::gui {

using namespace std::chrono_literals;
using udisks::Content;
using udisks::Failure;
using udisks::Outcome;
using udisks::Problem;
using udisks::UDisksClient;

std::vector<udisks::FstabEntry> entriesErasedWith(const UDisksClient &udisks, const udisks::Disk &disk)
{
    std::vector<udisks::FstabEntry> entries = disk.entries;
    for (const udisks::Disk &partition : udisks.partitionsOf(disk))
        entries.insert(entries.end(), partition.entries.begin(), partition.entries.end());
    return entries;
}

MountRun::MountRun(UDisksClient &udisks, QObject *parent)
    : QObject(parent)
    , m_udisks(udisks)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(20s);
    connect(&m_patience, &QTimer::timeout, this, [this] { end({Problem::NotAnswering, {}}); });
    connect(&m_udisks, &UDisksClient::changed, this, &MountRun::followUDisks);
}

void MountRun::start(const MountPlan &plan)
{
    m_plan = plan;
    m_running = true;
    m_cancelled = m_awaiting = false;
    m_cancelledJob.clear();
    m_oldEntries.clear();
    m_removed.clear();
    if (m_plan.format)
        format();
    else
        addEntry();
}

void MountRun::cancel()
{
    if (!m_running)
        return;
    m_cancelled = true;
    followUDisks();
}

double MountRun::progress() const
{
    const auto job = m_running ? m_udisks.jobOf(m_plan.disk.object) : std::nullopt;
    return job ? job->progress : -1;
}

void MountRun::enter(Step step)
{
    m_step = step;
    emit changed();
}

void MountRun::followUDisks()
{
    if (!m_running)
        return;
    const auto job = m_udisks.jobOf(m_plan.disk.object);
    if (m_cancelled && job && job->cancelable && job->object != m_cancelledJob) {
        m_cancelledJob = job->object;
        m_udisks.cancel(*job);
    }
    emit changed();
    if (m_awaiting)
        awaitFileSystem();
}

void MountRun::format()
{
    if (const auto disk = m_udisks.diskOf(m_plan.disk.object))
        m_oldEntries = entriesErasedWith(m_udisks, *disk);
    enter(Step::Formatting);
    m_udisks.format(m_plan.disk.object, m_plan.type, m_plan.label, m_plan.typed, this,
                    [this](const Outcome<> &outcome) {
                        if (!outcome)
                            return end(outcome.error());
                        m_awaiting = true;
                        m_patience.start();
                        awaitFileSystem();
                    });
}

void MountRun::awaitFileSystem()
{
    const auto disk = m_udisks.diskOf(m_plan.disk.object);
    if (!disk || disk->content != Content::FileSystem || disk->type != m_plan.type || disk->uuid.isEmpty())
        return;
    m_awaiting = false;
    m_patience.stop();
    removeOldEntries();
}

void MountRun::removeOldEntries()
{
    if (m_oldEntries.empty())
        return addEntry();
    enter(Step::Entry);
    m_udisks.removeEntry(m_plan.disk.object, m_oldEntries.back(), this, [this](const Outcome<> &outcome) {
        if (!outcome)
            return end(outcome.error());
        m_removed.push_back(std::move(m_oldEntries.back()));
        m_oldEntries.pop_back();
        removeOldEntries();
    });
}

void MountRun::addEntry()
{
    if (m_cancelled)
        return end({Problem::Cancelled, {}});
    const auto disk = m_udisks.diskOf(m_plan.disk.object);
    if (!disk)
        return end({Problem::Gone, {}});
    if (!m_plan.format && (disk->uuid != m_plan.disk.uuid || disk->type != m_plan.disk.type))
        return end({Problem::Changed, {}});
    // An entry that is there, of us or of others, is where UDisks2 mounts it. It may still show one that is gone.
    const bool known = std::ranges::any_of(disk->entries, [this](const udisks::FstabEntry &entry) {
        return std::ranges::find(m_removed, entry) == m_removed.end();
    });
    if (m_plan.folder.isEmpty() || known)
        return mount();
    enter(Step::Entry);
    m_udisks.addEntry(disk->object, udisks::entryAtEveryStart(disk->uuid, m_plan.folder, disk->type), this,
                      [this](const Outcome<> &outcome) {
                          if (!outcome)
                              return end(outcome.error());
                          mount();
                      });
}

void MountRun::mount()
{
    if (m_cancelled)
        return end({Problem::Cancelled, {}});
    enter(Step::Mounting);
    m_udisks.mount(m_plan.disk.object, this, [this](const Outcome<QString> &folder) {
        if (!folder)
            return end(folder.error());
        m_running = false;
        emit finished(*folder);
    });
}

void MountRun::end(const Failure &failure)
{
    m_running = m_awaiting = false;
    m_patience.stop();
    emit failed(m_cancelled && failure.problem == Problem::Failed ? Failure{Problem::Cancelled, {}} : failure);
}

} // namespace portolan::gui
