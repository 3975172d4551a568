// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/disks_model.h"

#include <QWidget>

class QPushButton;

namespace portolan::gui {

class ListView;

/// The disks of a session, who uses them, and what a person does with a disk: copy its path, mount it, look into it.
class DisksPage : public QWidget {
    Q_OBJECT

public:
    explicit DisksPage(client::InitiatorClient &client, QWidget *parent = nullptr);

    void setSession(const QString &session); ///< Empty = none.
    void choose(const QString &lun);         ///< Its number as the service writes it; an unknown one is ignored.

private:
    void build();
    void fill();
    void chooseDisk(); ///< The first that can be opened, if nobody chose yet.
    void updateButtons();
    [[nodiscard]] const client::LunInfo *current() const; ///< The chosen disk, or nullptr.
    void mount();

    client::InitiatorClient &m_client;
    DisksModel m_model;
    QString m_session;
    ListView *m_view;
    QPushButton *m_copy, *m_open, *m_mount;
};

} // namespace portolan::gui
