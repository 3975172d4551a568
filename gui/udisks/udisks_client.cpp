// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/udisks_client.h"

#include "gui/udisks/file_system.h"

#include <QDBusArgument>
#include <QDBusPendingCallWatcher>
#include <QFile>
#include <QPointer>

#include <algorithm>
#include <limits>
#include <sys/stat.h>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.UDisks2"_s, kManagerPath = u"/org/freedesktop/UDisks2/Manager"_s;
const QString kManager = u"org.freedesktop.UDisks2.Manager"_s, kBlock = u"org.freedesktop.UDisks2.Block"_s,
              kFilesystem = u"org.freedesktop.UDisks2.Filesystem"_s, kJob = u"org.freedesktop.UDisks2.Job"_s;
constexpr int kNoTimeout = std::numeric_limits<int>::max(); ///< DBUS_TIMEOUT_INFINITE

quint64 numberOf(const QString &device)
{
    struct stat status {};
    const bool found = ::stat(QFile::encodeName(device).constData(), &status) == 0;
    return found && S_ISBLK(status.st_mode) ? quint64(status.st_rdev) : 0;
}

Outcome<> plainOutcome(const Outcome<QDBusMessage> &reply)
{
    return reply ? Outcome<>() : Outcome<>(tl::unexpected(reply.error()));
}

} // namespace

