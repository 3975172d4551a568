// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_control.h"

#include "common/types/ublk_abi.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace portolan::devices {

namespace {

constexpr const char *kPath = "/dev/ublk-control";
constexpr unsigned kEntries = 256;
/// Of the kernel's threads for us. Each command that waits holds one, and without a limit of our own it is four for
/// each processor: a few disks that do not answer would keep all others waiting.
constexpr unsigned kMostThreads = 1024;
constexpr UblkControl::Token kCancellation = 0; ///< No command has it.

tl::unexpected<Error> systemError(const std::string &what, int error)
{
    return fail(error == ENOENT || error == ENODEV ? ErrorCode::NotFound : ErrorCode::NotSupported,
                "ublk: " + what + ": " + std::strerror(error), error);
}

} // namespace

Result<std::unique_ptr<UblkControl>> UblkControl::open()
{
    std::unique_ptr<UblkControl> control(new UblkControl);
    if (const auto started = control->start(); !started)
        return fail(started.error());
    return control;
}

Result<> UblkControl::start()
{
    m_ring.ring_fd = -1;
    m_file.reset(::open(kPath, O_RDWR | O_CLOEXEC));
    if (!m_file)
        return systemError(kPath, errno);
    io_uring_params parameters{};
    parameters.flags = IORING_SETUP_SQE128; // a command has 32 bytes
    if (const int result = ::io_uring_queue_init_params(kEntries, &m_ring, &parameters); result < 0) {
        m_ring.ring_fd = -1;
        return systemError("io_uring", -result);
    }
    std::array<unsigned, 2> threads{kMostThreads, kMostThreads};
    (void)::io_uring_register_iowq_max_workers(&m_ring, threads.data());
    const auto features = std::make_shared<std::uint64_t>();
    push(++m_last, {ublk::kGetFeatures, UINT32_MAX, 0, features, sizeof *features});
    if (const int result = waitFor(m_last); result < 0)
        return systemError("this kernel does not tell what its ublk can, Linux 6.5 does", -result);
    m_features = *features;
    m_event.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!m_event)
        return systemError("eventfd", errno);
    if (const int result = ::io_uring_register_eventfd(&m_ring, m_event.get()); result < 0)
        return systemError("the ring's event", -result);
    m_notifier = std::make_unique<QSocketNotifier>(m_event.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UblkControl::completed);
    return {};
}

UblkControl::~UblkControl()
{
    if (m_ring.ring_fd >= 0)
        ::io_uring_queue_exit(&m_ring);
    // A thread of the kernel may still be at work for them.
    for (auto &[token, running] : m_running)
        (void)std::make_unique<std::shared_ptr<void>>(std::move(running.command.memory)).release();
}

io_uring_sqe *UblkControl::entry()
{
    io_uring_sqe *entry = ::io_uring_get_sqe(&m_ring);
    while (entry == nullptr) {
        ::io_uring_submit(&m_ring);
        entry = ::io_uring_get_sqe(&m_ring);
    }
    return entry;
}

void UblkControl::push(Token token, const Command &command)
{
    io_uring_sqe *const sqe = entry();
    ::io_uring_prep_rw(IORING_OP_URING_CMD, sqe, m_file.get(), nullptr, 0, 0);
    sqe->cmd_op = command.operation;
    sqe->user_data = token;
    ublksrv_ctrl_cmd content{};
    content.dev_id = command.device;
    content.queue_id = UINT16_MAX;
    content.addr = reinterpret_cast<std::uintptr_t>(command.memory.get());
    content.len = command.memorySize;
    content.data[0] = command.data;
    std::memcpy(sqe->cmd, &content, sizeof content);
    ::io_uring_submit(&m_ring);
}

/// Before anything else is under way. \return the result
int UblkControl::waitFor(Token token)
{
    io_uring_cqe *cqe = nullptr;
    int result = -EINTR;
    while (result == -EINTR)
        result = ::io_uring_wait_cqe(&m_ring, &cqe);
    if (result < 0)
        return result;
    result = cqe->user_data == token ? cqe->res : -EIO;
    ::io_uring_cqe_seen(&m_ring, cqe);
    return result;
}

UblkControl::Token UblkControl::submit(Command command, Done done)
{
    const Token token = ++m_last;
    push(token, command);
    m_running.emplace(token, Running{std::move(command), std::move(done)});
    return token;
}

void UblkControl::cancel(Token token)
{
    io_uring_sqe *const sqe = entry();
    ::io_uring_prep_cancel64(sqe, token, 0);
    sqe->user_data = kCancellation;
    ::io_uring_submit(&m_ring);
}

void UblkControl::completed()
{
    std::uint64_t count = 0;
    (void)!::read(m_event.get(), &count, sizeof count);
    io_uring_cqe *cqe = nullptr;
    while (::io_uring_peek_cqe(&m_ring, &cqe) == 0) {
        auto ended = m_running.extract(cqe->user_data);
        const int result = cqe->res;
        ::io_uring_cqe_seen(&m_ring, cqe);
        if (!ended.empty())
            ended.mapped().done(result);
    }
}

} // namespace portolan::devices
