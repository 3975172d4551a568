// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/simulated_jobs.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"

#include <QDBusMessage>
#include <QDateTime>
#include <QTimer>

#include <unistd.h>

namespace portolan::fake {

namespace {

const QString kJob = dbus::kInterfacePrefix + QStringLiteral("Job");

} // namespace

SimulatedJobs::SimulatedJobs(ObjectStore *store, const QDBusConnection &bus, int stepMs, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_bus(bus)
    , m_stepMs(stepMs)
{}

QString SimulatedJobs::start(Plan plan)
{
    const QString path = dbus::kRootPath + QStringLiteral("/jobs/%1").arg(++m_last);
    if (!plan.script.phases.isEmpty())
        plan.phases = plan.script.phases;
    m_store->add(path, kJob,
                 {{QStringLiteral("Operation"), plan.operation},
                  {QStringLiteral("State"), uint(dbus::JobState::Running)},
                  {QStringLiteral("Phase"), plan.phases.value(0)},
                  {QStringLiteral("StartTime"), QDateTime::currentMSecsSinceEpoch() * 1000},
                  {QStringLiteral("StartedByUID"), uint(::getuid())},
                  {QStringLiteral("Objects"), plan.objects},
                  {QStringLiteral("Cancelable"), true}});
    m_plans.insert(path, plan);
    if (plan.script.swift)
        finish(path, plan.script.jobError, plan.script.details);
    else
        QTimer::singleShot(m_stepMs, this, [this, path] { step(path); });
    return path;
}

void SimulatedJobs::step(const QString &job)
{
    const auto plan = m_plans.find(job);
    if (plan == m_plans.end())
        return;
    if (plan->phases.size() > 1) {
        plan->phases.removeFirst();
        m_store->set(job, kJob, {{QStringLiteral("Phase"), plan->phases.constFirst()}});
        QTimer::singleShot(m_stepMs, this, [this, job] { step(job); });
        return;
    }
    if (!plan->script.hold)
        finish(job, plan->script.jobError, plan->script.details);
}

void SimulatedJobs::finish(const QString &job, QString error, QVariantMap details)
{
    if (!m_plans.contains(job))
        return;
    const Plan plan = m_plans.take(job);
    QVariantMap values{{QStringLiteral("Cancelable"), false}, {QStringLiteral("Phase"), QString()}};
    if (error.isEmpty()) {
        QVariantMap result = plan.succeed ? plan.succeed() : QVariantMap();
        result.insert(details);
        values.insert(QStringLiteral("State"), uint(dbus::JobState::Done));
        values.insert(QStringLiteral("Result"), result);
    } else {
        if (plan.failed)
            plan.failed(error);
        const bool cancelled = error == QStringLiteral("Cancelled");
        values.insert(QStringLiteral("State"), uint(cancelled ? dbus::JobState::Cancelled : dbus::JobState::Failed));
        values.insert(QStringLiteral("Error"), dbus::kErrorPrefix + error);
        values.insert(QStringLiteral("ErrorDetails"), details);
    }
    m_store->set(job, kJob, values);
    auto signal = QDBusMessage::createSignal(job, kJob, QStringLiteral("Completed"));
    signal << error.isEmpty() << (error.isEmpty() ? QString() : dbus::kErrorPrefix + error);
    m_bus.send(signal);
}

} // namespace portolan::fake
