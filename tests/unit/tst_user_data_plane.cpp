// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/user_data_plane.h"
#include "tgt_target.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace portolan;
using namespace portolan::dataplane;
using namespace std::chrono_literals;
using test::TgtTarget;

namespace {

constexpr qint64 kDiskSize = 64 * 1024 * 1024;

/// Runs it on a thread while the event loop of this one goes on: a file of a data plane may wait for what we do here.
template <typename Function>
auto onThread(Function function) -> decltype(function())
{
    std::atomic<bool> over = false;
    decltype(function()) result{};
    std::thread thread([&] {
        result = function();
        over = true;
    });
    while (!over)
        QTest::qWait(1);
    thread.join();
    return result;
}

/// Work that may wait for longer than the test that began it: a test that fails does not wait for it.
class Background {
public:
    /// \param work  owns what it uses; returns 0 or an errno
    explicit Background(std::function<int()> work)
    {
        std::thread([work = std::move(work), result = m_result] { *result = work(); }).detach();
    }
    [[nodiscard]] int result() const { return *m_result; } ///< -1: not yet

private:
    std::shared_ptr<std::atomic<int>> m_result = std::make_shared<std::atomic<int>>(-1);
};

/// Memory as O_DIRECT wants it.
struct AlignedBuffer {
    explicit AlignedBuffer(std::size_t length)
        : size(length)
        , data(static_cast<char *>(std::aligned_alloc(4096, length)))
    {}
    ~AlignedBuffer() { std::free(data); }
    AlignedBuffer(const AlignedBuffer &) = delete;
    AlignedBuffer &operator=(const AlignedBuffer &) = delete;
    const std::size_t size;
    char *const data;
};

QByteArray pattern(qsizetype size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = seed * 2654435761U + 1;
    for (char &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = char(state >> 24);
    }
    return bytes;
}

/// \return 0 or errno
int writeAt(const QString &path, qint64 offset, const QByteArray &bytes, int flags = 0)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC | flags);
    if (fd < 0)
        return errno;
    AlignedBuffer buffer(std::size_t(bytes.size() + 4095) / 4096 * 4096);
    std::memcpy(buffer.data, bytes.constData(), std::size_t(bytes.size()));
    const ssize_t size = ::pwrite(fd, buffer.data, std::size_t(bytes.size()), offset);
    const int error = size < 0 ? errno : size == bytes.size() ? 0 : ENOMSG;
    ::close(fd);
    return error;
}

/// An empty array is a failure; errno says which.
QByteArray readAt(const QString &path, qint64 offset, qint64 size, int flags = 0)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0)
        return {};
    AlignedBuffer buffer(std::size_t(size + 4095) / 4096 * 4096);
    const ssize_t got = ::pread(fd, buffer.data, std::size_t(size), offset);
    const int error = errno;
    ::close(fd);
    errno = error;
    return got <= 0 ? QByteArray() : QByteArray(buffer.data, got);
}

int run(const QString &program, const QStringList &arguments, QByteArray *output = nullptr)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    while (process.state() != QProcess::NotRunning)
        QTest::qWait(5);
    if (output != nullptr)
        *output = process.readAll();
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

} // namespace

/// The whole user-space data plane against tgt: worker processes, FUSE files, recovery, adoption.
class TestUserDataPlane : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void findsUnits();
    void readsAndWrites();
    void unalignedNeighboursSurvive();
    void endOfDisk();
    void readOnlyUnit();
    void discardsAndZeroes();
    void givesUpPrivileges();
    void requestsWaitForReattach();
    void requestsFailWhenReplacementIsOver();
    void adoptsWhileDataFlows();
    void refusesSecondDaemon();
    void countsWithoutAsking();
    void rescanSeesChanges();
    void logsOut();
    void detachFailsWaitingRequests();
    void workerDies();
    void cannotStart();
    void stuckWorkerIsKilled();
    void fioVerifies();

private:
    UserDataPlane::Config config() const
    {
        return {m_runtime->path(), QStringLiteral(PORTOLAN_WORKER), QStringLiteral("portolan-dataplane")};
    }
    void newPlane();
    SessionHandle attach(Timeouts timeouts = {});
    bool reattach();
    /// The exported device with this LUN.
    Device device(int lun) const;
    QString pathOf(int lun) const { return device(lun).path; }
    bool detach();

    std::unique_ptr<QTemporaryDir> m_runtime;
    std::unique_ptr<TgtTarget> m_target;
    std::unique_ptr<UserDataPlane> m_plane;
    SessionHandle m_handle;
    std::vector<Device> m_devices;
    int m_devicesChanged = 0;
};

