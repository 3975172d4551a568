// SPDX-License-Identifier: GPL-3.0-or-later
#include "page_checks.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSet>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QWidget *widget)
{
    const QString name = widget->objectName().isEmpty() ? u"(no name)"_s : widget->objectName();
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + name;
}

/// Those of one kind in the window that a person can see.
template <typename Widget>
QList<Widget *> visible(const QWidget *window)
{
    QList<Widget *> found = window->findChildren<Widget *>();
    found.removeIf([window](const QWidget *widget) { return !widget->isVisible() || widget->window() != window; });
    return found;
}

QString fault(const QWidget *widget, const QString &text, QSize size, QSize wanted)
{
    return u"%1 “%2” is %3x%4 and wants %5x%6"_s.arg(nameOf(widget), text)
        .arg(size.width())
        .arg(size.height())
        .arg(wanted.width())
        .arg(wanted.height());
}

bool takesTab(const QWidget *widget)
{
    // Of buttons that exclude one another Tab reaches the chosen one, the arrows the others.
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
        button != nullptr && button->group() != nullptr && button->group()->exclusive() && !button->isChecked())
        return false;
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) &&
           widget->focusProxy() == nullptr;
}

void collectNameless(QAccessibleInterface *interface, QStringList &found)
{
    if (interface == nullptr)
        return;
    const auto *widget = qobject_cast<QWidget *>(interface->object());
    if (widget != nullptr && !widget->isVisible())
        return;
    if (widget != nullptr && widget->focusPolicy() != Qt::NoFocus &&
        interface->text(QAccessible::Name).trimmed().isEmpty())
        found << nameOf(widget) + u" has no accessible name"_s;
    // The cells of lists have the texts of their models.
    if (interface->tableInterface() != nullptr)
        return;
    for (int child = 0; child < interface->childCount(); ++child)
        collectNameless(interface->child(child), found);
}

bool isOnlyIcon(const QAbstractButton *button)
{
    if (button->icon().isNull())
        return false;
    const auto *tool = qobject_cast<const QToolButton *>(button);
    return button->text().isEmpty() || (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly);
}

/// Of Qt's own, as the arrows of a tab bar and the cross that clears a field.
bool isInternal(const QWidget *widget)
{
    const auto *tool = qobject_cast<const QToolButton *>(widget);
    if (tool != nullptr && tool->defaultAction() != nullptr &&
        tool->defaultAction()->objectName() == "_q_qlineeditclearaction"_L1)
        return true;
    return widget->objectName().startsWith(u"qt_"_s) || widget->objectName().startsWith(u"ScrollLeft"_s) ||
           widget->objectName().startsWith(u"ScrollRight"_s);
}

/// What a tooltip says, without the marks that make it wrap.
QString said(const QString &toolTip)
{
    QTextDocument document;
    Qt::mightBeRichText(toolTip) ? document.setHtml(toolTip) : document.setPlainText(toolTip);
    return document.toPlainText().remove(gui::kMayBreak).simplified();
}

bool says(const QString &toolTip, QString text)
{
    return said(toolTip).contains(text.remove(gui::kMayBreak).simplified());
}

void checkButtons(const QWidget *window, QStringList &found)
{
    for (const auto *button : visible<QAbstractButton>(window)) {
        const QSize wanted = button->sizeHint();
        if (!isOnlyIcon(button) && !button->text().isEmpty() &&
            (button->width() < wanted.width() || button->height() < wanted.height()))
            found << fault(button, button->text(), button->size(), wanted);
    }
}

void checkLabels(const QWidget *window, QStringList &found)
{
    for (const auto *label : visible<QLabel>(window)) {
        if (label->text().isEmpty())
            continue;
        if (const auto *elided = qobject_cast<const gui::ElidedLabel *>(label)) {
            if (elided->text() != elided->fullText() && !says(elided->toolTip(), elided->fullText()))
                found << nameOf(label) + u" is elided and has no tooltip"_s;
            continue;
        }
        const QSize wanted = label->wordWrap()
                                 ? QSize(label->minimumSizeHint().width(), label->heightForWidth(label->width()))
                                 : label->sizeHint();
        if (label->width() < wanted.width() || label->height() < wanted.height())
            found << fault(label, label->text(), label->size(), wanted);
    }
}

void checkTabs(const QWidget *window, QStringList &found)
{
    for (const auto *bar : visible<QTabBar>(window)) {
        for (int tab = 0; tab < bar->count(); ++tab) {
            const QRect place = bar->tabRect(tab);
            const QSize text = bar->fontMetrics().size(Qt::TextShowMnemonic, bar->tabText(tab));
            if (!bar->rect().contains(place) || place.width() < text.width())
                found << fault(bar, bar->tabText(tab), place.intersected(bar->rect()).size(), place.size());
        }
    }
}

