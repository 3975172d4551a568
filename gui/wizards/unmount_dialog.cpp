// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/unmount_dialog.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/one_password.h"
#include "gui/wizards/page_header.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

QStringList mountedDevices(const std::vector<client::DeviceUser> &users)
{
    QStringList devices;
    for (const client::DeviceUser &user : users) {
        if (user.kind == u"mount"_s && user.pid == 0 && !devices.contains(user.device))
            devices << user.device;
    }
    return devices;
}

QStringList programsOf(const std::vector<client::DeviceUser> &users)
{
    QStringList programs;
    for (const client::DeviceUser &user : users) {
        if (user.kind == u"process"_s)
            programs << displayable(client::sentenceOf(user));
    }
    return programs;
}

UnmountDialog::UnmountDialog(client::InitiatorClient &client, const client::LunInfo &lun, QWidget *parent)
    : DiskTaskDialog(client.bus(), tr("Unmount a disk"),
                     tr("What is not written yet is written, and the folder is empty afterwards. The target stays "
                        "connected."),
                     parent)
    , m_device(lun.device)
    , m_mounted(mountedDevices(lun.users))
    , m_users(lun.users)
    , m_run(udisks())
    , m_folders(noteLabel({}, this))
    , m_programs(noteLabel({}, this))
    , m_forget(new QCheckBox(tr("&Do not mount it at the next start either (removes its line from /etc/fstab)"), this))
{
    udisks().setBeforePassword(onePassword(client));
    setObjectName(u"unmountDialog"_s);
    m_folders->setObjectName(u"unmountFolders"_s);
    m_programs->setObjectName(u"unmountPrograms"_s);
    m_forget->setObjectName(u"forgetMount"_s);
    body()->addWidget(m_folders);
    body()->addWidget(m_forget);
    body()->addWidget(m_programs);
    connect(&m_run, &UnmountRun::finished, this, &UnmountDialog::takeEnd);
    m_forget->hide();
    showUsers();
    start();
}

void UnmountDialog::setUsers(const std::vector<client::DeviceUser> &users)
{
    m_users = users;
    showUsers();
}

void UnmountDialog::showUsers()
{
    QStringList folders;
    for (const client::DeviceUser &user : m_users) {
        if (user.kind == u"mount"_s)
            folders << displayable(client::sentenceOf(user));
    }
    m_folders->setText(folders.join(u'\n'));
    const QStringList programs = programsOf(m_users);
    m_programs->setVisible(!programs.isEmpty() && m_busy.isEmpty()); // otherwise the message names them
    m_programs->setText(tr("Programs use it; close them first:") + u'\n' + programs.join(u'\n'));
    if (m_busy.isEmpty())
        return;
    if (programs.isEmpty()) { // they have ended since
        m_busy.clear();
        message().dismiss();
    } else {
        message().showMessage(MessageBar::Kind::Error,
                              udisks::sentenceOf({udisks::Problem::Busy, {}}, displayable(m_busy)),
                              programs.join(u'\n'));
    }
}

void UnmountDialog::look()
{
    bool lines = false, known = false;
    for (const QString &device : m_mounted) {
        const auto disk = udisks().disk(device);
        known = known || disk.has_value();
        lines = lines || (disk && !disk->entries.empty());
    }
    m_forget->setVisible(lines);
    setAction(tr("&Unmount"), known);
}

void UnmountDialog::begin()
{
    m_busy.clear();
    showUsers();
    showProgress(tr("Unmounting. What is not written yet is written first; a password may be asked for."));
    m_run.start(m_mounted, m_forget->isVisible() && m_forget->isChecked());
}

void UnmountDialog::takeEnd()
{
    if (m_run.stuck().empty()) {
        showEnd();
        return accept();
    }
    const UnmountRun::Stuck &stuck = m_run.stuck().front();
    const bool busy = stuck.failure.problem == udisks::Problem::Busy;
    if (busy && !programsOf(m_users).isEmpty())
        m_busy = stuck.device;
    showUsers();
    showFailure(stuck.failure, displayable(stuck.device), busy ? programsOf(m_users).join(u'\n') : QString());
}

} // namespace portolan::gui
