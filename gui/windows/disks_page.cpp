// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/disks_page.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/grow_dialog.h"
#include "gui/wizards/mount_dialog.h"
#include "gui/wizards/page_header.h"
#include "gui/wizards/unmount_dialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

DisksPage::DisksPage(InitiatorClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_view(new ListView(u"diskList"_s, tr("Disks"), this))
    , m_message(new MessageBar(this))
    , m_facts(noteLabel({}, this))
    , m_copy(new QPushButton(symbolicIcon(u"copy"_s), tr("Cop&y path"), this))
    , m_open(new QPushButton(symbolicIcon(u"folder"_s), tr("Open &folder"), this))
    , m_mount(new QPushButton(symbolicIcon(u"disk"_s), tr("&Mount…"), this))
    , m_unmount(new QPushButton(symbolicIcon(u"eject"_s), tr("&Unmount…"), this))
    , m_udisks(client.bus())
{
    setObjectName(u"disksPage"_s);
    build();
    connect(&m_client, &InitiatorClient::lunChanged, this, [this](const QString &path, const QString &session) {
        if (session != m_session)
            return;
        for (const client::LunInfo &lun : m_client.luns(session)) {
            if (lun.path == path)
                m_model.upsert(lun);
        }
        chooseDisk();
    });
    connect(&m_client, &InitiatorClient::lunRemoved, this, [this](const QString &path) {
        m_model.remove(path);
        updateButtons();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DisksPage::updateButtons);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_view->currentIndex().data(DisksModel::PathRole).toString());
    });
    connect(m_open, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_view->currentIndex().data(DisksModel::OpenRole).toString()));
    });
    connect(m_mount, &QPushButton::clicked, this, &DisksPage::mount);
    connect(m_unmount, &QPushButton::clicked, this, &DisksPage::unmount);
    connect(m_message, &MessageBar::actionTriggered, this, &DisksPage::grow);
    connect(&m_udisks, &udisks::UDisksClient::changed, this, [this] {
        if (isVisible())
            updateButtons();
    });
    updateButtons();
}

void DisksPage::build()
{
    m_view->setModel(&m_model);
    m_view->setWordWrap(true);
    m_view->header()->setStretchLastSection(true);
    const int unit = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(DisksModel::Disk, unit * 24);
    m_view->setColumnWidth(DisksModel::Size, unit * 11);
    m_view->setColumnWidth(DisksModel::Model, unit * 20);
    m_view->setColumnWidth(DisksModel::Serial, unit * 16);
    m_view->setColumnWidth(DisksModel::UsedBy, unit * 34);
    m_view->widenToHeadings();
    // In a small window the model and the serial number may be out of sight, but not who uses the disk.
    m_view->header()->moveSection(DisksModel::UsedBy, DisksModel::Model);
    m_copy->setObjectName(u"copyDiskPath"_s);
    m_open->setObjectName(u"openDiskFolder"_s);
    m_mount->setObjectName(u"mountDisk"_s);
    m_unmount->setObjectName(u"unmountDisk"_s);
    m_unmount->setToolTip(toolTipText(tr("Writes what is not written yet and takes the disk out of its folder.")));
    m_message->setObjectName(u"growthMessage"_s);
    m_message->setDismissible(false);
    m_message->dismiss();
    m_facts->setObjectName(u"diskFacts"_s);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_mount);
    buttons->addWidget(m_unmount);
    buttons->addWidget(m_open);
    buttons->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_facts);
    layout->addLayout(buttons);
}

void DisksPage::setSession(const QString &session)
{
    if (session == m_session)
        return;
    m_session = session;
    m_model.clear();
    fill();
}

void DisksPage::fill()
{
    m_view->setPlaceholder(m_session.isEmpty() ? tr("Not connected: log in to see the disks.")
                                               : tr("The target offers no disk to this computer."));
    if (!m_session.isEmpty()) {
        for (const client::LunInfo &lun : m_client.luns(m_session))
            m_model.upsert(lun);
    }
    chooseDisk();
}

void DisksPage::choose(const QString &lun)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const client::LunInfo &disk = m_model.at(row);
        // Of unusual addressing the service writes all 16 digits, as in the object's path.
        if (QString::number(disk.lun) == lun || disk.path.section(u'/', -1) == lun)
            m_view->setCurrentIndex(m_model.index(row, 0));
    }
    m_view->setFocus(Qt::OtherFocusReason);
}

