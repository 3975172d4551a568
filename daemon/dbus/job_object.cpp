// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/job_object.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "daemon/dbus/arguments.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"
#include "jobadaptor.h"

namespace portolan::dbus {

namespace {

const QString kJobInterface = QStringLiteral("Job");

bool isOver(const engine::JobInfo &info) { return info.state >= engine::JobState::Done; }

std::optional<Error> errorOf(const engine::JobInfo &info)
{
    if (!info.error && info.state == engine::JobState::Cancelled)
        return Error{ErrorCode::Cancelled, "cancelled", 0, 0};
    return info.error;
}

QVariantMap errorDetails(const engine::JobInfo &info, const Error &error)
{
    QVariantMap details = busValues(detailsOf(error));
    if (!info.blockers.empty())
        details.insert(QStringLiteral("blockers"), QVariant::fromValue(usersValue(info.blockers)));
    return details;
}

} // namespace

JobObject::JobObject(const Services &services, const engine::JobInfo &info, QObject *parent)
    : ExportedObject(services, jobPath(info.id), parent)
    , m_id(info.id)
    , m_owner(info.startedByUid)
{
    new JobAdaptor(this);
    update(kJobInterface, {{QStringLiteral("Operation"), busText(info.operation)},
                           {QStringLiteral("StartTime"), qulonglong(microsecondsOf(info.started))},
                           {QStringLiteral("StartedByUID"), m_owner}});
    show(info);
}

void JobObject::show(const engine::JobInfo &info)
{
    const Directory &directory = *services().directory;
    QList<QDBusObjectPath> objects;
    for (const engine::NodeId node : info.nodes) {
        if (const auto path = directory.nodePath(node); path != noObject())
            objects.append(path);
    }
    if (const auto path = directory.portalPath(info.portal); path != noObject())
        objects.append(path);
    const auto error = errorOf(info);
    update(kJobInterface, {{QStringLiteral("State"), uint(info.state)},
                           {QStringLiteral("Phase"), busText(info.phase)},
                           {QStringLiteral("Objects"), QVariant::fromValue(objects)},
                           {QStringLiteral("Cancelable"), info.state == engine::JobState::Running},
                           {QStringLiteral("Result"), resultValue(info.result, directory)},
                           {QStringLiteral("Error"), error ? errorName(error->code) : QString()},
                           {QStringLiteral("ErrorDetails"), error ? errorDetails(info, *error) : QVariantMap()}});
}

void JobObject::tellEnd(const engine::JobInfo &info)
{
    if (!isOver(info) || m_endTold)
        return;
    m_endTold = true;
    flush();
    const auto error = errorOf(info);
    emitSignal(kInterfacePrefix + kJobInterface, QStringLiteral("Completed"),
               {info.state == engine::JobState::Done, error ? errorName(error->code) : QString()});
}

void JobObject::Cancel(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        call.finish(initiator()->cancelJob(m_id));
    });
}

} // namespace portolan::dbus
