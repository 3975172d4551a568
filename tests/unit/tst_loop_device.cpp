// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/device_users.h"
#include "daemon/devices/loop_device.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <memory>
#include <optional>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::devices;

namespace {

constexpr qint64 kSize = 16 << 20;

quint64 sizeOf(const QString &device)
{
    const int fd = ::open(QFile::encodeName(device).constData(), O_RDONLY | O_CLOEXEC);
    quint64 size = 0;
    if (fd < 0 || ::ioctl(fd, BLKGETSIZE64, &size) != 0)
        size = 0;
    ::close(fd);
    return size;
}

QString attribute(const QString &device, const char *name)
{
    QFile file(QStringLiteral("/sys/block/%1/%2").arg(device.section(QLatin1Char('/'), -1), QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString();
}

} // namespace

class TestLoopDevice : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_file;
    QStringList m_attached;

    template <typename T, typename Start>
    Result<T> await(Start start)
    {
        std::optional<Result<T>> outcome;
        start([&](Result<T> result) { outcome = std::move(result); });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 30'000))
            return fail(ErrorCode::TimedOut, "no answer");
        return *outcome;
    }
    QString attach(quint32 blockSize = 512, bool readOnly = false)
    {
        const auto device = await<QString>([&](auto done) { attachLoop(m_file, blockSize, readOnly, this, done); });
        if (!device) {
            qWarning("%s", device.error().message.c_str());
            return {};
        }
        m_attached += *device;
        return *device;
    }
    Result<> detach(const QString &device)
    {
        return await<void>([&](auto done) { detachLoop(device, m_file, this, done); });
    }
    std::vector<DeviceUser> users(const QStringList &paths)
    {
        std::optional<std::vector<DeviceUser>> found;
        findUsers(paths, {}, this, [&](std::vector<DeviceUser> result) { found = std::move(result); });
        (void)QTest::qWaitFor([&] { return found.has_value(); }, 30'000);
        return found.value_or(std::vector<DeviceUser>());
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_file = QFileInfo(m_directory->path()).canonicalFilePath() + QStringLiteral("/lun 0");
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(kSize));
    }
    void cleanup()
    {
        for (const QString &device : m_attached)
            (void)detach(device); // those the test has not removed itself
        m_attached.clear();
    }

    void refusals()
    {
        QCOMPARE(findLoop(m_file).error().code, ErrorCode::NotFound);
        for (const char *device : {"/dev/null", "/dev/loop99999", "/etc/passwd", ""}) {
            const QString path = QString::fromLatin1(device);
            QCOMPARE(detach(path).error().code, ErrorCode::NotFound);
            QCOMPARE(await<void>([&](auto done) { resizeLoop(path, this, done); }).error().code, ErrorCode::NotFound);
        }
        for (const quint32 size : {0u, 256u, 513u, 1u << 20}) {
            const auto refused = await<QString>([&](auto done) { attachLoop(m_file, size, false, this, done); });
            QCOMPARE(refused.error().code, ErrorCode::NotSupported);
        }
        const auto missing =
            await<QString>([&](auto done) { attachLoop(m_file + QLatin1Char('x'), 512, false, this, done); });
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void attachFindDetach()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        const QString device = attach(4096);
        QVERIFY(device.startsWith(QLatin1String("/dev/loop")));
        QCOMPARE(sizeOf(device), quint64(kSize));
        QCOMPARE(attribute(device, "queue/logical_block_size"), QStringLiteral("4096"));
        QCOMPARE(attribute(device, "loop/dio"), QStringLiteral("1"));
        QCOMPARE(attribute(device, "loop/autoclear"), QStringLiteral("0"));
        QCOMPARE(attribute(device, "ro"), QStringLiteral("0"));
        QCOMPARE(*findLoop(m_file), device);
        const auto found = users({m_file});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().kind, UserKind::Loop);
        QCOMPARE(found.front().path, device);
        QVERIFY(users({m_file, device}).empty());
        QVERIFY(detach(device));
        QCOMPARE(findLoop(m_file).error().code, ErrorCode::NotFound);
        QCOMPARE(detach(device).error().code, ErrorCode::NotFound);
    }

