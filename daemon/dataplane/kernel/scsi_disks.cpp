// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/scsi_disks.h"

#include "common/log/log.h"
#include "daemon/dataplane/kernel/apart.h"
#include "daemon/protocol/scsi/cdb.h"
#include "daemon/protocol/scsi/report_luns.h"
#include "daemon/protocol/scsi/sense.h"
#include "daemon/protocol/scsi/vital_product_data.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <new>
#include <optional>
#include <scsi/sg.h>
#include <span>
#include <sys/ioctl.h>
#include <thread>

namespace portolan::dataplane::kernel {

namespace {

using namespace std::chrono_literals;

/// The kernel looks at new disks in the background, several commands each.
constexpr auto kProbeLimit = 30s;
/// What udev's rules may take; its names come later all the same.
constexpr auto kUdevLimit = 10s;
/// Between two looks at what is not there yet: the first ones quick, all of them few, since many sessions look at once.
constexpr auto kFirstPause = 4ms, kLongestPause = 256ms;
/// Block devices come of these types: direct access, optical, optical memory, reduced block commands, zoned.
constexpr int kDisk = 0x00, kOptical = 0x05, kOpticalMemory = 0x07, kReduced = 0x0e, kZoned = 0x14;

bool isDisk(const ScsiDevice &device)
{
    return device.type == kDisk || device.type == kOptical || device.type == kOpticalMemory ||
           device.type == kReduced || device.type == kZoned;
}

/// \return 0 or an errno
int writeAttribute(const QString &path, const QByteArray &value)
{
    const UniqueFd file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC));
    if (!file)
        return errno;
    return ::write(file.get(), value.constData(), std::size_t(value.size())) == value.size() ? 0 : errno;
}

/// Files whose writing makes the kernel ask the target. \return 0 or the first errno; the others are written all the
/// same
int writeWaiting(const QList<QByteArray> &names, const QByteArray &value)
{
    return runApart([&] {
        int cause = 0;
        for (const QByteArray &name : names) {
            const int file = ::open(name.constData(), O_WRONLY | O_CLOEXEC);
            const bool written =
                file >= 0 && ::write(file, value.constData(), std::size_t(value.size())) == value.size();
            if (!written && cause == 0)
                cause = errno;
            ::close(file);
        }
        return cause;
    });
}

/// Text of a target, so never trusted.
QString printable(const QByteArray &text)
{
    QString clean;
    for (const QChar c : QString::fromUtf8(text)) {
        if (c.isPrint())
            clean += c;
    }
    return clean.trimmed();
}

QByteArray wwidOf(const ScsiDevice &disk) { return readAttribute(disk.directory + QStringLiteral("/wwid")); }

QString serialOf(const ScsiDevice &disk)
{
    constexpr qsizetype kPageHeader = 4;
    const QByteArray page = readAttribute(disk.directory + QStringLiteral("/vpd_pg80"));
    return printable(page.mid(kPageHeader));
}

std::optional<bool> solidStateOf(const ScsiDevice &disk, const QString &block)
{
    // The kernel calls everything rotating that does not say what it is.
    if (readAttribute(block + QStringLiteral("queue/rotational")) == "0")
        return true;
    const QByteArray page = readAttribute(disk.directory + QStringLiteral("/vpd_pgb1"));
    const auto told = protocol::scsi::BlockCharacteristics::parse(std::as_bytes(std::span(page.data(), page.size())));
    if (!told || told->rotationRate == 0)
        return {};
    return told->isSolidState();
}

/// \param block  the block device's directory, with a slash at its end
DiskFacts factsOf(const ScsiDevice &disk, const QString &block)
{
    DiskFacts facts;
    facts.solidState = solidStateOf(disk, block);
    const QByteArray cache =
        readAttribute(QStringLiteral("%1/scsi_disk/%2/cache_type").arg(disk.directory, disk.address));
    if (!cache.isEmpty())
        facts.writeCache = cache.startsWith("write back");
    const QByteArray discard = readAttribute(block + QStringLiteral("queue/discard_max_bytes"));
    if (!discard.isEmpty())
        facts.discard = discard != "0";
    facts.physicalBlockSize = readAttribute(block + QStringLiteral("queue/physical_block_size")).toUInt();
    return facts;
}

