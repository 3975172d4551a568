// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/connection_object.h"
#include "daemon/dbus/lun_object.h"
#include "daemon/dbus/retired.h"
#include "daemon/dbus/session_object.h"

#include <map>

namespace portolan::dbus {

/// The engine's sessions as objects, with their connections and LUNs.
class SessionMirror : public QObject {
    Q_OBJECT

public:
    explicit SessionMirror(Services services, QObject *parent = nullptr);
    ~SessionMirror() override;

    void sync(engine::SessionNumber number); ///< Makes, updates or removes its objects.
    void syncLuns(engine::SessionNumber number);
    void remove(engine::SessionNumber number);
    [[nodiscard]] bool has(engine::SessionNumber number) const { return m_sessions.contains(number); }
    [[nodiscard]] engine::NodeId nodeOf(engine::SessionNumber number) const; ///< 0 = none

private:
    struct Entry {
        ExportedPtr<SessionObject> session;
        ExportedPtr<ConnectionObject> connection;
        std::map<std::uint64_t, ExportedPtr<LunObject>> luns;
        engine::NodeId node = 0;
    };
    void showConnection(Entry &entry, const engine::SessionInfo &info);

    const Services m_services;
    std::map<engine::SessionNumber, Entry> m_sessions;
};

} // namespace portolan::dbus
