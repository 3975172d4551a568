// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/lun_scanner.h"

#include "daemon/protocol/scsi/report_luns.h"

#include <algorithm>

namespace portolan::dataplane::worker {

LunScanner::LunScanner(CommandExecutor &executor, Done done)
    : m_executor(executor)
    , m_done(std::move(done))
{
    for (std::size_t i = 0; i < kProbes; ++i) {
        m_probes.push_back(std::make_unique<LunProbe>(executor, [this](LunProbe &probe, LunProbe::Verdict verdict,
                                                                       Instant now) { probed(probe, verdict, now); }));
    }
}

void LunScanner::start(Instant now)
{
    m_busy = true;
    m_scan = Scan{true, {}};
    Command command;
    command.cdb = protocol::scsi::reportLuns(std::uint32_t(m_buffer.size()));
    command.direction = protocol::TransferDirection::Read;
    command.dataIn = m_buffer;
    command.owner = this;
    m_executor.submit(command, now);
}

void LunScanner::commandEnded(std::uint32_t, const CommandResult &result, Instant now)
{
    m_toProbe.clear();
    if (result.error == 0) {
        const auto list = protocol::scsi::LunList::parse(std::span(m_buffer).first(result.transferred));
        if (list)
            m_toProbe.assign(list->luns.begin(),
                             list->luns.begin() + std::ptrdiff_t(std::min(list->luns.size(), kMaxUnits)));
        else
            m_scan.complete = false;
    } else if (result.sense) {
        m_toProbe.push_back(protocol::Lun{}); // before SPC-3 REPORT LUNS is optional: then there may be LUN 0
    } else {
        m_scan.complete = false;
    }
    probeNext(now);
}

void LunScanner::probeNext(Instant now)
{
    for (const auto &probe : m_probes) {
        if (m_toProbe.empty())
            break;
        if (probe->isBusy())
            continue;
        const protocol::Lun lun = m_toProbe.front();
        m_toProbe.pop_front();
        probe->start(lun, now);
    }
    const bool probing =
        std::any_of(m_probes.begin(), m_probes.end(), [](const auto &probe) { return probe->isBusy(); });
    if (probing || !m_busy)
        return;
    m_busy = false;
    std::sort(m_scan.units.begin(), m_scan.units.end(), [](const auto &a, const auto &b) { return a.lun < b.lun; });
    m_done(std::move(m_scan), now);
}

void LunScanner::probed(LunProbe &probe, LunProbe::Verdict verdict, Instant now)
{
    if (verdict == LunProbe::Verdict::Unreachable)
        m_scan.complete = false;
    else if (verdict == LunProbe::Verdict::Found)
        m_scan.units.push_back(probe.takeUnit());
    probeNext(now);
}

} // namespace portolan::dataplane::worker
