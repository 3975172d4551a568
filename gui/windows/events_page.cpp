// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/events_page.h"

#include "gui/models/event_feed.h"
#include "gui/models/history_feed.h"
#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"
#include "gui/widgets/list_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMap>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QToolButton *makeButton(const QString &name, const QString &icon, const QString &text, const QString &what,
                        QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(symbolicIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QComboBox *makeChoice(const QString &name, const QString &what, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(name);
    choice->setAccessibleName(what);
    choice->setToolTip(what);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(8);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return choice;
}

} // namespace

EventsPage::EventsPage(EventFeed &feed, Scope scope, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_scope(scope)
    , m_filter(feed.model())
    , m_text(new QLineEdit(this))
    , m_severity(makeChoice(u"eventSeverity"_s, tr("How serious"), this))
    , m_target(makeChoice(u"eventTarget"_s, tr("Of which target"), this))
    , m_kind(makeChoice(u"eventKind"_s, tr("About what"), this))
    , m_since(makeChoice(u"eventSince"_s, tr("Since when"), this))
    , m_view(new ListView(u"eventList"_s, tr("Events"), this))
    , m_details(new QPlainTextEdit(this))
    , m_detailsOn(makeButton(u"eventDetailsButton"_s, u"info"_s, tr("Details"), tr("Technical details"), this))
    , m_toTarget(makeButton(u"eventToTarget"_s, u"connection"_s, tr("Target"), tr("Show the target in the list"), this))
    , m_toDisk(makeButton(u"eventToDisk"_s, u"disk"_s, tr("Disk"), tr("Show the disk"), this))
    , m_toGraph(makeButton(u"eventToGraph"_s, u"graph"_s, tr("Graph"), tr("Show this moment in the graph"), this))
    , m_copy(makeButton(u"copyEvents"_s, u"copy"_s, tr("Copy"), tr("Copy the chosen events"), this))
{
    setObjectName(u"eventsPage"_s);
    if (scope == Scope::OneTarget)
        m_filter.setNode(QString(u""_s)); // none yet
    build();
    connectFilters();
    connectButtons();
    updatePlaceholder();
    updateButtons();
}

void EventsPage::build()
{
    m_view->setModel(&m_filter);
    m_view->setItemDelegateForColumn(EventsModel::Time, new EventDelegate(m_view));
    m_view->setItemDelegateForColumn(EventsModel::Target, new NameDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setWordWrap(true);
    m_view->setCopyRole(EventsModel::CopyRole);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setColumnHidden(EventsModel::Target, m_scope == Scope::OneTarget);
    m_view->setColumnWidth(EventsModel::Target, fontMetrics().averageCharWidth() * 28);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setSectionResizeMode(EventsModel::Time, QHeaderView::ResizeToContents);
    m_details->setObjectName(u"eventDetails"_s);
    m_details->setAccessibleName(tr("Technical details of the event"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setMaximumHeight(fontMetrics().lineSpacing() * 10);
    m_details->hide();
    m_detailsOn->setCheckable(true);
    m_toTarget->setVisible(m_scope == Scope::Everything);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buildFilters());
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    layout->addLayout(buildButtons());
}

QHBoxLayout *EventsPage::buildFilters()
{
    m_text->setObjectName(u"eventFilter"_s);
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter the events by text"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(symbolicIcon(u"search"_s), QLineEdit::LeadingPosition)->setToolTip(tr("Filter"));
    m_severity->addItem(tr("All severities"), int(dbus::Severity::Debug));
    m_severity->addItem(severityIcon(dbus::Severity::Warning), tr("Warnings and errors"), int(dbus::Severity::Warning));
    m_severity->addItem(severityIcon(dbus::Severity::Error), tr("Errors"), int(dbus::Severity::Error));
    m_severity->setSizeAdjustPolicy(QComboBox::AdjustToContents); // with its sign it would be cut off
    m_severity->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    m_kind->addItem(tr("All kinds"));
    for (const EventKind kind : kEventKinds)
        m_kind->addItem(nameOf(kind), int(kind));
    m_since->addItem(tr("Any time"), 0);
    m_since->addItem(tr("Last hour"), 3600);
    m_since->addItem(tr("Last 24 hours"), 24 * 3600);
    m_since->addItem(tr("Last 7 days"), 7 * 24 * 3600);
    m_target->setVisible(m_scope == Scope::Everything);
    m_target->addItem(tr("All targets"));
    auto *filters = new QHBoxLayout;
    filters->setSpacing(6);
    filters->addWidget(m_text, 3);
    for (QComboBox *choice : {m_severity, m_target, m_kind, m_since})
        filters->addWidget(choice, 2);
    return filters;
}

QHBoxLayout *EventsPage::buildButtons()
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_detailsOn);
    buttons->addStretch(1);
    for (QToolButton *button : {m_toTarget, m_toDisk, m_toGraph, m_copy})
        buttons->addWidget(button);
    return buttons;
}

void EventsPage::connectFilters()
{
    connect(m_text, &QLineEdit::textChanged, &m_filter, &EventFilter::setText);
    connect(m_severity, &QComboBox::currentIndexChanged, this,
            [this] { m_filter.setSeverity(dbus::Severity(m_severity->currentData().toInt())); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int row) {
        m_filter.setKind(row > 0 ? std::optional(EventKind(m_kind->currentData().toInt())) : std::nullopt);
    });
    connect(m_since, &QComboBox::currentIndexChanged, this, &EventsPage::updateSince);
    connect(m_target, &QComboBox::currentIndexChanged, this, [this](int row) {
        if (m_scope == Scope::Everything)
            m_filter.setNode(row > 0 ? std::optional(m_target->currentData().toString()) : std::nullopt);
    });
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this, &EventsPage::updatePlaceholder);
    connect(&m_filter, &QAbstractItemModel::rowsRemoved, this, &EventsPage::updatePlaceholder);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &EventsPage::updateButtons);
    connect(&m_feed, &EventFeed::changed, this, [this] {
        updatePlaceholder();
        if (isVisible())
            updateTargets();
    });
}

