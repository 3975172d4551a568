// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/graph_legend.h"

#include "gui/widgets/theme_colors.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 2; // pairs: read and write

/// A piece of the line as the graph draws it.
class LineSample : public QWidget {
public:
    explicit LineSample(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    }
    void setSeries(Series series)
    {
        m_series = series;
        update();
    }
    QSize sizeHint() const override { return {fontMetrics().height() * 2, fontMetrics().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(penOf(m_series, palette()));
        painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
    }

private:
    Series m_series = Series::Read;
};

const std::array kNames{u"readNow"_s, u"writeNow"_s, u"readPeakNow"_s, u"writePeakNow"_s};

} // namespace

QPen penOf(Series series, const QPalette &palette)
{
    const bool write = series == Series::Write || series == Series::WritePeak;
    const bool peak = series == Series::ReadPeak || series == Series::WritePeak;
    QColor color = toneColor(write ? Tone::Write : Tone::Read, palette);
    if (peak)
        color = mixed(color, palette.color(QPalette::Base), 0.25);
    QPen pen(color, peak ? 1.2 : 1.8);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (write)
        pen.setDashPattern(peak ? QList<qreal>{6, 2, 1.5, 2} : QList<qreal>{4, 2});
    else if (peak)
        pen.setDashPattern({1.5, 2});
    return pen;
}

GraphLegend::GraphLegend(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(6);
    layout->setVerticalSpacing(2);
    for (std::size_t i = 0; i < kMostSeries; ++i) {
        const int row = int(i) / kColumns, column = int(i) % kColumns * 3;
        m_samples.at(i) = new LineSample(this);
        m_labels.at(i) = new QLabel(this);
        m_labels.at(i)->setObjectName(kNames.at(i));
        layout->addWidget(m_samples.at(i), row, column);
        layout->addWidget(m_labels.at(i), row, column + 1);
        layout->setColumnMinimumWidth(column + 2, 12);
    }
    layout->setColumnStretch(kColumns * 3, 1);
    setQuantity(m_quantity);
}

void GraphLegend::setQuantity(Quantity quantity)
{
    m_quantity = quantity;
    const auto series = seriesOf(quantity);
    for (std::size_t i = 0; i < kMostSeries; ++i) {
        const bool used = i < series.size();
        m_samples.at(i)->setVisible(used);
        m_labels.at(i)->setVisible(used);
        if (used)
            static_cast<LineSample *>(m_samples.at(i))->setSeries(series[i]);
    }
    setValues(nullptr, RateUnit::Bytes);
}

void GraphLegend::setValues(const std::array<double, kMostSeries> *values, RateUnit unit)
{
    const auto series = seriesOf(m_quantity);
    for (std::size_t i = 0; i < series.size(); ++i) {
        const QString name = nameOf(series[i]);
        m_labels.at(i)->setText(
            values == nullptr
                ? name
                : tr("%1 %2", "name of a line, its value").arg(name, valueText(m_quantity, values->at(i), unit)));
    }
}

} // namespace portolan::gui
