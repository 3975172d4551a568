// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/logout_flow.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/one_password.h"
#include "gui/wizards/unmount_dialog.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(const QString &name, const QString &text, QWidget *parent)
{
    auto *created = new QPushButton(text, parent);
    created->setObjectName(name);
    created->setAutoDefault(false);
    return created;
}

QListWidget *userList(const std::vector<client::DeviceUser> &users, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->setObjectName(u"blockers"_s);
    list->setAccessibleName(LogoutFlow::tr("What uses the disks"));
    list->setWordWrap(true);
    for (const client::DeviceUser &user : users) {
        const bool program = user.kind == u"process"_s;
        new QListWidgetItem(symbolicIcon(program ? u"window"_s : u"disk"_s), displayable(client::sentenceOf(user)),
                            list);
    }
    if (list->count() > 0)
        list->setCurrentRow(0, QItemSelectionModel::NoUpdate); // for the keyboard; nothing is chosen
    return list;
}

QString adviceFor(const std::vector<client::DeviceUser> &users, bool tried)
{
    const bool onlyMounts = std::ranges::all_of(users, [](const client::DeviceUser &user) {
        return (user.kind == u"mount"_s && user.pid == 0) || (user.kind == u"process"_s && !user.mountPoint.isEmpty());
    });
    if (tried)
        return LogoutFlow::tr("What is listed still uses them. The target stays connected.");
    if (onlyMounts)
        return LogoutFlow::tr(
            "They can be unmounted first: what is not written yet is written then. Programs that have "
            "files open on them have to be closed. Nothing was changed yet.");
    return LogoutFlow::tr("Unmount them and close the programs, then check again. Nothing was changed yet.");
}

} // namespace

LogoutFlow::LogoutFlow(client::InitiatorClient &client, QString node, QWidget *window)
    : QObject(window)
    , m_client(client)
    , m_node(std::move(node))
    , m_title(m_node)
    , m_window(window)
{
    if (const auto info = m_client.node(m_node))
        m_title = displayable(info->title());
}

void LogoutFlow::start() { check(); }

void LogoutFlow::check()
{
    const auto node = m_client.node(m_node);
    if (node && node->session.isEmpty())
        return logout(false); // no disks: it only stops trying
    m_client.checkLogout(m_node, this, [this](const Result<std::vector<client::DeviceUser>> &users) {
        if (!users)
            return end(users.error());
        if (!users->empty())
            return showBlocked(*users);
        logout(false);
    });
}

void LogoutFlow::logout(bool force)
{
    m_client.logout(m_node, force, this, [this](const Result<QString> &job) {
        if (!job)
            return end(job.error());
        m_client.whenFinished(*job, this, [this](const Result<client::JobInfo> &outcome) {
            if (!outcome)
                return end(outcome.error());
            takeOutcome(*outcome);
        });
    });
}

void LogoutFlow::takeOutcome(const client::JobInfo &job)
{
    if (job.state != dbus::JobState::Failed)
        return end();
    // Somebody began to use a disk between the question and the deed.
    if (job.error.code == ErrorCode::DeviceBusy)
        return showBlocked(job.blockers);
    end(job.error);
}

void LogoutFlow::showBlocked(const std::vector<client::DeviceUser> &users)
{
    auto *dialog = new QDialog(m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"logoutBlockedDialog"_s);
    dialog->setWindowTitle(tr("Log out"));
    const QStringList mounted = mountedDevices(users);
    QPushButton *force = forceButton(dialog);
    QPushButton *unmount = button(u"unmountButton"_s, tr("&Unmount and disconnect"), dialog);
    unmount->setIcon(symbolicIcon(u"eject"_s));
    unmount->setVisible(!mounted.isEmpty());
    QPushButton *again = button(u"checkAgainButton"_s, tr("&Check again"), dialog);
    QPushButton *cancel = button(u"cancelButton"_s, tr("Cancel"), dialog);
    cancel->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(force);
    buttons->addStretch(1);
    buttons->addWidget(again);
    buttons->addWidget(unmount);
    buttons->addWidget(cancel);
    auto *layout = new QVBoxLayout(dialog);
    layout->addLayout(blockedHeading(users, dialog));
    if (!m_stuck.isEmpty()) {
        auto *message = new MessageBar(dialog);
        message->setObjectName(u"unmountMessage"_s);
        message->setDismissible(false);
        message->showMessage(MessageBar::Kind::Error, std::exchange(m_stuck, {}), std::exchange(m_stuckCure, {}));
        layout->addWidget(message);
    }
    layout->addWidget(userList(users, dialog), 1);
    layout->addLayout(buttons);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 96, dialog->fontMetrics().height() * 16);

    enum { CheckAgain = 2, Force = 3, Unmount = 4 };
    connect(unmount, &QPushButton::clicked, dialog, [dialog] { dialog->done(Unmount); });
    connect(again, &QPushButton::clicked, dialog, [dialog] { dialog->done(CheckAgain); });
    connect(force, &QPushButton::clicked, dialog, [dialog] { dialog->done(Force); });
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(dialog, &QDialog::finished, this, [this, mounted](int result) {
        if (result == CheckAgain)
            check();
        else if (result == Unmount)
            this->unmount(mounted);
        else if (result == Force)
            confirmForce();
        else
            end();
    });
    dialog->open();
    cancel->setFocus();
}

