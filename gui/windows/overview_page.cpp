// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/overview_page.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/copyable_label.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/reading_direction.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;

OverviewPage::OverviewPage(client::InitiatorClient &client, QWidget *parent)
    : QScrollArea(parent)
    , m_client(client)
{
    setObjectName(u"overviewPage"_s);
    setAccessibleName(tr("Overview"));
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *content = new QWidget;
    m_form = new QFormLayout(content);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    m_form->setVerticalSpacing(fontMetrics().height() / 2);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_state = addRow(tr("State:"), u"overviewState"_s);
    m_healthText = addRow(tr("Health:"), u"overviewHealth"_s);
    m_target = new CopyableLabel(tr("Target name"), content);
    m_target->setObjectName(u"overviewTarget"_s);
    m_form->addRow(tr("Target:"), m_target);
    m_portal = addRow(tr("Portal:"), u"overviewPortal"_s);
    m_interface = label(u"overviewInterface"_s);
    m_form->addRow(tr("Interface:"), withChangeButton(m_interface));
    m_plane = addRow(tr("Data plane:"), u"overviewPlane"_s);
    m_auth = addRow(tr("Authentication:"), u"overviewAuth"_s);
    m_maker = addRow(tr("Connected by:"), u"overviewMaker"_s);
    m_reconnects = addRow(tr("Reconnects:"), u"overviewReconnects"_s);
    m_session = addRow(tr("Session:"), u"overviewSession"_s);
    m_lastLogin = addRow(tr("Last login:"), u"overviewLastLogin"_s);
    m_atStart = new QCheckBox(tr("Connect it whenever this computer starts"), content);
    m_atStart->setObjectName(u"overviewAtStart"_s);
    m_form->addRow(tr("At start:"), m_atStart);
    m_initiator = new CopyableLabel(tr("This computer's initiator name"), content);
    m_initiator->setObjectName(u"overviewInitiator"_s);
    m_form->addRow(tr("This computer:"), m_initiator);
    setWidget(content);
    connect(m_atStart, &QCheckBox::clicked, this, &OverviewPage::atStartRequested);
    // The list subscribes to every session whose rate it shows.
    connect(&m_client, &client::InitiatorClient::sample, this,
            [this](const QString &object, const client::Sample &sample) {
                if (object != m_followed)
                    return;
                m_health.add(sample);
                updateHealth();
            });
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    askHealth();
    updateHealth();
}

void OverviewPage::followHealth(const QString &session)
{
    if (session == m_followed)
        return;
    m_followed = session;
    m_health.clear();
    m_healthAsked = false;
    askHealth();
    updateHealth();
}

/// What went wrong before somebody looked; the counters go on while nobody does. Without an answer only what happens
/// from now on is told.
void OverviewPage::askHealth()
{
    if (m_followed.isEmpty() || !isVisible() || std::exchange(m_healthAsked, true))
        return;
    constexpr uint kMinute = 60;
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
    m_client.history(m_followed, now - SessionHealth::kWindowUs, now, kMinute, this,
                     [this, session = m_followed](const Result<std::vector<client::Sample>> &samples) {
                         if (!samples || session != m_followed)
                             return;
                         m_health.add(*samples);
                         updateHealth();
                     });
}

void OverviewPage::updateHealth()
{
    if (!isVisible())
        return;
    setRow(m_healthText, m_health.text());
}

QLabel *OverviewPage::label(const QString &name)
{
    auto *created = new QLabel(this);
    created->setObjectName(name);
    created->setTextFormat(Qt::PlainText);
    created->setWordWrap(true);
    created->setAlignment(leadingEdge());
    created->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return created;
}

QLabel *OverviewPage::addRow(const QString &title, const QString &name)
{
    auto *created = label(name);
    m_form->addRow(title, created);
    return created;
}

QWidget *OverviewPage::withChangeButton(QLabel *label)
{
    label->setWordWrap(false); // It is short, and the button stays beside it.
    m_change = new QToolButton(this);
    m_change->setObjectName(u"changeConnection"_s);
    m_change->setText(tr("Change…"));
    m_change->setIcon(symbolicIcon(u"connection"_s));
    m_change->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_change->setAccessibleName(tr("Change interface or data plane"));
    m_change->setFocusPolicy(Qt::StrongFocus);
    m_change->setAutoRaise(true);
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_change);
    layout->addStretch(1);
    connect(m_change, &QToolButton::clicked, this, &OverviewPage::connectionRequested);
    return row;
}

void OverviewPage::setRow(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
    label->setVisible(!text.isEmpty());
    m_form->labelForField(label)->setVisible(!text.isEmpty());
}

