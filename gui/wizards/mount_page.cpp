// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/mount_page.h"

#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"
#include "gui/wizards/page_header.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QTimer>
#include <QUrl>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using udisks::UDisksClient;

MountPage::MountPage(UDisksClient &udisks, MountSubject subject, QWidget *parent)
    : QWidget(parent)
    , m_udisks(udisks)
    , m_device(subject.device)
    , m_form(new MountForm(udisks, subject, this))
    , m_run(new MountRun(udisks, this))
    , m_message(new MessageBar(this))
    , m_stages(new QStackedWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_phase(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_where(noteLabel({}, this))
    , m_open(new QPushButton(symbolicIcon(u"folder"_s), tr("&Open folder"), this))
{
    build(subject);
    connect(m_form, &MountForm::changed, this, [this] {
        if (m_stage == Stage::Decide)
            showState();
    });
    connect(&m_udisks, &UDisksClient::changed, this, [this] {
        if (m_stage == Stage::Decide)
            showState();
    });
    connect(m_run, &MountRun::changed, this, &MountPage::showProgress);
    connect(m_run, &MountRun::finished, this, &MountPage::showMounted);
    connect(m_run, &MountRun::failed, this, &MountPage::showFailure);
    connect(m_message, &MessageBar::actionTriggered, this, [this] { m_udisks.start(); });
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
    showState();
}

void MountPage::build(const MountSubject &subject)
{
    m_message->setObjectName(u"mountMessage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    QStringList facts{displayable(subject.title), displayable(subject.device), subject.facts};
    facts.removeAll(QString());
    addPageHeader(layout, tr("Use this disk"), breakable(facts.join(u" · "_s)));
    layout->addWidget(m_message);
    m_scroll->setObjectName(u"mountScroll"_s);
    m_scroll->setAccessibleName(tr("What becomes of the disk"));
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_form);
    m_stages->addWidget(m_scroll);
    m_stages->addWidget(buildRun());
    m_stages->addWidget(buildMounted());
    layout->addWidget(m_stages, 1);
}

QWidget *MountPage::buildRun()
{
    auto *page = new QWidget(this);
    m_phase->setObjectName(u"mountPhase"_s);
    m_phase->setTextFormat(Qt::PlainText);
    m_phase->setWordWrap(true);
    m_progress->setObjectName(u"mountProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    auto *row = new QHBoxLayout;
    row->addWidget(new BusyIndicator(page));
    row->addWidget(m_phase, 1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    return page;
}

QWidget *MountPage::buildMounted()
{
    auto *page = new QWidget(this);
    auto *icon = new QLabel(page);
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this);
    icon->setPixmap(symbolicIcon(u"success"_s, Tone::Good).pixmap(QSize(side, side), devicePixelRatioF()));
    m_where->setObjectName(u"mountedAt"_s);
    m_where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_open->setObjectName(u"openMounted"_s);
    m_open->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(icon);
    row->addWidget(m_where, 1);
    row->addWidget(m_open);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addStretch(1);
    return page;
}

QString MountPage::nextText() const
{
    if (m_stage == Stage::Mounted)
        return tr("&Done");
    if (m_stage == Stage::Run || !m_udisks.available() || !m_form->hasChoice())
        return {};
    return m_form->formats() ? tr("&Format and mount") : tr("&Mount");
}

void MountPage::proceed()
{
    if (m_stage != Stage::Decide)
        return;
    if (const QString problem = m_form->problem(); !problem.isEmpty()) {
        m_message->showMessage(MessageBar::Kind::Error, problem);
        m_told = true;
        m_form->focusProblem();
        // The message takes its place first.
        QTimer::singleShot(0, m_scroll, [this] { m_scroll->ensureWidgetVisible(m_form->focusWidget()); });
        return;
    }
    m_message->dismiss();
    m_told = false;
    showStage(Stage::Run);
    m_run->start(m_form->plan());
}

void MountPage::cancel()
{
    m_run->cancel();
    showProgress();
}

void MountPage::refresh()
{
    m_udisks.start();
    // Unmounted since, or taken away: decide anew.
    if (m_stage == Stage::Mounted)
        showStage(Stage::Decide);
    m_form->refresh();
}

void MountPage::showStage(Stage stage)
{
    m_stage = stage;
    m_stages->setCurrentIndex(int(stage));
    emit changed();
}

void MountPage::showState()
{
    const auto disk = m_udisks.disk(m_device);
    if (disk && !m_run->running()) {
        const auto mounted = m_udisks.mountable(*disk);
        if (mounted && !mounted->mountPoints.isEmpty())
            return showMounted(mounted->mountPoints.constFirst());
    }
    if (const auto &failure = m_udisks.failure()) {
        m_told = false;
        m_message->showMessage(MessageBar::Kind::Error, udisks::sentenceOf(*failure, m_device),
                               udisks::cureOf(*failure), tr("Try again"));
    } else if (disk && !m_form->hasChoice() && !m_form->problem().isEmpty()) {
        m_told = false;
        m_message->showMessage(MessageBar::Kind::Warning, m_form->problem());
    } else if (!m_told) {
        m_message->dismiss();
    }
    emit changed();
}

void MountPage::showProgress()
{
    if (m_stage != Stage::Run)
        return;
    if (m_run->cancelled()) {
        m_phase->setText(tr("Stopping…"));
    } else {
        switch (m_run->step()) {
        case MountRun::Step::Formatting:
            m_phase->setText(tr("Making the file system. This may take minutes on a large disk, and a password may be "
                                "asked for."));
            break;
        case MountRun::Step::Entry:
            m_phase->setText(tr("Changing /etc/fstab. A password may be asked for."));
            break;
        case MountRun::Step::Mounting:
            m_phase->setText(tr("Mounting…"));
            break;
        }
    }
    const double progress = m_run->progress();
    constexpr int kSteps = 1000;
    m_progress->setMaximum(progress < 0 ? 0 : kSteps);
    m_progress->setValue(progress < 0 ? 0 : int(progress * kSteps));
    emit changed();
}

void MountPage::showMounted(const QString &folder)
{
    m_folder = folder;
    m_where->setText(tr("%1 is mounted at %2. You can use it now.").arg(m_device, breakable(displayable(folder))));
    m_message->dismiss();
    showStage(Stage::Mounted);
}

void MountPage::showFailure(const udisks::Failure &failure)
{
    m_told = true;
    const auto kind = failure.problem == udisks::Problem::Cancelled ? MessageBar::Kind::Info : MessageBar::Kind::Error;
    m_message->showMessage(kind, udisks::sentenceOf(failure, m_device), displayable(udisks::cureOf(failure)));
    showStage(Stage::Decide);
    m_form->refresh();
}

} // namespace portolan::gui
