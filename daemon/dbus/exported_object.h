// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "daemon/dbus/gate.h"
#include "daemon/dbus/interface_description.h"

#include <QDBusContext>
#include <QDBusObjectPath>
#include <QObject>
#include <QSet>

#include <map>
#include <optional>

namespace portolan::engine {
class Initiator;
}

namespace portolan::dbus {

class Directory;
class ObjectManager;
class SecretReader;
class StatisticsLeases;

/// What every exported object may use. Nothing is owned; all outlives the objects.
struct Services {
    QDBusConnection bus;
    engine::Initiator *initiator = nullptr;
    Gate *gate = nullptr;
    ObjectManager *objects = nullptr;
    Directory *directory = nullptr;
    SecretReader *secrets = nullptr;
    StatisticsLeases *leases = nullptr;
};

/// An object on the bus. The adaptors between it and the bus are generated from the XML in common/dbus; this class is
/// what they have in common: it keeps the properties, tells changes, and leads every call through the Gate.
///
/// Subclasses create their adaptors, fill their properties with update() and then publish(). Methods do nothing but
///
///     authorize([=, this](const Call &call) { ... call.reply(...); });
///     return {}; // ignored, the reply is sent later
class ExportedObject : public QObject, protected QDBusContext {
    Q_OBJECT

public:
    ExportedObject(Services services, QDBusObjectPath path, QObject *parent);
    ~ExportedObject() override;

    [[nodiscard]] const QDBusObjectPath &path() const { return m_path; }
    [[nodiscard]] bool isPublished() const { return m_published; }
    /// Interfaces with their properties, as GetManagedObjects shows them.
    [[nodiscard]] InterfaceMap interfaces() const;

    /// Puts it on the bus and tells so. All properties must have been set.
    /// \return false if the path is taken, which only a collision of hashes can do
    [[nodiscard]] bool publish();
    void withdraw();

    /// Keeps the values that differ and tells them, at the end of this turn of the event loop, in one signal per
    /// interface. \param interface  its last part, e.g. "Node"
    void update(const QString &interface, const QVariantMap &values);
    /// Tells pending changes now.
    void flush();

    /// Who may use the methods that the action table leaves to the owner.
    [[nodiscard]] virtual std::optional<Uid> owner() const { return {}; }

protected:
    [[nodiscard]] const Services &services() const { return m_services; }
    [[nodiscard]] engine::Initiator *initiator() const { return m_services.initiator; }

    /// The call that is being delivered; valid in a method only.
    [[nodiscard]] Call currentCall() const { return {message(), connection()}; }
    void authorize(Gate::Handler handler, Request request = {});
    /// For methods whose only option is `force`, which decides about the action.
    void authorizeForced(const QVariantMap &options, const std::function<void(const Call &, bool force)> &handler);
    /// What a password dialog and polkit rules can know about this object: target, portal.
    [[nodiscard]] virtual StringMap subject() const { return {}; }

    /// Starts a job for the caller and answers with its path.
    void startJob(const Call &call, const std::function<std::uint32_t()> &start);

    /// \param receiver  a bus name, or empty for everybody
    void emitSignal(const QString &interface, const QString &name, const QVariantList &arguments,
                    const QString &receiver = {});

private:
    const Services m_services;
    const QDBusObjectPath m_path;
    std::map<QString, InterfaceDescription> m_descriptions; ///< By full name.
    InterfaceMap m_properties;
    QMap<QString, QSet<QString>> m_dirty;
    bool m_published = false;
};

} // namespace portolan::dbus
