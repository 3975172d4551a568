// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/page_header.h"

#include <QLabel>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

void addPageHeader(QVBoxLayout *layout, const QString &title, const QString &sentence)
{
    auto *heading = new QLabel(title);
    heading->setObjectName(u"pageTitle"_s);
    heading->setTextFormat(Qt::PlainText);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setBold(true);
    heading->setFont(font);
    auto *text = noteLabel(sentence, nullptr);
    text->setObjectName(u"pageSentence"_s);
    layout->addWidget(heading);
    layout->addWidget(text);
    layout->addSpacing(6);
}

QLabel *noteLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::WindowText);
    return label;
}

} // namespace portolan::gui
