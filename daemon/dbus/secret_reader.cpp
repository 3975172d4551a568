// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/secret_reader.h"

#include "common/types/unique_fd.h"

#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>

namespace portolan::dbus {

namespace {

using Clock = std::chrono::steady_clock;

enum class Kind { Pipe, Socket, File };

Result<Kind> kindOf(int fd)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return fail(ErrorCode::InvalidArgument, "the secret's descriptor is not open", errno);
    // The writing end of a pipe would never become readable.
    if ((::fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
        return fail(ErrorCode::InvalidArgument, "the secret's descriptor is for writing only");
    if (S_ISFIFO(status.st_mode))
        return Kind::Pipe;
    if (S_ISSOCK(status.st_mode))
        return Kind::Socket;
    if (S_ISREG(status.st_mode)) // memfd too
        return Kind::File;
    return fail(ErrorCode::InvalidArgument, "a secret is read from a pipe, a socket or a file only");
}

/// A private pipe: bytes are moved from the client's pipe into it without ever waiting. O_NONBLOCK on the client's own
/// would not do, since the client shares that flag and can clear it.
class Sluice {
public:
    Sluice()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0) {
            m_out.reset(ends[0]);
            m_in.reset(ends[1]);
        }
    }
    ssize_t read(int from, std::span<std::byte> to) const
    {
        const ssize_t moved = ::splice(from, nullptr, m_in.get(), nullptr, to.size(), SPLICE_F_NONBLOCK);
        return moved > 0 ? ::read(m_out.get(), to.data(), std::size_t(moved)) : moved;
    }

private:
    UniqueFd m_out, m_in;
};

ssize_t readSome(int fd, Kind kind, const Sluice &sluice, std::span<std::byte> to)
{
    switch (kind) {
    case Kind::Pipe:
        return sluice.read(fd, to);
    case Kind::Socket:
        return ::recv(fd, to.data(), to.size(), MSG_DONTWAIT);
    case Kind::File:
        break;
    }
    return ::read(fd, to.data(), to.size());
}

bool isTransient(int error) { return error == EINTR || error == EAGAIN || error == EWOULDBLOCK; }

Result<Secret> readAll(int fd, Kind kind, Clock::time_point deadline)
{
    std::array<std::byte, SecretReader::kLongest + 1> buffer{}; // one more shows that there is more
    struct Wiper {
        std::span<std::byte> memory;
        ~Wiper() { wipeMemory(memory); }
    } const wiper{buffer};
    const Sluice sluice;
    std::size_t size = 0;
    while (size < buffer.size()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd ready{fd, POLLIN, 0};
        const int count = left > 0 ? ::poll(&ready, 1, int(left)) : 0;
        if (count == 0)
            return fail(ErrorCode::TimedOut, "the secret did not end in time");
        const ssize_t n = count < 0 ? -1 : readSome(fd, kind, sluice, std::span(buffer).subspan(size));
        if (n < 0 && isTransient(errno))
            continue;
        if (n < 0)
            return fail(ErrorCode::InvalidArgument, "the secret's descriptor cannot be read", errno);
        if (n == 0)
            return Secret(std::span(buffer).first(size));
        size += std::size_t(n);
    }
    return fail(ErrorCode::SecretTooLong, "a secret has at most 255 bytes");
}

/// Between the reading thread and ours. Whoever leaves last frees it; the thread touches no QObject.
struct Mailbox {
    UniqueFd event{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::mutex mutex{};
    std::optional<Result<Secret>> result{};

    void put(Result<Secret> value)
    {
        {
            const std::lock_guard lock(mutex);
            result = std::move(value);
        }
        ::eventfd_write(event.get(), 1); // fails only when already set
    }
    Result<Secret> take()
    {
        const std::lock_guard lock(mutex);
        return result ? std::move(*result) : fail(ErrorCode::TimedOut, "the secret did not end in time");
    }
};

} // namespace

SecretReader::SecretReader(std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_timeout(timeout)
    , m_readers(std::make_shared<std::atomic<int>>(0))
{}

SecretReader::~SecretReader() = default;

void SecretReader::read(const QDBusUnixFileDescriptor &descriptor, QObject *context, Done done)
{
    const auto mailbox = std::make_shared<Mailbox>();
    auto *waiting = new QObject(this); // what waits for the mailbox; gone after the first answer
    connect(context, &QObject::destroyed, waiting, &QObject::deleteLater);
    const auto deliver = [mailbox, waiting, context = QPointer(context), done = std::move(done)] {
        delete waiting->findChild<QSocketNotifier *>();
        delete waiting->findChild<QTimer *>();
        waiting->deleteLater();
        if (context)
            done(mailbox->take());
    };
    auto *notifier = new QSocketNotifier(mailbox->event.get(), QSocketNotifier::Read, waiting);
    connect(notifier, &QSocketNotifier::activated, waiting, deliver, Qt::QueuedConnection);

    UniqueFd fd(descriptor.isValid() ? ::fcntl(descriptor.fileDescriptor(), F_DUPFD_CLOEXEC, 0) : -1);
    const Result<Kind> kind = kindOf(fd.get());
    if (!kind)
        return mailbox->put(fail(kind.error()));
    if (m_readers->load() >= kMostReaders)
        return mailbox->put(fail(ErrorCode::Busy, "too many secrets are being read"));

    auto *timer = new QTimer(waiting);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, waiting, deliver, Qt::QueuedConnection);
    timer->start(m_timeout);
    ++*m_readers;
    // It may hang in the read of a file for ever, so it owns all it needs and nobody waits for it.
    std::thread([fd = std::move(fd), kind = *kind, deadline = Clock::now() + m_timeout, readers = m_readers,
                 mailbox]() mutable {
        auto result = readAll(fd.get(), kind, deadline);
        fd.reset();
        --*readers;
        mailbox->put(std::move(result));
    }).detach();
}

} // namespace portolan::dbus