void DisksPage::chooseDisk()
{
    // What cannot be opened is of no use to the buttons below.
    for (int row = 0; row < m_model.rowCount() && !m_view->currentIndex().isValid(); ++row) {
        const QModelIndex disk = m_model.index(row, 0);
        if (!disk.data(DisksModel::PathRole).toString().isEmpty())
            m_view->setCurrentIndex(disk);
    }
    updateButtons();
}

void DisksPage::updateButtons()
{
    const QModelIndex current = m_view->currentIndex();
    m_copy->setEnabled(!current.data(DisksModel::PathRole).toString().isEmpty());
    m_open->setEnabled(!current.data(DisksModel::OpenRole).toString().isEmpty());
    const client::LunInfo *disk = this->current();
    m_mount->setEnabled(disk != nullptr && !disk->device.isEmpty() && canMountMore(*disk));
    m_unmount->setEnabled(disk != nullptr && !disk->device.isEmpty() && !mountedDevices(disk->users).isEmpty());
    m_mount->setToolTip(disk != nullptr && disk->device.isEmpty()
                            ? toolTipText(tr("This disk is a file here, not a device, so it cannot be mounted."))
                            : toolTipText(tr("Mounts the disk in a folder, or formats it first if it is empty.")));
    askUDisks();
    showFacts();
    showGrowth();
}

void DisksPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateButtons();
}

void DisksPage::askUDisks()
{
    const client::LunInfo *disk = current();
    if (m_asked || !isVisible() || disk == nullptr || disk->device.isEmpty())
        return;
    m_asked = true; // from then on it tells by itself, also if it is installed later
    m_udisks.start();
}

bool DisksPage::canMountMore(const client::LunInfo &disk) const
{
    if (disk.mountPoints.isEmpty())
        return true;
    const auto found = m_udisks.disk(disk.device);
    return found && found->content == udisks::Content::Partitions &&
           std::ranges::any_of(m_udisks.fileSystemsOn(*found),
                               [](const udisks::Disk &part) { return part.mountPoints.isEmpty(); });
}

void DisksPage::showFacts()
{
    const client::LunInfo *disk = current();
    m_facts->setVisible(disk != nullptr);
    if (disk == nullptr)
        return;
    QStringList facts;
    for (const client::DiskFact &fact : client::diskFacts(*disk))
        facts << tr("%1: %2").arg(fact.name, fact.text);
    m_facts->setText(facts.join(u"  ·  "_s));
}

void DisksPage::showGrowth()
{
    const client::LunInfo *disk = current();
    const auto found = disk != nullptr && m_udisks.available() ? m_udisks.disk(disk->device) : std::nullopt;
    const QString sentence = found ? growthSentence(m_udisks, *found) : QString();
    if (sentence.isEmpty())
        return m_message->dismiss();
    m_message->showMessage(MessageBar::Kind::Info, sentence, {},
                           grownFileSystem(m_udisks, *found) ? tr("&Grow…") : QString());
}

const client::LunInfo *DisksPage::current() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? &m_model.at(index.row()) : nullptr;
}

void DisksPage::mount()
{
    const client::LunInfo *disk = current();
    if (disk == nullptr)
        return;
    const auto session = m_client.session(m_session);
    const auto node = session ? m_client.node(session->node) : std::nullopt;
    const QString title = node ? node->title() : session ? session->targetName : QString();
    const bool atStart = node && node->autoLogin == dbus::AutoLogin::AtStart;
    auto *dialog = new MountDialog(m_client, mountSubject(*disk, title, atStart), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    follow(dialog, *disk, [dialog](const client::LunInfo &lun) { dialog->setUsers(usersOf(lun)); });
    dialog->open();
}

void DisksPage::follow(QObject *dialog, const client::LunInfo &disk, std::function<void(const client::LunInfo &)> take)
{
    connect(&m_client, &InitiatorClient::lunChanged, dialog,
            [this, shown = disk.path, take = std::move(take)](const QString &path, const QString &at) {
                if (path != shown)
                    return;
                for (const client::LunInfo &lun : m_client.luns(at)) {
                    if (lun.path == path)
                        take(lun);
                }
            });
}

void DisksPage::unmount()
{
    const client::LunInfo *disk = current();
    if (disk == nullptr)
        return;
    auto *dialog = new UnmountDialog(m_client, *disk, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    follow(dialog, *disk, [dialog](const client::LunInfo &lun) { dialog->setUsers(lun.users); });
    dialog->open();
}

void DisksPage::grow()
{
    const client::LunInfo *disk = current();
    if (disk == nullptr)
        return;
    auto *dialog = new GrowDialog(m_client.bus(), disk->device, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace portolan::gui
