// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace portolan::gui {

class DisksPage;
class ElidedLabel;
class EventFeed;
class EventsPage;
class MessageBar;
class OverviewPage;
class ParametersPage;
class TargetController;
class ThroughputPage;
enum class Remedy;

/// The right side: everything about the chosen target.
class TargetDetails : public QWidget {
    Q_OBJECT

public:
    TargetDetails(client::InitiatorClient &client, TargetController &controller, EventFeed &events,
                  QWidget *parent = nullptr);

    void setNode(const QString &node); ///< Empty = none.
    [[nodiscard]] const QString &node() const { return m_node; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] ThroughputPage *throughput() const { return m_throughput; }
    void showDisk(const QString &lun); ///< Its number as the service writes it.
    void showMoment(qint64 timeUs);    ///< In the graph; Unix µs.

signals:
    void passwordRequested(const QString &node, const portolan::Error &error);
    void connectionRequested();
    void parametersRequested(const QString &node);
    void logoutRequested(const QString &node);

private:
    void build();
    void refresh();
    void showMessage(const client::NodeInfo &node);
    void applyRemedy();

    client::InitiatorClient &m_client;
    TargetController &m_controller;
    QString m_node;
    QLabel *m_icon;
    ElidedLabel *m_title;
    MessageBar *m_message;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    DisksPage *m_disks;
    ThroughputPage *m_throughput;
    ParametersPage *m_parameters;
    EventsPage *m_events;
    Remedy m_remedy{};
    bool m_messageIsProgress = false;
    Error m_shownError;
};

} // namespace portolan::gui
