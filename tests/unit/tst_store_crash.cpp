// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ends a process that uses the store at every system call that writes, and in the middle of every write (FLT-11); lets
// every such call fail once with several errors (FLT-14). The executable defines these calls itself, so the ones that
// SQLite, Qt and the store make come here first.
#include "store_fixture.h"

#include "common/types/unique_fd.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

enum class Fault { None, KillBefore, KillInside, KillAfter, NoSpace, InputOutput };

struct FaultPlan {
    std::atomic<Fault> fault{Fault::None};
    std::atomic<int> at{-1};   ///< Number of the call that fails
    std::atomic<int> count{0}; ///< Calls so far
};
FaultPlan plan;

/// Counts a call. \return true if it is the one that shall fail with errno
bool failsNow(bool canBeCut = false)
{
    if (plan.fault == Fault::None || plan.count++ != plan.at)
        return false;
    switch (plan.fault) {
    case Fault::KillBefore:
        ::kill(::getpid(), SIGKILL);
        return true;
    case Fault::KillInside:
        if (!canBeCut)
            ::kill(::getpid(), SIGKILL);
        return true;
    case Fault::NoSpace:
        errno = ENOSPC;
        return true;
    case Fault::InputOutput:
        errno = EIO;
        return true;
    case Fault::KillAfter:
    case Fault::None:
        return false;
    }
    return false;
}

/// For Fault::KillAfter: the call that was counted last has been made.
void madeNow()
{
    if (plan.fault == Fault::KillAfter && plan.count - 1 == plan.at)
        ::kill(::getpid(), SIGKILL);
}

template <typename... Args>
long make(long number, Args... args)
{
    if (failsNow())
        return -1;
    const long result = ::syscall(number, args...);
    madeNow();
    return result;
}

/// Half of the bytes get there, then the process ends or the write fails.
ssize_t cutWrite(int fd, const void *data, std::size_t size, off_t offset, bool positioned)
{
    const auto write = [&](std::size_t bytes) {
        return positioned ? ::syscall(SYS_pwrite64, fd, data, bytes, offset) : ::syscall(SYS_write, fd, data, bytes);
    };
    if (failsNow(true)) {
        if (plan.fault == Fault::KillInside) {
            write(size / 2);
            ::kill(::getpid(), SIGKILL);
        }
        return -1;
    }
    const auto result = write(size);
    madeNow();
    return result;
}

} // namespace

// NOLINTBEGIN(readability-identifier-naming)
extern "C" {
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset)
{
    return cutWrite(fd, data, size, offset, true);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return cutWrite(fd, data, size, offset, true); }
ssize_t write(int fd, const void *data, size_t size)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) // an eventfd, a pipe, a terminal
        return ::syscall(SYS_write, fd, data, size);
    return cutWrite(fd, data, size, 0, false);
}
int fsync(int fd) { return int(make(SYS_fsync, fd)); }
int fdatasync(int fd) { return int(make(SYS_fdatasync, fd)); }
int ftruncate64(int fd, off64_t size) noexcept { return int(make(SYS_ftruncate, fd, size)); }
int ftruncate(int fd, off_t size) noexcept { return int(make(SYS_ftruncate, fd, size)); }
int rename(const char *from, const char *to) noexcept { return int(make(SYS_rename, from, to)); }
int unlink(const char *path) noexcept { return int(make(SYS_unlink, path)); }
}
// NOLINTEND(readability-identifier-naming)

using namespace portolan;
using namespace portolan::store;
using namespace portolan::store::testing;

namespace {

/// All that a user can see of a store.
struct View {
    std::vector<NodeRecord> nodes;
    std::vector<PortalRecord> portals;
    QString initiatorName;
    std::vector<QByteArray> secrets;

