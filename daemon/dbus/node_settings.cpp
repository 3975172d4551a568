// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/node_settings.h"

#include "daemon/dbus/arguments.h"

#include <type_traits>

namespace portolan::dbus {

namespace {

using store::Digest;
using store::Startup;

bool isValue(Digest digest) { return digest <= Digest::Require; }

bool isValue(Startup startup) { return startup == Startup::Manual || startup == Startup::AtStart; }

/// Names and types of the bus beside the fields of the store, once for both directions. The visitor is called with a
/// name and a field each.
template <typename Settings, typename Visitor>
void visitSettings(Settings &settings, Visitor &&visit)
{
    visit("Label", settings.label);
    visit("AutoLogin", settings.startup);
    visit("DataPlane", settings.dataPlane);
    visit("HeaderDigest", settings.headerDigest);
    visit("DataDigest", settings.dataDigest);
    visit("MaxRecvDataSegmentLength", settings.maxRecvDataSegmentLength);
    visit("MaxBurstLength", settings.maxBurstLength);
    visit("FirstBurstLength", settings.firstBurstLength);
    visit("InitialR2T", settings.initialR2T);
    visit("ImmediateData", settings.immediateData);
    visit("MaxOutstandingR2T", settings.maxOutstandingR2T);
    visit("MaxConnections", settings.maxConnections);
    visit("LoginTimeout", settings.loginTimeout);
    visit("ReplacementTimeout", settings.replacementTimeout);
    visit("NoopInterval", settings.noopInterval);
    visit("NoopTimeout", settings.noopTimeout);
    visit("CommandTimeout", settings.commandTimeout);
}

} // namespace

QVariantMap settingsValues(const store::NodeSettings &settings)
{
    QVariantMap values;
    visitSettings(settings, [&values](const char *name, const auto &field) {
        using Field = std::decay_t<decltype(field)>;
        if constexpr (std::is_enum_v<Field>)
            values.insert(QString::fromLatin1(name), uint(field));
        else
            values.insert(QString::fromLatin1(name), field);
    });
    return values;
}

Result<store::NodeSettings> withSettings(store::NodeSettings settings, const QVariantMap &values)
{
    ArgumentReader reader(values);
    visitSettings(settings, [&reader](const char *name, auto &field) {
        using Field = std::decay_t<decltype(field)>;
        if constexpr (std::is_enum_v<Field>) {
            const auto number = reader.take<uint>(name);
            constexpr uint kBeyond = 0xFF; // before the cast could cut it
            if (number && (*number > kBeyond || !isValue(Field(*number))))
                reader.reject(name, "has no such value");
            else if (number)
                field = Field(*number);
        } else if (const auto value = reader.take<Field>(name)) {
            field = *value;
        }
    });
    if (const auto valid = reader.finish(ErrorCode::InvalidArgument); !valid)
        return fail(valid.error());
    return settings;
}

} // namespace portolan::dbus
