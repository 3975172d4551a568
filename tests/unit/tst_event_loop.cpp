// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/unique_fd.h"
#include "daemon/dataplane/worker/loop/event_loop.h"

#include <QtTest>

#include <array>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <thread>
#include <unistd.h>

using namespace portolan;
using namespace portolan::dataplane::worker;
using Kind = EventLoop::Kind;
using Watch = EventLoop::Watch;

Q_DECLARE_METATYPE(EventLoop::Kind)

namespace {

struct Pair {
    Pair()
    {
        std::array<int, 2> fds{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0) {
            ours.reset(fds[0]);
            theirs.reset(fds[1]);
        }
    }
    void say() const { QVERIFY(::write(theirs.get(), "x", 1) == 1); }
    void hear() const
    {
        char byte = 0;
        QVERIFY(::read(ours.get(), &byte, 1) == 1);
    }
    /// What has arrived there.
    [[nodiscard]] std::size_t arrived() const
    {
        std::vector<char> buffer(1 << 20);
        const ssize_t size = ::recv(theirs.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        return size > 0 ? std::size_t(size) : 0;
    }

    UniqueFd ours, theirs;
};

/// A message of two parts.
struct Message {
    explicit Message(std::size_t size)
        : bytes(size, 'm')
        , parts{{{bytes.data(), size / 2}, {bytes.data() + size / 2, size - size / 2}}}
    {}
    EventLoop::Outgoing to(int fd)
    {
        EventLoop::Outgoing outgoing{fd, {}, bytes.size(), 0};
        outgoing.message.msg_iov = parts.data();
        outgoing.message.msg_iovlen = parts.size();
        return outgoing;
    }

    std::vector<char> bytes;
    std::array<iovec, 2> parts;
};

} // namespace

/// Each test with each kind: they must not be told apart.
class TestEventLoop : public QObject {
    Q_OBJECT

private:
    void kinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("busyPoll");
        QTest::newRow("epoll") << Kind::Epoll << 0;
        QTest::newRow("io_uring") << Kind::IoUring << 0;
        QTest::newRow("epoll, busy") << Kind::Epoll << 1000;
        QTest::newRow("io_uring, busy") << Kind::IoUring << 1000;
    }

    std::unique_ptr<EventLoop> m_loop;

    [[nodiscard]] std::uint32_t wait(EventLoop::Outgoing *outgoing)
    {
        const auto ready = m_loop->wait(outgoing);
        return ready ? *ready : ~0U;
    }
    /// A signal may end a wait early.
    [[nodiscard]] std::uint32_t wait()
    {
        std::uint32_t ready = 0;
        while (ready == 0)
            ready = wait(nullptr);
        return ready;
    }

private slots:
    void cleanup() { m_loop.reset(); }
    void init()
    {
        QFETCH(Kind, kind);
        QFETCH(int, busyPoll);
        auto created = EventLoop::create(kind, std::chrono::microseconds(busyPoll));
        if (!created && kind == Kind::IoUring)
            QSKIP(qPrintable(u"not permitted here: "_qs + QString::fromStdString(created.error().message)));
        QVERIFY(created);
        m_loop = std::move(*created);
        QVERIFY(QByteArray(QTest::currentDataTag()).startsWith(m_loop->name().data()));
    }

    /// What comes soon comes to a thread that is awake, if it looks.
    void sleepsOnlyIfItDoesNotLook_data() { kinds(); }
    void sleepsOnlyIfItDoesNotLook()
    {
        QFETCH(Kind, kind);
        QFETCH(int, busyPoll);
        constexpr int kWaits = 200;
        if (busyPoll > 0) { // so long that no look is in vain on a busy machine
            auto created = EventLoop::create(kind, std::chrono::seconds(5));
            QVERIFY(created);
            m_loop = std::move(*created);
        }
        const Pair pair;
        QVERIFY(m_loop->watch(0, {pair.ours.get(), POLLIN, 0}));
        std::thread answers([&] {
            char byte = 0;
            while (::read(pair.theirs.get(), &byte, 1) == 1) {
                std::this_thread::sleep_for(std::chrono::microseconds(100)); // until the other one waits
                (void)!::write(pair.theirs.get(), "x", 1);
            }
        });
        int awake = 0;
        for (int i = 0; i < kWaits; ++i) {
            rusage before{}, after{};
            (void)::getrusage(RUSAGE_THREAD, &before);
            QVERIFY(::write(pair.ours.get(), "x", 1) == 1);
            QCOMPARE(wait(), 1U);
            (void)::getrusage(RUSAGE_THREAD, &after);
            pair.hear();
            awake += after.ru_nvcsw == before.ru_nvcsw ? 1 : 0;
        }
        (void)::shutdown(pair.ours.get(), SHUT_RDWR);
        answers.join();
        QVERIFY2(busyPoll == 0 ? awake < kWaits : awake > kWaits / 2, qPrintable(QString::number(awake)));
    }

    void tellsAgainWhatIsNotTaken_data() { kinds(); }
    void tellsAgainWhatIsNotTaken()
    {
        const Pair one, two;
        QVERIFY(m_loop->watch(0, {one.ours.get(), POLLIN, 0}));
        QVERIFY(m_loop->watch(5, {two.ours.get(), POLLIN, 0}));
        two.say();
        QCOMPARE(wait(), 1U << 5U);
        QCOMPARE(wait(), 1U << 5U); // as long as it is there
        one.say();
        std::uint32_t seen = 0;
        for (int i = 0; i < 3; ++i)
            seen |= wait();
        QCOMPARE(seen, (1U << 5U) | 1U);
        two.hear();
        QCOMPARE(wait() & 1U, 1U);
        QCOMPARE(wait(), 1U);
    }

