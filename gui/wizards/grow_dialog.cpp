// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/grow_dialog.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/wizards/page_header.h"

#include <QLabel>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using udisks::Disk;
using udisks::GrowthWay;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::GrowDialog)
};

QString howSentence(GrowthWay way)
{
    switch (way) {
    case GrowthWay::Mounted:
        return Text::tr("It is grown while it is mounted; programs may go on.");
    case GrowthWay::Unmounted:
        return Text::tr("It is checked first, then grown. It is not mounted meanwhile.");
    case GrowthWay::MountFirst:
        return Text::tr("It is mounted for that, and unmounted again.");
    case GrowthWay::UnmountFirst:
        return Text::tr("This kind of file system is grown only while it is not mounted: unmount it first.");
    case GrowthWay::None:
        break;
    }
    return Text::tr("This computer cannot grow this kind of file system.");
}

} // namespace

std::optional<Disk> grownFileSystem(const udisks::UDisksClient &udisks, const Disk &disk)
{
    std::optional<Disk> most;
    for (const Disk &each : udisks.fileSystemsOn(disk)) {
        if (udisks::growthOf(each) > (most ? udisks::growthOf(*most) : 0))
            most = each;
    }
    return most;
}

QString growthSentence(const udisks::UDisksClient &udisks, const Disk &disk)
{
    if (const auto grown = grownFileSystem(udisks, disk))
        return Text::tr("%1 has %2 that its file system does not use yet.")
            .arg(displayable(grown->device), client::sizeText(udisks::growthOf(*grown)));
    if (const quint64 end = udisks::unpartitionedEnd(disk, udisks.partitionsOf(disk)); end > 0)
        return Text::tr("%1 at the end of %2 belong to no partition. Enlarge its last partition with a program for "
                        "partitions; then its file system can be grown here.")
            .arg(client::sizeText(end), displayable(disk.device));
    return {};
}

GrowDialog::GrowDialog(const QDBusConnection &bus, QString device, QWidget *parent)
    : DiskTaskDialog(bus, tr("Grow a file system"),
                     tr("The disk is larger than what is on it. Nothing that is stored on it is changed."), parent)
    , m_device(std::move(device))
    , m_run(udisks())
    , m_how(noteLabel({}, this))
{
    setObjectName(u"growDialog"_s);
    m_how->setObjectName(u"growHow"_s);
    body()->addWidget(m_how);
    connect(&m_run, &GrowRun::changed, this, &GrowDialog::showStep);
    connect(&m_run, &GrowRun::finished, this, [this] {
        showEnd();
        accept();
    });
    connect(&m_run, &GrowRun::failed, this, [this](const udisks::Failure &failure) {
        showFailure(failure, displayable(m_grown ? m_grown->device : m_device));
    });
    setAction(tr("&Grow"), false);
    start();
}

void GrowDialog::look()
{
    const auto disk = udisks().disk(m_device);
    m_grown = disk ? grownFileSystem(udisks(), *disk) : std::nullopt;
    if (!m_grown) {
        m_how->setText(disk ? growthSentence(udisks(), *disk) : tr("Looking at the disk…"));
        if (disk && m_how->text().isEmpty())
            m_how->setText(tr("The file system uses the whole disk."));
        return setAction(tr("&Grow"), false);
    }
    const GrowthWay way = udisks::growthWay(*m_grown, udisks().growthTools(m_grown->type));
    m_how->setText(growthSentence(udisks(), *disk) + u'\n' + howSentence(way));
    setAction(tr("&Grow"), way != GrowthWay::None && way != GrowthWay::UnmountFirst);
}

void GrowDialog::begin()
{
    m_run.start(*m_grown);
    showStep();
}

void GrowDialog::showStep()
{
    if (!m_run.running())
        return;
    switch (m_run.step()) {
    case GrowRun::Step::Mounting:
        return showProgress(tr("Mounting…"));
    case GrowRun::Step::Checking:
        return showProgress(tr("Checking the file system. This may take minutes on a large disk."), m_run.progress());
    case GrowRun::Step::Growing:
        return showProgress(tr("Growing the file system…"), m_run.progress());
    case GrowRun::Step::Unmounting:
        return showProgress(tr("Unmounting…"));
    }
}

} // namespace portolan::gui