QPushButton *LogoutFlow::forceButton(QDialog *dialog) const
{
    QPushButton *force = button(u"forceButton"_s, tr("Log out &anyway…"), dialog);
    const auto permission = m_client.permission(u"logout-force"_s);
    force->setIcon(permission == client::Permission::Auth ? lockedIcon(u"log-out"_s) : symbolicIcon(u"log-out"_s));
    force->setEnabled(permission != client::Permission::No);
    if (permission == client::Permission::No)
        force->setToolTip(tr("You are not allowed to do this on this computer."));
    else if (permission == client::Permission::Auth)
        force->setToolTip(tr("An administrator's password will be asked."));
    return force;
}

QLayout *LogoutFlow::blockedHeading(const std::vector<client::DeviceUser> &users, QDialog *dialog) const
{
    auto *icon = new QLabel(dialog);
    const int side = dialog->style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, dialog);
    icon->setPixmap(symbolicIcon(u"warning"_s, Tone::Warning).pixmap(QSize(side, side), dialog->devicePixelRatioF()));
    auto *heading = new QLabel(breakable(tr("The disks of “%1” are in use").arg(m_title)), dialog);
    heading->setObjectName(u"blockedHeading"_s);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *advice = new QLabel(adviceFor(users, !m_stuck.isEmpty()), dialog);
    advice->setObjectName(u"blockedAdvice"_s);
    advice->setTextFormat(Qt::PlainText);
    advice->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    auto *text = new QVBoxLayout;
    text->addWidget(heading);
    text->addWidget(advice);
    top->addWidget(icon, 0, Qt::AlignTop);
    top->addLayout(text, 1);
    return top;
}

void LogoutFlow::unmount(const QStringList &devices)
{
    m_mounted = devices;
    auto *dialog = new QDialog(m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"unmountingDialog"_s);
    dialog->setWindowTitle(tr("Log out"));
    auto *text = new QLabel(breakable(tr("Unmounting %1. What is not written yet is written first; a password may be "
                                         "asked for.")
                                          .arg(devices.join(u", "_s))),
                            dialog);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    QPushButton *cancel = button(u"cancelButton"_s, tr("Cancel"), dialog);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(new BusyIndicator(dialog), 0, Qt::AlignTop);
    row->addWidget(text, 1);
    auto *layout = new QVBoxLayout(dialog);
    layout->addLayout(row);
    layout->addWidget(cancel, 0, Qt::AlignRight);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 64, dialog->sizeHint().height());
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    // What is unmounted by then stays so; nothing is disconnected.
    connect(dialog, &QDialog::rejected, this, [this] {
        m_unmount.reset();
        end();
    });
    dialog->open();
    m_udisks = std::make_unique<udisks::UDisksClient>(m_client.bus());
    m_udisks->setBeforePassword(onePassword(m_client));
    connect(m_udisks.get(), &udisks::UDisksClient::changed, this, &LogoutFlow::startUnmount);
    m_udisks->start();
}

void LogoutFlow::startUnmount()
{
    if (m_unmount)
        return;
    if (const auto &failure = m_udisks->failure()) {
        m_stuck = udisks::sentenceOf(*failure, {});
        m_stuckCure = udisks::cureOf(*failure);
        return unmounted();
    }
    if (!m_udisks->available())
        return;
    m_unmount = std::make_unique<UnmountRun>(*m_udisks);
    connect(m_unmount.get(), &UnmountRun::finished, this, [this] {
        if (!m_unmount->stuck().empty()) {
            const UnmountRun::Stuck &stuck = m_unmount->stuck().front();
            m_stuck = udisks::sentenceOf(stuck.failure, displayable(stuck.device));
            m_stuckCure = stuck.failure.problem == udisks::Problem::Busy ? tr("The programs below use it; close them.")
                                                                         : displayable(udisks::cureOf(stuck.failure));
        }
        unmounted();
    });
    m_unmount->start(m_mounted, false);
}

void LogoutFlow::unmounted()
{
    if (m_dialog) {
        m_dialog->disconnect(this);
        m_dialog->close();
    }
    m_udisks->disconnect(this);
    // Not from inside a signal of what is deleted now.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_unmount.reset();
            m_udisks.reset();
            check();
        },
        Qt::QueuedConnection);
}

void LogoutFlow::confirmForce()
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Log out anyway"),
                                breakable(tr("Take the disks of “%1” away although they are in use?").arg(m_title)),
                                QMessageBox::NoButton, m_window);
    m_dialog = box;
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"forceDialog"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("What is not written yet is lost, file systems may be damaged, and programs that use the disks will fail."));
    QPushButton *force = box->addButton(tr("Log out and lose data"), QMessageBox::DestructiveRole);
    force->setObjectName(u"confirmForceButton"_s);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(box, &QDialog::finished, this, [this, box, force] {
        if (box->clickedButton() == force)
            logout(true);
        else
            end();
    });
    box->open();
}

void LogoutFlow::end()
{
    emit finished();
    deleteLater();
}

void LogoutFlow::end(const Error &error)
{
    emit failed(error);
    end();
}

} // namespace portolan::gui
