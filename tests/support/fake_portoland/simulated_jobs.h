// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_portoland/object_store.h"

#include <QObject>

#include <functional>

namespace portolan::fake {

/// How a call of one method shall go; without a script it goes as in a friendly world.
struct Script {
    QString error;    ///< The call itself fails: last part of the error name.
    QString jobError; ///< The job fails.
    QVariantMap
        details; ///< message, login_status, errno, hint, blockers; or, if nothing fails, added to the job's result.
    QStringList phases;   ///< Empty = the usual ones.
    bool hold = false;    ///< The job stays in its last phase until FinishJob or Cancel.
    bool swift = false;   ///< The job is over before the reply is sent.
    bool noReply = false; ///< The call gets no answer at all.
    int times = -1;       ///< For so many calls, then the friendly world again; -1 = for ever.
};

/// Job objects: they walk through their phases by a timer and end.
class SimulatedJobs : public QObject {
    Q_OBJECT

public:
    SimulatedJobs(ObjectStore *store, const QDBusConnection &bus, int stepMs, QObject *parent = nullptr);

    struct Plan {
        QString operation;
        QStringList objects{}, phases{};
        Script script{};
        /// Runs at a good end; returns the result.
        std::function<QVariantMap()> succeed{};
        /// Runs at a bad or cancelled end.
        std::function<void(const QString &error)> failed{};
    };
    QString start(Plan plan);
    /// \param error  last part of the error name; empty = success; "Cancelled"
    void finish(const QString &job, QString error, QVariantMap details); // by value: they may live in the plan
    [[nodiscard]] bool running(const QString &job) const { return m_plans.contains(job); }

private:
    void step(const QString &job);

    ObjectStore *m_store;
    QDBusConnection m_bus;
    int m_stepMs;
    QMap<QString, Plan> m_plans;
    int m_last = 0;
};

} // namespace portolan::fake
