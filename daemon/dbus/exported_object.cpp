// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/exported_object.h"

#include "common/dbus/names.h"
#include "common/log/log.h"
#include "daemon/dbus/arguments.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/object_manager.h"
#include "daemon/engine/initiator.h"

#include <QDBusAbstractAdaptor>

#include <algorithm>

namespace portolan::dbus {

namespace {

/// A discovery makes this machine knock at others' doors: nobody gets to run more of them than a person could watch.
constexpr qsizetype kRunningJobsPerUser = 256;

} // namespace

ExportedObject::ExportedObject(Services services, QDBusObjectPath path, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_path(std::move(path))
{}

ExportedObject::~ExportedObject() { withdraw(); }

InterfaceMap ExportedObject::interfaces() const
{
    InterfaceMap all = m_properties;
    for (const auto &[name, description] : m_descriptions)
        all[name]; // also those without properties
    return all;
}

bool ExportedObject::publish()
{
    for (const QDBusAbstractAdaptor *adaptor :
         findChildren<QDBusAbstractAdaptor *>(QString(), Qt::FindDirectChildrenOnly)) {
        InterfaceDescription description = InterfaceDescription::of(*adaptor->metaObject());
        m_descriptions.emplace(description.name, std::move(description));
    }
    QDBusConnection bus = m_services.bus;
    if (!bus.registerObject(m_path.path(), this, QDBusConnection::ExportAdaptors)) {
        qCCritical(log::dbus, "%s is taken, an object cannot be shown", qUtf8Printable(m_path.path()));
        return false;
    }
    m_published = true;
    m_dirty.clear();
    if (m_services.objects)
        m_services.objects->add(this);
    return true;
}

void ExportedObject::withdraw()
{
    if (!m_published)
        return;
    m_published = false;
    m_dirty.clear();
    QDBusConnection bus = m_services.bus;
    bus.unregisterObject(m_path.path());
    if (m_services.objects)
        m_services.objects->remove(this);
}

void ExportedObject::update(const QString &interface, const QVariantMap &values)
{
    const QString fullName = kInterfacePrefix + interface;
    QVariantMap &known = m_properties[fullName];
    for (auto value = values.begin(); value != values.end(); ++value) {
        QVariant &old = known[value.key()];
        if (old.isValid() && old == value.value())
            continue;
        old = value.value();
        setProperty(value.key().toLatin1().constData(), old); // where the adaptor looks
        if (!m_published)
            continue;
        if (m_dirty.isEmpty())
            QMetaObject::invokeMethod(this, &ExportedObject::flush, Qt::QueuedConnection);
        m_dirty[fullName].insert(value.key());
    }
}

void ExportedObject::flush()
{
    for (auto entry = m_dirty.cbegin(); entry != m_dirty.cend(); ++entry) {
        const auto description = m_descriptions.find(entry.key());
        if (description == m_descriptions.end())
            continue;
        QVariantMap changed;
        QStringList invalidated;
        for (const QString &name : entry.value()) {
            switch (description->second.changeNotice(name)) {
            case InterfaceDescription::Notice::WithValue:
                changed.insert(name, m_properties[entry.key()][name]);
                break;
            case InterfaceDescription::Notice::NameOnly:
                invalidated.append(name);
                break;
            case InterfaceDescription::Notice::None:
                break;
            }
        }
        if (!changed.isEmpty() || !invalidated.isEmpty())
            emitSignal(QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"),
                       {entry.key(), changed, invalidated});
    }
    m_dirty.clear();
}

void ExportedObject::authorize(Gate::Handler handler, Request request)
{
    setDelayedReply(true);
    if (request.details.isEmpty())
        request.details = subject();
    m_services.gate->admit(currentCall(), std::move(request), this, std::move(handler));
}

void ExportedObject::authorizeForced(const QVariantMap &options, const std::function<void(const Call &, bool)> &handler)
{
    ArgumentReader reader(options);
    const bool force = reader.take<bool>("force").value_or(false);
    const Result<> valid = reader.finish(ErrorCode::OptionNotSupported);
    authorize(
        [=](const Call &call) {
            if (!valid)
                return call.refuse(valid.error());
            handler(call, force);
        },
        {.force = force});
}

void ExportedObject::startJob(const Call &call, const std::function<std::uint32_t()> &start)
{
    const auto jobs = initiator()->jobs();
    const auto running = std::ranges::count_if(jobs, [&](const engine::JobInfo &job) {
        return job.startedByUid == call.uid() && job.state < engine::JobState::Done;
    });
    if (running >= kRunningJobsPerUser)
        return call.refuse({ErrorCode::Busy, "too many operations of this user are running", 0, 0});
    // The object is there before its path is in anybody's hands.
    call.reply({QVariant::fromValue(m_services.directory->jobStarted(start()))});
}

void ExportedObject::emitSignal(const QString &interface, const QString &name, const QVariantList &arguments,
                                const QString &receiver)
{
    QDBusMessage signal = receiver.isEmpty()
                              ? QDBusMessage::createSignal(m_path.path(), interface, name)
                              : QDBusMessage::createTargetedSignal(receiver, m_path.path(), interface, name);
    signal.setArguments(arguments);
    if (!m_services.bus.send(signal))
        qCWarning(log::dbus, "signal %s of %s could not be sent", qUtf8Printable(name), qUtf8Printable(m_path.path()));
}

} // namespace portolan::dbus
