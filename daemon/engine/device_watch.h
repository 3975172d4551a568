// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>

namespace portolan::engine {

/// What daemon/devices can do, as arguments, so that a test needs neither root nor a loop device. See there.
struct DeviceTools {
    std::function<void(const QString &file, quint32 blockSize, bool readOnly, QObject *context,
                       std::function<void(Result<QString>)> done)>
        attachLoop;
    std::function<Result<QString>(const QString &file)> findLoop;
    std::function<void(const QString &device, const QString &file, QObject *context,
                       std::function<void(Result<>)> done)>
        detachLoop;
    std::function<void(const QString &device, QObject *context, std::function<void(Result<>)> done)> resizeLoop;
    std::function<void(QStringList paths, std::vector<qint64> exclude, QObject *context,
                       std::function<void(std::vector<devices::DeviceUser>)> done)>
        findUsers;

    static DeviceTools system();
};

/// The LUNs of one session and the block devices on them.
class DeviceWatch : public QObject {
    Q_OBJECT

public:
    /// Says what happened to a LUN: code, message, details.
    using Report =
        std::function<void(Severity severity, const QString &code, const QString &message, QVariantMap details)>;
    using Users = std::vector<devices::DeviceUser>;

    /// \param loopDevices  put a loop device on each file
    DeviceWatch(DeviceTools tools, bool loopDevices, Report report, QObject *parent = nullptr);
    ~DeviceWatch() override;

    /// The complete list, from the data plane.
    void setDevices(const std::vector<dataplane::Device> &devices);
    [[nodiscard]] bool settled() const; ///< The list is known, and no loop device is on its way.
    [[nodiscard]] std::vector<LunInfo> luns() const;

    enum class Patience { None, Some };
    /// Looks who uses the disks now; done may be dropped only by destroying this. With some patience it looks up to
    /// two times more while only programs that have a raw device open are found: what udisksd and udev start to see
    /// what is on a disk ends by itself in a moment.
    void lookForUsers(Patience patience, std::function<void(Users)> done);
    /// Takes the loop devices away. \return DeviceBusy if one of them is open; the others are gone then. A second call
    /// waits for what still goes too; the done of the first may be dropped then.
    void removeLoops(std::function<void(Result<>)> done);
    void putLoopsBack();

signals:
    void changed();

private:
    enum class LoopState : std::uint8_t { None, Coming, Standing, Going };
    struct Entry {
        dataplane::Device device;
        QString loop, loopFile; ///< The loop device and what it stands on.
        LoopState state = LoopState::None;
        Users users;
    };
    struct Removal;

    void add(const dataplane::Device &device);
    void update(Entry &entry, const dataplane::Device &device);
    void startLoop(Entry &entry);
    void loopCame(std::uint64_t lun, const QString &file, const Result<QString> &loop);
    void dropLoop(const QString &loop, const QString &file);
    void loopWent(std::uint64_t lun, const QString &loop, const Result<> &result);
    void look(int looksLeft, std::function<void(Users)> done);
    void usersFound(std::uint64_t lun, Users users);

    const DeviceTools m_tools;
    const bool m_loopDevices;
    const Report m_report;
    std::map<std::uint64_t, Entry> m_entries;            ///< By LUN.
    std::map<QString, std::shared_ptr<Removal>> m_going; ///< Who waits, by loop device.
    bool m_known = false;
    bool m_closing = false; ///< No new loop devices.
};

/// "1" for the LUN with number 1 in the simple formats of SAM-5 §4.7, else sixteen hexadecimal digits.
[[nodiscard]] QString lunText(std::uint64_t lun);

} // namespace portolan::engine
