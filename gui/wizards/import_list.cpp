// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/import_list.h"

#include "gui/client/node_settings.h"
#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::ImportReport;

namespace {

enum Column { WhatColumn, DetailColumn, ColumnsShown };

const QString kBetween = u" · "_s;

QTreeWidgetItem *addRow(QTreeWidgetItem *parent, const QString &what, const QString &detail, const QString &more = {})
{
    auto *row = new QTreeWidgetItem(parent);
    row->setText(WhatColumn, displayable(what));
    row->setText(DetailColumn, displayable(detail));
    row->setToolTip(WhatColumn, toolTipText(more.isEmpty() ? row->text(WhatColumn) : more));
    row->setToolTip(DetailColumn, toolTipText(row->text(DetailColumn)));
    return row;
}

QString wordText(const QString &word)
{
    if (word == u"off"_s)
        return ImportList::tr("off");
    if (word == u"prefer"_s)
        return ImportList::tr("preferred");
    if (word == u"require"_s)
        return ImportList::tr("required");
    if (word == u"manual"_s)
        return ImportList::tr("no");
    return word == u"at-start"_s ? ImportList::tr("yes") : word;
}

QString valueText(const client::NodeSetting *setting, const QVariant &value)
{
    using Type = client::NodeSetting::Type;
    if (setting == nullptr)
        return value.toString();
    if (setting->type == Type::Flag)
        return value.toBool() ? ImportList::tr("yes") : ImportList::tr("no");
    if (!setting->words.isEmpty())
        return wordText(setting->text(value));
    const QString number = QLocale().toString(value.toLongLong());
    const auto unit = QLatin1String(setting->unit);
    if (unit == "bytes"_L1)
        return ImportList::tr("%1 bytes").arg(number);
    return unit == "seconds"_L1 ? ImportList::tr("%1 s").arg(number) : number;
}

void addChange(QTreeWidgetItem *parent, const ImportReport::Change &change)
{
    const auto *const setting = client::nodeSetting(change.setting);
    const QString here = valueText(setting, change.here), there = valueText(setting, change.there);
    const QString name = change.setting == u"AutoLogin"_s ? ImportList::tr("Connect at start") : change.setting;
    addRow(parent, name,
           change.kept ? ImportList::tr("stays %1 (open-iscsi: %2)").arg(here, there)
                       : ImportList::tr("%1 → %2").arg(here, there),
           setting ? setting->purposeText() : QString());
}

void addAccount(QTreeWidgetItem *parent, ImportReport::Account account, const QString &name)
{
    if (account == ImportReport::Account::Taken)
        addRow(parent, name, ImportList::tr("taken over"));
    else if (account == ImportReport::Account::Kept)
        addRow(parent, name, ImportList::tr("stays as set here"));
}

/// Where it is, and of a new one how it will be.
QString factsOf(const ImportReport::Entry &entry)
{
    QStringList facts{entry.portal};
    if (!entry.interface.isEmpty())
        facts << ImportList::tr("through %1").arg(entry.interface);
    if (entry.state != ImportReport::State::New)
        return facts.join(kBetween);
    if (entry.passwordIn == ImportReport::Account::Taken)
        facts << ImportList::tr("with passwords for both directions");
    else if (entry.password == ImportReport::Account::Taken)
        facts << ImportList::tr("with password");
    if (entry.automatic)
        facts << ImportList::tr("connects at start");
    return facts.join(kBetween);
}

QString noteText(const ImportReport::Note &note)
{
    switch (note.kind) {
    case ImportReport::Note::Kind::Skipped:
        return ImportList::tr("Skipped: %1").arg(note.text);
    case ImportReport::Note::Kind::LeftOut:
        return ImportList::tr("Left out: %1").arg(note.text);
    case ImportReport::Note::Kind::Adjusted:
        break;
    }
    return note.text;
}

QString placeText(const ImportReport::Note &note)
{
    const QString place = note.line == 0 ? note.file : ImportList::tr("%1, line %2").arg(note.file).arg(note.line);
    return note.count < 2 ? place : ImportList::tr("%1 and %n more file(s)", nullptr, int(note.count - 1)).arg(place);
}

} // namespace

ImportList::ImportList(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(u"importList"_s);
    setAccessibleName(tr("What the import changes"));
    setColumnCount(ColumnsShown);
    setHeaderLabels({tr("Target or setting"), tr("What happens")});
    setItemDelegate(new RowDelegate(this));
    setUniformRowHeights(true); // there may be thousands of rows
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionMode(ExtendedSelection);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(WhatColumn, QHeaderView::Interactive);
    header()->resizeSection(WhatColumn, header()->sectionSizeHint(WhatColumn)); // until there is a report
}

