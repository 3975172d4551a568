// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace portolan::gui {

class EventFeed;
class EventsPage;

/// What happened to all targets, in a window beside the main one: from an event the main window shows what it is about
/// while this stays.
class TimelineWindow : public QDialog {
    Q_OBJECT

public:
    explicit TimelineWindow(EventFeed &feed, QWidget *parent = nullptr);

    [[nodiscard]] EventsPage *page() const { return m_page; }

protected:
    void hideEvent(QHideEvent *event) override;

private:
    EventsPage *m_page;
};

} // namespace portolan::gui
