// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/measured_object.h"

#include "daemon/dbus/arguments.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"
#include "statisticsadaptor.h"

namespace portolan::dbus {

MeasuredObject::MeasuredObject(Services services, QDBusObjectPath path, StatSource source, QObject *parent)
    : ExportedObject(std::move(services), std::move(path), parent)
    , m_source(source)
{
    new StatisticsAdaptor(this);
}

MeasuredObject::~MeasuredObject() { this->services().leases->objectGone(path().path()); }

uint MeasuredObject::Subscribe(uint intervalMs, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        const auto lease = services().leases->subscribe(call.sender(), path().path(), m_source, intervalMs);
        if (!lease)
            return call.refuse(lease.error());
        call.reply({*lease});
    });
    return 0;
}

void MeasuredObject::Unsubscribe(uint lease)
{
    authorize([=, this](const Call &call) { call.finish(services().leases->unsubscribe(call.sender(), lease)); });
}

qulonglong MeasuredObject::GetCounters(const QVariantMap &options, portolan::CounterList &counters)
{
    counters.clear();
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        const auto sample = initiator()->sample(m_source.session, m_source.lun);
        if (!sample)
            return call.refuse(sample.error());
        call.reply({qulonglong(sample->timeUs), QVariant::fromValue(countersValue(*sample))});
    });
    return 0;
}

SampleList MeasuredObject::GetHistory(qlonglong from, qlonglong to, uint resolution, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        if (from > to)
            return call.refuse({ErrorCode::InvalidArgument, "from is after to", 0, 0});
        const auto samples = initiator()->history(m_source.session, from, to, resolution, kMostSamples, m_source.lun);
        call.reply({QVariant::fromValue(samplesValue(samples))});
    });
    return {};
}

} // namespace portolan::dbus
