// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <cstdint>
#include <memory>

struct udev_monitor;

namespace portolan::dataplane::kernel {

/// What the kernel announces of the SCSI devices and disks of iSCSI sessions.
class UeventMonitor : public QObject {
    Q_OBJECT

public:
    explicit UeventMonitor(QObject *parent = nullptr);
    ~UeventMonitor() override;

signals:
    /// The target said that its LUNs, or something about one, changed: look at them.
    void unitAttention(std::uint32_t sid);
    /// A disk came, went, or has another size.
    void disksChanged(std::uint32_t sid);

private:
    void receive();

    udev_monitor *m_monitor = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace portolan::dataplane::kernel