    friend bool operator==(const View &, const View &) = default;
};

View viewOf(const NodeStore &store)
{
    View view{store.nodes(), store.portals(), store.initiatorName(), {}};
    for (const NodeRecord &node : view.nodes) {
        for (const SecretDirection direction : {SecretDirection::Initiator, SecretDirection::Target}) {
            const auto secret = store.nodeSecret(node.id, direction);
            view.secrets.push_back(
                secret ? QByteArray(reinterpret_cast<const char *>(secret->bytes().data()), qsizetype(secret->size()))
                       : QByteArray(nameOf(secret.error().code).data()));
        }
    }
    return view;
}

/// The changes that are interrupted, each one transaction. \return whether it was reported done
using Step = std::function<bool(NodeStore *)>;

const std::vector<Step> &steps()
{
    static const std::vector<Step> kSteps{
        [](NodeStore *store) {
            return bool(addPortal(store, {"192.0.2.1", 3260}));
        },
        [](NodeStore *store) {
            return bool(merge(store, 1, {target(1), target(2), target(3)}));
        },
        [](NodeStore *store) {
            NodeSettings settings;
            settings.label = QString(200, QLatin1Char('x'));
            settings.startup = Startup::AtStart;
            settings.maxBurstLength = settings.firstBurstLength = 4096;
            return bool(update(store, 2, settings));
        },
        [](NodeStore *store) {
            return bool(
                setSecret(store, 2, SecretDirection::Initiator, QStringLiteral("me"), secretOf("our own secret")));
        },
        [](NodeStore *store) {
            return bool(setSecret(store, 2, SecretDirection::Target, QStringLiteral("you"), secretOf("their secret")));
        },
        [](NodeStore *store) {
            return bool(await<void>(
                [&](auto done) { store->setInitiatorName(QStringLiteral("iqn.2001-04.com.example:renamed"), done); }));
        },
        [](NodeStore *store) {
            return bool(merge(store, 1, {target(1), target(4)}));
        },
        [](NodeStore *store) { return bool(await<void>([&](auto done) { store->removeNode(2, done); })); },
        [](NodeStore *store) { return bool(addNode(store, target(5))); },
        [](NodeStore *store) { return bool(await<void>([&](auto done) { store->removePortal(1, done); })); },
    };
    return kSteps;
}

/// What a child tells, in memory that outlives it.
struct Progress {
    std::atomic<int> opened;   ///< open() returned successfully
    std::atomic<int> finished; ///< Steps that were reported done
    std::atomic<int> calls;    ///< System calls made, if it came to the end
    std::atomic<int> refused;  ///< Steps or opens that reported an error
};

/// \return null if it cannot be had
Progress *mapProgress(int file)
{
    void *shared = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return shared == MAP_FAILED ? nullptr : static_cast<Progress *>(shared);
}

constexpr auto kChildOption = "--child";

/// The child's main(): all steps on this state, until one is refused or the fault ends the process.
void runSteps(Fault fault, int at, const QString &state, Progress *progress)
{
    plan.at = at;
    plan.count = 0;
    plan.fault = fault;
    {
        auto store = NodeStore::open(configFor(state));
        progress->opened = bool(store);
        progress->refused += !store;
        for (std::size_t i = 0; store && i < steps().size(); ++i) {
            const bool done = steps()[i](store->get());
            progress->finished += done;
            progress->refused += !done;
            if (!done)
                break;
        }
    }
    progress->calls = plan.count.load();
}

} // namespace

// A process for each call is slow with sanitizers: there the faults share the calls among themselves.
#ifdef __SANITIZE_ADDRESS__
constexpr int kStride = 3;
#else
constexpr int kStride = 1;
#endif

class TestStoreCrash : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    UniqueFd m_progressFile;
    Progress *m_progress = nullptr;
    std::vector<View> m_views; ///< After open(), and after each step, of an undisturbed run.

    QString state() const { return m_directory->filePath(QStringLiteral("state")); }

    /// Runs all steps in a process of its own under this fault. \return wait status
    int runChild(Fault fault, int at)
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_directory->setAutoRemove(true);
        new (m_progress) Progress{};
        // A program of its own: a mere copy of this process would inherit the locks that other threads hold now.
        std::array<std::string, 6> words{program().toStdString(),    kChildOption,
                                         std::to_string(int(fault)), std::to_string(at),
                                         state().toStdString(),      std::to_string(m_progressFile.get())};
        std::array<char *, words.size() + 1> argv{};
        std::ranges::transform(words, argv.begin(), [](std::string &word) { return word.data(); });
        pid_t child = -1;
        int status = 0;
        if (::posix_spawn(&child, words[0].c_str(), nullptr, nullptr, argv.data(), environ) != 0 ||
            ::waitpid(child, &status, 0) != child)
            qFatal("cannot run a child");
        return status;
    }

    static QString program() { return QCoreApplication::applicationFilePath(); }

    /// The state is that after the last step that was reported done, or after the one that was under way.
    QByteArray checkState()
    {
        const auto store = NodeStore::open(configFor(state()));
        if (!store)
            return "refused: " + QByteArray::fromStdString(store.error().message);
        View found = viewOf(**store);
        const auto finished = std::size_t(m_progress->finished);
        const bool mayBeNext = finished + 1 < m_views.size();
        if (m_progress->opened == 0) { // its name is random until the database has its own
            if (!found.nodes.empty() || !found.portals.empty())
                return "something is there before it was put";
        } else if (!(found == m_views[finished]) && !(mayBeNext && found == m_views[finished + 1])) {
            return "neither old nor new after step " + QByteArray::number(int(finished));
        }
        const QByteArray name = contentOf(state() + QStringLiteral("/initiatorname"));
        if (name != "InitiatorName=" + (*store)->initiatorName().toUtf8() + '\n')
            return "the copy of the name differs: " + name;
        if (!addNode(store->get(), target(77)))
            return "cannot be written any more";
        return {};
    }

