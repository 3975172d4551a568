// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/throughput_page.h"

#include "gui/client/sentences.h"

#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

constexpr qint64 kKeepUs = ThroughputPanel::kSixHoursUs + ThroughputPanel::kTenMinutesUs;

} // namespace

ThroughputPage::ThroughputPage(InitiatorClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_history(kKeepUs)
    , m_panel(new ThroughputPanel(this))
{
    setObjectName(u"throughputPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_panel);
    m_panel->graph()->setHistory(&m_history);
    connect(&m_client, &InitiatorClient::sample, this, [this](const QString &object, const client::Sample &sample) {
        if (object == m_session)
            m_history.add(sample);
    });
}

void ThroughputPage::setSession(const QString &session)
{
    if (session == m_session)
        return;
    m_session = session;
    m_history.clear();
    m_panel->graph()->setHistory(&m_history);
    if (!session.isEmpty())
        fetchHistory();
}

void ThroughputPage::fetchHistory()
{
    // Coarse far back, fine near: both are totals, so they fit into one another.
    for (const qint64 span : {ThroughputPanel::kSixHoursUs, ThroughputPanel::kTenMinutesUs}) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
        m_client.history(m_session, now - span, now, 0, this,
                         [this, session = m_session](const Result<std::vector<client::Sample>> &samples) {
                             // Without history the graph begins now; the live samples come anyway.
                             if (samples && session == m_session)
                                 m_history.merge(*samples);
                         });
    }
}

void ThroughputPage::setEvents(const std::vector<client::EventInfo> &events)
{
    std::vector<GraphMarker> markers;
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addMSecs(-kKeepUs / 1000);
    for (const client::EventInfo &event : events) {
        if (event.severity >= dbus::Severity::Info && event.time > oldest)
            markers.push_back({event.time.toMSecsSinceEpoch() * 1000, event.severity, client::sentenceOf(event)});
    }
    m_panel->graph()->setMarkers(std::move(markers));
}

} // namespace portolan::gui
