// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/engine/model.h"

#include <QDBusUnixFileDescriptor>

#include <deque>

namespace portolan::dbus {

/// org.portolan.Initiator1.Node
class NodeObject : public ExportedObject {
    Q_OBJECT

public:
    NodeObject(const Services &services, const engine::NodeInfo &info, QObject *parent);
    ~NodeObject() override;

    [[nodiscard]] engine::NodeId id() const { return m_id; }
    void show(const engine::NodeInfo &info);

    // NOLINTBEGIN(readability-identifier-naming) names of the bus; return values are ignored, replies are sent later
    QDBusObjectPath Login(const QVariantMap &options);
    QDBusObjectPath Logout(const QVariantMap &options);
    uint CheckLogout(const QVariantMap &options, portolan::VariantMapList &blockers);
    void Update(const QVariantMap &settings, const QVariantMap &options);
    QDBusObjectPath SetInterface(const QString &iface, const QVariantMap &options);
    void SetSecret(const QString &which, const QString &name, const QDBusUnixFileDescriptor &secret,
                   const QVariantMap &options);
    void ClearSecret(const QString &which, const QVariantMap &options);
    portolan::SampleList GetHistory(qlonglong from, qlonglong to, uint resolution, const QVariantMap &options);
    void Remove(const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

protected:
    [[nodiscard]] StringMap subject() const override;

private:
    void setSecret(const Call &call, const QString &which, const QString &name, const QDBusUnixFileDescriptor &secret);
    void startUpdates();

    struct SettingsChange {
        Call call;
        QVariantMap settings;
    };

    const engine::NodeId m_id;
    const StringMap m_subject;
    /// The settings change when the store has written them, so a second change waits for the first: it would undo it.
    std::deque<SettingsChange> m_changes;
    bool m_changing = false;
};

} // namespace portolan::dbus
