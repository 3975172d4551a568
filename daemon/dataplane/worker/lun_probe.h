// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/command_executor.h"
#include "daemon/dataplane/worker/logical_unit.h"
#include "daemon/protocol/scsi/vital_product_data.h"

#include <array>
#include <functional>

namespace portolan::dataplane::worker {

/// Finds out what one logical unit is, one command after the other: INQUIRY, its pages, TEST UNIT READY, READ CAPACITY,
/// MODE SENSE. Whatever a target refuses that a disk can live without is done without.
class LunProbe final : public CommandOwner {
public:
    enum class Verdict : std::uint8_t {
        Found,       ///< takeUnit() tells, also why it cannot be used.
        NotThere,    ///< The target has no such unit, or it is no disk.
        Unreachable, ///< The session ended before the answer came; nothing is known.
    };
    using Done = std::function<void(LunProbe &, Verdict, Instant)>;

    LunProbe(CommandExecutor &executor, Done done)
        : m_executor(executor)
        , m_done(std::move(done))
    {}

    void start(protocol::Lun lun, Instant now);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] LogicalUnit takeUnit() { return std::move(m_unit); }

    void commandEnded(std::uint32_t tag, const CommandResult &result, Instant now) override;

private:
    enum class Step : std::uint8_t {
        Inquiry,
        SupportedPages,
        SerialNumber,
        Identification,
        BlockLimits,
        Characteristics,
        Provisioning,
        Ready,
        Capacity16,
        Capacity10,
        Mode,
        End
    };
    using Answer = std::span<const std::byte>;

    void ask(Step step, Instant now);
    /// \return the step that follows
    Step take(Step step, const CommandResult &result);
    Step takeInquiry(const CommandResult &result, Answer answer);
    Step takeReady(const CommandResult &result);
    Step takeCapacity(Step step, const CommandResult &result, Answer answer);
    void takePage(Step step, Answer answer);
    void takeMode(Answer answer);
    Step nextPage(Step step) const;
    void finish(Verdict verdict, Instant now);
    Step problem(std::string text, bool transient);

    CommandExecutor &m_executor;
    const Done m_done;
    LogicalUnit m_unit;
    protocol::scsi::SupportedPages m_pages;
    bool m_provisioned = false; ///< LBPME
    bool m_readsZeroes = false; ///< LBPRZ of READ CAPACITY(16)
    bool m_unmapBySame = false; ///< LBPWS
    Verdict m_verdict = Verdict::Found;
    bool m_busy = false;
    std::array<std::byte, protocol::scsi::kVpdAllocation> m_buffer{};
};

} // namespace portolan::dataplane::worker
