// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/throughput_panel.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/graph_legend.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>
#include <QTimerEvent>
#include <QToolButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTableRows = 60, kTableRefreshMs = 2000;
constexpr double kZoomStep = 0.5;

void setUp(QToolButton *button, const QString &name, const QString &icon, const QString &what)
{
    button->setObjectName(name);
    button->setIcon(symbolicIcon(icon));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setFocusPolicy(Qt::StrongFocus);
}

} // namespace

ThroughputPanel::ThroughputPanel(QWidget *parent)
    : QWidget(parent)
    , m_graph(new ThroughputGraph(this))
    , m_quantity(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_legend(new GraphLegend(this))
    , m_views(new QStackedWidget(this))
    , m_spans(new QButtonGroup(this))
    , m_rangeText(new ElidedLabel(this))
    , m_asTable(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_back(new QToolButton(this))
    , m_menu(new QMenu(this))
{
    build();
    buildMenu();
    connect(m_quantity, &QComboBox::activated, this,
            [this](int row) { setQuantity(kQuantities.at(std::size_t(row))); });
    connect(m_source, &QComboBox::activated, this, [this] { emit sourceChosen(source()); });
    connect(m_asTable, &QToolButton::toggled, this, &ThroughputPanel::showTable);
    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) { setSpan(qint64(id) * kMinuteUs); });
    connect(m_back, &QToolButton::clicked, m_graph, [this] {
        m_graph->endZoom();
        m_graph->setFocus(Qt::OtherFocusReason); // the button goes away
    });
    connect(m_graph, &ThroughputGraph::refreshed, this, &ThroughputPanel::updateLegend);
    connect(m_graph, &ThroughputGraph::rangeChanged, this, &ThroughputPanel::updateRange);
    m_graph->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_graph, &QWidget::customContextMenuRequested, m_menu,
            [this](const QPoint &at) { m_menu->popup(m_graph->mapToGlobal(at)); });
    updateRange();
    updateLegend();
}

void ThroughputPanel::build()
{
    m_graph->setObjectName(u"throughputGraph"_s);
    auto *table = new ListView(u"throughputTable"_s, tr("Throughput as a table"), this);
    table->setUniformRowHeights(true);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection); // to be copied into a spreadsheet
    table->setModel(&m_table);
    table->setPlaceholder(tr("Nothing was measured in this time."));
    table->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_views->addWidget(m_graph);
    m_views->addWidget(table);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buildTop());
    layout->addWidget(m_legend);
    layout->addWidget(m_views, 1);
    layout->addLayout(buildTimes());
    const std::array<QWidget *, 5> order{m_quantity, m_source, m_asTable, m_more, m_graph};
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

