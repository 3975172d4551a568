// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/widgets/message_bar.h"

namespace portolan::gui {

/// Logs all targets in or out, and tells in a sentence what became of it.
class AllTargets : public QObject {
    Q_OBJECT

public:
    AllTargets(client::InitiatorClient &client, QWidget *window);

    void login();  ///< Those marked "at start".
    void logout(); ///< Those whose disks nobody uses; asks first.

signals:
    void told(MessageBar::Kind kind, const QString &sentence, const QString &cure);

private:
    void follow(const Result<QString> &job, bool loggedIn);
    void tell(const client::JobInfo &job, bool loggedIn);

    client::InitiatorClient &m_client;
    QWidget *m_window;
};

} // namespace portolan::gui