QString OverviewPage::stateText(const client::NodeInfo &node, const std::optional<client::SessionInfo> &session)
{
    const QDateTime now = QDateTime::currentDateTime();
    QString text = capitalized(client::wordOf(node.status));
    if (session && session->stateSince.isValid())
        text = tr("%1 since %2", "state, time").arg(text, momentText(session->stateSince, now));
    if (node.nextAttempt.isValid() && node.nextAttempt > now)
        text += u" · "_s +
                tr("next attempt at %1").arg(QLocale().toString(node.nextAttempt.toLocalTime().time(), u"HH:mm:ss"_s));
    if (session && session->requestsFailed)
        text += u" · "_s + tr("requests fail until it is back");
    return text;
}

QString OverviewPage::portalText(const client::NodeInfo &node, const std::optional<client::SessionInfo> &session)
{
    QString own = displayable(node.portalText());
    if (session && session->connections > 1)
        own = tr("%1, %n connections", "address", int(session->connections)).arg(own);
    if (!session || session->portal.isEmpty() || session->portal == session->persistentPortal ||
        session->portal == node.portalText())
        return own;
    return tr("%1, redirected to %2", "address, address").arg(own, displayable(session->portal));
}

QString OverviewPage::authText(const client::NodeInfo &node, const std::optional<client::SessionInfo> &session)
{
    if (session && session->authMode != dbus::AuthMode::Unknown) {
        const QString mode = capitalized(client::wordOf(session->authMode));
        const QString algorithm = displayable(session->chapAlgorithm);
        return algorithm.isEmpty() ? mode : tr("%1 with %2", "CHAP, algorithm").arg(mode, algorithm);
    }
    if (node.hasSecret)
        return tr("%1, password stored for “%2”", "mutual CHAP, name")
            .arg(capitalized(client::wordOf(node.authMode)), displayable(node.username));
    return tr("No password is stored");
}

QString OverviewPage::reconnectText(const client::SessionInfo &session)
{
    QString text = session.reconnects == 0 ? tr("None since it was connected")
                                           : tr("%n since it was connected", nullptr, int(session.reconnects));
    if (session.reconnectAttempts > 0)
        text += u" · "_s + tr("%n attempt(s) in this outage", nullptr, int(session.reconnectAttempts));
    return text;
}

QString OverviewPage::makerText(const client::SessionInfo &session)
{
    if (session.foreign && !session.program.isEmpty())
        return displayable(session.program);
    if (session.foreign)
        return tr("%1; nobody brings it back if it breaks").arg(capitalized(client::makerOf({}, session.firmware)));
    return session.firmware ? tr("The firmware, to start this computer; it is never logged out") : QString();
}

QString OverviewPage::planeText(const client::NodeInfo &node, const std::optional<client::SessionInfo> &session)
{
    const QString wanted = gui::planeText(node.dataPlane);
    if (!session || session->dataPlane.isEmpty())
        return wanted;
    const QString now = gui::planeText(session->dataPlane);
    const bool changes = node.dataPlane != u"auto"_s && node.dataPlane != session->dataPlane;
    return changes ? tr("%1; from the next login on: %2", "data planes").arg(now, wanted) : now;
}

void OverviewPage::show(const std::optional<client::NodeInfo> &node, const std::optional<client::SessionInfo> &session)
{
    widget()->setEnabled(node.has_value());
    if (!node)
        return;
    setRow(m_state, stateText(*node, session));
    m_target->setValue(node->targetName);
    setRow(m_portal, portalText(*node, session));
    m_interface->setText(node->iface.isEmpty() ? tr("As the routing table decides") : displayable(node->iface));
    setRow(m_auth, authText(*node, session));
    setRow(m_plane, planeText(*node, session));
    setRow(m_maker, session ? makerText(*session) : QString());
    setRow(m_reconnects, session && !session->foreign ? reconnectText(*session) : QString());
    setRow(m_session,
           session ? tr("ISID %1, TSIH %2, portal group %3").arg(session->isid).arg(session->tsih).arg(session->tpgt)
                   : QString());
    setRow(m_lastLogin, session || !node->lastLogin.isValid() || node->lastLogin.toSecsSinceEpoch() <= 0
                            ? QString()
                            : momentText(node->lastLogin, QDateTime::currentDateTime()));
    m_atStart->setChecked(node->autoLogin == dbus::AutoLogin::AtStart);
    const bool ours =
        m_client.permission(u"modify"_s) != client::Permission::No && node->status != dbus::NodeStatus::BySystem;
    m_atStart->setEnabled(ours);
    m_change->setEnabled(ours);
    followHealth(session && session->state == dbus::SessionState::Online ? session->path : QString());
    m_initiator->setValue(m_client.manager().initiatorName);
}

} // namespace portolan::gui
