// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/control_server.h"
#include "daemon/dataplane/worker/export/export_list.h"
#include "daemon/dataplane/worker/export/fuse_export.h"
#include "daemon/dataplane/worker/export/nbd_export.h"
#include "daemon/dataplane/worker/export/ublk_export.h"
#include "daemon/dataplane/worker/loop/deadline_timer.h"
#include "daemon/dataplane/worker/loop/event_loop.h"
#include "daemon/dataplane/worker/session.h"

namespace portolan::dataplane::worker {

/// The loop of the process, run to completion: take in what there is (control messages, block requests, bytes of the
/// target, time), do all that follows from it, send once, wait.
class Worker final : public SessionListener {
public:
    /// \param owner  the user who started us: only his daemons are listened to
    /// \param files     of kFileRequests
    /// \param ublk      nullptr: not here
    /// \param busyPoll  see EventLoop
    static Result<std::unique_ptr<Worker>> create(UniqueFd listener, std::uint32_t owner,
                                                  std::unique_ptr<FuseExport> files, std::unique_ptr<UblkPort> ublk,
                                                  std::chrono::microseconds busyPoll);

    /// \return the exit code
    int run();

    void tell(const ipc::Message &event) override;

    /// In work at once. Apart from each other: who uses the files must not wait for who uses the block devices.
    static constexpr std::size_t kFileRequests = 192, kDeviceRequests = 256, kUblkRequests = 256;

private:
    enum Source : std::uint32_t {
        ControlChannel,
        ControlListener,
        Files,
        Devices,
        Ublk,
        Timer,
        Target, ///< One for each connection.
        SourceCount = Target + protocol::SessionMachine::kMaxConnections,
    };

    Worker(UniqueFd listener, std::uint32_t owner, std::unique_ptr<FuseExport> files,
           std::unique_ptr<NbdExport> devices, std::unique_ptr<UblkExport> ublk, ipc::CountersWriter counters,
           std::unique_ptr<EventLoop> loop, DeadlineTimer timer);
    void turn(std::uint32_t ready, Instant now);
    Result<> watchAll();
    Result<std::uint32_t> wait();
    [[nodiscard]] std::optional<Instant> deadline() const;
    void takeRequests(bool ofFiles, bool ofDevices, bool ofUblk, Instant now);
    void serve(const ipc::Serve &wanted, UniqueFd descriptor, Instant now);
    void answerRequests();
    [[nodiscard]] std::vector<ipc::DeviceInfo> named(std::vector<ipc::DeviceInfo> devices) const;
    void greet(ipc::Channel &channel);
    void handle(ipc::Packet packet);
    void reply(std::uint32_t serial, const Result<> &result);
    void stop(int exitCode);

    std::unique_ptr<FuseExport> m_files;
    std::unique_ptr<NbdExport> m_devices;
    std::unique_ptr<UblkExport> m_ublk;
    ExportList m_exports;
    ipc::CountersWriter m_counters;
    ControlServer m_control;
    Session m_session;
    const std::unique_ptr<EventLoop> m_loop;
    DeadlineTimer m_timer;
    std::optional<Instant> m_trimAt;
    std::string m_description;
    std::optional<Instant> m_giveUpAt; ///< Until a daemon gave us a session.
    std::optional<int> m_exitCode;
};

} // namespace portolan::dataplane::worker
