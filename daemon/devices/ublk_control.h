// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <liburing.h>
#include <map>
#include <memory>

class QSocketNotifier;

namespace portolan::devices {

/// The kernel's /dev/ublk-control. Its commands may take as long as a disk that does not answer; threads of the kernel
/// wait for them, and the event loop hears of the end. Takes CAP_SYS_ADMIN.
class UblkControl : public QObject {
    Q_OBJECT

public:
    struct Command {
        std::uint32_t operation = 0;
        std::uint32_t device = UINT32_MAX; ///< Its number; none
        std::uint64_t data = 0;
        std::shared_ptr<void> memory{}; ///< The kernel reads or writes it until the command is done.
        std::uint16_t memorySize = 0;
    };
    using Token = std::uint64_t;
    using Done = std::function<void(int result)>; ///< 0, or -errno

    /// \return NotFound where there is no such file, NotSupported where the kernel does not tell its features
    /// (before 6.5)
    static Result<std::unique_ptr<UblkControl>> open();
    ~UblkControl() override;

    [[nodiscard]] std::uint64_t features() const { return m_features; }
    /// \param done  from the event loop
    Token submit(Command command, Done done);
    /// One that waits ends with -EINTR, or -ECANCELED; one that works goes on.
    void cancel(Token token);

private:
    struct Running {
        Command command;
        Done done;
    };

    UblkControl() = default;
    Result<> start();
    [[nodiscard]] io_uring_sqe *entry();
    void push(Token token, const Command &command);
    int waitFor(Token token);
    void completed();

    UniqueFd m_file, m_event;
    io_uring m_ring{};
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::map<Token, Running> m_running;
    Token m_last = 0;
    std::uint64_t m_features = 0;
};

} // namespace portolan::devices
