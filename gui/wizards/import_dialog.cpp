// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/import_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/busy_indicator.h"
#include "gui/widgets/copyable_label.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/wizards/import_list.h"
#include "gui/wizards/page_header.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::ImportReport;
using client::InitiatorClient;

ImportDialog::ImportDialog(InitiatorClient &client, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_run(new ImportRun(client, this))
    , m_phase(new QLabel(this))
    , m_message(new MessageBar(this))
    , m_busy(new BusyIndicator(this))
    , m_list(new ImportList(this))
    , m_replace(new QCheckBox(tr("Also &overwrite what was set here"), this))
    , m_takeName(new QCheckBox(tr("Use open-iscsi's initiator &name from now on:"), this))
    , m_close(new QPushButton(this))
    , m_import(new QPushButton(tr("&Import"), this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Take over from open-iscsi"));
    build();
    connect(m_run, &ImportRun::phaseChanged, m_phase, &QLabel::setText);
    connect(m_run, &ImportRun::finished, this, &ImportDialog::showReport);
    connect(m_run, &ImportRun::failed, this, &ImportDialog::showFailure);
    connect(m_message, &MessageBar::actionTriggered, this, &ImportDialog::look);
    connect(m_replace, &QCheckBox::clicked, this, &ImportDialog::look);
    connect(m_takeName, &QCheckBox::clicked, this, &ImportDialog::refresh);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::import);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_client, &InitiatorClient::unavailable, this, [this](const Error &error) {
        if (!m_done && !m_run->running()) // a run tells it by itself
            showFailure(error);
    });
    connect(&m_client, &InitiatorClient::ready, this, [this] {
        if (!m_done)
            look();
    });
    connect(&m_client, &InitiatorClient::permissionsChanged, this, &ImportDialog::refresh);
    look();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    addPageHeader(layout, tr("Take over from open-iscsi"), QString());
    m_title = findChild<QLabel *>(u"pageTitle"_s);
    m_sentence = findChild<QLabel *>(u"pageSentence"_s);
    m_message->setObjectName(u"importMessage"_s);
    m_phase->setObjectName(u"importPhase"_s);
    m_phase->setTextFormat(Qt::PlainText);
    m_replace->setObjectName(u"replaceBox"_s);
    m_replace->hide();
    m_close->setObjectName(u"closeButton"_s);
    m_close->setAutoDefault(false);
    m_import->setObjectName(u"importButton"_s);
    m_import->setDefault(true);
    auto *progress = new QHBoxLayout;
    progress->addWidget(m_busy);
    progress->addWidget(m_phase, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_import);
    layout->addWidget(m_message);
    layout->addWidget(m_list, 1);
    layout->addLayout(progress);
    layout->addWidget(m_replace);
    layout->addWidget(m_nameBox = buildName());
    layout->addWidget(m_afterwards = buildAfterwards());
    layout->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 38);
}

QWidget *ImportDialog::buildName()
{
    auto *box = new QWidget(this);
    m_takeName->setParent(box);
    m_takeName->setObjectName(u"takeNameBox"_s);
    m_name = new ElidedLabel(box);
    m_name->setObjectName(u"otherName"_s);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_why = noteLabel(QString(), box);
    m_why->setObjectName(u"nameWhy"_s);
    // Below the text of the check box and not below its square.
    const int indent = style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, m_takeName) +
                       style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing, nullptr, m_takeName);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(layoutDirection() == Qt::RightToLeft ? 0 : indent, 0,
                              layoutDirection() == Qt::RightToLeft ? indent : 0, 0);
    below->setSpacing(4);
    below->addWidget(m_name);
    below->addWidget(m_why);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_takeName);
    layout->addLayout(below);
    box->hide();
    return box;
}

QWidget *ImportDialog::buildAfterwards()
{
    auto *box = new QWidget(this);
    m_bootHint = noteLabel(QString(), box);
    m_bootHint->setObjectName(u"bootHint"_s);
    m_command = new CopyableLabel(tr("Command that stops open-iscsi from starting"), box);
    m_command->setObjectName(u"disableCommand"_s);
    m_command->setValue(u"sudo systemctl disable open-iscsi iscsid"_s);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_bootHint);
    layout->addWidget(m_command);
    box->hide();
    return box;
}

void ImportDialog::look() { start(true); }

void ImportDialog::import() { start(false); }

