// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/events_page.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"
#include "gui/widgets/list_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

constexpr uint kAtOnce = 1000; // the most that Events.GetEvents gives
constexpr int kMostCalls = 10;

} // namespace

EventsPage::EventsPage(InitiatorClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_view(new ListView(u"eventList"_s, tr("Events"), this))
    , m_copy(new QPushButton(symbolicIcon(u"copy"_s), tr("&Copy"), this))
{
    setObjectName(u"eventsPage"_s);
    m_view->setModel(&m_model);
    m_view->setItemDelegateForColumn(EventsModel::Time, new EventDelegate(m_view));
    m_view->setPlaceholder(tr("Nothing has happened yet."));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setWordWrap(true);
    m_view->setCopyRole(EventsModel::CopyRole);
    m_view->header()->setStretchLastSection(true);
    m_view->header()->setSectionResizeMode(EventsModel::Time, QHeaderView::ResizeToContents);
    m_copy->setObjectName(u"copyEvents"_s);
    m_copy->setAccessibleName(tr("Copy the chosen events"));
    m_copy->setEnabled(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    connect(m_copy, &QPushButton::clicked, m_view, &ListView::copySelection);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_copy->setEnabled(m_view->selectionModel()->hasSelection()); });
    connect(&m_client, &InitiatorClient::eventHappened, this, [this](const client::EventInfo &event) {
        if (m_node.isEmpty() || event.node != m_node)
            return;
        m_model.add(event);
        emit eventsChanged();
    });
}

void EventsPage::setNode(const QString &node)
{
    if (node == m_node)
        return;
    m_node = node;
    m_model.clear();
    ++m_serial;
    emit eventsChanged();
    if (!node.isEmpty())
        fetch(0, kMostCalls);
}

void EventsPage::fetch(quint64 afterId, int callsLeft)
{
    m_client.events(afterId, kAtOnce, m_node, this,
                    [this, callsLeft, serial = m_serial](const Result<std::vector<client::EventInfo>> &events) {
                        if (serial != m_serial)
                            return;
                        if (!events) {
                            m_view->setPlaceholder(tr("The events could not be read."));
                            return;
                        }
                        m_model.add(*events);
                        emit eventsChanged();
                        if (events->size() == kAtOnce && callsLeft > 1)
                            fetch(events->back().id, callsLeft - 1);
                    });
}

} // namespace portolan::gui
