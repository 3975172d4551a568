// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/left_devices.h"
#include "daemon/engine/model.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace portolan::engine {

/// The LUNs of one session and the block devices on them.
class DeviceWatch : public QObject {
    Q_OBJECT

public:
    /// Says what happened to a LUN: code, message, details.
    using Report =
        std::function<void(Severity severity, const QString &code, const QString &message, QVariantMap details)>;
    using Users = std::vector<devices::DeviceUser>;
    /// As DataPlane::serve().
    using Serve =
        std::function<void(std::uint64_t lun, const QString &device, UniqueFd socket, std::function<void(Result<>)>)>;

    /// \param blockDevices  make one for each file
    DeviceWatch(DeviceTools tools, bool blockDevices, Serve serve, Report report, QObject *parent = nullptr);
    ~DeviceWatch() override;

    /// How long requests of devices made from now on wait for a server. < 0: for ever
    void setReplacement(std::chrono::milliseconds replacement) { m_replacement = replacement; }
    /// How many the session has, or is to have.
    void setConnections(std::uint32_t connections) { m_connections = connections; }
    /// Before the first setDevices(): what the session before this one left behind, to go on with.
    void setLeft(LeftDeviceMap left) { m_left = std::move(left); }
    /// Of a session that is gone: what waits for the next one. They are not looked after any more.
    [[nodiscard]] LeftDeviceMap takeLeft();

    /// The complete list, from the data plane.
    void setDevices(const std::vector<dataplane::Device> &devices);
    [[nodiscard]] bool settled() const; ///< The list is known, and no block device is on its way.
    [[nodiscard]] std::vector<LunInfo> luns() const;

    enum class Patience { None, Some };
    /// Looks who uses the disks now; done may be dropped only by destroying this. With some patience it looks up to
    /// two times more while only programs that have a raw device open are found: what udisksd and udev start to see
    /// what is on a disk ends by itself in a moment.
    void lookForUsers(Patience patience, std::function<void(Users)> done);
    /// Takes the block devices away. \return DeviceBusy if one of them is open; the others are gone then. A second call
    /// waits for what still goes too; the done of the first may be dropped then.
    void removeBlockDevices(std::function<void(Result<>)> done);
    void putBlockDevicesBack();

signals:
    void changed();

private:
    enum class State : std::uint8_t { None, Coming, Standing, Going };
    struct Entry {
        dataplane::Device device;
        QString blockDevice;
        QString waiting;          ///< Coming: the device that goes on with a new server.
        devices::DeviceSpec spec; ///< What it was made as.
        State state = State::None;
        bool served = false; ///< By the session's data plane, so that it outlives it.
        Users users;
    };
    struct Removal;

    void add(const dataplane::Device &device);
    void update(Entry &entry, const dataplane::Device &device);
    void resize(Entry &entry);
    void makeDevice(Entry &entry);
    void attach(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &waiting);
    void deviceCame(std::uint64_t lun, const devices::DeviceSpec &spec, Result<devices::NewDevice> made);
    void deviceServed(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &device);
    void deviceReady(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &device, bool served);
    void deviceFailed(std::uint64_t lun, const devices::DeviceSpec &spec, const Error &error);
    void dropDevice(const QString &device, const devices::DeviceSpec &spec);
    void deviceWent(std::uint64_t lun, const QString &device, const Result<> &result);
    [[nodiscard]] devices::DeviceSpec specOf(const dataplane::Device &device) const;
    [[nodiscard]] QString takeWaiting(const dataplane::Device &device);
    void abandonUnwanted();
    void look(int looksLeft, std::function<void(Users)> done);
    void usersFound(std::uint64_t lun, Users users);

    const DeviceTools m_tools;
    const bool m_blockDevices;
    const Serve m_serve;
    const Report m_report;
    std::chrono::milliseconds m_replacement{120'000};
    std::uint32_t m_connections = 1;
    std::map<std::uint64_t, Entry> m_entries;            ///< By LUN.
    std::map<QString, std::shared_ptr<Removal>> m_going; ///< Who waits, by block device.
    LeftDeviceMap m_left;
    bool m_known = false;
    bool m_closing = false; ///< No new block devices.
};

/// "1" for the LUN with number 1 in the simple formats of SAM-5 §4.7, else sixteen hexadecimal digits.
[[nodiscard]] QString lunText(std::uint64_t lun);

} // namespace portolan::engine