/// Until a condition holds or the time is over.
template <typename Condition>
void waitUntil(std::chrono::milliseconds limit, Condition holds)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::chrono::milliseconds pause = kFirstPause;
    while (!holds() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(pause);
        pause = std::min<std::chrono::milliseconds>(pause * 2, kLongestPause);
    }
}

QString textOf(DiskList::Problem problem)
{
    return problem == DiskList::Problem::Gone
               ? QStringLiteral("the target does not offer it any more, and it is in use")
               : QStringLiteral("another disk took its place while it was in use; it was taken offline");
}

constexpr std::size_t kLunLength = 8, kListHeader = 8;
constexpr std::size_t kMostLuns = 16'384; // as many as the first level can address

/// One REPORT LUNS and what came of it.
struct LunQuestion {
    sg_io_hdr_t request{};
    protocol::scsi::Cdb cdb{};
    std::array<std::byte, 32> sense{};
    std::array<std::byte, kListHeader + kMostLuns * kLunLength> data{};

    void prepare(std::size_t allocation)
    {
        constexpr unsigned kTimeoutMs = 30'000;
        cdb = protocol::scsi::reportLuns(std::uint32_t(allocation));
        request = {};
        request.interface_id = 'S';
        request.dxfer_direction = SG_DXFER_FROM_DEV;
        request.cmd_len = 12;
        request.cmdp = reinterpret_cast<unsigned char *>(cdb.data());
        request.mx_sb_len = std::uint8_t(sense.size());
        request.sbp = reinterpret_cast<unsigned char *>(sense.data());
        request.dxfer_len = unsigned(allocation);
        request.dxferp = data.data();
        request.timeout = kTimeoutMs;
    }

    /// \return 0 or an errno
    int send(const QByteArray &node)
    {
        return runApart([this, &node] {
            const int file = ::open(node.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            return file >= 0 && ::ioctl(file, SG_IO, &request) == 0 ? 0 : errno;
        });
    }
};

} // namespace

Result<std::set<std::uint64_t>> reportLuns(const QString &deviceNode)
{
    const auto question = std::make_unique<LunQuestion>();
    int unitAttentions = 0; // each has its turn before a command is carried out
    constexpr int kMostUnitAttentions = 8;
    std::size_t allocation = kListHeader + 256 * kLunLength;
    for (;;) {
        question->prepare(allocation);
        if (const int cause = question->send(QFile::encodeName(deviceNode)); cause != 0)
            return fail(ErrorCode::Internal,
                        "REPORT LUNS cannot be sent to " + deviceNode.toStdString() + ": " + std::strerror(cause),
                        cause);
        const sg_io_hdr_t &request = question->request;
        const auto told = protocol::scsi::Sense::parse(std::span(question->sense).first(request.sb_len_wr));
        if (told && told->key == protocol::scsi::SenseKey::UnitAttention && ++unitAttentions <= kMostUnitAttentions)
            continue;
        if ((request.info & SG_INFO_OK_MASK) != SG_INFO_OK)
            return fail(ErrorCode::TransportFailed, "the target did not answer REPORT LUNS");
        const std::size_t got = allocation - std::size_t(std::clamp(request.resid, 0, int(allocation)));
        const auto list = protocol::scsi::LunList::parse(std::span(question->data).first(got));
        if (!list)
            return fail(list.error());
        if (list->neededAllocation > allocation && allocation < kMostLuns * kLunLength) {
            allocation = std::min<std::size_t>(list->neededAllocation, kMostLuns * kLunLength);
            continue;
        }
        std::set<std::uint64_t> luns;
        for (const protocol::Lun &lun : list->luns)
            luns.insert(lun.value);
        return luns;
    }
}

ScsiDisks::ScsiDisks(SessionTree tree, std::shared_ptr<RulesWatch::Waiting> rules)
    : m_tree(std::move(tree))
    , m_rules(std::move(rules))
{}