UDisksClient::UDisksClient(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_mirror(bus)
{
    registerConfigurationTypes();
    connect(&m_mirror, &ObjectMirror::filled, this, [this] {
        m_failure.reset();
        askWhatCanBeMade();
        emit changed();
    });
    connect(&m_mirror, &ObjectMirror::lost, this, [this](const Failure &failure) {
        m_failure = failure;
        emit changed();
    });
    connect(&m_mirror, &ObjectMirror::changed, this, &UDisksClient::changed);
}

void UDisksClient::start()
{
    if (!available())
        m_mirror.start();
}

void UDisksClient::askWhatCanBeMade()
{
    const QStringList supported =
        m_mirror.objects().value(kManagerPath).value(kManager).value(u"SupportedFilesystems"_s).toStringList();
    for (const QString &type : offeredFileSystems()) {
        if (!supported.contains(type) || m_canMake.contains(type))
            continue;
        askWhatCanGrow(type);
        ++m_questions;
        call(kManagerPath, kManager, u"CanFormat"_s, {type}, this, [this, type](const Outcome<QDBusMessage> &reply) {
            if (--m_questions == 0)
                emit changed();
            if (!reply || reply->signature() != u"(bs)"_s || m_canMake.contains(type))
                return;
            const auto argument = reply->arguments().constFirst().value<QDBusArgument>();
            bool can = false;
            QString missing;
            argument.beginStructure();
            argument >> can >> missing;
            argument.endStructure();
            if (can) {
                m_canMake << type;
                emit changed();
            }
        });
    }
}

void UDisksClient::askWhatCanGrow(const QString &type)
{
    call(kManagerPath, kManager, u"CanResize"_s, {type}, this, [this, type](const Outcome<QDBusMessage> &reply) {
        if (!reply || reply->signature() != u"(bts)"_s)
            return;
        const auto argument = reply->arguments().constFirst().value<QDBusArgument>();
        bool can = false;
        qulonglong flags = 0;
        QString missing;
        argument.beginStructure();
        argument >> can >> flags >> missing;
        argument.endStructure();
        m_canGrow.insert(type, udisks::growthTools(can, flags));
        emit changed();
    });
}

GrowthTools UDisksClient::growthTools(const QString &type) const { return m_canGrow.value(type); }

std::optional<Disk> UDisksClient::disk(const QString &device) const
{
    if (device.isEmpty())
        return std::nullopt;
    const quint64 number = numberOf(device);
    std::optional<Disk> sameNumber;
    for (auto object = m_mirror.objects().cbegin(); object != m_mirror.objects().cend(); ++object) {
        if (!object->contains(kBlock))
            continue;
        Disk found = diskFrom(object.key(), *object);
        if (found.device == device || found.links.contains(device))
            return found;
        if (number != 0 && found.number == number)
            sameNumber = std::move(found);
    }
    return sameNumber;
}

std::optional<Disk> UDisksClient::diskOf(const QString &object) const
{
    const auto found = m_mirror.objects().constFind(object);
    if (found == m_mirror.objects().cend() || !found->contains(kBlock))
        return std::nullopt;
    return diskFrom(object, *found);
}

std::vector<Disk> UDisksClient::partitionsOf(const Disk &disk) const
{
    std::vector<Disk> partitions;
    for (auto object = m_mirror.objects().cbegin(); object != m_mirror.objects().cend(); ++object) {
        Disk partition = diskFrom(object.key(), *object);
        if (!partition.table.isEmpty() && partition.table == disk.object)
            partitions.push_back(std::move(partition));
    }
    std::ranges::stable_sort(partitions, {}, &Disk::offset);
    return partitions;
}

std::vector<Disk> UDisksClient::fileSystemsOn(const Disk &disk) const
{
    if (disk.content == Content::FileSystem)
        return {disk};
    std::vector<Disk> partitions = partitionsOf(disk);
    std::erase_if(partitions, [](const Disk &partition) { return partition.content != Content::FileSystem; });
    return partitions;
}

std::optional<Disk> UDisksClient::mountable(const Disk &disk) const
{
    std::vector<Disk> all = fileSystemsOn(disk);
    return all.size() == 1 ? std::optional(std::move(all.front())) : std::nullopt;
}

QStringList UDisksClient::fileSystemsFor(quint64 sizeBytes) const
{
    QStringList types;
    for (const QString &type : offeredFileSystems()) {
        if (m_canMake.contains(type) && sizeBytes >= smallestDiskFor(type))
            types << type;
    }
    return types;
}

Outcome<> UDisksClient::mayFormat(const QString &object, const QString &device, const QString &typed) const
{
    const std::optional<Disk> disk = diskOf(object);
    if (!disk)
        return failed(Problem::Gone);
    if (disk->device != device)
        return failed(Problem::Changed);
    if (disk->readOnly)
        return failed(Problem::ReadOnly);
    if (disk->sizeBytes < kSmallestDisk)
        return failed(Problem::TooSmall);
    std::vector<Disk> parts = partitionsOf(*disk);
    parts.push_back(*disk);
    for (const Disk &part : parts) {
        if (!part.mountPoints.isEmpty())
            return failed(Problem::Mounted);
    }
    if (disk->content != Content::Empty && !disk->isCalled(typed))
        return failed(Problem::NotEmpty);
    return {};
}

void UDisksClient::format(const QString &object, const QString &type, const QString &label, const QString &typed,
                          QObject *context, Done<> done)
{
    const QString device = diskOf(object).value_or(Disk()).device;
    const QPointer<QObject> guard(context);
    // Another computer may have used the disk since it was looked at: the kernel does not tell, so it is read again.
    ask(object, kBlock, u"Rescan"_s, {QVariantMap()}, context, [=, this](const Outcome<QDBusMessage> &rescanned) {
        if (!rescanned)
            return done(plainOutcome(rescanned));
        m_mirror.refill([=, this](const Outcome<> &filled) {
            if (!guard)
                return;
            const Outcome<> allowed = filled ? mayFormat(object, device, typed) : filled;
            if (!allowed)
                return done(allowed);
            makeFileSystem(object, type, label, context, done);
        });
    });
}

void UDisksClient::makeFileSystem(const QString &object, const QString &type, const QString &label, QObject *context,
                                  Done<> done)
{
    QVariantMap options{{u"update-partition-type"_s, true}};
    if (hasOwners(type))
        options.insert(u"take-ownership"_s, true);
    if (!label.isEmpty())
        options.insert(u"label"_s, label);
    callBlock(object, u"Format"_s, {type, options}, context, std::move(done));
}

void UDisksClient::mount(const QString &object, QObject *context, Done<QString> done)
{
    ask(object, kFilesystem, u"Mount"_s, {QVariantMap()}, context,
        [done = std::move(done)](const Outcome<QDBusMessage> &reply) {
            if (!reply)
                return done(tl::unexpected(reply.error()));
            done(reply->arguments().value(0).toString());
        });
}

void UDisksClient::unmount(const QString &object, QObject *context, Done<> done)
{
    ask(object, kFilesystem, u"Unmount"_s, {QVariantMap()}, context,
        [done = std::move(done)](const Outcome<QDBusMessage> &reply) { done(plainOutcome(reply)); });
}

void UDisksClient::repair(const QString &object, QObject *context, Done<bool> done)
{
    ask(object, kFilesystem, u"Repair"_s, {QVariantMap()}, context,
        [done = std::move(done)](const Outcome<QDBusMessage> &reply) {
            if (!reply)
                return done(tl::unexpected(reply.error()));
            done(reply->arguments().value(0).toBool());
        });
}

void UDisksClient::growToTheEnd(const QString &object, QObject *context, Done<> done)
{
    constexpr qulonglong kToTheEnd = 0;
    ask(object, kFilesystem, u"Resize"_s, {kToTheEnd, QVariantMap()}, context,
        [done = std::move(done)](const Outcome<QDBusMessage> &reply) { done(plainOutcome(reply)); });
}

void UDisksClient::addEntry(const QString &object, const FstabEntry &entry, QObject *context, Done<> done)
{
    callBlock(object, u"AddConfigurationItem"_s, {QVariant::fromValue(toItem(entry)), QVariantMap()}, context,
              std::move(done));
}

void UDisksClient::removeEntry(const QString &object, const FstabEntry &entry, QObject *context, Done<> done)
{
    callBlock(object, u"RemoveConfigurationItem"_s, {QVariant::fromValue(toItem(entry)), QVariantMap()}, context,
              std::move(done));
}

std::optional<UDisksClient::Job> UDisksClient::jobOf(const QString &object) const
{
    for (auto each = m_mirror.objects().cbegin(); each != m_mirror.objects().cend(); ++each) {
        const QVariantMap job = each->value(kJob);
        const auto about = qdbus_cast<QList<QDBusObjectPath>>(job.value(u"Objects"_s));
        if (!about.contains(QDBusObjectPath(object)))
            continue;
        const bool known = job.value(u"ProgressValid"_s).toBool();
        return Job{each.key(), job.value(u"Operation"_s).toString(),
                   known ? qBound(0.0, job.value(u"Progress"_s).toDouble(), 1.0) : -1,
                   job.value(u"Cancelable"_s).toBool()};
    }
    return std::nullopt;
}

void UDisksClient::cancel(const Job &job)
{
    call(job.object, kJob, u"Cancel"_s, {QVariantMap()}, this,
         [](const Outcome<QDBusMessage> &) { /* the call that is cancelled tells */ });
}

void UDisksClient::callBlock(const QString &object, const QString &method, const QVariantList &arguments,
                             QObject *context, Done<> done)
{
    ask(object, kBlock, method, arguments, context,
        [done = std::move(done)](const Outcome<QDBusMessage> &reply) { done(plainOutcome(reply)); });
}

void UDisksClient::ask(const QString &object, const QString &interface, const QString &method,
                       const QVariantList &arguments, QObject *context, const Handler &handler)
{
    if (!m_beforePassword)
        return call(object, interface, method, arguments, context, handler);
    QVariantMap options = arguments.constLast().toMap();
    options.insert(u"auth.no_user_interaction"_s, true);
    QVariantList silently = arguments;
    silently.last() = options;
    call(object, interface, method, silently, context, [=, this](const Outcome<QDBusMessage> &reply) {
        if (reply || reply.error().problem != Problem::NeedsPassword)
            return handler(reply);
        const QPointer<UDisksClient> self(this);
        m_beforePassword(context, [=, this](const Outcome<> &goOn) {
            if (!self)
                return;
            if (!goOn)
                return handler(tl::unexpected(goOn.error()));
            call(object, interface, method, arguments, context, handler);
        });
    });
}

void UDisksClient::call(const QString &object, const QString &interface, const QString &method,
                        const QVariantList &arguments, QObject *context, Handler handler)
{
    const QPointer<QObject> guard(context);
    // An object path that is none would make the library drop the message without an answer.
    if (!object.startsWith(u'/')) {
        QMetaObject::invokeMethod(
            this,
            [guard, handler = std::move(handler)] {
                if (guard)
                    handler(failed(Problem::Gone));
            },
            Qt::QueuedConnection);
        return;
    }
    auto message = QDBusMessage::createMethodCall(kService, object, interface, method);
    message.setArguments(arguments);
    message.setInteractiveAuthorizationAllowed(true);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kNoTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [guard, watcher, handler = std::move(handler)] {
        watcher->deleteLater();
        if (!guard)
            return;
        const QDBusMessage reply = watcher->reply();
        if (reply.type() == QDBusMessage::ErrorMessage)
            return handler(tl::unexpected(failureOf(reply)));
        handler(reply);
    });
}

} // namespace portolan::udisks
