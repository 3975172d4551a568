// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <memory>
#include <string>

struct udev_monitor;

namespace portolan::dataplane::kernel {

/// Tells threads when udev's rules have run on a disk: its names are there, and nobody probes it any more. udev
/// announces that; many threads that kept asking would cost more than the rules.
class RulesWatch : public QObject {
    Q_OBJECT

public:
    explicit RulesWatch(QObject *parent = nullptr);
    ~RulesWatch() override;

    struct Waiting;
    /// For the threads, which may outlive the watch.
    [[nodiscard]] std::shared_ptr<Waiting> waiting() const { return m_waiting; }

    /// Returns at once where udev does not run, or does not know the disk. On any thread but the watch's.
    /// \param block  "sda"
    /// \return false when the time is over
    static bool waitFor(Waiting &waiting, const std::string &block, std::chrono::steady_clock::time_point deadline);

private:
    void receive();

    std::shared_ptr<Waiting> m_waiting;
    udev_monitor *m_monitor = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace portolan::dataplane::kernel
