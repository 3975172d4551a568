// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/device_watch.h"

#include "common/log/log.h"
#include "daemon/devices/loop_device.h"
#include "daemon/devices/user_finder.h"
#include "daemon/engine/event_text.h"

#include <QTimer>

#include <algorithm>
#include <unistd.h>

namespace portolan::engine {

DeviceTools DeviceTools::system()
{
    const auto users = std::make_shared<devices::UserFinder>();
    const auto findUsers = [users](QStringList paths, std::vector<qint64> exclude, QObject *context,
                                   devices::UserFinder::Done done) {
        users->find(std::move(paths), std::move(exclude), context, std::move(done));
    };
    return {&devices::attachLoop, &devices::findLoop, &devices::detachLoop, &devices::resizeLoop, findUsers};
}

struct DeviceWatch::Removal {
    std::size_t pending = 0;
    Result<> result;
    std::function<void(Result<>)> done;
};

QString lunText(std::uint64_t lun)
{
    const auto first = unsigned(lun >> 48);
    const bool simple = (lun & 0xffffffffffffULL) == 0 && (first >> 14) < 2; // Peripheral or flat space addressing.
    return simple ? QString::number(first & 0x3fff) : QStringLiteral("%1").arg(lun, 16, 16, QLatin1Char('0'));
}

namespace {

QVariantMap detailsOf(const dataplane::Device &device)
{
    return {{QStringLiteral("lun"), lunText(device.lun)},
            {QStringLiteral("path"), device.path},
            {QStringLiteral("size"), qulonglong(device.sizeBytes)},
            {QStringLiteral("vendor"), device.vendor},
            {QStringLiteral("model"), device.model},
            {QStringLiteral("problem"), device.problem}};
}

constexpr std::chrono::milliseconds kPause{300}; ///< dumpe2fs and blkid are done by then.

/// It may be gone in a moment: a program that has the device itself open, and nothing that stands on it.
bool isPassing(const devices::DeviceUser &user)
{
    return user.kind == devices::UserKind::Process && user.path.isEmpty();
}

QString sentence(const dataplane::Device &device)
{
    QString text = QStringLiteral("LUN %1: %2 %3, %4 bytes")
                       .arg(lunText(device.lun), device.vendor, device.model)
                       .arg(device.sizeBytes);
    if (!device.problem.isEmpty())
        text += QStringLiteral("; cannot be used: ") + device.problem;
    return text;
}

} // namespace

DeviceWatch::DeviceWatch(DeviceTools tools, bool loopDevices, Report report, QObject *parent)
    : QObject(parent)
    , m_tools(std::move(tools))
    , m_loopDevices(loopDevices)
    , m_report(std::move(report))
{}

DeviceWatch::~DeviceWatch() = default;

void DeviceWatch::setDevices(const std::vector<dataplane::Device> &devices)
{
    const bool first = !std::exchange(m_known, true);
    std::map<std::uint64_t, Entry> before;
    before.swap(m_entries);
    for (const dataplane::Device &device : devices) {
        const auto found = before.find(device.lun);
        if (found == before.end()) {
            add(device);
            continue;
        }
        auto node = before.extract(found);
        update(m_entries.insert(std::move(node)).position->second, device);
    }
    for (const auto &[lun, entry] : before) {
        m_report(Severity::Warning, QStringLiteral("lun.removed"), QStringLiteral("LUN %1 is gone").arg(lunText(lun)),
                 detailsOf(entry.device));
        if (entry.state == LoopState::Standing)
            dropLoop(entry.loop, entry.loopFile);
    }
    if (devices.empty() && (first || !before.empty()))
        m_report(Severity::Warning, QStringLiteral("lun.none"),
                 QStringLiteral("the target offers no disk to this initiator"), {});
    emit changed();
}

void DeviceWatch::add(const dataplane::Device &device)
{
    Entry &entry = m_entries[device.lun];
    entry.device = device;
    m_report(device.problem.isEmpty() ? Severity::Info : Severity::Warning, QStringLiteral("lun.added"),
             sentence(device), detailsOf(device));
    startLoop(entry);
}

void DeviceWatch::update(Entry &entry, const dataplane::Device &device)
{
    const dataplane::Device before = std::exchange(entry.device, device);
    if (before.sizeBytes != device.sizeBytes) {
        QVariantMap details = detailsOf(device);
        details.insert(QStringLiteral("old_size"), qulonglong(before.sizeBytes));
        m_report(Severity::Info, QStringLiteral("lun.resized"),
                 QStringLiteral("LUN %1: %2 -> %3 bytes")
                     .arg(lunText(device.lun))
                     .arg(before.sizeBytes)
                     .arg(device.sizeBytes),
                 std::move(details));
    }
    const bool otherFile =
        before.path != device.path || before.blockSize != device.blockSize || before.readOnly != device.readOnly;
    if (otherFile && entry.state == LoopState::Standing) {
        dropLoop(std::exchange(entry.loop, {}), entry.loopFile);
        entry.state = LoopState::None;
    }
    if (entry.state == LoopState::None)
        startLoop(entry);
    else if (entry.state == LoopState::Standing && before.sizeBytes != device.sizeBytes)
        m_tools.resizeLoop(entry.loop, this, [this, loop = entry.loop](const Result<> &result) {
            if (!result)
                m_report(Severity::Warning, QStringLiteral("lun.loop_failed"),
                         QStringLiteral("%1 did not take its new size: %2").arg(loop, textOf(result.error().message)),
                         engine::detailsOf(result.error()));
        });
}

void DeviceWatch::startLoop(Entry &entry)
{
    const dataplane::Device &device = entry.device;
    if (!m_loopDevices || m_closing || device.exportKind != dataplane::ExportKind::FuseFile || device.path.isEmpty() ||
        device.sizeBytes == 0)
        return;
    // After a restart of the daemon it stands already.
    if (const auto standing = m_tools.findLoop(device.path)) {
        entry.loop = *standing;
        entry.loopFile = device.path;
        entry.state = LoopState::Standing;
        return;
    }
    entry.state = LoopState::Coming;
    m_tools.attachLoop(
        device.path, device.blockSize, device.readOnly, this,
        [this, lun = device.lun, file = device.path](const Result<QString> &loop) { loopCame(lun, file, loop); });
}

void DeviceWatch::loopCame(std::uint64_t lun, const QString &file, const Result<QString> &loop)
{
    const auto found = m_entries.find(lun);
    const bool stillWanted = found != m_entries.end() && found->second.state == LoopState::Coming &&
                             found->second.device.path == file && !m_closing;
    if (!loop) {
        m_report(Severity::Warning, QStringLiteral("lun.loop_failed"),
                 QStringLiteral("no loop device on %1: %2").arg(file, textOf(loop.error().message)),
                 engine::detailsOf(loop.error()));
    } else if (!stillWanted) {
        dropLoop(*loop, file);
    }
    if (found == m_entries.end() || found->second.state != LoopState::Coming)
        return;
    const bool stands = loop && stillWanted;
    found->second.state = stands ? LoopState::Standing : LoopState::None;
    found->second.loop = stands ? *loop : QString();
    found->second.loopFile = file;
    if (loop && !stillWanted)
        startLoop(found->second); // Its file was replaced meanwhile.
    emit changed();
}

void DeviceWatch::dropLoop(const QString &loop, const QString &file)
{
    m_tools.detachLoop(loop, file, this, [loop](const Result<> &result) {
        if (!result && result.error().code != ErrorCode::NotFound)
            qCWarning(log::devices, "%s stays: %s", qUtf8Printable(loop), result.error().message.c_str());
    });
}

bool DeviceWatch::settled() const
{
    return m_known && std::none_of(m_entries.begin(), m_entries.end(),
                                   [](const auto &entry) { return entry.second.state == LoopState::Coming; });
}

std::vector<LunInfo> DeviceWatch::luns() const
{
    std::vector<LunInfo> luns;
    luns.reserve(m_entries.size());
    for (const auto &[lun, entry] : m_entries)
        luns.push_back({0, entry.device, entry.loop, entry.users});
    return luns;
}

void DeviceWatch::lookForUsers(Patience patience, std::function<void(Users)> done)
{
    look(patience == Patience::None ? 1 : 3, std::move(done));
}

void DeviceWatch::look(int looksLeft, std::function<void(Users)> done)
{
    auto decide = [this, looksLeft, done = std::move(done)](Users users) {
        if (looksLeft <= 1 || users.empty() || !std::ranges::all_of(users, &isPassing))
            return done(std::move(users));
        QTimer::singleShot(kPause, this, [this, looksLeft, done] { look(looksLeft - 1, done); });
    };
    struct Look {
        std::size_t pending = 1; // This function itself.
        Users users;
        std::function<void(Users)> done;
    };
    auto look = std::make_shared<Look>();
    look->done = std::move(decide);
    const auto oneDone = [look] {
        if (--look->pending == 0)
            look->done(std::move(look->users));
    };
    for (const auto &[lun, entry] : m_entries) {
        if (entry.device.path.isEmpty())
            continue;
        QStringList paths{entry.device.path};
        if (!entry.loop.isEmpty())
            paths << entry.loop;
        ++look->pending;
        m_tools.findUsers(paths, {qint64(::getpid())}, this,
                          [this, lun = lun, look, oneDone, loop = entry.loop](Users users) {
                              // Our own loop device on the file is no user; who uses it is in the list by itself.
                              std::erase_if(users, [&loop](const devices::DeviceUser &user) {
                                  return user.kind == devices::UserKind::Loop && !loop.isEmpty() &&
                                         (user.device == loop || user.path == loop);
                              });
                              look->users.insert(look->users.end(), users.begin(), users.end());
                              usersFound(lun, std::move(users));
                              oneDone();
                          });
    }
    oneDone();
}

void DeviceWatch::usersFound(std::uint64_t lun, Users users)
{
    const auto found = m_entries.find(lun);
    if (found == m_entries.end() || found->second.users == users)
        return;
    found->second.users = std::move(users);
    emit changed();
}

void DeviceWatch::removeLoops(std::function<void(Result<>)> done)
{
    m_closing = true;
    auto removal = std::make_shared<Removal>();
    removal->done = std::move(done);
    removal->pending = 1; // This function itself.
    for (auto &[lun, entry] : m_entries) {
        if (entry.state != LoopState::Standing && entry.state != LoopState::Going)
            continue;
        ++removal->pending;
        m_going[entry.loop] = removal;
        if (std::exchange(entry.state, LoopState::Going) == LoopState::Standing)
            m_tools.detachLoop(entry.loop, entry.loopFile, this,
                               [this, lun = lun, loop = entry.loop](const Result<> &result) {
                                   // Somebody may have removed it before us.
                                   const bool gone = result || result.error().code == ErrorCode::NotFound;
                                   loopWent(lun, loop, gone ? Result<>() : result);
                               });
    }
    if (--removal->pending == 0)
        removal->done(removal->result);
}

void DeviceWatch::loopWent(std::uint64_t lun, const QString &loop, const Result<> &result)
{
    const auto waiting = m_going.extract(loop);
    const auto found = m_entries.find(lun);
    if (found != m_entries.end() && found->second.state == LoopState::Going) {
        found->second.state = result ? LoopState::None : LoopState::Standing;
        if (result)
            found->second.loop.clear();
        if (result && !m_closing)
            startLoop(found->second); // The removal was given up meanwhile.
        emit changed();
    }
    if (waiting.empty())
        return;
    const auto removal = waiting.mapped();
    if (!result && removal->result)
        removal->result = result;
    if (--removal->pending == 0)
        removal->done(removal->result);
}

void DeviceWatch::putLoopsBack()
{
    m_closing = false;
    for (auto &[lun, entry] : m_entries) {
        if (entry.state == LoopState::None)
            startLoop(entry);
    }
}

} // namespace portolan::engine