std::vector<ScsiDevice> ScsiDisks::disksOf(std::uint32_t sid) const
{
    auto disks = m_tree.devices(sid);
    std::erase_if(disks, [](const ScsiDevice &device) { return !isDisk(device); });
    std::ranges::sort(disks, {}, &ScsiDevice::lun);
    return disks;
}

Result<DiskList> ScsiDisks::scan(std::uint32_t sid, std::chrono::milliseconds commandTimeout) const
{
    if (auto asked = askForNew(sid); !asked)
        return fail(asked.error());
    waitForBlockDevices(sid);
    setCommandTimeout(sid, commandTimeout);
    return DiskList{list(sid, {}), {}};
}

Result<DiskList> ScsiDisks::rescan(std::uint32_t sid, std::chrono::milliseconds commandTimeout,
                                   const Problems &known) const
{
    std::map<std::uint64_t, QByteArray> before;
    QList<QByteArray> files;
    for (const ScsiDevice &disk : disksOf(sid)) {
        before[disk.lun] = wwidOf(disk);
        files.append(QFile::encodeName(disk.directory + QStringLiteral("/rescan")));
    }
    // The kernel reads identification and capacity again; one that is blocked or gone is seen below.
    if (const int cause = writeWaiting(files, "1"); cause != 0)
        qCInfo(log::dataplane, "k%u: some disks were not looked at again: %s", sid, std::strerror(cause));
    DiskList found;
    found.problems = separateReplaced(sid, before, known);
    removeGone(sid, found.problems);
    if (auto asked = askForNew(sid); !asked)
        return fail(asked.error());
    waitForBlockDevices(sid);
    setCommandTimeout(sid, commandTimeout);
    found.devices = list(sid, found.problems);
    return found;
}

Result<> ScsiDisks::askForNew(std::uint32_t sid) const
{
    const auto host = m_tree.hostOf(sid);
    if (!host)
        return fail(ErrorCode::NotFound, "the kernel has no session " + std::to_string(sid));
    const int cause = writeWaiting({QFile::encodeName(m_tree.scanFile(*host))}, "- - -");
    if (cause != 0)
        return fail(ErrorCode::TransportFailed, std::string("the kernel cannot look for LUNs: ") + std::strerror(cause),
                    cause);
    return {};
}

void ScsiDisks::waitForBlockDevices(std::uint32_t sid) const
{
    std::vector<ScsiDevice> disks;
    waitUntil(kProbeLimit, [&] {
        disks = disksOf(sid);
        return std::ranges::none_of(disks, [](const ScsiDevice &disk) { return disk.block.isEmpty(); });
    });
    const auto deadline = std::chrono::steady_clock::now() + kUdevLimit;
    for (const ScsiDevice &disk : disks) {
        if (m_rules && !disk.block.isEmpty() && !RulesWatch::waitFor(*m_rules, disk.block.toStdString(), deadline))
            return;
    }
}

void ScsiDisks::setCommandTimeout(std::uint32_t sid, std::chrono::milliseconds timeout) const
{
    // The kernel knows no "for ever"; a day is what a person would call so.
    constexpr std::chrono::seconds kForEver = 24h;
    const auto seconds = timeout.count() > 0 ? std::chrono::ceil<std::chrono::seconds>(timeout) : kForEver;
    for (const ScsiDevice &disk : disksOf(sid))
        writeAttribute(disk.directory + QStringLiteral("/timeout"), QByteArray::number(qint64(seconds.count())));
}

ScsiDisks::Problems ScsiDisks::separateReplaced(std::uint32_t sid, const std::map<std::uint64_t, QByteArray> &before,
                                                const Problems &known) const
{
    Problems problems;
    for (const ScsiDevice &disk : disksOf(sid)) {
        const auto earlier = known.find(disk.lun);
        const bool already = earlier != known.end() && earlier->second == DiskList::Problem::Replaced;
        const auto name = before.find(disk.lun);
        const QByteArray now = wwidOf(disk);
        const bool differs = name != before.end() && !name->second.isEmpty() && !now.isEmpty() && name->second != now;
        if (!already && !differs)
            continue;
        if (differs)
            qCWarning(log::dataplane, "k%u: %s was %s and is %s now", sid, qUtf8Printable(disk.block),
                      name->second.constData(), now.constData());
        if (removeUnused(disk)) // and found anew
            continue;
        // The kernel wants the line end here.
        if (const int cause = writeAttribute(disk.directory + QStringLiteral("/state"), "offline\n"); cause != 0)
            qCCritical(log::dataplane, "k%u: %s could not be taken offline: %s", sid, qUtf8Printable(disk.block),
                       std::strerror(cause));
        problems[disk.lun] = DiskList::Problem::Replaced;
    }
    return problems;
}

