// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/lun_probe.h"

#include "daemon/protocol/scsi/capacity.h"
#include "daemon/protocol/scsi/device_identification.h"
#include "daemon/protocol/scsi/inquiry.h"
#include "daemon/protocol/scsi/mode_sense.h"

#include <cstdio>

namespace portolan::dataplane::worker {

namespace {

using namespace std::chrono_literals;
namespace scsi = protocol::scsi;

constexpr std::uint8_t kModeAllocation = 192; ///< Some targets refuse 255 (the choice of Linux' sd).
/// A unit that becomes ready later is looked at again later; the others shall not wait for it.
constexpr auto kPatience = 3'000ms;

std::string senseText(const CommandResult &result)
{
    if (!result.sense)
        return {};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), " (sense %x/%02x/%02x)", unsigned(result.sense->key),
                  unsigned(result.sense->asc), unsigned(result.sense->ascq));
    return text.data();
}

} // namespace

void LunProbe::start(protocol::Lun lun, Instant now)
{
    m_unit = LogicalUnit{};
    m_unit.lun = lun;
    m_pages = {};
    m_provisioned = m_readsZeroes = m_unmapBySame = false;
    m_verdict = Verdict::Found;
    m_busy = true;
    ask(Step::Inquiry, now);
}

void LunProbe::ask(Step step, Instant now)
{
    Command command;
    command.lun = m_unit.lun;
    command.owner = this;
    command.tag = std::uint32_t(step);
    command.patience = kPatience;
    command.direction = protocol::TransferDirection::Read;
    std::size_t size = scsi::kVpdAllocation;
    switch (step) {
    case Step::Inquiry:
        command.cdb = scsi::inquiry(std::uint16_t(size = scsi::Inquiry::kAllocation));
        break;
    case Step::SupportedPages:
        command.cdb = scsi::inquiryPage(scsi::SupportedPages::kPage, scsi::kVpdAllocation);
        break;
    case Step::SerialNumber:
        command.cdb = scsi::inquiryPage(scsi::UnitSerialNumber::kPage, scsi::kVpdAllocation);
        break;
    case Step::Identification:
        command.cdb = scsi::inquiryPage(scsi::DeviceIdentification::kPage, scsi::kVpdAllocation);
        break;
    case Step::BlockLimits:
        command.cdb = scsi::inquiryPage(scsi::BlockLimits::kPage, scsi::kVpdAllocation);
        break;
    case Step::Characteristics:
        command.cdb = scsi::inquiryPage(scsi::BlockCharacteristics::kPage, scsi::kVpdAllocation);
        break;
    case Step::Provisioning:
        command.cdb = scsi::inquiryPage(scsi::LogicalBlockProvisioning::kPage, scsi::kVpdAllocation);
        break;
    case Step::Ready:
        command.cdb = scsi::testUnitReady();
        command.direction = protocol::TransferDirection::None;
        size = 0;
        break;
    case Step::Capacity16:
        command.cdb = scsi::readCapacity16(std::uint32_t(size = scsi::Capacity::kSize16));
        break;
    case Step::Capacity10:
        command.cdb = scsi::readCapacity10();
        size = scsi::Capacity::kSize10;
        break;
    case Step::Mode:
        command.cdb = scsi::modeSense6(scsi::ModeSense::kCachingPage, kModeAllocation);
        size = kModeAllocation;
        break;
    case Step::End:
        return finish(m_verdict, now);
    }
    command.dataIn = std::span(m_buffer).first(size);
    m_executor.submit(command, now);
}

void LunProbe::commandEnded(std::uint32_t tag, const CommandResult &result, Instant now)
{
    ask(take(Step(tag), result), now);
}

LunProbe::Step LunProbe::take(Step step, const CommandResult &result)
{
    // No sense data and no status: the session failed the command, the unit said nothing.
    if (result.error != 0 && !result.sense && step == Step::Inquiry) {
        m_verdict = Verdict::Unreachable;
        return Step::End;
    }
    const Answer answer = result.error == 0 ? Answer(m_buffer).first(result.transferred) : Answer();
    switch (step) {
    case Step::Inquiry:
        return takeInquiry(result, answer);
    case Step::SupportedPages:
        if (auto pages = scsi::SupportedPages::parse(answer))
            m_pages = std::move(*pages);
        return nextPage(step);
    case Step::SerialNumber:
    case Step::Identification:
    case Step::BlockLimits:
    case Step::Characteristics:
    case Step::Provisioning:
        takePage(step, answer);
        return nextPage(step);
    case Step::Ready:
        return takeReady(result);
    case Step::Capacity16:
    case Step::Capacity10:
        return takeCapacity(step, result, answer);
    case Step::Mode:
        takeMode(answer);
        return Step::End;
    case Step::End:
        break;
    }
    return Step::End;
}

LunProbe::Step LunProbe::problem(std::string text, bool transient)
{
    m_unit.problem = std::move(text);
    m_unit.transient = transient;
    return Step::End;
}