void EventsPage::connectButtons()
{
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EventsPage::updateButtons);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &EventsPage::updateButtons);
    connect(m_view, &QAbstractItemView::activated, m_detailsOn, [this] { m_detailsOn->setChecked(true); });
    connect(m_view, &QWidget::customContextMenuRequested, this, &EventsPage::showContextMenu);
    connect(m_detailsOn, &QToolButton::toggled, m_details, &QWidget::setVisible);
    connect(m_copy, &QToolButton::clicked, m_view, &ListView::copySelection);
    connect(m_toTarget, &QToolButton::clicked, this, [this] { emit targetRequested(current()->node); });
    connect(m_toDisk, &QToolButton::clicked, this,
            [this] { emit diskRequested(current()->node, EventsModel::lunOf(*current())); });
    connect(m_toGraph, &QToolButton::clicked, this,
            [this] { emit momentRequested(current()->node, current()->time.toMSecsSinceEpoch() * 1000); });
}

void EventsPage::setNode(const QString &node)
{
    m_filter.setNode(node.isEmpty() ? QString(u""_s) : node);
    m_view->scrollToTop();
    updatePlaceholder();
    updateButtons();
}

void EventsPage::focusFilter() { m_text->setFocus(Qt::ShortcutFocusReason); }

void EventsPage::showEvent(QShowEvent *)
{
    updateTargets();
    updateSince(); // an hour is counted from now
}

void EventsPage::updateTargets()
{
    if (m_scope != Scope::Everything)
        return;
    QMap<QString, QString> nodes; // words -> node
    const EventsModel &events = m_feed.model();
    for (int row = 0; row < events.rowCount(); ++row) {
        if (!events.at(row).node.isEmpty())
            nodes.insert(events.targetAt(row) + u'\n' + events.at(row).node, events.at(row).node);
    }
    if (nodes.size() == m_target->count() - 1)
        return;
    const QVariant chosen = m_target->currentData();
    const QSignalBlocker blocker(m_target);
    while (m_target->count() > 1)
        m_target->removeItem(1);
    for (auto node = nodes.cbegin(); node != nodes.cend(); ++node)
        m_target->addItem(node.key().section(u'\n', 0, 0), *node);
    m_target->setCurrentIndex(std::max(0, m_target->findData(chosen)));
}

void EventsPage::updateSince()
{
    const int seconds = m_since->currentData().toInt();
    m_filter.setSince(seconds > 0 ? QDateTime::currentDateTimeUtc().addSecs(-seconds) : QDateTime());
    updatePlaceholder();
}

void EventsPage::updatePlaceholder()
{
    m_view->setPlaceholder(m_feed.failed()      ? tr("The events could not be read.")
                           : m_filter.narrows() ? tr("Nothing that matches the filter.")
                                                : tr("Nothing has happened yet."));
}

const client::EventInfo *EventsPage::current() const { return m_filter.eventAt(m_view->currentIndex()); }

void EventsPage::updateButtons()
{
    const bool chosen = m_view->selectionModel()->hasSelection();
    const client::EventInfo *event = chosen ? current() : nullptr;
    const bool known = event != nullptr && !m_feed.model().title(event->node).isEmpty();
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addMSecs(-HistoryFeed::kFarthestUs / 1000);
    m_copy->setEnabled(chosen);
    m_toTarget->setEnabled(known);
    m_toDisk->setEnabled(known && !EventsModel::lunOf(*event).isEmpty());
    m_toGraph->setEnabled(known && event->time > oldest);
    m_details->setPlainText(event == nullptr ? tr("Choose an event to see what the service said of it.")
                                             : m_view->currentIndex().data(EventsModel::DetailsRole).toString());
}

void EventsPage::showContextMenu(const QPoint &position)
{
    if (!m_view->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QToolButton *button : {m_toTarget, m_toDisk, m_toGraph, m_copy, m_detailsOn}) {
        if (button->isHidden())
            continue;
        QAction *action = menu->addAction(button->icon(), button->accessibleName(), button, &QToolButton::click);
        action->setEnabled(button->isEnabled());
        action->setCheckable(button->isCheckable());
        action->setChecked(button->isChecked());
    }
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace portolan::gui
