// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/mount_form.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/udisks/file_system.h"
#include "gui/udisks/mount_point.h"
#include "gui/wizards/page_header.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QFrame>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using udisks::Content;
using udisks::Disk;
using udisks::FolderProblem;

namespace {

const QString kFstab = u"/etc/fstab"_s;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::MountForm)
};

QString otherContent(const QString &type)
{
    if (type == u"LVM2_member"_s)
        return Text::tr("It is a part of an LVM volume group.");
    if (type == u"linux_raid_member"_s)
        return Text::tr("It is a part of a RAID.");
    if (type == u"crypto_LUKS"_s)
        return Text::tr("What is on it is encrypted (LUKS).");
    if (type == u"swap"_s)
        return Text::tr("It is swap space.");
    if (type == u"mpath_member"_s)
        return Text::tr("It is one path of a multipath disk; use that disk.");
    return Text::tr("There is something on it that cannot be mounted here: %1.").arg(displayable(type));
}

} // namespace

QString contentSentence(const Disk &disk)
{
    switch (disk.content) {
    case Content::Empty:
        return Text::tr("The disk is empty.");
    case Content::FileSystem:
        return disk.label.isEmpty() ? Text::tr("There is a file system on it (%1), without a name.").arg(disk.type)
                                    : Text::tr("There is a file system on it (%1), named “%2”.")
                                          .arg(displayable(disk.type), displayable(disk.label));
    case Content::Partitions:
        return Text::tr("It is divided into partitions.");
    case Content::Other:
        break;
    }
    return otherContent(disk.type);
}

QString partitionText(const Disk &partition)
{
    QStringList facts{displayable(partition.device),
                      displayable(partition.label.isEmpty() ? partition.partitionName : partition.label),
                      client::sizeText(partition.sizeBytes), displayable(partition.type)};
    facts.removeAll(QString());
    return facts.join(u" · "_s);
}

MountSubject mountSubject(const client::LunInfo &lun, const QString &title, bool connectsAtStart)
{
    QStringList facts{lun.sizeBytes > 0 ? client::sizeText(lun.sizeBytes) : QString(),
                      displayable((lun.vendor.trimmed() + u' ' + lun.model.trimmed()).trimmed())};
    facts.removeAll(QString());
    return {lun.device, title, facts.join(u" · "_s), usersOf(lun), connectsAtStart};
}

QStringList usersOf(const client::LunInfo &lun)
{
    QStringList users;
    for (const client::DeviceUser &user : lun.users)
        users << displayable(client::sentenceOf(user));
    return users;
}

MountForm::MountForm(udisks::UDisksClient &udisks, MountSubject subject, QWidget *parent)
    : QWidget(parent)
    , m_udisks(udisks)
    , m_subject(std::move(subject))
    , m_taken(udisks::foldersOf(kFstab))
    , m_content(noteLabel({}, this))
    , m_review(noteLabel({}, this))
    , m_choice(new QWidget(this))
    , m_box(new QWidget(this))
    , m_confirm(new QWidget(this))
    , m_keep(new QRadioButton(tr("&Keep what is on it and mount it"), m_choice))
    , m_erase(new QRadioButton(tr("&Erase it and make a new file system"), m_choice))
    , m_fields(new QFormLayout)
    , m_partition(new QComboBox(this))
    , m_type(new QComboBox(this))
    , m_label(new QLineEdit(this))
    , m_folder(new QLineEdit(this))
    , m_typed(new QLineEdit(m_confirm))
    , m_atStart(new QCheckBox(tr("Mount at every &start in:"), this))
{
    m_atStart->setChecked(m_subject.connectsAtStart);
    m_keep->setChecked(true);
    build();
    connect(&m_udisks, &udisks::UDisksClient::changed, this, &MountForm::refresh);
    connect(m_keep, &QRadioButton::toggled, this, [this] {
        proposeTexts();
        update();
    });
    connect(m_partition, &QComboBox::currentIndexChanged, this, [this] {
        m_mountable = m_udisks.diskOf(m_partition->currentData().toString());
        proposeTexts();
        update();
    });
    connect(m_type, &QComboBox::currentTextChanged, this, [this] {
        proposeTexts();
        update();
    });
    connect(m_label, &QLineEdit::textEdited, this, [this] {
        m_labelTyped = true;
        proposeTexts();
        update();
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_folderTyped = true;
        update();
    });
    connect(m_typed, &QLineEdit::textEdited, this, &MountForm::update);
    connect(m_atStart, &QCheckBox::toggled, this, &MountForm::update);
    refresh();
}

