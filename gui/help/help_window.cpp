// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/help/help_window.h"

#include "gui/models/text.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QTextTable>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

/// Markdown has no word for how a table looks, and Qt draws a frame around each cell.
void calmTables(const QTextDocument &document, int padding)
{
    const QList<QTextFrame *> frames = document.rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(0);
        format.setCellSpacing(0);
        format.setCellPadding(padding);
        table->setFormat(format);
    }
}

} // namespace

HelpWindow::HelpWindow(const QList<QAction *> &actions)
    : m_shortcuts(shortcutsText(actions))
    , m_topics(new QListWidget(this))
    , m_text(new QTextBrowser(this))
{
    setObjectName(u"helpWindow"_s);
    setWindowTitle(tr("Help"));
    m_topics->setObjectName(u"helpTopics"_s);
    m_topics->setAccessibleName(tr("Topics"));
    for (const HelpTopic topic : kHelpTopics)
        m_topics->addItem(titleOf(topic));
    m_topics->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setObjectName(u"helpText"_s);
    m_text->setAccessibleName(tr("What the topic tells"));
    m_text->document()->setDocumentMargin(fontMetrics().height());
    m_text->setOpenLinks(false);
    auto *split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_topics);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({m_topics->sizeHintForColumn(0) + fontMetrics().averageCharWidth() * 6, 1000});
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"closeHelp"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 32);
    connect(m_topics, &QListWidget::currentRowChanged, this, &HelpWindow::showRow);
    showTopic(HelpTopic::Basics);
}

void HelpWindow::showTopic(HelpTopic topic)
{
    m_topics->setCurrentRow(int(topic));
    m_topics->setFocus();
}

void HelpWindow::showRow(int row)
{
    const HelpTopic topic = kHelpTopics.at(std::size_t(row));
    const QString text = topic == HelpTopic::Shortcuts ? m_shortcuts : textOf(topic);
    m_text->document()->setMarkdown(u"## "_s + titleOf(topic) + u"\n\n"_s + text,
                                    {QTextDocument::MarkdownDialectGitHub, QTextDocument::MarkdownNoHTML});
    calmTables(*m_text->document(), fontMetrics().height() / 3);
}

QString HelpWindow::shortcutsText(const QList<QAction *> &actions)
{
    QStringList rows{u"| "_s + tr("Key") + u" | "_s + tr("What it does") + u" |"_s, u"|---|---|"_s};
    const auto add = [&rows](const QString &keys, const QString &what) {
        rows << u"| **"_s + keys + u"** | "_s + what + u" |"_s;
    };
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            add(action->shortcut().toString(QKeySequence::NativeText),
                withoutMnemonic(action->text()).remove(QChar(0x2026)));
    }
    add(QKeySequence(Qt::Key_F10).toString(QKeySequence::NativeText), tr("The menu"));
    add(QKeySequence(Qt::Key_Menu).toString(QKeySequence::NativeText), tr("The menu of what is chosen"));
    add(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText), tr("Cancel, or close the window"));
    return rows.join(u'\n') + u"\n\n"_s +
           tr("An underlined letter is reached with Alt. In the graph the arrow keys, Page up, Page down, Home and End "
              "move the reading mark.");
}

} // namespace portolan::gui
