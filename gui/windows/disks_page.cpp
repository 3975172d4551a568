// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/disks_page.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"
#include "gui/wizards/mount_dialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QUrl>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

DisksPage::DisksPage(InitiatorClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_view(new ListView(u"diskList"_s, tr("Disks"), this))
    , m_copy(new QPushButton(symbolicIcon(u"copy"_s), tr("Cop&y path"), this))
    , m_open(new QPushButton(symbolicIcon(u"folder"_s), tr("Open &folder"), this))
    , m_mount(new QPushButton(symbolicIcon(u"disk"_s), tr("&Mount…"), this))
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
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_mount);
    buttons->addWidget(m_open);
    buttons->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 1);
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
    m_mount->setEnabled(disk != nullptr && !disk->device.isEmpty() && disk->mountPoints.isEmpty());
    m_mount->setToolTip(disk != nullptr && disk->device.isEmpty()
                            ? toolTipText(tr("This disk is a file here, not a device, so it cannot be mounted."))
                            : toolTipText(tr("Mounts the disk in a folder, or formats it first if it is empty.")));
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
    auto *dialog = new MountDialog(m_client.bus(), mountSubject(*disk, title, atStart), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_client, &InitiatorClient::lunChanged, dialog,
            [this, dialog, shown = disk->path](const QString &path, const QString &at) {
                for (const client::LunInfo &lun : m_client.luns(at)) {
                    if (path == shown && lun.path == path)
                        dialog->setUsers(usersOf(lun));
                }
            });
    dialog->open();
}

} // namespace portolan::gui
