// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/device_watch.h"

#include "common/log/log.h"
#include "daemon/engine/event_text.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <unistd.h>

namespace portolan::engine {

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

DeviceWatch::DeviceWatch(DeviceTools tools, bool blockDevices, Serve serve, Report report, QObject *parent)
    : QObject(parent)
    , m_tools(std::move(tools))
    , m_blockDevices(blockDevices)
    , m_serve(std::move(serve))
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
        if (entry.state == State::Standing)
            dropDevice(entry.blockDevice, entry.spec);
    }
    abandonUnwanted();
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
    makeDevice(entry);
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
    const bool otherDisk = before.path != device.path || before.blockSize != device.blockSize ||
                           before.readOnly != device.readOnly || before.wwid != device.wwid ||
                           before.serial != device.serial;
    if (otherDisk && entry.state == State::Standing) {
        dropDevice(std::exchange(entry.blockDevice, {}), entry.spec);
        entry.state = State::None;
    }
    if (entry.state == State::None)
        makeDevice(entry);
    else if (entry.state == State::Standing && before.sizeBytes != device.sizeBytes)
        resize(entry);
}

void DeviceWatch::resize(Entry &entry)
{
    entry.spec.sizeBytes = entry.device.sizeBytes;
    m_tools.resize(entry.blockDevice, entry.spec, this, [this, device = entry.blockDevice](const Result<> &result) {
        if (!result)
            m_report(Severity::Warning, QStringLiteral("lun.loop_failed"),
                     QStringLiteral("%1 did not take its new size: %2").arg(device, textOf(result.error().message)),
                     engine::detailsOf(result.error()));
    });
}

// --- a block device comes ---

devices::DeviceSpec DeviceWatch::specOf(const dataplane::Device &device) const
{
    devices::DeviceSpec spec;
    spec.file = device.path;
    spec.served = device.served;
    spec.wwid = device.wwid;
    spec.sizeBytes = device.sizeBytes;
    spec.blockSize = device.blockSize;
    spec.readOnly = device.readOnly;
    spec.forceUnitAccess = device.facts.forceUnitAccess;
    spec.discard = device.facts.discard.value_or(false);
    spec.rotational = !device.facts.solidState.value_or(true);
    spec.physicalBlockSize = device.facts.physicalBlockSize;
    spec.limits = device.limits;
    spec.connections = m_connections;
    spec.replacement = m_replacement;
    return spec;
}

void DeviceWatch::makeDevice(Entry &entry)
{
    const dataplane::Device &device = entry.device;
    if (!m_blockDevices || m_closing || device.exportKind != dataplane::ExportKind::FuseFile || device.path.isEmpty() ||
        device.sizeBytes == 0)
        return;
    const devices::DeviceSpec spec = specOf(device);
    // After a restart of the daemon it stands already.
    if (const auto standing = m_tools.find(spec)) {
        entry.blockDevice = *standing;
        entry.spec = spec;
        entry.state = State::Standing;
        entry.served = !device.served.isEmpty();
        return;
    }
    entry.state = State::Coming;
    entry.spec = spec;
    entry.waiting = takeWaiting(device);
    attach(device.lun, spec, entry.waiting);
}

/// \return the one whose server died and which is the same disk, if there is one
QString DeviceWatch::takeWaiting(const dataplane::Device &device)
{
    const auto left = m_left.extract(device.lun);
    if (left.empty())
        return {};
    const devices::DeviceSpec &spec = left.mapped().spec;
    if (spec.wwid == device.wwid && spec.blockSize == device.blockSize && spec.readOnly == device.readOnly)
        return left.mapped().device;
    abandonDevice(m_tools, left.mapped(), this);
    return {};
}

void DeviceWatch::attach(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &waiting)
{
    m_tools.attach(spec, waiting, this, [this, lun, spec, waiting](Result<devices::NewDevice> made) {
        if (made || waiting.isEmpty())
            return deviceCame(lun, spec, std::move(made));
        qCWarning(log::devices, "%s cannot go on: %s", qUtf8Printable(waiting), made.error().message.c_str());
        abandonDevice(m_tools, {waiting, spec}, this);
        if (const auto found = m_entries.find(lun); found != m_entries.end())
            found->second.waiting.clear();
        attach(lun, spec, {});
    });
}

void DeviceWatch::deviceCame(std::uint64_t lun, const devices::DeviceSpec &spec, Result<devices::NewDevice> made)
{
    if (!made)
        return deviceFailed(lun, spec, made.error());
    if (!made->socket)
        return deviceReady(lun, spec, made->device, false);
    const QPointer<DeviceWatch> self(this);
    m_serve(lun, made->device.section(QLatin1Char('/'), -1), std::move(made->socket),
            [self, lun, spec, device = made->device](const Result<> &result) {
                if (!self)
                    return;
                if (result)
                    return self->deviceServed(lun, spec, device);
                abandonDevice(self->m_tools, {device, spec}, self);
                self->deviceFailed(lun, spec, result.error());
            });
}

void DeviceWatch::deviceServed(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &device)
{
    m_tools.start(device, this, [this, lun, spec, device](const Result<> &started) {
        if (started)
            return deviceReady(lun, spec, device, true);
        abandonDevice(m_tools, {device, spec}, this);
        deviceFailed(lun, spec, started.error());
    });
}