void ScsiDisks::removeGone(std::uint32_t sid, Problems &problems) const
{
    const auto disks = disksOf(sid);
    const auto asked = std::ranges::find_if(disks, [](const ScsiDevice &disk) {
        return !disk.block.isEmpty() && readAttribute(disk.directory + QStringLiteral("/state")) == "running";
    });
    if (asked == disks.end())
        return;
    const auto there = reportLuns(m_tree.deviceNode(asked->block));
    if (!there) {
        qCWarning(log::dataplane, "k%u: which LUNs are gone is not known: %s", sid, there.error().message.c_str());
        return;
    }
    for (const ScsiDevice &disk : disks) {
        if (!there->contains(disk.lun) && !removeUnused(disk))
            problems.emplace(disk.lun, DiskList::Problem::Gone);
    }
}

bool ScsiDisks::removeUnused(const ScsiDevice &disk) const
{
    const QByteArray node = disk.block.isEmpty() ? QByteArray() : QFile::encodeName(m_tree.deviceNode(disk.block));
    return runApart([node, attribute = QFile::encodeName(disk.directory + QStringLiteral("/delete"))] {
               // Exclusive: fails while it, or a partition of it, is mounted, a swap, or part of another device.
               if (!node.isEmpty() && ::open(node.constData(), O_RDONLY | O_EXCL | O_NONBLOCK | O_CLOEXEC) < 0 &&
                   errno == EBUSY)
                   return EBUSY;
               const int file = ::open(attribute.constData(), O_WRONLY | O_CLOEXEC);
               return file >= 0 && ::write(file, "1", 1) == 1 ? 0 : errno;
           }) == 0;
}

std::vector<Device> ScsiDisks::list(std::uint32_t sid, const Problems &problems) const
{
    std::vector<Device> devices;
    for (const ScsiDevice &disk : disksOf(sid)) {
        devices.push_back(describe(disk));
        if (const auto problem = problems.find(disk.lun); problem != problems.end())
            devices.back().problem = textOf(problem->second);
    }
    return devices;
}

Device ScsiDisks::describe(const ScsiDevice &disk) const
{
    const auto attribute = [&disk](const char *name) {
        return readAttribute(disk.directory + QLatin1Char('/') + QLatin1String(name));
    };
    Device device;
    device.lun = disk.lun;
    device.vendor = printable(attribute("vendor"));
    device.model = printable(attribute("model"));
    device.revision = printable(attribute("rev"));
    device.wwid = printable(attribute("wwid"));
    device.serial = serialOf(disk);
    if (disk.block.isEmpty()) {
        device.problem = QStringLiteral("not ready");
        return device;
    }
    device.exportKind = ExportKind::Kernel;
    device.path = m_tree.deviceNode(disk.block);
    const QString block = m_tree.blockDirectory(disk.block) + QLatin1Char('/');
    constexpr quint64 kSector = 512; // of sysfs, whatever the disk's blocks are
    device.sizeBytes = readAttribute(block + QStringLiteral("size")).toULongLong() * kSector;
    if (const uint size = readAttribute(block + QStringLiteral("queue/logical_block_size")).toUInt(); size > 0)
        device.blockSize = size;
    device.readOnly = readAttribute(block + QStringLiteral("ro")) == "1";
    device.thin = attribute(QByteArray("scsi_disk/" + disk.address.toLatin1() + "/thin_provisioning")) == "1";
    device.facts = factsOf(disk, block);
    const QByteArray state = attribute("state");
    if (state == "offline")
        device.problem = QStringLiteral("taken offline by the kernel");
    else if (device.sizeBytes == 0)
        device.problem = QStringLiteral("not ready");
    return device;
}

} // namespace portolan::dataplane::kernel