void MountForm::build()
{
    m_content->setObjectName(u"diskContent"_s);
    m_review->setObjectName(u"reviewText"_s);
    m_keep->setObjectName(u"keepContent"_s);
    m_erase->setObjectName(u"eraseContent"_s);
    auto *choice = new QVBoxLayout(m_choice);
    choice->setContentsMargins({});
    choice->setSpacing(2);
    choice->addWidget(m_keep);
    choice->addWidget(m_erase);
    buildFields(m_fields);
    auto *what = new QGroupBox(tr("What will happen"), m_box);
    what->setObjectName(u"review"_s);
    auto *review = new QVBoxLayout(what);
    review->addWidget(m_review);
    auto *box = new QVBoxLayout(m_box);
    box->setContentsMargins({});
    box->setSpacing(10);
    box->addWidget(m_choice);
    box->addLayout(m_fields);
    box->addWidget(what);
    auto *confirm = new QLabel(tr("To erase it, t&ype its name:"), m_confirm);
    confirm->setBuddy(m_typed);
    auto *row = new QHBoxLayout(m_confirm);
    row->setContentsMargins({});
    row->addWidget(confirm);
    row->addWidget(m_typed, 1);
    box->addWidget(m_confirm);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addWidget(m_content);
    layout->addWidget(m_box);
    layout->addStretch(1);
}

void MountForm::buildFields(QFormLayout *fields)
{
    m_partition->setObjectName(u"partition"_s);
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->setObjectName(u"fileSystem"_s);
    m_label->setObjectName(u"label"_s);
    m_folder->setObjectName(u"folder"_s);
    m_typed->setObjectName(u"typedName"_s);
    m_atStart->setObjectName(u"mountAtStart"_s);
    m_type->setToolTip(toolTipText(tr("ext4 suits nearly everything. exFAT and FAT are also read by other systems.")));
    m_label->setToolTip(toolTipText(tr("File managers show the disk under this name.")));
    m_typed->setPlaceholderText(m_subject.device);
    for (QLineEdit *edit : {m_label, m_folder, m_typed})
        edit->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_folder->setMaxLength(1000);
    fields->addRow(tr("&Partition:"), m_partition);
    fields->addRow(tr("&File system:"), m_type);
    fields->addRow(tr("&Label:"), m_label);
    fields->addRow(m_atStart, m_folder);
    m_folder->setAccessibleName(tr("Folder"));
    fields->setVerticalSpacing(6);
}

void MountForm::refresh()
{
    const std::optional<Disk> disk = m_udisks.disk(m_subject.device);
    const bool was = hasChoice();
    if (disk)
        takeDisk(*disk);
    m_disk = disk;
    if (!disk)
        m_canMount = m_canFormat = false;
    if (disk && (!was || m_label->text().isEmpty()))
        proposeTexts();
    update();
}

void MountForm::setUsers(const QStringList &users)
{
    m_subject.users = users;
    refresh();
}

void MountForm::takeDisk(const Disk &disk)
{
    takePartitions(disk);
    m_freed.clear();
    for (const udisks::FstabEntry &entry : entriesErasedWith(m_udisks, disk))
        m_freed << entry.directory;
    const QStringList types = m_udisks.fileSystemsFor(disk.sizeBytes);
    QStringList shown;
    for (int i = 0; i < m_type->count(); ++i)
        shown << m_type->itemText(i);
    if (types != shown) {
        const QString before = m_type->currentText();
        const QSignalBlocker blocker(m_type);
        m_type->clear();
        m_type->addItems(types);
        if (types.contains(before))
            m_type->setCurrentText(before);
    }
    bool mounted = !disk.mountPoints.isEmpty();
    for (const Disk &part : m_udisks.partitionsOf(disk))
        mounted = mounted || !part.mountPoints.isEmpty();
    m_canMount = m_mountable && m_mountable->mountPoints.isEmpty();
    m_canFormat =
        !types.isEmpty() && !mounted && !disk.readOnly && m_subject.users.isEmpty() && disk.type != u"mpath_member"_s;
}

