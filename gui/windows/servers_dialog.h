// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"
#include "gui/models/servers_model.h"

#include <QDialog>
#include <QStandardItemModel>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace portolan::gui {

class ListView;
class MessageBar;

/// The storage servers that are known: what the last search at each of them brought, search again, add, remove.
class ServersDialog : public QDialog {
    Q_OBJECT

public:
    /// \param model  outlives this
    ServersDialog(client::InitiatorClient &client, ServersModel &model, QWidget *parent = nullptr);

signals:
    void addRequested();

private:
    void build();
    void refresh();
    void showTargets();
    void showResult();
    void search(const QString &portal);
    void searchAll();
    void remove();
    void fillIntervals();
    void setInterval(uint seconds);
    void showInterval();
    void addIsns();
    void choose(const Portal &server);
    void setButton(QPushButton *button, const char *action, bool possible);
    [[nodiscard]] QString current() const;

    client::InitiatorClient &m_client;
    ServersModel &m_model;
    QStandardItemModel m_found;
    ListView *m_servers, *m_targets;
    QLabel *m_targetsTitle;
    MessageBar *m_message;
    QMenu *m_intervals;
    QAction *m_otherInterval = nullptr; ///< One that this window does not offer.
    QPushButton *m_add, *m_addIsns, *m_search, *m_searchAll, *m_byItself, *m_remove;
};

} // namespace portolan::gui
