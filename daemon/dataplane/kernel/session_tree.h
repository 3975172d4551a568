// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace portolan::dataplane::kernel {

/// An iSCSI session as sysfs shows it. Fields that the kernel does not tell are empty.
struct SessionAttributes {
    std::uint32_t sid = 0;
    int host = -1;
    QString transport; ///< "tcp"; others are offload cards.
    QString targetName, initiatorName, interface;
    QString state;           ///< LOGGED_IN, FAILED or FREE
    QString connectionState; ///< "up", "down", "failed", "bound"; empty without a connection or before Linux 5.7.
    QString address, persistentAddress;
    quint16 port = 0, persistentPort = 0;
    int portalGroupTag = -1;
    std::optional<int> creator; ///< Address of the socket that made it; -1 = the kernel itself.

    [[nodiscard]] bool connected() const
    {
        return state == QLatin1String("LOGGED_IN") &&
               (connectionState == QLatin1String("up") || connectionState.isEmpty());
    }
};

/// A SCSI device of a session.
struct ScsiDevice {
    QString address; ///< "2:0:0:1": host, channel, target, LUN
    QString directory;
    std::uint64_t lun = 0; ///< As on the wire, big-endian.
    int type = -1;         ///< Peripheral device type; -1 = not known.
    QString block;         ///< "sda"; empty if it has no block device (yet).
};

/// The kernel's view of iSCSI sessions in sysfs. Every call reads it anew; nothing here waits.
class SessionTree {
public:
    explicit SessionTree(QString sys = QStringLiteral("/sys"), QString dev = QStringLiteral("/dev"));

    /// "handle" of the transport tcp; nothing where iscsi_tcp is not loaded or its file is not for us.
    [[nodiscard]] std::optional<std::uint64_t> tcpTransport() const;
    [[nodiscard]] bool tcpLoaded() const;
    /// All sessions of all transports, ascending.
    [[nodiscard]] std::vector<std::uint32_t> sessions() const;
    [[nodiscard]] std::optional<SessionAttributes> session(std::uint32_t sid) const;
    /// As readAttribute() has them.
    [[nodiscard]] QByteArray sessionAttribute(std::uint32_t sid, const QString &name) const;
    [[nodiscard]] QByteArray connectionAttribute(std::uint32_t sid, const QString &name) const;
    /// The number of its SCSI host.
    [[nodiscard]] std::optional<int> hostOf(std::uint32_t sid) const;
    /// Whether it is logged in and its connection is up; nothing if it does not exist.
    [[nodiscard]] std::optional<bool> connected(std::uint32_t sid) const;
    /// Of its connection; 0 if there is none.
    [[nodiscard]] std::uint32_t expStatSn(std::uint32_t sid) const;
    /// All devices of a session, in no order.
    [[nodiscard]] std::vector<ScsiDevice> devices(std::uint32_t sid) const;
    /// "/sys/class/scsi_host/host2/scan"
    [[nodiscard]] QString scanFile(int host) const;
    [[nodiscard]] QString blockDirectory(const QString &block) const;
    [[nodiscard]] QString deviceNode(const QString &block) const;
    /// The session in whose part of sysfs this path lies: ".../host2/session1/target2:0:0/..." -> 1.
    [[nodiscard]] static std::optional<std::uint32_t> sessionIn(const QString &devicePath);

private:
    [[nodiscard]] QString sessionDirectory(std::uint32_t sid) const;
    [[nodiscard]] QString connectionDirectory(std::uint32_t sid) const;
    /// Fills in what connected() needs.
    void readStates(SessionAttributes &session) const;
    const QString m_sys, m_dev;
};

/// The value of an attribute without its line end; empty if it is gone, not for us, or "(null)".
[[nodiscard]] QByteArray readAttribute(const QString &path);

/// From an address, or a name, and its port as sysfs shows them.
[[nodiscard]] Result<Portal> portalOf(const QString &address, quint16 port);

/// The kernel's number of a LUN turned into the eight bytes of the wire.
[[nodiscard]] std::uint64_t wireLun(std::uint64_t kernelLun);

} // namespace portolan::dataplane::kernel
