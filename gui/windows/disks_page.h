// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/disks_model.h"
#include "gui/udisks/udisks_client.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace portolan::gui {

class ListView;
class MessageBar;

/// The disks of a session, who uses them, what they say of themselves, and what a person does with a disk: copy its
/// path, mount it, look into it, unmount it, use the room it has grown by.
class DisksPage : public QWidget {
    Q_OBJECT

public:
    explicit DisksPage(client::InitiatorClient &client, QWidget *parent = nullptr);

    void setSession(const QString &session); ///< Empty = none.
    void choose(const QString &lun);         ///< Its number as the service writes it; an unknown one is ignored.

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void fill();
    void chooseDisk(); ///< The first that can be opened, if nobody chose yet.
    void updateButtons();
    [[nodiscard]] const client::LunInfo *current() const; ///< The chosen disk, or nullptr.
    void mount();
    void unmount();
    void grow();
    void askUDisks(); ///< Once somebody looks at a block device.
    void showFacts();
    void showGrowth();
    [[nodiscard]] bool canMountMore(const client::LunInfo &disk) const;
    /// Tells `take` of a disk whenever it changes, as long as the dialog is there.
    void follow(QObject *dialog, const client::LunInfo &disk, std::function<void(const client::LunInfo &)> take);

    client::InitiatorClient &m_client;
    DisksModel m_model;
    QString m_session;
    ListView *m_view;
    MessageBar *m_message;
    QLabel *m_facts;
    QPushButton *m_copy, *m_open, *m_mount, *m_unmount;
    udisks::UDisksClient m_udisks;
    bool m_asked = false;
};

} // namespace portolan::gui
