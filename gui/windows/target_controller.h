// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QHash>

namespace portolan::gui {

/// Does with a target what the person asked, and tells what became of it. Knows no widget.
class TargetController : public QObject {
    Q_OBJECT

public:
    explicit TargetController(client::InitiatorClient &client, QObject *parent = nullptr);

    void login(const QString &node);
    void rescan(const QString &node);
    void takeOver(const QString &node); ///< Its session, from the program that made it.
    void setAtStart(const QString &node, bool atStart);
    void setLabel(const QString &node, const QString &label);
    void cancel(const QString &node); ///< What runs: a login, a rescan, a take-over.

    /// Of what runs; empty without one.
    [[nodiscard]] QString phase(const QString &node) const;
    /// Why the last request failed; until the next one, dismiss(), or a state in which it does not matter any more.
    [[nodiscard]] std::optional<Error> failure(const QString &node) const;
    void setFailure(const QString &node, const Error &error);
    void dismiss(const QString &node);

signals:
    void changed(const QString &node); ///< phase() or failure()

private:
    struct Work {
        QString job, phase;
        bool cancelled = false;
    };
    void follow(const QString &node, const Result<QString> &job);
    void begin(const QString &node);
    void end(const QString &node, const std::optional<Error> &error);
    void report(const QString &node, const Result<void> &result);

    client::InitiatorClient &m_client;
    QHash<QString, Work> m_work;
    QHash<QString, Error> m_failures;
};

} // namespace portolan::gui