void ImportList::setReport(const ImportReport &report)
{
    using enum ImportReport::State;
    clear();
    addTargets(report, New, tr("New targets"), report.added);
    addTargets(report, Changed, tr("Changed settings"), report.changed);
    addTargets(report, Kept, tr("Different, but kept as set here"), report.kept);
    addAddresses(report.addresses);
    addNotes(report);
    header()->resizeSection(WhatColumn, viewport()->width() * 11 / 20);
    if (topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0), 0, QItemSelectionModel::NoUpdate); // for the keyboard; nothing is chosen
    viewport()->update();
}

QTreeWidgetItem *ImportList::addGroup(const QString &title, qsizetype count)
{
    auto *group = new QTreeWidgetItem(this);
    group->setText(WhatColumn, tr("%1 (%2)", "group, number").arg(title, QLocale().toString(qlonglong(count))));
    QFont bold = font();
    bold.setBold(true);
    group->setFont(WhatColumn, bold);
    group->setFirstColumnSpanned(true);
    group->setExpanded(true);
    return group;
}

void ImportList::addTargets(const ImportReport &report, ImportReport::State state, const QString &title, uint count)
{
    if (count == 0)
        return;
    QTreeWidgetItem *group = addGroup(title, count);
    uint listed = 0;
    for (const Entry &entry : report.targets) {
        if (entry.state != state)
            continue;
        ++listed;
        QTreeWidgetItem *row = addRow(group, entry.target, factsOf(entry));
        if (state == ImportReport::State::New)
            continue;
        for (const ImportReport::Change &change : entry.changes)
            addChange(row, change);
        addAccount(row, entry.password, tr("Password"));
        addAccount(row, entry.passwordIn, tr("Password of the target"));
        row->setExpanded(state == ImportReport::State::Changed);
    }
    if (listed < count)
        addRow(group, tr("and %n more", nullptr, int(count - listed)), {});
}

void ImportList::addAddresses(const std::vector<Entry> &addresses)
{
    if (addresses.empty())
        return;
    QTreeWidgetItem *group = addGroup(tr("Addresses to search"), qsizetype(addresses.size()));
    for (const Entry &entry : addresses) {
        QStringList facts{entry.state == ImportReport::State::New ? tr("new") : QString()};
        if (entry.password == ImportReport::Account::Taken || entry.passwordIn == ImportReport::Account::Taken)
            facts << tr("with password");
        else if (entry.keepsSomething())
            facts << tr("password stays as set here");
        facts.removeAll(QString());
        addRow(group, entry.portal, facts.join(kBetween));
    }
}

void ImportList::addNotes(const ImportReport &report)
{
    if (report.notes.empty() && report.unknownKeys == 0)
        return;
    QTreeWidgetItem *group =
        addGroup(tr("Not taken over as it is"), qsizetype(report.notes.size()) + qsizetype(report.moreNotes));
    for (const ImportReport::Note &note : report.notes) {
        QTreeWidgetItem *row = addRow(group, noteText(note), placeText(note));
        row->setIcon(WhatColumn,
                     symbolicIcon(note.kind == ImportReport::Note::Kind::Skipped ? u"warning"_s : u"info"_s,
                                  note.kind == ImportReport::Note::Kind::Skipped ? Tone::Warning : Tone::Quiet));
    }
    if (report.moreNotes > 0)
        addRow(group, tr("and %n more", nullptr, int(report.moreNotes)), {});
    if (report.unknownKeys > 0)
        addRow(group, tr("%n line(s) with a key that is not known", nullptr, int(report.unknownKeys)), {});
}

void ImportList::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void ImportList::paintEvent(QPaintEvent *event)
{
    QTreeWidget::paintEvent(event);
    if (topLevelItemCount() > 0 || m_placeholder.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int margin = fontMetrics().height();
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                     m_placeholder);
}

void ImportList::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTreeWidget::keyPressEvent(event);
    QStringList lines;
    for (QTreeWidgetItemIterator row(this, QTreeWidgetItemIterator::Selected); *row != nullptr; ++row)
        lines << QString((*row)->text(WhatColumn) + u'\t' + (*row)->text(DetailColumn)).trimmed();
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace portolan::gui
