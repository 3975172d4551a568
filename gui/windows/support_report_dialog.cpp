// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/support_report_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/message_bar.h"

#include <QClipboard>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <array>

namespace portolan::gui {

using namespace Qt::StringLiterals;

SupportReportDialog::SupportReportDialog(client::InitiatorClient &client, QWidget *parent)
    : QDialog(parent)
    , m_report(client)
    , m_text(new QPlainTextEdit(this))
    , m_message(new MessageBar(this))
    , m_copy(new QPushButton(symbolicIcon(u"copy"_s), tr("&Copy"), this))
    , m_save(new QPushButton(tr("&Save…"), this))
{
    setObjectName(u"reportDialog"_s);
    setWindowTitle(tr("Support report"));
    auto *note =
        new QLabel(tr("This is everything that is saved or copied. Passwords are not in it; the names of targets "
                      "and the addresses of servers are. Read it before you send it to somebody."),
                   this);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    m_message->setObjectName(u"reportMessage"_s);
    m_message->setDismissible(true);
    m_text->setObjectName(u"reportText"_s);
    m_text->setAccessibleName(tr("Support report"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlaceholderText(tr("Collecting…"));
    auto *close = new QPushButton(tr("Close"), this);
    const std::array<std::pair<QPushButton *, QString>, 3> all{
        {{m_copy, u"copyReport"_s}, {m_save, u"saveReport"_s}, {close, u"closeButton"_s}}};
    auto *buttons = new QHBoxLayout;
    for (const auto &[button, name] : all) {
        button->setObjectName(name);
        button->setAutoDefault(false);
        button->setEnabled(button == close);
    }
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    layout->addWidget(note);
    layout->addWidget(m_message);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 34);
    connect(m_copy, &QPushButton::clicked, this, &SupportReportDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &SupportReportDialog::askWhere);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_report, &SupportReport::finished, this, [this](const QString &text) {
        m_text->setPlainText(text);
        m_copy->setEnabled(true);
        m_save->setEnabled(true);
    });
    m_report.collect();
}

void SupportReportDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
    m_message->showMessage(MessageBar::Kind::Success, tr("The report is in the clipboard."));
}

void SupportReportDialog::askWhere()
{
    auto *dialog = new QFileDialog(this, tr("Save the support report"));
    dialog->setObjectName(u"reportFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->setNameFilter(tr("Text (*.txt)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(u"portolan-report-%1.txt"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(dialog, &QFileDialog::fileSelected, this, &SupportReportDialog::save);
    dialog->open();
}

void SupportReportDialog::save(const QString &fileName)
{
    QSaveFile file(fileName);
    const QByteArray text = m_text->toPlainText().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        m_message->showMessage(MessageBar::Kind::Error, tr("The report could not be saved."),
                               displayable(QDir::toNativeSeparators(fileName) + u": "_s + file.errorString()));
        return;
    }
    m_message->showMessage(MessageBar::Kind::Success,
                           tr("Saved as “%1”.").arg(displayable(QDir::toNativeSeparators(fileName))));
}

} // namespace portolan::gui
