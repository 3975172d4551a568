// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/kernel/session_tree.h"
#include "fake_sysfs.h"

/// A session of the kernel in a /sys that a test makes up.
namespace portolan::test {

inline const QString kDevice = QStringLiteral("devices/platform/host2/session1");
inline const QString kSession = QStringLiteral("class/iscsi_session/session1");
inline const QString kConnection = QStringLiteral("class/iscsi_connection/connection1:0");
inline const QString kHost = QStringLiteral("class/scsi_host/host2");

/// Session 1 on host 2, up, without devices.
struct FakeSession {
    FakeSession()
    {
        sys.directory(kDevice);
        const QString real = kDevice + QStringLiteral("/iscsi_session/session1");
        sys.directory(real);
        sys.link(kSession, real);
        sys.link(real + QStringLiteral("/device"), kDevice);
        sys.file(kHost + QStringLiteral("/proc_name"), "iscsi_tcp\n");
        session("targetname", "iqn.2001-04.com.example:disk1\n");
        session("initiatorname", "iqn.2026-01.org.example:i\n");
        session("ifacename", "default\n");
        session("state", "LOGGED_IN\n");
        session("tpgt", "1\n");
        session("creator", "4711\n");
        connection("state", "up\n");
        connection("address", "192.0.2.1\n");
        connection("port", "3260\n");
        connection("persistent_address", "192.0.2.2\n");
        connection("persistent_port", "3261\n");
        connection("exp_statsn", "4294967295\n");
    }
    void session(const char *attribute, const QByteArray &text) const { put(kSession, attribute, text); }
    void connection(const char *attribute, const QByteArray &text) const { put(kConnection, attribute, text); }
    void put(const QString &directory, const char *attribute, const QByteArray &text) const
    {
        sys.file(directory + QLatin1Char('/') + QLatin1String(attribute), text);
    }
    /// \return its directory, relative
    [[nodiscard]] QString device(const QString &address, const QString &block = {}) const
    {
        const QString target = address.section(QLatin1Char(':'), 0, 2);
        const QString directory = kDevice + QStringLiteral("/target") + target + QLatin1Char('/') + address;
        put(directory, "type", "0\n");
        if (!block.isEmpty())
            sys.directory(directory + QStringLiteral("/block/") + block);
        return directory;
    }
    [[nodiscard]] dataplane::kernel::SessionAttributes read() const
    {
        return tree.session(1).value_or(dataplane::kernel::SessionAttributes{});
    }

    FakeSysfs sys;
    dataplane::kernel::SessionTree tree{sys.path(), QStringLiteral("/dev")};
};

} // namespace portolan::test