    void readOnly()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        const QString device = attach(512, true);
        QVERIFY(!device.isEmpty());
        QCOMPARE(attribute(device, "ro"), QStringLiteral("1"));
        QVERIFY(detach(device));
    }

    void manyAtOnce()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        QStringList devices;
        int answers = 0;
        for (int i = 0; i < 8; ++i) { // they race for the same free number
            attachLoop(m_file, 512, false, this, [&](Result<QString> device) {
                ++answers;
                if (device)
                    devices += *device;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, 8, 30'000);
        m_attached += devices;
        QCOMPARE(devices.size(), 8);
        devices.removeDuplicates();
        QCOMPARE(devices.size(), 8);
        for (const QString &device : devices)
            QVERIFY(detach(device));
    }

    void resizeFollowsTheFile()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        const QString device = attach();
        QFile file(m_file);
        QVERIFY(file.resize(2 * kSize));
        QCOMPARE(sizeOf(device), quint64(kSize));
        QVERIFY(await<void>([&](auto done) { resizeLoop(device, this, done); }));
        QCOMPARE(sizeOf(device), quint64(2 * kSize));
        QVERIFY(detach(device));
    }

    void openDeviceIsBusyAndStays()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        const QString device = attach();
        const int fd = ::open(QFile::encodeName(device).constData(), O_RDONLY | O_CLOEXEC);
        QVERIFY(fd >= 0);
        const auto refused = detach(device);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DeviceBusy);
        const QString message = QString::fromStdString(refused.error().message);
        QVERIFY2(message.contains(QStringLiteral("process %1").arg(::getpid())), qPrintable(message));
        ::close(fd);
        QCOMPARE(*findLoop(m_file), device); // the last close has not taken it away
        QCOMPARE(attribute(device, "loop/autoclear"), QStringLiteral("0"));
        QVERIFY(detach(device));
    }

    void anotherOnesDeviceStays()
    {
        if (!loopDevicesAvailable())
            QSKIP("needs root and loop devices");
        const QString device = attach();
        const QString ours = std::exchange(m_file, m_file + QStringLiteral(" of ours"));
        const auto refused = detach(device); // as if ours had been removed by hand and its number been given again
        m_file = ours;
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        QCOMPARE(*findLoop(m_file), device);
        QVERIFY(detach(device));
    }

    void mountedDeviceIsBusy()
    {
        if (!loopDevicesAvailable() || QStandardPaths::findExecutable(QStringLiteral("mkfs.ext4")).isEmpty())
            QSKIP("needs root, loop devices and mkfs.ext4");
        const QString device = attach();
        QVERIFY(!device.isEmpty());
        QCOMPARE(QProcess::execute(QStringLiteral("mkfs.ext4"), {QStringLiteral("-q"), device}), 0);
        const QString mountPoint = m_directory->filePath(QStringLiteral("mount point"));
        QVERIFY(QDir().mkpath(mountPoint));
        QVERIFY(::mount(QFile::encodeName(device).constData(), QFile::encodeName(mountPoint).constData(), "ext4", 0,
                        nullptr) == 0);
        const auto found = users({m_file, device});
        const auto refused = detach(device);
        QVERIFY(::umount(QFile::encodeName(mountPoint).constData()) == 0);

        QVERIFY(!found.empty());
        QCOMPARE(found.front().kind, UserKind::Mount);
        QCOMPARE(found.front().device, device);
        QCOMPARE(found.front().path, mountPoint);
        QCOMPARE(found.front().fileSystem, QStringLiteral("ext4"));
        QCOMPARE(refused.error().code, ErrorCode::DeviceBusy);
        QVERIFY2(refused.error().message.find(mountPoint.toStdString()) != std::string::npos,
                 refused.error().message.c_str());
        const auto gone = detach(device);
        QVERIFY2(gone, gone ? "" : gone.error().message.c_str());
    }

    /// As a container has it: our own mounts do not show it.
    void mountedInAnotherNamespaceIsFound()
    {
        if (!loopDevicesAvailable() || QStandardPaths::findExecutable(QStringLiteral("mkfs.ext4")).isEmpty())
            QSKIP("needs root, loop devices and mkfs.ext4");
        const QString device = attach();
        QVERIFY(!device.isEmpty());
        QCOMPARE(QProcess::execute(QStringLiteral("mkfs.ext4"), {QStringLiteral("-q"), device}), 0);
        const QString mountPoint = m_directory->filePath(QStringLiteral("elsewhere"));
        QVERIFY(QDir().mkpath(mountPoint));
        QProcess holder;
        holder.start(QStringLiteral("unshare"), {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                                                 QStringLiteral("mount \"$1\" \"$2\" && echo ready && exec cat"),
                                                 QStringLiteral("sh"), device, mountPoint});
        QTRY_VERIFY_WITH_TIMEOUT(holder.canReadLine(), 10'000);
        const auto found = users({device});
        const qint64 pid = holder.processId();
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished());
        const DeviceUser expected{UserKind::Mount,        device, mountPoint,
                                  QStringLiteral("ext4"), pid,    QStringLiteral("cat")};
        QVERIFY(std::find(found.begin(), found.end(), expected) != found.end());
        QTRY_VERIFY(users({device}).empty());
    }
};

QTEST_GUILESS_MAIN(TestLoopDevice)
#include "tst_loop_device.moc"