void checkFields(const QWidget *window, QStringList &found)
{
    for (const auto *box : visible<QGroupBox>(window)) {
        if (box->width() < box->minimumSizeHint().width())
            found << fault(box, box->title(), box->size(), box->minimumSizeHint());
    }
    for (const auto *combo : visible<QComboBox>(window)) {
        QStyleOptionComboBox option;
        option.initFrom(combo);
        option.editable = combo->isEditable();
        const int room =
            combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo).width();
        const int text = combo->fontMetrics().horizontalAdvance(combo->currentText());
        if (!combo->isEditable() && room < text)
            found << fault(combo, combo->currentText(), {room, combo->height()}, {text, combo->height()});
    }
    for (const auto *edit : visible<QLineEdit>(window)) {
        int room = edit->contentsRect().width() - edit->textMargins().left() - edit->textMargins().right() - 8;
        for (const auto *button : visible<QToolButton>(window)) {
            if (button->parentWidget() == edit)
                room -= button->width();
        }
        const int hint = edit->fontMetrics().horizontalAdvance(edit->placeholderText());
        if (room < hint && !says(edit->toolTip(), edit->placeholderText()))
            found << fault(edit, edit->placeholderText(), {room, edit->height()}, {hint, edit->height()});
    }
}

void checkHeader(const QAbstractItemView *view, const QHeaderView *header, QStringList &found)
{
    for (int section = 0; section < header->count(); ++section) {
        const QString text = header->model()->headerData(section, header->orientation()).toString();
        const int wanted = header->sectionSizeHint(section), size = header->sectionSize(section);
        const QString toolTip = header->model()->headerData(section, header->orientation(), Qt::ToolTipRole).toString();
        if (!header->isSectionHidden(section) && size < wanted && !says(toolTip, text))
            found << fault(view, text, {size, header->height()}, {wanted, header->height()});
    }
}

/// As wide as its longest word where the view breaks lines.
int widthWanted(const QAbstractItemView *view, const QModelIndex &index)
{
    const int whole = view->sizeHintForIndex(index).width();
    if (!view->property("wordWrap").toBool())
        return whole;
    const QString text = index.data().toString();
    int longest = 0;
    for (const QString &word : text.split(QRegularExpression(u"[\\s\\x{200B}]"_s), Qt::SkipEmptyParts))
        longest = std::max(longest, view->fontMetrics().horizontalAdvance(word));
    return whole - view->fontMetrics().horizontalAdvance(text) + longest;
}

/// Whether the cell is read in full, in its place or in its tooltip.
void checkCell(const QAbstractItemView *view, const QModelIndex &index, QStringList &found)
{
    const QRect place = view->visualRect(index);
    const QString text = index.data().toString();
    if (text.isEmpty() || !place.intersects(view->viewport()->rect()))
        return;
    const QSize wanted(widthWanted(view, index), view->sizeHintForIndex(index).height());
    if ((place.width() < wanted.width() || place.height() < wanted.height()) &&
        !says(index.data(Qt::ToolTipRole).toString(), text))
        found << fault(view, text, place.size(), wanted);
}

void checkLists(const QWidget *window, QStringList &found)
{
    for (const auto *view : visible<QAbstractItemView>(window)) {
        for (const auto *header : visible<QHeaderView>(window)) {
            if (header->parentWidget() == view && header->orientation() == Qt::Horizontal)
                checkHeader(view, header, found);
        }
        if (view->model() == nullptr || qobject_cast<const QHeaderView *>(view) != nullptr)
            continue;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (view->visualRect(view->model()->index(row, 0)).top() > view->viewport()->rect().bottom())
                break;
            for (int column = 0; column < view->model()->columnCount(); ++column)
                checkCell(view, view->model()->index(row, column), found);
        }
    }
}

/// The letters of what reacts to Alt and a letter, and what does.
QMultiHash<QString, QString> mnemonicsOf(const QWidget *window)
{
    QMultiHash<QString, QString> letters;
    const auto add = [&letters](const QString &text) {
        if (const QKeySequence keys = QKeySequence::mnemonic(text); !keys.isEmpty())
            letters.insert(keys.toString(), text);
    };
    for (const auto *button : visible<QAbstractButton>(window))
        add(button->text());
    for (const auto *label : visible<QLabel>(window)) {
        if (label->buddy() != nullptr)
            add(label->text());
    }
    for (const auto *box : visible<QGroupBox>(window))
        add(box->title());
    for (const auto *bar : visible<QTabBar>(window)) {
        for (int tab = 0; tab < bar->count(); ++tab)
            add(bar->tabText(tab));
    }
    for (const auto *bar : visible<QMenuBar>(window)) {
        for (const QAction *action : bar->actions())
            add(action->text());
    }
    return letters;
}