void DeviceWatch::deviceReady(std::uint64_t lun, const devices::DeviceSpec &spec, const QString &device, bool served)
{
    const auto found = m_entries.find(lun);
    const bool awaited = found != m_entries.end() && found->second.state == State::Coming;
    const bool sameDisk =
        awaited && found->second.device.path == spec.file && found->second.device.wwid == spec.wwid && !m_closing;
    if (!sameDisk)
        dropDevice(device, spec);
    if (!awaited)
        return;
    Entry &entry = found->second;
    entry.waiting.clear();
    entry.state = sameDisk ? State::Standing : State::None;
    entry.blockDevice = sameDisk ? device : QString();
    entry.spec = spec;
    entry.served = served;
    if (!sameDisk)
        makeDevice(entry);
    else if (entry.device.sizeBytes != spec.sizeBytes) // It grew meanwhile.
        resize(entry);
    emit changed();
}

void DeviceWatch::deviceFailed(std::uint64_t lun, const devices::DeviceSpec &spec, const Error &error)
{
    m_report(Severity::Warning, QStringLiteral("lun.loop_failed"),
             QStringLiteral("no block device for %1: %2").arg(spec.file, textOf(error.message)),
             engine::detailsOf(error));
    const auto found = m_entries.find(lun);
    if (found == m_entries.end() || found->second.state != State::Coming)
        return;
    found->second.state = State::None;
    found->second.waiting.clear();
    emit changed();
}

// --- a block device goes ---

/// Its disk is not there any more: who uses it gets errors in any case.
void DeviceWatch::dropDevice(const QString &device, const devices::DeviceSpec &spec)
{
    m_tools.detach(device, spec, this, [this, device, spec](const Result<> &result) {
        if (result || result.error().code == ErrorCode::NotFound)
            return;
        qCWarning(log::devices, "%s stays: %s", qUtf8Printable(device), result.error().message.c_str());
        abandonDevice(m_tools, {device, spec}, this);
    });
}

/// Those of LUNs that the target does not offer any more. One that is not ready yet may still become what it was.
void DeviceWatch::abandonUnwanted()
{
    for (auto it = m_left.begin(); it != m_left.end();) {
        const auto found = m_entries.find(it->first);
        if (found != m_entries.end() && !found->second.device.problem.isEmpty()) {
            ++it;
            continue;
        }
        abandonDevice(m_tools, it->second, this);
        it = m_left.erase(it);
    }
}

LeftDeviceMap DeviceWatch::takeLeft()
{
    LeftDeviceMap left = std::exchange(m_left, {});
    for (auto &[lun, entry] : m_entries) {
        if (entry.served && (entry.state == State::Standing || entry.state == State::Going))
            left[lun] = {entry.blockDevice, entry.spec};
        else if (entry.state == State::Coming && !entry.waiting.isEmpty()) // its next server died, too
            left[lun] = {std::exchange(entry.waiting, {}), entry.spec};
        entry.served = false;
    }
    return left;
}

bool DeviceWatch::settled() const
{
    return m_known && std::none_of(m_entries.begin(), m_entries.end(),
                                   [](const auto &entry) { return entry.second.state == State::Coming; });
}

std::vector<LunInfo> DeviceWatch::luns() const
{
    std::vector<LunInfo> luns;
    luns.reserve(m_entries.size());
    for (const auto &[lun, entry] : m_entries)
        luns.push_back({0, entry.device, entry.blockDevice, entry.users});
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
        if (!entry.blockDevice.isEmpty())
            paths << entry.blockDevice;
        ++look->pending;
        m_tools.findUsers(paths, {qint64(::getpid())}, this,
                          [this, lun = lun, look, oneDone, loop = entry.blockDevice](Users users) {
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

void DeviceWatch::removeBlockDevices(std::function<void(Result<>)> done)
{
    m_closing = true;
    auto removal = std::make_shared<Removal>();
    removal->done = std::move(done);
    removal->pending = 1; // This function itself.
    for (auto &[lun, entry] : m_entries) {
        if (entry.state != State::Standing && entry.state != State::Going)
            continue;
        ++removal->pending;
        m_going[entry.blockDevice] = removal;
        if (std::exchange(entry.state, State::Going) == State::Standing)
            m_tools.detach(entry.blockDevice, entry.spec, this,
                           [this, lun = lun, device = entry.blockDevice](const Result<> &result) {
                               // Somebody may have removed it before us.
                               const bool gone = result || result.error().code == ErrorCode::NotFound;
                               deviceWent(lun, device, gone ? Result<>() : result);
                           });
    }
    if (--removal->pending == 0)
        removal->done(removal->result);
}

void DeviceWatch::deviceWent(std::uint64_t lun, const QString &device, const Result<> &result)
{
    const auto waiting = m_going.extract(device);
    const auto found = m_entries.find(lun);
    if (found != m_entries.end() && found->second.state == State::Going) {
        found->second.state = result ? State::None : State::Standing;
        if (result)
            found->second.blockDevice.clear();
        if (result && !m_closing)
            makeDevice(found->second); // The removal was given up meanwhile.
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

void DeviceWatch::putBlockDevicesBack()
{
    m_closing = false;
    for (auto &[lun, entry] : m_entries) {
        if (entry.state == State::None)
            makeDevice(entry);
    }
}

} // namespace portolan::engine
