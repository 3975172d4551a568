// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/passwords_model.h"

#include <QDialog>

class QPushButton;

namespace portolan::gui {

class ListView;
class MessageBar;

/// The passwords of all targets: set, replaced, tested and removed in one place.
class PasswordsDialog : public QDialog {
    Q_OBJECT

public:
    explicit PasswordsDialog(client::InitiatorClient &client, QWidget *parent = nullptr);

private:
    void build();
    void refresh();
    void set();
    void test();
    void testEnded(const QString &node, const Result<client::JobInfo> &outcome);
    void leave(const QString &node);
    void remove();
    void setTesting(bool testing);
    [[nodiscard]] std::optional<client::NodeInfo> current() const;

    client::InitiatorClient &m_client;
    PasswordsModel m_model;
    ListView *m_list;
    MessageBar *m_message;
    QPushButton *m_set, *m_test, *m_remove;
    bool m_testing = false;
};

} // namespace portolan::gui