/// Those that are not mounted yet; the choice stays as long as it is there.
void MountForm::takePartitions(const Disk &disk)
{
    std::vector<Disk> found = m_udisks.fileSystemsOn(disk);
    if (found.size() > 1)
        std::erase_if(found, [](const Disk &each) { return !each.mountPoints.isEmpty(); });
    bool same = m_partition->count() == int(found.size()); // an open list is not taken away for nothing
    for (int i = 0; same && i < m_partition->count(); ++i)
        same = m_partition->itemData(i).toString() == found[std::size_t(i)].object &&
               m_partition->itemText(i) == partitionText(found[std::size_t(i)]);
    if (!same) {
        const QString before = m_partition->currentData().toString();
        const QSignalBlocker blocker(m_partition);
        m_partition->clear();
        for (const Disk &each : found)
            m_partition->addItem(partitionText(each), each.object);
        m_partition->setCurrentIndex(std::max(0, m_partition->findData(before)));
    }
    m_mountable = m_udisks.diskOf(m_partition->currentData().toString());
}

void MountForm::proposeTexts()
{
    const QString type = m_type->currentText();
    if (!m_labelTyped)
        m_label->setText(udisks::labelFrom(m_subject.title, type));
    if (m_folderTyped)
        return;
    const QString name =
        formats() || !m_mountable || m_mountable->label.isEmpty() ? m_label->text() : m_mountable->label;
    m_folder->setText(udisks::proposedFolder(udisks::labelFrom(name, u"btrfs"_s), takenFolders()));
}

bool MountForm::formats() const { return m_canFormat && (!m_canMount || m_erase->isChecked()); }

bool MountForm::erases() const { return formats() && m_disk && m_disk->content != Content::Empty; }

const udisks::FstabEntry *MountForm::entry() const
{
    return formats() || !m_mountable || m_mountable->entries.empty() ? nullptr : &m_mountable->entries.front();
}

MountPlan MountForm::plan() const
{
    if (!hasChoice())
        return {};
    MountPlan plan{formats() ? *m_disk : *m_mountable, formats(), {}, {}, {}, {}};
    if (formats()) {
        plan.type = m_type->currentText();
        plan.label = m_label->text();
        plan.typed = erases() ? m_typed->text() : QString();
    }
    if (m_atStart->isChecked() && entry() == nullptr)
        plan.folder = m_folder->text();
    return plan;
}

QStringList MountForm::takenFolders() const
{
    QStringList taken = m_taken;
    if (formats())
        taken.removeIf([this](const QString &folder) { return m_freed.contains(folder); });
    return taken;
}

QString MountForm::folderProblem() const
{
    switch (udisks::problemOfFolder(m_folder->text(), takenFolders())) {
    case FolderProblem::NotAbsolute:
        return tr("The folder has to be a whole path, such as /mnt/data.");
    case FolderProblem::NotAFolder:
        return tr("“%1” exists and is not a folder.").arg(displayable(m_folder->text()));
    case FolderProblem::NotEmpty:
        return tr("“%1” is not empty; mounting would hide what is in it. Choose another folder.")
            .arg(displayable(m_folder->text()));
    case FolderProblem::Taken:
        return tr("/etc/fstab uses “%1” for another disk already. Choose another folder.")
            .arg(displayable(m_folder->text()));
    case FolderProblem::None:
        break;
    }
    return {};
}

QString MountForm::problem() const
{
    if (!hasChoice())
        return blockedSentence();
    if (formats() && !udisks::isLabel(m_label->text(), m_type->currentText()))
        return tr("%1 cannot take this label. It has at most %2 bytes and no special characters.")
            .arg(m_type->currentText())
            .arg(udisks::longestLabel(m_type->currentText()));
    if (m_atStart->isChecked() && entry() == nullptr) {
        if (const QString problem = folderProblem(); !problem.isEmpty())
            return problem;
    }
    if (erases() && !m_disk->isCalled(m_typed->text()))
        return tr("Everything on it would be lost: type “%1” to allow that.").arg(m_subject.device);
    return {};
}

