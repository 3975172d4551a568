// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/confirm.h"

#include "gui/models/text.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Confirm)
};

} // namespace

void confirm(QWidget *window, const Question &question, std::function<void()> then)
{
    if (!Settings().flag(question.key))
        return then();
    auto *box =
        new QMessageBox(QMessageBox::Question, question.yes, breakable(question.text), QMessageBox::NoButton, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(question.name.at(0).toLower() + question.name.mid(1) + u"Dialog"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(question.consequence);
    QPushButton *yes = box->addButton(question.yes, QMessageBox::DestructiveRole);
    yes->setObjectName(u"confirm"_s + question.name + u"Button"_s);
    QPushButton *no = box->addButton(Text::tr("Cancel"), QMessageBox::RejectRole);
    no->setObjectName(u"cancelButton"_s);
    auto *again = new QCheckBox(Text::tr("&Ask again next time"), box);
    again->setObjectName(u"askAgain"_s);
    again->setChecked(true);
    box->setCheckBox(again);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(box, &QDialog::finished, window, [box, yes, again, key = question.key, then = std::move(then)] {
        if (box->clickedButton() != yes)
            return;
        // Only with the answer: who cancels has not learned what it does.
        if (!again->isChecked())
            Settings().setValue(key, false);
        then();
    });
    box->open();
}

} // namespace portolan::gui
