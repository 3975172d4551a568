// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/session_health.h"

#include <QScrollArea>

class QCheckBox;
class QFormLayout;
class QLabel;
class QToolButton;

namespace portolan::gui {

class CopyableLabel;

/// What a person asks first: is it connected, since when, how, and will it be after the next start.
class OverviewPage : public QScrollArea {
    Q_OBJECT

public:
    explicit OverviewPage(client::InitiatorClient &client, QWidget *parent = nullptr);

    void show(const std::optional<client::NodeInfo> &node, const std::optional<client::SessionInfo> &session);

protected:
    void showEvent(QShowEvent *event) override;

signals:
    void atStartRequested(bool atStart);
    void connectionRequested();

private:
    QLabel *label(const QString &name);
    QLabel *addRow(const QString &title, const QString &name);
    void setRow(QLabel *label, const QString &text); ///< Empty hides the row.
    [[nodiscard]] static QString stateText(const client::NodeInfo &node,
                                           const std::optional<client::SessionInfo> &session);
    [[nodiscard]] static QString portalText(const client::NodeInfo &node,
                                            const std::optional<client::SessionInfo> &session);
    [[nodiscard]] static QString authText(const client::NodeInfo &node,
                                          const std::optional<client::SessionInfo> &session);
    [[nodiscard]] static QString reconnectText(const client::SessionInfo &session);
    [[nodiscard]] static QString makerText(const client::SessionInfo &session); ///< Empty for ours.
    [[nodiscard]] static QString planeText(const client::NodeInfo &node,
                                           const std::optional<client::SessionInfo> &session);
    QWidget *withChangeButton(QLabel *label);
    void followHealth(const QString &session); ///< Empty: there is none to follow.
    void askHealth();
    void updateHealth();

    client::InitiatorClient &m_client;
    QFormLayout *m_form;
    QString m_followed; ///< The session whose health is shown; empty = none.
    SessionHealth m_health;
    bool m_healthAsked = false;
    QLabel *m_state, *m_healthText, *m_portal, *m_interface, *m_auth, *m_plane, *m_maker, *m_reconnects, *m_session,
        *m_lastLogin;
    CopyableLabel *m_target, *m_initiator;
    QToolButton *m_change;
    QCheckBox *m_atStart;
};

} // namespace portolan::gui