QStringList shared(const QMultiHash<QString, QString> &letters)
{
    QStringList found;
    for (const QString &keys : letters.uniqueKeys()) {
        if (letters.count(keys) > 1)
            found << keys + u" is for “"_s + QStringList(letters.values(keys)).join(u"” and “"_s) + u'”';
    }
    return found;
}

} // namespace

QStringList unreachable(QWidget *window)
{
    QSet<QWidget *> wanted;
    for (QWidget *widget : visible<QWidget>(window)) {
        if (takesTab(widget))
            wanted.insert(widget);
    }
    QStringList missing;
    for (const auto key : {Qt::Key_Tab, Qt::Key_Backtab}) {
        QSet<QWidget *> reached;
        for (int step = 0; step < 2 * wanted.size() + 10; ++step) {
            QTest::keyClick(window, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
            reached.insert(QApplication::focusWidget());
        }
        for (const QWidget *widget : wanted - reached)
            missing << nameOf(widget) +
                           (key == Qt::Key_Tab ? u" is not reached by Tab"_s : u" is not reached by Shift+Tab"_s);
    }
    return missing;
}

QStringList nameless(QWidget *window)
{
    QStringList found;
    collectNameless(QAccessible::queryAccessibleInterface(window), found);
    if (window->windowTitle().isEmpty())
        found << nameOf(window) + u" has no title"_s;
    return found;
}

QStringList cutOff(QWidget *window)
{
    QStringList found;
    checkButtons(window, found);
    checkLabels(window, found);
    checkTabs(window, found);
    checkFields(window, found);
    checkLists(window, found);
    return found;
}

QStringList withoutBuddy(QWidget *window)
{
    QStringList found;
    for (const auto *label : visible<QLabel>(window)) {
        if (label->buddy() == nullptr && !QKeySequence::mnemonic(label->text()).isEmpty())
            found << nameOf(label) + u" “"_s + label->text() + u"” leads nowhere"_s;
    }
    for (const auto *form : window->findChildren<QFormLayout *>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *left = form->itemAt(row, QFormLayout::LabelRole);
            const QLayoutItem *right = form->itemAt(row, QFormLayout::FieldRole);
            const auto *label = left == nullptr ? nullptr : qobject_cast<const QLabel *>(left->widget());
            const QWidget *field = right == nullptr ? nullptr : right->widget();
            if (label != nullptr && label->isVisible() && field != nullptr && field->isVisible() &&
                field->focusPolicy() != Qt::NoFocus && label->buddy() == nullptr)
                found << nameOf(field) + u" is not the buddy of “"_s + label->text() + u'”';
        }
    }
    return found;
}

QStringList sharedMnemonics(QWidget *window) { return shared(mnemonicsOf(window)); }

QStringList badMnemonics(QMenu *menu)
{
    QMultiHash<QString, QString> letters;
    QStringList found;
    for (const QAction *action : menu->actions()) {
        const QKeySequence keys = QKeySequence::mnemonic(action->text());
        if (!keys.isEmpty())
            letters.insert(keys.toString(), action->text());
        else if (!action->isSeparator())
            found << u"menu entry “%1” has no mnemonic"_s.arg(action->text());
    }
    return found + shared(letters);
}

QStringList unexplainedIcons(QWidget *window)
{
    QStringList found;
    for (const auto *button : visible<QAbstractButton>(window)) {
        if (isOnlyIcon(button) && !isInternal(button) && button->toolTip().isEmpty())
            found << nameOf(button) + u" is a picture without a tooltip"_s;
    }
    return found;
}

QStringList faults(QWidget *window)
{
    QStringList found =
        nameless(window) + cutOff(window) + withoutBuddy(window) + sharedMnemonics(window) + unexplainedIcons(window);
    if (const auto *main = qobject_cast<QMainWindow *>(window); main != nullptr && main->menuWidget() != nullptr) {
        for (const QAction *action : qobject_cast<QMenuBar *>(main->menuWidget())->actions())
            found += badMnemonics(action->menu());
    }
    return found;
}

} // namespace portolan::test
