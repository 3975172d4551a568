// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/overview_page.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/copyable_label.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>

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
    m_target = new CopyableLabel(tr("Target name"), content);
    m_target->setObjectName(u"overviewTarget"_s);
    m_form->addRow(tr("Target:"), m_target);
    m_portal = addRow(tr("Portal:"), u"overviewPortal"_s);
    m_interface = addRow(tr("Interface:"), u"overviewInterface"_s);
    m_auth = addRow(tr("Authentication:"), u"overviewAuth"_s);
    m_plane = addRow(tr("Data plane:"), u"overviewPlane"_s);
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
}

QLabel *OverviewPage::addRow(const QString &title, const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(title, label);
    return label;
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
    const QString own = displayable(node.portalText());
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

QString OverviewPage::planeText(const QString &plane)
{
    if (plane == u"kernel"_s)
        return tr("Kernel");
    if (plane == u"user"_s)
        return tr("User space");
    return plane == u"auto"_s ? tr("Chosen automatically") : displayable(plane);
}

void OverviewPage::show(const std::optional<client::NodeInfo> &node, const std::optional<client::SessionInfo> &session)
{
    widget()->setEnabled(node.has_value());
    if (!node)
        return;
    setRow(m_state, stateText(*node, session));
    m_target->setValue(node->targetName);
    setRow(m_portal, portalText(*node, session));
    setRow(m_interface, displayable(node->iface));
    setRow(m_auth, authText(*node, session));
    setRow(m_plane, planeText(session && !session->dataPlane.isEmpty() ? session->dataPlane : node->dataPlane));
    setRow(m_reconnects, session ? reconnectText(*session) : QString());
    setRow(m_session,
           session ? tr("ISID %1, TSIH %2, portal group %3").arg(session->isid).arg(session->tsih).arg(session->tpgt)
                   : QString());
    setRow(m_lastLogin, session || !node->lastLogin.isValid() || node->lastLogin.toSecsSinceEpoch() <= 0
                            ? QString()
                            : momentText(node->lastLogin, QDateTime::currentDateTime()));
    m_atStart->setChecked(node->autoLogin == dbus::AutoLogin::AtStart);
    m_atStart->setEnabled(m_client.permission(u"modify"_s) != client::Permission::No &&
                          node->status != dbus::NodeStatus::BySystem);
    m_initiator->setValue(m_client.manager().initiatorName);
}

} // namespace portolan::gui