private slots:
    void initTestCase()
    {
        m_progressFile.reset(::memfd_create("progress", 0)); // inherited by the children
        QCOMPARE(::ftruncate(m_progressFile.get(), sizeof(Progress)), 0);
        m_progress = mapProgress(m_progressFile.get());
        QVERIFY(m_progress != nullptr);
        new (m_progress) Progress{};

        QTemporaryDir directory;
        auto store = NodeStore::open(configFor(directory.path()));
        QVERIFY(store);
        m_views.push_back(viewOf(**store));
        for (const Step &step : steps()) {
            QVERIFY(step(store->get()));
            m_views.push_back(viewOf(**store));
            QVERIFY(!(m_views.back() == m_views[m_views.size() - 2]));
        }
    }
    void cleanupTestCase() { ::munmap(m_progress, sizeof(Progress)); }

    void undisturbed()
    {
        QCOMPARE(runChild(Fault::KillBefore, 1'000'000), 0);
        QCOMPARE(int(m_progress->finished), int(steps().size()));
        // Else the calls of SQLite do not come here, and the tests below would show nothing.
        QVERIFY2(m_progress->calls > 60, qPrintable(QString::number(m_progress->calls)));
        QCOMPARE(checkState(), QByteArray());
    }

    void killedAnywhere_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("before each call") << int(Fault::KillBefore);
        QTest::newRow("in the middle of each write") << int(Fault::KillInside);
        QTest::newRow("after each call") << int(Fault::KillAfter);
    }
    void killedAnywhere() // FLT-11, SID-11
    {
        QFETCH(int, fault);
        int kills = 0;
        for (int at = fault % kStride;; at += kStride) {
            const int status = runChild(Fault(fault), at);
            const QByteArray wrong = checkState();
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: ").arg(at) + QString::fromUtf8(wrong)));
            if (WIFEXITED(status)) {
                QCOMPARE(WEXITSTATUS(status), 0);
                break;
            }
            QCOMPARE(WTERMSIG(status), SIGKILL);
            ++kills;
        }
        QVERIFY2(kills > 60 / kStride, qPrintable(QString::number(kills)));
    }

    void failedAnywhere_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("no space") << int(Fault::NoSpace);
        QTest::newRow("input/output error") << int(Fault::InputOutput);
    }
    void failedAnywhere() // FLT-14
    {
        QFETCH(int, fault);
        int refusals = 0;
        QCOMPARE(runChild(Fault(fault), 1'000'000), 0);
        const int calls = m_progress->calls;
        for (int at = fault % kStride; at < calls; at += kStride) {
            QCOMPARE(runChild(Fault(fault), at), 0);
            const QByteArray wrong = checkState();
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: ").arg(at) + QString::fromUtf8(wrong)));
            refusals += m_progress->refused;
        }
        QVERIFY2(refusals > 20 / kStride, qPrintable(QString::number(refusals)));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 6 && std::string_view(argv[1]) == kChildOption) {
        Progress *progress = mapProgress(std::atoi(argv[5]));
        if (progress == nullptr)
            qFatal("no memory shared with the parent");
        runSteps(Fault(std::atoi(argv[2])), std::atoi(argv[3]), QString::fromUtf8(argv[4]), progress);
        ::_exit(0);
    }
    TestStoreCrash test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_store_crash.moc"
