// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/secret_saver.h"

namespace portolan::gui {

/// The login of one node as the assistant does it: try; if the target asks, store what the person typed and try again;
/// at the end remember whether it connects at start.
class LoginRun : public QObject {
    Q_OBJECT

public:
    enum class State { Working, NeedsPassword, Failed, Connected, Cancelled };

    LoginRun(client::InitiatorClient &client, QString node, bool atStart, QObject *parent = nullptr);

    void start();
    void startWith(const Credentials &credentials);
    void cancel();
    void rememberAgain(); ///< After notRemembered().

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &node() const { return m_node; }
    [[nodiscard]] QString title() const { return m_title; }        ///< Also when the node is gone.
    [[nodiscard]] const QString &phase() const { return m_phase; } ///< While working, for the person.
    [[nodiscard]] const Error &error() const { return m_error; }   ///< When NeedsPassword or Failed.
    [[nodiscard]] bool hasNoDisks() const { return m_noDisks; }
    /// Connected, but it will not be at the next start: why.
    [[nodiscard]] const std::optional<Error> &notRemembered() const { return m_notRemembered; }

signals:
    void changed();

private:
    void allowed(const std::function<void()> &then); ///< With the one password for all, where one is needed.
    void login();
    void takeOutcome(const client::JobInfo &job);
    void rememberStart();
    void work(const QString &phase);
    void end(const Error &error);

    client::InitiatorClient &m_client;
    QString m_node, m_title, m_job, m_phase;
    bool m_atStart, m_cancelled = false, m_noDisks = false;
    State m_state = State::Working;
    SecretSaver m_saver;
    Error m_error;
    std::optional<Error> m_notRemembered;
};

} // namespace portolan::gui