void MountForm::focusProblem()
{
    const bool label = formats() && !udisks::isLabel(m_label->text(), m_type->currentText());
    const bool folder = m_atStart->isChecked() && entry() == nullptr && !folderProblem().isEmpty();
    QLineEdit *edit = label ? m_label : folder ? m_folder : m_typed;
    edit->setFocus(Qt::OtherFocusReason);
    edit->selectAll();
}

QString MountForm::blockedSentence() const
{
    if (!m_disk)
        return m_udisks.available() ? tr("UDisks does not know this disk yet.") : QString();
    if (!m_subject.users.isEmpty())
        return tr("It is not formatted while something uses it: %1").arg(m_subject.users.join(u", "_s));
    if (m_disk->readOnly)
        return tr("The storage server allows only reading, so no file system can be made on it.");
    if (m_disk->sizeBytes < udisks::kSmallestDisk)
        return tr("The disk is too small for a file system.");
    if (!m_udisks.knowsFileSystems())
        return {};
    if (m_udisks.fileSystemsFor(m_disk->sizeBytes).isEmpty())
        return tr("No program that makes file systems is installed here (e2fsprogs, xfsprogs, btrfs-progs, …).");
    return tr("Nothing can be done with it here.");
}

void MountForm::showContent()
{
    if (m_partition->count() > 1)
        m_content->setText(tr("It is divided into partitions. Choose the one to mount."));
    else if (m_disk && m_disk->content == Content::Partitions && m_mountable)
        m_content->setText(tr("It is divided into partitions; one of them, %1, can be mounted. %2")
                               .arg(m_mountable->device, contentSentence(*m_mountable)));
    else
        m_content->setText(m_disk ? contentSentence(*m_disk) : tr("Looking at the disk…"));
}

void MountForm::update()
{
    showContent();
    m_box->setVisible(hasChoice());
    m_choice->setVisible(m_canMount && m_canFormat);
    const bool format = formats(), known = entry() != nullptr;
    m_fields->setRowVisible(m_partition, !format && m_partition->count() > 1);
    m_fields->setRowVisible(m_type, format);
    m_fields->setRowVisible(m_label, format);
    m_fields->setRowVisible(m_folder, !known);
    m_folder->setEnabled(m_atStart->isChecked());
    m_confirm->setVisible(erases());
    m_review->setText(hasChoice() ? review() : QString());
    emit changed();
}

QString MountForm::review() const
{
    QStringList steps;
    const QString device = m_subject.device;
    if (m_partition->count() > 1 && !formats() && m_mountable)
        steps << tr("Of %1, the partition %2 is used.").arg(device, displayable(m_mountable->device));
    if (erases())
        steps << tr("Everything on %1 is erased and cannot be brought back.").arg(device);
    if (formats() && udisks::hasOwners(m_type->currentText()))
        steps << tr("%1 gets the file system %2, named “%3”; you may write into it.")
                     .arg(device, m_type->currentText(), displayable(m_label->text()));
    else if (formats())
        steps << tr("%1 gets the file system %2, named “%3”.")
                     .arg(device, m_type->currentText(), displayable(m_label->text()));
    if (formats()) {
        for (const QString &folder : m_freed)
            steps << tr("The line in /etc/fstab that mounts what is erased at %1 is removed.").arg(displayable(folder));
    }
    if (const udisks::FstabEntry *known = entry()) {
        steps << tr("It is mounted at %1, as /etc/fstab says.").arg(displayable(known->directory));
    } else if (m_atStart->isChecked()) {
        steps << tr("A line in /etc/fstab mounts it at every start, when somebody looks into the folder. A start never "
                    "waits for it.");
        steps << tr("It is mounted at %1 now.").arg(displayable(m_folder->text()));
    } else {
        steps << tr("It is mounted in a folder below /media or /run/media, until it is disconnected.");
    }
    QStringList lines;
    for (qsizetype i = 0; i < steps.size(); ++i)
        lines << u"%1. %2"_s.arg(i + 1).arg(steps.at(i));
    return lines.join(u'\n');
}

} // namespace portolan::gui