void ImportDialog::start(bool dryRun)
{
    InitiatorClient::ImportOptions options;
    options.dryRun = dryRun;
    options.replace = m_replace->isChecked();
    options.takeInitiatorName = m_takeName->isChecked() && m_report.nameDiffers();
    m_importing = !dryRun;
    m_looked = false;
    m_message->dismiss();
    m_phase->setText(dryRun ? tr("Reading open-iscsi's files…") : tr("Taking over…"));
    m_run->start(options);
    refresh();
}

void ImportDialog::showReport(const ImportReport &report)
{
    m_report = report;
    m_looked = true;
    m_list->setReport(report);
    if (m_importing)
        return showDone(report);
    m_sentence->setText(sentenceOf(report));
    m_list->setPlaceholder(tr("Everything that open-iscsi knows is here already."));
    m_name->setFullText(displayable(report.nameThere));
    m_why->setText(breakable(tr("Servers that let only known names in know this computer by that name; without it they "
                                "may refuse it. Until now it is %1 here.")
                                 .arg(displayable(report.nameHere))));
    refresh();
}

void ImportDialog::showDone(const ImportReport &report)
{
    m_done = true;
    m_title->setText(tr("Taken over"));
    m_sentence->setText(tr("The targets are in the list now."));
    m_message->showMessage(MessageBar::Kind::Success, doneSentenceOf(report),
                           report.nameTaken
                               ? breakable(tr("This computer's name is now %1.").arg(displayable(report.nameThere)))
                               : QString());
    m_bootHint->setText(tr("open-iscsi also logs in to %n of these targets when this computer starts. A disk that both "
                           "write to gets damaged: if Portolan shall connect them, switch open-iscsi off.",
                           nullptr, int(report.automatic)));
    refresh();
    m_close->setFocus();
}

void ImportDialog::showFailure(const Error &error)
{
    m_looked = false;
    if (error.code == ErrorCode::NotFound)
        m_message->showMessage(MessageBar::Kind::Info, tr("open-iscsi has no files on this computer."),
                               tr("There is nothing to take over."));
    else
        showError(*m_message, error, u"open-iscsi"_s, m_client.available() ? Remedy::Retry : Remedy::None);
    m_list->setPlaceholder({});
    refresh();
}

void ImportDialog::refresh()
{
    const bool running = m_run->running();
    const auto permission = m_client.permission(u"import"_s);
    const bool worth = m_looked && (m_report.changesSomething() || (m_takeName->isChecked() && m_report.nameDiffers()));
    m_busy->setVisible(running);
    m_phase->setVisible(running);
    m_list->setEnabled(!running);
    // What was offered stays, also when the box is ticked and nothing is kept any more.
    m_replace->setVisible(!m_done && (m_replace->isChecked() || m_report.keepsSomething()));
    m_replace->setEnabled(!running && m_client.available());
    m_nameBox->setVisible(!m_done && m_report.nameDiffers());
    m_nameBox->setEnabled(!running && m_client.available());
    m_afterwards->setVisible(m_done && m_report.automatic > 0);
    m_import->setVisible(!m_done);
    m_import->setEnabled(worth && !running && m_client.available() && permission != client::Permission::No);
    m_import->setIcon(permission == client::Permission::Auth ? lockedIcon(u"import"_s) : symbolicIcon(u"import"_s));
    m_import->setToolTip(permission == client::Permission::No ? tr("You are not allowed to do this on this computer.")
                         : permission == client::Permission::Auth ? tr("An administrator's password will be asked.")
                                                                  : QString());
    m_close->setText(m_done || (m_looked && !worth) ? tr("Close") : tr("Not now"));
}

QString ImportDialog::sentenceOf(const ImportReport &report)
{
    QStringList parts{tr("Nothing is changed yet, and open-iscsi's files are only read.")};
    if (report.same > 0)
        parts << tr("%n target(s) are the same here and there.", nullptr, int(report.same));
    if (report.onlyHere > 0)
        parts << tr("%n target(s) are known only here and stay.", nullptr, int(report.onlyHere));
    return parts.join(u' ');
}

QString ImportDialog::doneSentenceOf(const ImportReport &report)
{
    if (report.added > 0 && report.changed > 0)
        return tr("%1, %2.", "N new targets, N with changed settings")
            .arg(tr("%n new target(s)", nullptr, int(report.added)),
                 tr("%n with changed settings", nullptr, int(report.changed)));
    if (report.added > 0)
        return tr("%n target(s) were added.", nullptr, int(report.added));
    if (report.changed > 0)
        return tr("The settings of %n target(s) were changed.", nullptr, int(report.changed));
    return tr("No target had to be changed.");
}

} // namespace portolan::gui
