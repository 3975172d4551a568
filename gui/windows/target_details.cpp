// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/target_details.h"

#include "gui/models/target_feed.h"
#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/windows/disks_page.h"
#include "gui/windows/events_page.h"
#include "gui/windows/overview_page.h"
#include "gui/windows/parameters_page.h"
#include "gui/windows/target_controller.h"
#include "gui/windows/throughput_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QTabWidget>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

TargetDetails::TargetDetails(InitiatorClient &client, TargetController &controller, EventFeed &events, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_controller(controller)
    , m_icon(new QLabel(this))
    , m_title(new ElidedLabel(this))
    , m_message(new MessageBar(this))
    , m_tabs(new QTabWidget(this))
    , m_overview(new OverviewPage(client, this))
    , m_disks(new DisksPage(client, this))
    , m_throughput(new ThroughputPage(client, events, this))
    , m_parameters(new ParametersPage(this))
    , m_events(new EventsPage(events, EventsPage::Scope::OneTarget, this))
{
    build();
    const auto refreshNode = [this](const QString &path) {
        if (path == m_node)
            refresh();
    };
    connect(&m_client, &InitiatorClient::nodeChanged, this, refreshNode);
    connect(&m_client, &InitiatorClient::sessionChanged, this, [this](const QString &path) {
        const auto session = m_client.session(path);
        if (session && session->node == m_node)
            refresh();
    });
    connect(&m_client, &InitiatorClient::managerChanged, this, &TargetDetails::refresh);
    connect(&m_client, &InitiatorClient::permissionsChanged, this, &TargetDetails::refresh);
    connect(&m_controller, &TargetController::changed, this, refreshNode);
    connect(m_events, &EventsPage::diskRequested, this, [this](const QString &, const QString &lun) { showDisk(lun); });
    connect(m_events, &EventsPage::momentRequested, this,
            [this](const QString &, qint64 timeUs) { showMoment(timeUs); });
    connect(m_overview, &OverviewPage::atStartRequested, this,
            [this](bool on) { m_controller.setAtStart(m_node, on); });
    connect(m_overview, &OverviewPage::connectionRequested, this, &TargetDetails::connectionRequested);
    connect(m_parameters, &ParametersPage::changeRequested, this, [this] { emit parametersRequested(m_node); });
    connect(m_message, &MessageBar::actionTriggered, this, &TargetDetails::applyRemedy);
    connect(m_message, &MessageBar::dismissed, this, [this] { m_controller.dismiss(m_node); });
}

void TargetDetails::build()
{
    m_title->setObjectName(u"detailsTitle"_s);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    m_title->setFont(font);
    m_icon->setObjectName(u"detailsState"_s);
    m_message->setObjectName(u"detailsMessage"_s);
    m_tabs->setObjectName(u"detailsTabs"_s);
    m_tabs->setAccessibleName(tr("Details of the target"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_overview, tr("&Overview"));
    m_tabs->addTab(m_disks, tr("&Disks"));
    m_tabs->addTab(m_throughput, tr("Th&roughput"));
    m_tabs->addTab(m_parameters, tr("&Parameters"));
    m_tabs->addTab(m_events, tr("&Events"));
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_icon);
    top->addWidget(m_title, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 2, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_message);
    layout->addWidget(m_tabs, 1);
}

void TargetDetails::setNode(const QString &node)
{
    m_node = node;
    m_events->setNode(node);
    refresh();
}

void TargetDetails::showDisk(const QString &lun)
{
    m_tabs->setCurrentWidget(m_disks);
    m_disks->choose(lun);
}

void TargetDetails::showMoment(qint64 timeUs)
{
    m_tabs->setCurrentWidget(m_throughput);
    m_throughput->showMoment(timeUs);
}

void TargetDetails::refresh()
{
    const auto node = m_client.node(m_node);
    const auto session = node && !node->session.isEmpty() ? m_client.session(node->session) : std::nullopt;
    setEnabled(node.has_value());
    m_title->setFullText(node ? displayable(node->title()) : tr("No target chosen"));
    const int side = fontMetrics().height();
    m_icon->setPixmap(
        statusIcon(node ? node->status : dbus::NodeStatus::Unknown).pixmap(QSize(side, side), devicePixelRatioF()));
    m_overview->show(node, session);
    m_disks->setSession(node ? node->session : QString());
    m_throughput->setNode(node ? m_node : QString(), node ? node->title() : QString());
    m_throughput->setSession(node ? node->session : QString());
    m_parameters->show(session);
    m_parameters->setChangeable(node && node->status != dbus::NodeStatus::BySystem &&
                                m_client.permission(u"modify"_s) != client::Permission::No);
    if (node)
        showMessage(*node);
    else
        m_message->dismiss();
}

void TargetDetails::showMessage(const client::NodeInfo &node)
{
    const QString phase = m_controller.phase(m_node);
    m_messageIsProgress = !phase.isEmpty();
    if (m_messageIsProgress) {
        m_message->setDismissible(false);
        m_message->showMessage(MessageBar::Kind::Info, phase, {}, tr("Cancel"));
        return;
    }
    const auto failure = m_controller.failure(m_node);
    const bool matters = node.status != dbus::NodeStatus::Connected && node.status != dbus::NodeStatus::Connecting;
    const auto error = failure ? failure : matters ? lastErrorOf(node) : std::nullopt;
    if (!error)
        return m_message->dismiss();
    m_shownError = *error;
    m_remedy = remedyFor(*error, matters);
    m_message->setDismissible(failure.has_value());
    showError(*m_message, *error, node.title(), m_remedy);
}

void TargetDetails::applyRemedy()
{
    if (m_messageIsProgress)
        return m_controller.cancel(m_node);
    switch (m_remedy) {
    case Remedy::CopyInitiatorName:
        QGuiApplication::clipboard()->setText(m_client.manager().initiatorName);
        break;
    case Remedy::EnterPassword:
        emit passwordRequested(m_node, m_shownError);
        break;
    case Remedy::Retry:
        m_controller.login(m_node);
        break;
    case Remedy::Unmount:
        emit logoutRequested(m_node);
        break;
    case Remedy::ChangeInterface: // has its place on the overview
    case Remedy::ShowEvent:       // and this a page of its own
    case Remedy::None:
        break;
    }
}

} // namespace portolan::gui
