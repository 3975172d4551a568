// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/rate_table_model.h"
#include "gui/widgets/throughput_graph.h"

#include <QWidget>

class QLabel;
class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace portolan::gui {

/// The graph with its legend, the choice of the time it shows, and the same as a table.
class ThroughputPanel : public QWidget {
    Q_OBJECT

public:
    explicit ThroughputPanel(QWidget *parent = nullptr);

    [[nodiscard]] ThroughputGraph *graph() const { return m_graph; }
    [[nodiscard]] qint64 spanUs() const { return m_graph->spanUs(); }
    void setSpan(qint64 spanUs); ///< One of those offered; others are ignored.

    static constexpr qint64 kMinuteUs = 60'000'000, kTenMinutesUs = 600'000'000, kSixHoursUs = 21'600'000'000;

signals:
    void spanChanged(qint64 spanUs);

protected:
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showTable(bool shown);
    void addSpan(const QString &text, const QString &name, qint64 spanUs);
    void updateLegend();
    void updateTable();

    ThroughputGraph *m_graph;
    RateTableModel m_table;
    QBasicTimer m_tableTimer; ///< The graph's own rests while the table covers it.
    QStackedWidget *m_views;
    QButtonGroup *m_spans;
    QLabel *m_read, *m_write;
    QToolButton *m_asTable;
};

} // namespace portolan::gui
