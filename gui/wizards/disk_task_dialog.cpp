// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/disk_task_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/page_header.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

DiskTaskDialog::DiskTaskDialog(const QDBusConnection &bus, const QString &title, const QString &sentence,
                               QWidget *parent)
    : QDialog(parent)
    , m_udisks(bus)
    , m_message(new MessageBar(this))
    , m_body(new QVBoxLayout)
    , m_work(new QWidget(this))
    , m_phase(noteLabel({}, m_work))
    , m_progress(new QProgressBar(m_work))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_action(new QPushButton(this))
{
    setWindowTitle(title);
    m_message->setObjectName(u"taskMessage"_s);
    m_message->setDismissible(false);
    m_message->dismiss();
    m_phase->setObjectName(u"taskPhase"_s);
    m_progress->setObjectName(u"taskProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    m_action->setObjectName(u"taskButton"_s);
    m_action->setDefault(true);
    auto *phase = new QHBoxLayout;
    phase->addWidget(new BusyIndicator(m_work));
    phase->addWidget(m_phase, 1);
    auto *work = new QVBoxLayout(m_work);
    work->setContentsMargins({});
    work->addLayout(phase);
    work->addWidget(m_progress);
    m_work->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_action);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    addPageHeader(layout, title, sentence);
    layout->addWidget(m_message);
    m_body->setSpacing(8);
    layout->addLayout(m_body);
    layout->addWidget(m_work);
    layout->addStretch(1);
    layout->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 15);
    connect(m_cancel, &QPushButton::clicked, this, &DiskTaskDialog::reject);
    connect(m_action, &QPushButton::clicked, this, [this] {
        m_told = false;
        m_message->dismiss();
        m_running = true;
        m_action->setEnabled(false);
        m_cancel->setText(tr("Close"));
        begin();
    });
    connect(m_message, &MessageBar::actionTriggered, this, [this] { m_udisks.start(); });
    connect(&m_udisks, &udisks::UDisksClient::changed, this, &DiskTaskDialog::lookAgain);
}

void DiskTaskDialog::start()
{
    m_udisks.start();
    lookAgain();
}

void DiskTaskDialog::lookAgain()
{
    if (m_running)
        return;
    if (const auto &failure = m_udisks.failure()) {
        setAction(m_action->text(), false);
        m_message->showMessage(MessageBar::Kind::Error, udisks::sentenceOf(*failure, {}), udisks::cureOf(*failure),
                               tr("Try again"));
        m_told = false;
        return fit();
    }
    if (!m_told)
        m_message->dismiss();
    look();
    fit();
}

void DiskTaskDialog::fit()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

void DiskTaskDialog::setAction(const QString &text, bool possible)
{
    m_action->setVisible(!text.isEmpty());
    m_action->setText(text);
    m_action->setIcon(lockedIcon(u"disk"_s));
    m_action->setEnabled(possible && !m_running);
    m_cancel->setText(text.isEmpty() ? tr("Close") : tr("Cancel"));
}

void DiskTaskDialog::showProgress(const QString &phase, double progress)
{
    constexpr int kSteps = 1000;
    if (m_work->isHidden()) {
        m_work->show();
        fit();
    }
    m_phase->setText(phase);
    m_progress->setMaximum(progress < 0 ? 0 : kSteps);
    m_progress->setValue(progress < 0 ? 0 : int(progress * kSteps));
}

void DiskTaskDialog::showEnd()
{
    m_running = false;
    m_work->hide();
}

void DiskTaskDialog::showFailure(const udisks::Failure &failure, const QString &disk, const QString &more)
{
    showEnd();
    m_told = true;
    const QString cure = displayable(udisks::cureOf(failure));
    m_message->showMessage(MessageBar::Kind::Error, udisks::sentenceOf(failure, disk), more.isEmpty() ? cure : more);
    lookAgain();
}

} // namespace portolan::gui
