// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/timeline_window.h"

#include "gui/windows/events_page.h"
#include "gui/windows/settings.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

TimelineWindow::TimelineWindow(EventFeed &feed, QWidget *parent)
    : QDialog(parent)
    , m_page(new EventsPage(feed, EventsPage::Scope::Everything, this))
{
    setObjectName(u"timelineWindow"_s);
    setWindowTitle(tr("Events"));
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"closeTimeline"_s);
    close->setAutoDefault(false); // Enter in the list is for the list
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_page, &EventsPage::focusFilter);
    m_page->layout()->setContentsMargins({});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_page, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 34);
    restoreGeometry(Settings().value(Settings::Key::TimelineGeometry).toByteArray());
}

void TimelineWindow::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    Settings().setValue(Settings::Key::TimelineGeometry, saveGeometry());
}

} // namespace portolan::gui