    void waitsUntilThen_data() { kinds(); }
    void waitsUntilThen()
    {
        const Pair pair;
        QVERIFY(m_loop->watch(2, {pair.ours.get(), POLLIN, 0}));
        QElapsedTimer timer;
        timer.start();
        std::thread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            (void)!::write(pair.theirs.get(), "x", 1);
        });
        QCOMPARE(wait(), 1U << 2U);
        later.join();
        QVERIFY(timer.elapsed() >= 50);
    }

    void anotherDescriptorWithTheSameNumber_data() { kinds(); }
    void anotherDescriptorWithTheSameNumber()
    {
        Pair one, two, timer;
        timer.say();
        QVERIFY(m_loop->watch(0, {one.ours.get(), POLLIN, 1}));
        QVERIFY(m_loop->watch(1, {timer.ours.get(), POLLIN, 0}));
        QCOMPARE(wait(), 2U);
        const int number = one.ours.get();
        QCOMPARE(::dup2(two.ours.get(), number), number); // closes the first
        QVERIFY(m_loop->watch(0, {number, POLLIN, 2}));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(wait() & 1U, 0U);
        pollfd closed{one.theirs.get(), POLLIN, 0};
        QCOMPARE(::poll(&closed, 1, 1000), 1); // the other end has learned of it: nothing here holds it open
        QVERIFY((closed.revents & POLLHUP) != 0);
        two.say();
        timer.hear();
        std::uint32_t seen = 0;
        for (int i = 0; i < 3 && (seen & 1U) == 0; ++i)
            seen |= wait();
        QCOMPARE(seen & 1U, 1U);
    }

    void watchesNoMore_data() { kinds(); }
    void watchesNoMore()
    {
        const Pair one, two;
        QVERIFY(m_loop->watch(0, {one.ours.get(), POLLIN, 0}));
        QVERIFY(m_loop->watch(1, {two.ours.get(), POLLIN, 0}));
        one.say();
        two.say();
        QVERIFY(wait() != 0);
        QVERIFY(m_loop->watch(0, {}));
        std::uint32_t seen = 0;
        for (int i = 0; i < 3; ++i)
            seen |= wait();
        QCOMPARE(seen, 2U);
    }

    void roomToWrite_data() { kinds(); }
    void roomToWrite()
    {
        const Pair pair;
        QVERIFY(m_loop->watch(3, {pair.ours.get(), POLLIN | POLLOUT, 0}));
        QCOMPARE(wait(), 1U << 3U);
    }

    void sendsOnTheWay_data() { kinds(); }
    void sendsOnTheWay()
    {
        const Pair target, other;
        QVERIFY(m_loop->watch(0, {target.ours.get(), POLLIN, 0}));
        QVERIFY(m_loop->watch(1, {other.ours.get(), POLLIN, 0}));
        Message message(4144);
        int early = 0;
        for (int i = 0; i < 100; ++i) {
            EventLoop::Outgoing outgoing = message.to(target.ours.get());
            std::thread later([&] {
                pollfd heard{target.theirs.get(), POLLIN, 0};
                if (::poll(&heard, 1, 5000) == 1) // the answer to what was sent
                    (void)!::write(target.theirs.get(), "x", 1);
            });
            std::uint32_t ready = wait(&outgoing);
            if (ready == 0) {
                ++early;
                ready = wait();
            }
            later.join();
            QCOMPARE(outgoing.result, ssize_t(4144));
            QCOMPARE(ready, 1U);
            QCOMPARE(target.arrived(), std::size_t(4144));
            target.hear();
        }
        QVERIFY2(early < 20, qPrintable(QString::number(early))); // signals; not that it has left
    }

    /// Otherwise the rest would wait for an event that the other end sends only after it has the rest.
    void whatDoesNotFitIsToldAtOnce_data() { kinds(); }
    void whatDoesNotFitIsToldAtOnce()
    {
        const Pair target, quiet;
        QVERIFY(m_loop->watch(0, {target.ours.get(), POLLIN, 0}));
        const int small = 8192;
        QCOMPARE(::setsockopt(target.ours.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small), 0);
        Message message(1 << 20);
        EventLoop::Outgoing outgoing = message.to(target.ours.get());
        QCOMPARE(wait(&outgoing), 0U);
        QVERIFY2(outgoing.result > 0 && outgoing.result < (1 << 20), qPrintable(QString::number(outgoing.result)));
        const auto first = std::size_t(outgoing.result);
        EventLoop::Outgoing again = message.to(target.ours.get());
        QCOMPARE(wait(&again), 0U);
        QCOMPARE(again.result, ssize_t(-EAGAIN));
        QCOMPARE(target.arrived(), first);
    }

    void goneOtherEnd_data() { kinds(); }
    void goneOtherEnd()
    {
        Pair target;
        target.theirs.reset();
        Message message(48);
        EventLoop::Outgoing outgoing = message.to(target.ours.get());
        QCOMPARE(wait(&outgoing), 0U);
        QCOMPARE(outgoing.result, ssize_t(-EPIPE));
    }

    void badDescriptor_data() { kinds(); }
    void badDescriptor()
    {
        const auto watched = m_loop->watch(0, {1'000'000, POLLIN, 0});
        QVERIFY(!watched || !m_loop->wait(nullptr));
    }
};

QTEST_APPLESS_MAIN(TestEventLoop)
#include "tst_event_loop.moc"
