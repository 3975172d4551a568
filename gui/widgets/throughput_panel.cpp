// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/throughput_panel.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QTimerEvent>
#include <QToolButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTableRows = 60, kTableRefreshMs = 2000;

/// A piece of the line as the graph draws it.
class LineSample : public QWidget {
public:
    LineSample(bool read, QWidget *parent)
        : QWidget(parent)
        , m_read(read)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }
    QSize sizeHint() const override { return {fontMetrics().height() * 2, fontMetrics().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(toneColor(m_read ? Tone::Read : Tone::Write, palette()), 2.4);
        pen.setCapStyle(Qt::FlatCap);
        if (!m_read)
            pen.setDashPattern({3, 1.5});
        painter.setPen(pen);
        painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
    }

private:
    bool m_read;
};

} // namespace

ThroughputPanel::ThroughputPanel(QWidget *parent)
    : QWidget(parent)
    , m_graph(new ThroughputGraph(this))
    , m_views(new QStackedWidget(this))
    , m_spans(new QButtonGroup(this))
    , m_read(new QLabel(this))
    , m_write(new QLabel(this))
    , m_asTable(new QToolButton(this))
{
    m_graph->setObjectName(u"throughputGraph"_s);
    m_read->setObjectName(u"readNow"_s);
    m_write->setObjectName(u"writeNow"_s);
    auto *table = new ListView(u"throughputTable"_s, tr("Throughput as a table"), this);
    table->setUniformRowHeights(true);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection); // to be copied into a spreadsheet
    table->setModel(&m_table);
    table->header()->setStretchLastSection(false);
    for (int column = 0; column < RateTableModel::ColumnCount; ++column)
        table->setColumnWidth(column, fontMetrics().averageCharWidth() * 24);
    m_views->addWidget(m_graph);
    m_views->addWidget(table);

    auto *top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(new LineSample(true, this));
    top->addWidget(m_read);
    top->addSpacing(12);
    top->addWidget(new LineSample(false, this));
    top->addWidget(m_write);
    top->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_views, 1);

    addSpan(tr("1 min"), u"span1min"_s, kMinuteUs);
    addSpan(tr("10 min"), u"span10min"_s, kTenMinutesUs);
    addSpan(tr("6 h"), u"span6h"_s, kSixHoursUs);
    for (QAbstractButton *button : m_spans->buttons())
        top->addWidget(button);
    m_asTable->setObjectName(u"asTable"_s);
    m_asTable->setCheckable(true);
    m_asTable->setIcon(symbolicIcon(u"table"_s));
    m_asTable->setToolTip(tr("Show as a table"));
    m_asTable->setAccessibleName(tr("Show as a table"));
    m_asTable->setFocusPolicy(Qt::StrongFocus);
    top->addSpacing(6);
    top->addWidget(m_asTable);

    connect(m_asTable, &QToolButton::toggled, this, &ThroughputPanel::showTable);
    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) { setSpan(qint64(id) * kMinuteUs); });
    connect(m_graph, &ThroughputGraph::refreshed, this, &ThroughputPanel::updateLegend);
    updateLegend();
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
    if (spanUs == m_graph->spanUs())
        return;
    m_graph->setSpan(spanUs);
    updateTable();
    emit spanChanged(spanUs);
}

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
    if (event->timerId() != m_tableTimer.timerId())
        return;
    updateTable();
    updateLegend();
}

void ThroughputPanel::updateTable() { m_table.setPoints(m_graph->meansNow(kTableRows)); }

void ThroughputPanel::updateLegend()
{
    const auto now = m_graph->now();
    m_read->setText(now ? tr("Read %1", "rate").arg(rateText(now->read)) : tr("Read", "rate"));
    m_write->setText(now ? tr("Write %1", "rate").arg(rateText(now->write)) : tr("Write", "rate"));
}

} // namespace portolan::gui