LunProbe::Step LunProbe::takeInquiry(const CommandResult &result, Answer answer)
{
    const auto inquiry = scsi::Inquiry::parse(answer);
    if (!inquiry)
        return problem(result.error != 0 ? "does not identify itself" + senseText(result) : inquiry.error().message,
                       result.error != 0);
    m_unit.vendor = inquiry->vendor;
    m_unit.model = inquiry->product;
    m_unit.revision = inquiry->revision;
    // A controller (LUN 0 of many arrays), an enclosure or a tape is nothing that we carry. Shown as a disk that cannot
    // be used it would worry people for nothing.
    if (inquiry->qualifier == 3 || (inquiry->qualifier == 0 && !inquiry->isDisk())) {
        m_verdict = Verdict::NotThere;
        return Step::End;
    }
    if (inquiry->qualifier != 0)
        return problem("no device is connected to this unit", false);
    return Step::SupportedPages;
}

LunProbe::Step LunProbe::nextPage(Step step) const
{
    struct Row {
        Step step;
        std::uint8_t page;
    };
    constexpr std::array kRows{Row{Step::SerialNumber, scsi::UnitSerialNumber::kPage},
                               Row{Step::Identification, scsi::DeviceIdentification::kPage},
                               Row{Step::BlockLimits, scsi::BlockLimits::kPage},
                               Row{Step::Characteristics, scsi::BlockCharacteristics::kPage},
                               Row{Step::Provisioning, scsi::LogicalBlockProvisioning::kPage}};
    for (const Row &row : kRows) {
        if (row.step > step && m_pages.has(row.page))
            return row.step;
    }
    return Step::Ready;
}

void LunProbe::takePage(Step step, Answer answer)
{
    if (step == Step::SerialNumber) {
        if (const auto page = scsi::UnitSerialNumber::parse(answer))
            m_unit.serial = page->serial;
    } else if (step == Step::Identification) {
        if (const auto page = scsi::DeviceIdentification::parse(answer))
            m_unit.wwid = page->worldWideName();
    } else if (step == Step::BlockLimits) {
        if (const auto page = scsi::BlockLimits::parse(answer))
            m_unit.limits = {page->optimalGranularity,      page->optimalTransfer, page->maxTransfer,
                             page->optimalUnmapGranularity, page->unmapAlignment,  page->maxWriteSame};
    } else if (step == Step::Characteristics) {
        if (const auto page = scsi::BlockCharacteristics::parse(answer))
            m_unit.rotationRate = page->rotationRate;
    } else if (const auto page = scsi::LogicalBlockProvisioning::parse(answer)) {
        m_unmapBySame = page->writeSame16;
        m_readsZeroes = page->readsZeroes;
        m_provisioned = page->unmap || page->writeSame16 || page->writeSame10;
    }
}

LunProbe::Step LunProbe::takeReady(const CommandResult &result)
{
    if (result.error == 0)
        return Step::Capacity16;
    return problem("not ready" + senseText(result), true);
}

LunProbe::Step LunProbe::takeCapacity(Step step, const CommandResult &result, Answer answer)
{
    const auto capacity = step == Step::Capacity16 ? scsi::Capacity::parse16(answer) : scsi::Capacity::parse10(answer);
    if (!capacity && step == Step::Capacity16 &&
        (result.error != 0 || capacity.error().code == ErrorCode::ProtocolViolation))
        return Step::Capacity10; // an old target
    if (!capacity || capacity->needs16)
        return problem(result.error != 0 ? "does not tell its size" + senseText(result) : "does not tell a usable size",
                       true);
    if (capacity->blocks == 0 || capacity->blocks > std::uint64_t(INT64_MAX) / capacity->blockSize)
        return problem("its size is not one that a file can have", true);
    m_unit.sizeBytes = capacity->blocks * capacity->blockSize;
    m_unit.blockSize = capacity->blockSize;
    m_unit.physicalBlockSize = step == Step::Capacity16 ? capacity->blockSize * capacity->physicalBlocks : 0;
    m_unit.thin = m_provisioned && capacity->provisioned;
    m_unit.zeroingUnmap = m_unit.thin && m_unmapBySame && (m_readsZeroes || capacity->readsZeroes);
    return Step::Mode;
}

void LunProbe::takeMode(Answer answer)
{
    const auto mode = scsi::ModeSense::parse6(answer);
    if (!mode)
        return; // nothing known: writeCache stays on, so that flushes are sent
    m_unit.readOnly = mode->writeProtected;
    m_unit.forceUnitAccess = mode->forceUnitAccess;
    if (mode->caching) {
        m_unit.writeCache = mode->caching->writeBack;
        m_unit.writeCacheKnown = true;
    }
}

void LunProbe::finish(Verdict verdict, Instant now)
{
    m_busy = false;
    m_done(*this, verdict, now);
}

} // namespace portolan::dataplane::worker
