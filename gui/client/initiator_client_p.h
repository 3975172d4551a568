// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/caller.h"
#include "gui/client/initiator_client.h"
#include "gui/client/job_waiters.h"
#include "gui/client/mirror.h"
#include "gui/client/service_link.h"
#include "gui/client/subscriptions.h"

#include <QHash>
#include <QSet>

namespace portolan::client {

/// Joins the parts: what the link hears goes into the mirror, what that changed goes out as signals.
struct InitiatorClient::Private {
    Private(InitiatorClient *client, const QDBusConnection &connection, bool interactive)
        : q(client)
        , bus(connection)
        , link(connection, inbox)
        , caller(connection, interactive, inbox, client)
        , subscriptions(&caller, client)
    {}

    void connectLink();
    void fill(const std::shared_ptr<Mirror> &objects);
    void inPortions(std::vector<Mirror::Change> changes, const std::function<void(const Mirror::Change &)> &tell);
    void announceAll();
    void settleIn();
    void lose(const Error &reason);
    void added(const QString &path, const InterfaceMap &interfaces);
    void changed(const QString &path, const QString &interfaceName, const QVariantMap &properties);
    void announce(const Mirror::Change &change);
    void announceRemoval(const Mirror::Change &change);
    void settle(const QString &job);
    void finish(const QString &job);
    void lookFor(const QString &job);
    void fetchPermissions();
    /// A password given for a call may count for the next ones too, and a refusal may be news.
    void authorized(const Result<QDBusMessage> &reply);
    void startJob(const QDBusMessage &message, QObject *context, JobStarted started);
    void ask(const QDBusMessage &message, QObject *context, Done<void> done);

    InitiatorClient *q;
    QDBusConnection bus;
    WorkQueue inbox; ///< What the service says and answers.
    ServiceLink link;
    Caller caller;
    Mirror mirror;
    JobWaiters waiters;
    Subscriptions subscriptions;
    QHash<QString, Permission> permissions;
    std::vector<Done<void>> setUpWaiters; ///< For the answer to one question.
    QSet<QString> settling;               ///< Jobs that ended and whose final properties are being fetched.
    QSet<QString> told;                   ///< Jobs whose end was announced.
    bool filled = false;
    quint64 life = 0; ///< Of the mirror; what was to be told of an earlier one is not told.
};

} // namespace portolan::client