QHBoxLayout *ThroughputPanel::buildTop()
{
    m_quantity->setObjectName(u"graphQuantity"_s);
    m_quantity->setAccessibleName(tr("What is shown"));
    for (const Quantity quantity : kQuantities) {
        m_quantity->addItem(nameOf(quantity));
        m_quantity->setItemData(m_quantity->count() - 1, toolTipText(meaningOf(quantity)), Qt::ToolTipRole);
    }
    m_quantity->setToolTip(toolTipText(meaningOf(Quantity::Throughput)));
    m_source->setObjectName(u"graphSource"_s);
    m_source->setAccessibleName(tr("Of what it is shown"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(10);
    m_source->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_source->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    setUp(m_asTable, u"asTable"_s, u"table"_s, tr("Show as a table"));
    m_asTable->setCheckable(true);
    setUp(m_more, u"graphMenu"_s, u"menu"_s, tr("Zoom, units and export"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_more->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s); // three dots say it already
    auto *top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(m_quantity);
    top->addWidget(m_source, 1);
    top->addStretch(1);
    top->addWidget(m_asTable);
    top->addWidget(m_more);
    return top;
}

QHBoxLayout *ThroughputPanel::buildTimes()
{
    addSpan(tr("1 min"), u"span1min"_s, kMinuteUs);
    addSpan(tr("10 min"), u"span10min"_s, kTenMinutesUs);
    addSpan(tr("6 h"), u"span6h"_s, kSixHoursUs);
    addSpan(tr("7 d"), u"span7d"_s, kWeekUs);
    m_back->setObjectName(u"endZoom"_s);
    m_back->setText(tr("Show latest"));
    m_back->setToolTip(tr("Back to the latest values (Esc)"));
    m_back->setAccessibleName(tr("Back to the latest values"));
    m_back->setFocusPolicy(Qt::StrongFocus);
    m_rangeText->setObjectName(u"graphRange"_s);
    auto *times = new QHBoxLayout;
    times->setSpacing(6);
    for (QAbstractButton *button : m_spans->buttons())
        times->addWidget(button);
    times->addSpacing(6);
    times->addWidget(m_rangeText, 1);
    times->addWidget(m_back);
    return times;
}

void ThroughputPanel::buildMenu()
{
    const auto add = [this](const QString &text, const QString &name, const QList<QKeySequence> &keys, auto slot) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(tr("Zoom &in"), u"graphZoomIn"_s,
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        [this] { m_graph->zoom(kZoomStep); });
    add(tr("Zoom &out"), u"graphZoomOut"_s, {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
        [this] { m_graph->zoom(1 / kZoomStep); });
    m_backAction = add(tr("&Back to the latest values"), u"graphEndZoom"_s, {QKeySequence(Qt::CTRL | Qt::Key_0)},
                       [this] { m_graph->endZoom(); });
    m_menu->addSeparator();
    QMenu *units = m_menu->addMenu(tr("&Units"));
    m_units = new QActionGroup(this);
    for (const RateUnit unit : kRateUnits) {
        QAction *action = units->addAction(nameOf(unit));
        action->setCheckable(true);
        action->setChecked(unit == m_graph->unit());
        m_units->addAction(action);
        connect(action, &QAction::triggered, this, [this, unit] { emit unitChosen(unit); });
    }
    m_menu->addSeparator();
    add(tr("Save as &CSV…"), u"exportCsv"_s, {}, [this] { emit exportRequested(Export::Csv); });
    add(tr("Save as &picture…"), u"exportPicture"_s, {}, [this] { emit exportRequested(Export::Picture); });
}

void ThroughputPanel::addSpan(const QString &text, const QString &name, qint64 spanUs)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setCheckable(true);
    button->setAccessibleName(tr("Show the last %1").arg(text));
    button->setFocusPolicy(Qt::StrongFocus);
    // Bold as well: in dark colours a pressed button hardly differs from the others.
    QFont bold = button->font();
    bold.setBold(true);
    button->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + fontMetrics().height() * 5 / 4);
    connect(button, &QToolButton::toggled, button, [button](bool on) {
        QFont font = button->font();
        font.setBold(on);
        button->setFont(font);
    });
    button->setChecked(spanUs == m_graph->spanUs());
    m_spans->addButton(button, int(spanUs / kMinuteUs));
}

void ThroughputPanel::setSpan(qint64 spanUs)
{
    QAbstractButton *button = m_spans->button(int(spanUs / kMinuteUs));
    if (button == nullptr)
        return;
    button->setChecked(true);
    if (spanUs == m_graph->spanUs() && !m_graph->zoomed())
        return;
    m_graph->setSpan(spanUs);
    emit spanChanged(spanUs);
}

void ThroughputPanel::setQuantity(Quantity quantity)
{
    m_quantity->setCurrentIndex(int(quantity));
    m_quantity->setToolTip(toolTipText(meaningOf(quantity)));
    m_legend->setQuantity(quantity);
    m_graph->setQuantity(quantity);
    m_table.setQuantity(quantity);
    updateTable();
    updateLegend();
}

void ThroughputPanel::setUnit(RateUnit unit)
{
    m_units->actions().at(int(unit))->setChecked(true);
    m_graph->setUnit(unit);
    m_table.setUnit(unit);
    updateLegend();
}

void ThroughputPanel::setSources(const std::vector<GraphSource> &sources)
{
    const QString chosen = source();
    m_source->clear();
    for (const GraphSource &one : sources) {
        m_source->addItem(displayable(one.text), one.key);
        m_source->setItemData(m_source->count() - 1, toolTipText(displayable(one.text)), Qt::ToolTipRole);
    }
    m_source->setCurrentIndex(std::max(0, m_source->findData(chosen)));
}

QString ThroughputPanel::source() const { return m_source->currentData().toString(); }

void ThroughputPanel::chooseSource(const QString &key)
{
    const int row = m_source->findData(key);
    if (row < 0 || row == m_source->currentIndex())
        return;
    m_source->setCurrentIndex(row);
    emit sourceChosen(key);
}

QString ThroughputPanel::sourceText() const { return m_source->currentText(); }

void ThroughputPanel::showTable(bool shown)
{
    m_views->setCurrentIndex(shown ? 1 : 0);
    if (!shown) {
        m_tableTimer.stop();
        return;
    }
    updateTable();
    if (isVisible())
        m_tableTimer.start(kTableRefreshMs, this);
}

void ThroughputPanel::showEvent(QShowEvent *) { showTable(m_asTable->isChecked()); }

void ThroughputPanel::hideEvent(QHideEvent *) { m_tableTimer.stop(); }

void ThroughputPanel::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_tableTimer.timerId() || window()->isMinimized())
        return;
    updateTable();
    updateLegend();
}

void ThroughputPanel::reload()
{
    m_graph->reload();
    updateTable();
    updateLegend();
}

void ThroughputPanel::updateTable()
{
    if (m_asTable->isChecked())
        m_table.setPoints(m_graph->meansNow(kTableRows));
}

void ThroughputPanel::updateRange()
{
    const bool zoomed = m_graph->zoomed();
    const auto [from, to] = m_graph->range();
    const qint64 now = m_graph->clockUs();
    m_rangeText->setFullText(zoomed ? tr("%1 to %2", "times").arg(pointTimeText(from, now), pointTimeText(to, now))
                                    : QString());
    m_back->setVisible(zoomed);
    m_backAction->setEnabled(zoomed);
    updateTable();
}

void ThroughputPanel::updateLegend()
{
    const auto now = m_graph->now();
    m_legend->setValues(now ? &now->values : nullptr, m_graph->unit());
}

} // namespace portolan::gui
