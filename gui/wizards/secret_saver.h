// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/widgets/credentials_form.h"

namespace portolan::gui {

/// Hands what a person typed to the service: the own secret, the target's if it must prove itself too, and none of it
/// otherwise. As few calls as possible, since each may ask for an administrator's password.
class SecretSaver : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    SecretSaver(client::InitiatorClient &client, QString node, QObject *parent);

    /// One at a time. `done` is called once.
    void save(const Credentials &credentials, Done done);

private:
    void clearTargetThen(void (SecretSaver::*next)());
    void saveOwn();
    void saveTarget();
    void end(const Result<void> &result);

    client::InitiatorClient &m_client;
    QString m_node;
    Credentials m_credentials;
    Done m_done;
    bool m_targetCleared = false;
};

} // namespace portolan::gui
