// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/point_table_model.h"
#include "gui/widgets/throughput_graph.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace portolan::gui {

class ElidedLabel;
class GraphLegend;

/// Something whose history can be shown.
struct GraphSource {
    QString key;  ///< Whatever the owner tells them apart by.
    QString text; ///< "All sessions"
    friend bool operator==(const GraphSource &, const GraphSource &) = default;
};

/// The graph with its legend, the choice of what it shows and of the time, and the same as a table.
class ThroughputPanel : public QWidget {
    Q_OBJECT

public:
    enum class Export { Csv, Picture };
    Q_ENUM(Export)

    explicit ThroughputPanel(QWidget *parent = nullptr);

    [[nodiscard]] ThroughputGraph *graph() const { return m_graph; }
    [[nodiscard]] qint64 spanUs() const { return m_graph->spanUs(); }
    void setSpan(qint64 spanUs); ///< One of those offered; others are ignored.
    void setQuantity(Quantity quantity);
    void setUnit(RateUnit unit);
    /// The chosen one stays if it is still there, else the first is chosen, without a signal.
    void setSources(const std::vector<GraphSource> &sources);
    [[nodiscard]] QString source() const; ///< Key, or empty.
    [[nodiscard]] QString sourceText() const;
    void chooseSource(const QString &key); ///< As a person does; an unknown one is ignored.
    void reload();                         ///< The history has got more than time brings.

    static constexpr qint64 kMinuteUs = 60'000'000, kTenMinutesUs = 600'000'000, kSixHoursUs = 21'600'000'000,
                            kWeekUs = TimeWindow::kFarthestUs;

signals:
    void spanChanged(qint64 spanUs);
    void sourceChosen(const QString &key);
    void unitChosen(portolan::gui::RateUnit unit); ///< In the menu; whoever listens sets it everywhere.
    void exportRequested(portolan::gui::ThroughputPanel::Export format);

protected:
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void buildMenu();
    [[nodiscard]] QHBoxLayout *buildTop();
    [[nodiscard]] QHBoxLayout *buildTimes();
    void showTable(bool shown);
    void addSpan(const QString &text, const QString &name, qint64 spanUs);
    void updateLegend();
    void updateRange();
    void updateTable();

    ThroughputGraph *m_graph;
    PointTableModel m_table;
    QBasicTimer m_tableTimer; ///< The graph's own rests while the table covers it.
    QComboBox *m_quantity, *m_source;
    GraphLegend *m_legend;
    QStackedWidget *m_views;
    QButtonGroup *m_spans;
    ElidedLabel *m_rangeText;
    QToolButton *m_asTable, *m_more, *m_back;
    QMenu *m_menu;
    QAction *m_backAction = nullptr;
    QActionGroup *m_units = nullptr;
};

} // namespace portolan::gui
