// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/lun_probe.h"

#include <deque>
#include <memory>

namespace portolan::dataplane::worker {

/// Asks the target for its logical units and each of them what it is, several at a time.
class LunScanner final : public CommandOwner {
public:
    static constexpr std::size_t kMaxUnits = 256;
    static constexpr std::size_t kProbes = 8; ///< At once; so many commands it may hold.

    struct Scan {
        /// Not set: the session ended before the target had answered, nothing is known.
        bool complete = false;
        std::vector<LogicalUnit> units{}; ///< Ascending by LUN
    };
    using Done = std::function<void(Scan, Instant)>;

    LunScanner(CommandExecutor &executor, Done done);

    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// \pre !isBusy()
    void start(Instant now);

    void commandEnded(std::uint32_t tag, const CommandResult &result, Instant now) override;

private:
    void probeNext(Instant now);
    void probed(LunProbe &probe, LunProbe::Verdict verdict, Instant now);

    CommandExecutor &m_executor;
    const Done m_done;
    bool m_busy = false;
    Scan m_scan;
    std::deque<protocol::Lun> m_toProbe;
    std::vector<std::unique_ptr<LunProbe>> m_probes;
    std::array<std::byte, 8 + 8 * kMaxUnits> m_buffer{};
};

} // namespace portolan::dataplane::worker
