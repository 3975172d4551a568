// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/disks_page.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"

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
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
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
}

} // namespace portolan::gui