void TestUserDataPlane::initTestCase()
{
    qRegisterMetaType<portolan::dataplane::SessionHandle>();
    qRegisterMetaType<portolan::Error>();
    if (::access("/dev/fuse", R_OK | W_OK) != 0)
        QSKIP("/dev/fuse cannot be opened here, and every test needs it");
}

void TestUserDataPlane::init()
{
    m_runtime = std::make_unique<QTemporaryDir>();
    m_target = std::make_unique<TgtTarget>();
    m_devices.clear();
    m_devicesChanged = 0;
    QCOMPARE(m_target->addDisk({1, kDiskSize, 512, true, false}), QString());
    QCOMPARE(m_target->addDisk({2, kDiskSize, 4096, false, false}), QString());
    QCOMPARE(m_target->start(), QString());
    newPlane();
    m_handle = attach();
    QVERIFY(m_handle.value != 0);
    QTRY_VERIFY(m_devicesChanged > 0);
}

void TestUserDataPlane::cleanup()
{
    if (!m_plane) { // a test failed while there was none
        newPlane();
        m_plane->adoptRunning([](const std::vector<RunningSession> &) {});
    }
    if (m_handle.value != 0)
        QVERIFY(detach());
    m_plane.reset();
    m_target.reset();
    if (m_runtime)
        QCOMPARE(
            QDir(m_runtime->path() + QStringLiteral("/sessions")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
            QStringList());
}

void TestUserDataPlane::newPlane()
{
    m_plane = std::make_unique<UserDataPlane>(config());
    connect(m_plane.get(), &DataPlane::devicesChanged, this,
            [this](SessionHandle handle, const std::vector<Device> &devices) {
                if (handle == m_handle || m_handle.value == 0)
                    m_devices = devices;
                ++m_devicesChanged;
            });
}

SessionHandle TestUserDataPlane::attach(Timeouts timeouts)
{
    auto connection = m_target->login();
    if (!connection) {
        qWarning("login: %s", connection.error().message.c_str());
        return {};
    }
    std::optional<Result<SessionHandle>> answer;
    m_plane->attach(std::move(*connection), timeouts, "a description",
                    [&](Result<SessionHandle> result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 15'000) || !*answer) {
        qWarning("attach: %s", answer ? answer->error().message.c_str() : "no answer");
        return {};
    }
    return **answer;
}

bool TestUserDataPlane::reattach()
{
    auto connection = m_target->login();
    if (!connection)
        return false;
    std::optional<Result<>> answer;
    m_plane->reattach(m_handle, std::move(*connection), "described again", [&](Result<> result) { answer = result; });
    return QTest::qWaitFor([&] { return answer.has_value(); }, 15'000) && *answer;
}

Device TestUserDataPlane::device(int lun) const
{
    for (const Device &candidate : m_devices) {
        if (candidate.lun == std::uint64_t(lun) << 48)
            return candidate;
    }
    return {};
}

bool TestUserDataPlane::detach()
{
    std::optional<Result<>> answer;
    m_plane->detach(m_handle, [&](Result<> result) { answer = result; });
    m_handle = {};
    return QTest::qWaitFor([&] { return answer.has_value(); }, 15'000) && *answer;
}

/// LUN 0 of tgt is a controller: not listed.
void TestUserDataPlane::findsUnits()
{
    QCOMPARE(m_devices.size(), std::size_t(2));
    const Device disk = device(1);
    QCOMPARE(disk.problem, QString());
    QCOMPARE(disk.exportKind, ExportKind::FuseFile);
    QVERIFY(disk.path.endsWith(QStringLiteral("/disk/lun1")));
    QCOMPARE(disk.vendor, QStringLiteral("PORTOLAN"));
    QVERIFY(!disk.serial.isEmpty());
    QVERIFY(!disk.wwid.isEmpty());
    QCOMPARE(disk.sizeBytes, quint64(kDiskSize));
    QCOMPARE(disk.blockSize, 512U);
    QVERIFY(disk.thin);
    QVERIFY(!disk.readOnly);
    QVERIFY(disk.facts.writeCache.has_value()); // it has the caching mode page
    QCOMPARE(disk.facts.discard, std::optional(true));
    QVERIFY(disk.facts.physicalBlockSize >= disk.blockSize);
    QCOMPARE(device(2).blockSize, 4096U);
    struct stat status {};
    QCOMPARE(onThread([&] { return ::stat(QFile::encodeName(disk.path).constData(), &status); }), 0);
    QCOMPARE(qint64(status.st_size), kDiskSize);
    QCOMPARE(status.st_mode & 07777, 0600U);
    QCOMPARE(status.st_uid, ::getuid());
}

void TestUserDataPlane::readsAndWrites()
{
    for (const int lun : {1, 2}) {
        const QString path = pathOf(lun);
        const QByteArray small = pattern(4096, 1);
        const QByteArray large = pattern(3 * 1024 * 1024, 2); // several requests, several bursts
        QCOMPARE(onThread([&] { return writeAt(path, 8192, small, O_DIRECT); }), 0);
        QCOMPARE(onThread([&] { return writeAt(path, 1024 * 1024, large); }), 0);
        QCOMPARE(onThread([&] { return readAt(path, 8192, small.size()); }), small);
        QCOMPARE(onThread([&] { return readAt(path, 1024 * 1024, large.size(), O_DIRECT); }), large);
        QCOMPARE(run(QStringLiteral("sync"), {QStringLiteral("-d"), path}), 0);
        QCOMPARE(readAt(m_target->fileOf(lun), 8192, small.size()), small);
        QCOMPARE(readAt(m_target->fileOf(lun), 1024 * 1024, large.size()), large);
    }
}

/// Read-modify-write must not lose what others write into the same blocks at the same time.
void TestUserDataPlane::unalignedNeighboursSurvive()
{
    constexpr int kWriters = 8;
    constexpr int kRounds = 40;
    constexpr int kPiece = 1000; // of 4096: several writers meet in each block
    const QString path = pathOf(2);
    const int error = onThread([&] {
        std::vector<std::thread> writers;
        std::atomic<int> failed = 0;
        for (int writer = 0; writer < kWriters; ++writer) {
            writers.emplace_back([&, writer] {
                for (int round = 0; round < kRounds; ++round) {
                    const qint64 at = qint64(round * kWriters + writer) * kPiece;
                    if (const int e = writeAt(path, at, pattern(kPiece, quint32(at)), O_DSYNC); e != 0)
                        failed = e;
                }
            });
        }
        for (auto &thread : writers)
            thread.join();
        return failed.load();
    });
    QCOMPARE(error, 0);
    for (int piece = 0; piece < kWriters * kRounds; ++piece) {
        const qint64 at = qint64(piece) * kPiece;
        QCOMPARE(onThread([&] { return readAt(path, at, kPiece); }), pattern(kPiece, quint32(at)));
    }
    QCOMPARE(readAt(m_target->fileOf(2), 0, kPiece), pattern(kPiece, 0));
}

void TestUserDataPlane::endOfDisk()
{
    const QString path = pathOf(1);
    QCOMPARE(onThread([&] { return writeAt(path, kDiskSize, pattern(512, 1)); }), ENOSPC);
    QCOMPARE(onThread([&] { return writeAt(path, kDiskSize - 512, pattern(1024, 7)); }),
             ENOMSG); // short: half of it fits
    QCOMPARE(readAt(m_target->fileOf(1), kDiskSize - 512, 1024), pattern(1024, 7).left(512));
    QCOMPARE(onThread([&] { return readAt(path, kDiskSize - 100, 4096); }).size(), qsizetype(100));
    QCOMPARE(onThread([&] { return readAt(path, kDiskSize, 4096); }), QByteArray());
    QCOMPARE(QFile(m_target->fileOf(1)).size(), kDiskSize);
    // O_TRUNC is what a shell redirection does: as on a block device it changes nothing.
    QCOMPARE(onThread([&] { return writeAt(path, 0, pattern(512, 3), O_TRUNC); }), 0);
    QCOMPARE(onThread([&] { return readAt(path, kDiskSize - 512, 512); }), pattern(1024, 7).left(512));
    QCOMPARE(onThread([&] { return ::truncate(QFile::encodeName(path).constData(), 4096) == 0 ? 0 : errno; }), EINVAL);
}

void TestUserDataPlane::readOnlyUnit()
{
    QCOMPARE(m_target->addDisk({3, kDiskSize, 512, false, true}), QString());
    std::optional<Result<>> answer;
    m_plane->rescan(m_handle, [&](Result<> result) { answer = result; });
    QTRY_VERIFY(answer && *answer);
    QVERIFY(device(3).readOnly);
    const QString path = pathOf(3);
    QCOMPARE(onThread([&] { return writeAt(path, 0, pattern(512, 1)); }), EROFS);
    QCOMPARE(onThread([&] { return readAt(path, 0, 512); }), QByteArray(512, '\0'));
    struct stat status {};
    QCOMPARE(onThread([&] { return ::stat(QFile::encodeName(path).constData(), &status); }), 0);
    QCOMPARE(status.st_mode & 07777, 0400U);
}

void TestUserDataPlane::discardsAndZeroes()
{
    const auto allocate = [this](int lun, int mode, qint64 offset, qint64 size) {
        return onThread([&, path = pathOf(lun)] {
            const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
            const int result = ::fallocate(fd, mode, offset, size) == 0 ? 0 : errno;
            ::close(fd);
            return result;
        });
    };
    constexpr int kPunch = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    const QByteArray data = pattern(2 * 1024 * 1024, 5);
    const QByteArray zeroes(1024 * 1024, '\0');
    for (const int lun : {1, 2})
        QCOMPARE(onThread([&, path = pathOf(lun)] { return writeAt(path, 0, data); }), 0);
    struct stat before {};
    struct stat after {};
    QCOMPARE(::stat(QFile::encodeName(m_target->fileOf(1)).constData(), &before), 0);
    QCOMPARE(allocate(1, kPunch, 0, zeroes.size()), 0);
    QCOMPARE(onThread([&] { return readAt(pathOf(1), 0, data.size()); }), zeroes + data.mid(zeroes.size()));
    QCOMPARE(::stat(QFile::encodeName(m_target->fileOf(1)).constData(), &after), 0);
    QVERIFY2(after.st_blocks < before.st_blocks, "the target did not get its space back");
    QCOMPARE(allocate(2, kPunch, 0, zeroes.size()), EOPNOTSUPP); // not thin: nothing guarantees zeroes
    QCOMPARE(allocate(2, FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, 0, zeroes.size()), 0);
    QCOMPARE(onThread([&] { return readAt(pathOf(2), 0, data.size()); }), zeroes + data.mid(zeroes.size()));
    QCOMPARE(allocate(1, FALLOC_FL_ZERO_RANGE, 1024 * 1024, 512), 0);
    QCOMPARE(allocate(1, kPunch, 100, 512), EINVAL);
    QCOMPARE(allocate(1, kPunch, kDiskSize, 512), ENOSPC);
    QCOMPARE(allocate(1, 0, 0, 512), EOPNOTSUPP);
}

/// "Hostile bytes meet no root": the worker has the target's socket, so it must have lost everything.
void TestUserDataPlane::givesUpPrivileges()
{
    const auto pid = m_plane->workerPid(m_handle);
    QVERIFY(pid);
    QFile file(QStringLiteral("/proc/%1/status").arg(*pid));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray status = file.readAll();
    const auto line = [&status](const char *name) {
        for (const QByteArray &candidate : status.split('\n')) {
            if (candidate.startsWith(name))
                return candidate.mid(qsizetype(std::strlen(name))).simplified();
        }
        return QByteArray("missing");
    };
    QCOMPARE(line("NoNewPrivs:"), QByteArray("1"));
    QCOMPARE(line("Threads:"), QByteArray("1"));
    if (::getuid() != 0)
        QSKIP("the rest needs a worker that was started by root");
    for (const char *name : {"Uid:", "Gid:"}) {
        const auto ids = line(name).split(' ');
        QCOMPARE(ids.size(), qsizetype(4));
        for (const QByteArray &id : ids)
            QVERIFY2(id.toInt() > 0, line(name).constData());
    }
    QCOMPARE(line("Groups:"), QByteArray());
    for (const char *name : {"CapInh:", "CapPrm:", "CapEff:", "CapAmb:"})
        QCOMPARE(line(name).toULongLong(nullptr, 16), 0ULL);
    QFile limits(QStringLiteral("/proc/%1/limits").arg(*pid));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    QVERIFY(limits.readAll().contains("Max core file size        0                    0"));
    // Standard streams, control socket, FUSE, NBD, counters, the loop, timer, daemon, target. Anything else leaked in.
    QStringList open;
    for (const QString &fd :
         QDir(QStringLiteral("/proc/%1/fd").arg(*pid)).entryList(QDir::NoDotAndDotDot | QDir::System | QDir::Files))
        open.append(QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/%2").arg(*pid).arg(fd)));
    QVERIFY2(open.size() <= 11, qPrintable(open.join(u' ')));
}

/// REC-02, REC-12: the target goes away with writes in work; they complete on the next connection.
void TestUserDataPlane::requestsWaitForReattach()
{
    QSignalSpy lost(m_plane.get(), &DataPlane::connectionLost);
    const QString path = pathOf(1);
    const QByteArray data = pattern(16 * 1024 * 1024, 11);
    m_target->stop();
    QTRY_COMPARE(lost.size(), 1);
    const Background writer([=] { return writeAt(path, 0, data); });
    QTest::qWait(300); // for the write to be there and to wait; not for anything to happen
    QCOMPARE(writer.result(), -1);
    QCOMPARE(m_target->start(), QString());
    QVERIFY(reattach());
    QTRY_COMPARE_WITH_TIMEOUT(writer.result(), 0, 20'000);
    QCOMPARE(onThread([&] { return readAt(path, 0, data.size()); }), data);
    QCOMPARE(readAt(m_target->fileOf(1), 0, data.size()), data);
    QCOMPARE(lost.size(), 1);
}

/// REC-13: then EIO, never a hang; and the session can still come back.
void TestUserDataPlane::requestsFailWhenReplacementIsOver()
{
    QSignalSpy lost(m_plane.get(), &DataPlane::connectionLost);
    QSignalSpy failed(m_plane.get(), &DataPlane::requestsFailed);
    Timeouts timeouts;
    timeouts.replacement = 700ms;
    m_plane->setTimeouts(m_handle, timeouts);
    const QString path = pathOf(1);
    m_target->stop();
    QTRY_COMPARE(lost.size(), 1);
    QElapsedTimer time;
    time.start();
    QCOMPARE(onThread([&] { return writeAt(path, 0, pattern(4096, 1)); }), EIO);
    QVERIFY(time.elapsed() < 5'000);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(onThread([&] { return writeAt(path, 0, pattern(4096, 1)); }), EIO); // new ones too, at once
    QCOMPARE(m_target->start(), QString());
    QVERIFY(reattach());
    QCOMPARE(onThread([&] { return writeAt(path, 0, pattern(4096, 1)); }), 0);
}

/// The daemon goes and comes while data flows: nothing of it is interrupted.
void TestUserDataPlane::adoptsWhileDataFlows()
{
    const QString path = pathOf(1);
    struct Flow {
        std::atomic<bool> enough = false;
        std::atomic<int> rounds = 0;
    };
    const auto flow = std::make_shared<Flow>();
    const Background writer([path, flow] {
        int error = 0;
        for (quint32 round = 0; !flow->enough && error == 0; ++round) {
            error = writeAt(path, qint64(round % 32) * 1024 * 1024, pattern(1024 * 1024, round), O_DIRECT);
            ++flow->rounds;
        }
        return error;
    });
    const std::atomic<int> &rounds = flow->rounds;
    QTRY_VERIFY(rounds > 3);
    m_plane.reset();
    const int before = rounds;
    QTRY_VERIFY(rounds > before + 3); // without any daemon
    newPlane();
    std::optional<std::vector<RunningSession>> found;
    m_plane->adoptRunning([&](std::vector<RunningSession> sessions) { found = std::move(sessions); });
    QTRY_VERIFY(found);
    const int adoptedAt = rounds;
    QTRY_VERIFY(rounds > adoptedAt + 3);
    flow->enough = true;
    QTRY_COMPARE(writer.result(), 0);
    QCOMPARE(found->size(), std::size_t(1));
    QCOMPARE(found->front().handle, m_handle);
    QCOMPARE(found->front().description, QByteArray("a description"));
    QVERIFY(found->front().connected);
    QCOMPARE(found->front().devices.size(), std::size_t(2));
    QCOMPARE(found->front().timeouts.replacement, Timeouts().replacement);
    // Charge really was taken: the new daemon's session has another number, and its commands are obeyed.
    QVERIFY(m_plane->counters(m_handle)->writtenBytes >= std::uint64_t(rounds) * 1024 * 1024);
    const auto second = attach();
    QVERIFY(second.value != 0 && second != m_handle);
    const auto first = std::exchange(m_handle, second);
    QVERIFY(detach());
    m_handle = first;
}

void TestUserDataPlane::refusesSecondDaemon()
{
    UserDataPlane other(config());
    std::optional<std::vector<RunningSession>> found;
    other.adoptRunning([&](std::vector<RunningSession> sessions) { found = std::move(sessions); });
    QTRY_VERIFY(found);
    QCOMPARE(found->size(), std::size_t(0));
    QCOMPARE(onThread([&] { return writeAt(pathOf(1), 0, pattern(512, 1)); }), 0); // and harms nothing
}

void TestUserDataPlane::countsWithoutAsking()
{
    const std::uint64_t lun = std::uint64_t(1) << 48;
    const auto before = m_plane->lunCounters(m_handle, lun);
    QVERIFY(before);
    QCOMPARE(onThread([&] { return writeAt(pathOf(1), 0, pattern(8192, 1)); }), 0);
    QCOMPARE(onThread([&] { return readAt(pathOf(1), 0, 4096); }).size(), qsizetype(4096));
    const auto after = m_plane->lunCounters(m_handle, lun);
    QVERIFY(after);
    QCOMPARE(after->writtenBytes - before->writtenBytes, std::uint64_t(8192));
    QCOMPARE(after->writeOps - before->writeOps, std::uint64_t(1));
    QCOMPARE(after->readBytes - before->readBytes, std::uint64_t(4096));
    std::uint64_t inHistogram = 0;
    for (const auto count : after->writeHistogram)
        inHistogram += count;
    QCOMPARE(inHistogram, after->writeOps);
    const auto session = m_plane->counters(m_handle);
    QVERIFY(session);
    QVERIFY(session->bytesSent > 8192);
    QVERIFY(session->bytesReceived > 4096);
    QVERIFY(session->commandWindow > 0);
    QVERIFY(!m_plane->lunCounters(m_handle, std::uint64_t(77) << 48));
    QVERIFY(!m_plane->counters(SessionHandle{4711}));
}

void TestUserDataPlane::rescanSeesChanges()
{
    const QString path = pathOf(2);
    const auto rescan = [this] {
        std::optional<Result<>> answer;
        m_plane->rescan(m_handle, [&](Result<> result) { answer = result; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 10'000) && *answer;
    };
    QCOMPARE(m_target->addDisk({5, 2 * kDiskSize, 512, false, false}), QString());
    QVERIFY(rescan());
    QCOMPARE(device(5).sizeBytes, quint64(2 * kDiskSize)); // devicesChanged came before the answer
    QCOMPARE(onThread([&] { return writeAt(pathOf(5), kDiskSize, pattern(512, 1)); }), 0);
    QCOMPARE(m_target->removeDisk(2), QString());
    QVERIFY(rescan());
    QCOMPARE(device(2).path, QString());
    QVERIFY(onThread([&] { return writeAt(path, 0, pattern(4096, 1)); }) != 0);
    // The same number, another disk: not a resize.
    QCOMPARE(m_target->removeDisk(5), QString());
    QCOMPARE(m_target->addDisk({5, kDiskSize, 4096, false, false}), QString());
    QVERIFY(rescan());
    QCOMPARE(device(5).blockSize, 4096U);
    QCOMPARE(onThread([&] { return writeAt(pathOf(5), 0, pattern(4096, 1), O_DIRECT); }), 0);
}

void TestUserDataPlane::logsOut()
{
    QSignalSpy lost(m_plane.get(), &DataPlane::connectionLost);
    std::optional<Result<>> answer;
    m_plane->logout(m_handle, [&](Result<> result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY2(*answer, answer->has_value() ? "" : answer->error().message.c_str());
    answer.reset();
    m_plane->logout(m_handle, [&](Result<> result) { answer = result; }); // nothing left to do
    QTRY_VERIFY(answer && *answer);
    QCOMPARE(lost.size(), 0);
}

void TestUserDataPlane::detachFailsWaitingRequests()
{
    m_plane->suspend(m_handle);
    const QString path = pathOf(1);
    const Background writer([=] { return writeAt(path, 0, pattern(4 * 1024 * 1024, 1)); });
    QTest::qWait(200); // for the write to be there and to wait
    QCOMPARE(writer.result(), -1);
    QVERIFY(detach());
    QTRY_COMPARE(writer.result(), EIO);
    bool unknown = false;
    m_plane->detach(SessionHandle{4711}, [&](Result<> result) { unknown = result.has_value(); });
    QTRY_VERIFY(unknown);
}

void TestUserDataPlane::workerDies()
{
    QSignalSpy gone(m_plane.get(), &DataPlane::sessionGone);
    const auto pid = m_plane->workerPid(m_handle);
    QVERIFY(pid);
    ::kill(pid_t(*pid), SIGKILL);
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(!m_plane->counters(m_handle));
    m_handle = {}; // cleanup() looks whether its directory is gone
    QTRY_VERIFY(QDir(m_runtime->path() + QStringLiteral("/sessions")).isEmpty());
    // Dead while no daemon looked: the next one removes what is left.
    m_handle = attach();
    QVERIFY(m_handle.value != 0);
    const auto next = m_plane->workerPid(m_handle);
    m_plane.reset();
    ::kill(pid_t(*next), SIGKILL);
    newPlane();
    std::optional<std::vector<RunningSession>> found;
    m_plane->adoptRunning([&](std::vector<RunningSession> sessions) { found = std::move(sessions); });
    QTRY_VERIFY(found);
    QCOMPARE(found->size(), std::size_t(0));
    m_handle = {};
    QTRY_VERIFY(QDir(m_runtime->path() + QStringLiteral("/sessions")).isEmpty());
}

void TestUserDataPlane::cannotStart()
{
    UserDataPlane plane({m_runtime->path(), QStringLiteral("/nonexistent/worker"), QStringLiteral("nobody")});
    auto connection = m_target->login();
    QVERIFY(connection);
    std::optional<Result<SessionHandle>> answer;
    plane.attach(std::move(*connection), {}, {}, [&](Result<SessionHandle> result) { answer = result; });
    QVERIFY(!answer); // never from inside the call
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QVERIFY2(answer->error().message.find("/nonexistent/worker") != std::string::npos, answer->error().message.c_str());
    answer.reset();
    UserDataPlane silent({m_runtime->path(), QStringLiteral("/bin/true"), QStringLiteral("nobody")});
    auto another = m_target->login();
    QVERIFY(another);
    silent.attach(std::move(*another), {}, {}, [&](Result<SessionHandle> result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QTRY_COMPARE(
        QDir(m_runtime->path() + QStringLiteral("/sessions")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(),
        qsizetype(1));
}

void TestUserDataPlane::stuckWorkerIsKilled()
{
    const auto pid = m_plane->workerPid(m_handle);
    QVERIFY(pid);
    ::kill(pid_t(*pid), SIGSTOP);
    QVERIFY(detach());
    QCOMPARE(::kill(pid_t(*pid), 0), -1);
}

void TestUserDataPlane::fioVerifies()
{
    QByteArray output;
    const int code =
        run(QStringLiteral("fio"),
            {QStringLiteral("--name=verify"), QStringLiteral("--filename=") + pathOf(1), QStringLiteral("--size=32m"),
             QStringLiteral("--rw=randwrite"), QStringLiteral("--bsrange=512-256k"), QStringLiteral("--direct=1"),
             QStringLiteral("--ioengine=libaio"), QStringLiteral("--iodepth=64"), QStringLiteral("--verify=crc32c"),
             QStringLiteral("--do_verify=1"), QStringLiteral("--verify_fatal=1")},
            &output);
    QVERIFY2(code == 0, output.constData());
}

QTEST_GUILESS_MAIN(TestUserDataPlane)
#include "tst_user_data_plane.moc"
