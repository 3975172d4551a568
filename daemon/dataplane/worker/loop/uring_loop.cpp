// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/uring_loop.h"

#include <atomic>
#include <cerrno>

namespace portolan::dataplane::worker {

namespace {

constexpr unsigned kEntries = 64;

// What a completion is about: the source and generation of a poll, or one of these.
constexpr std::uint64_t kSend = std::uint64_t(1) << 62;
constexpr std::uint64_t kNotWhole = kSend + 1; ///< Only told when the message did not leave as a whole.
constexpr std::uint64_t kStopped = kSend + 2;

std::uint64_t dataOf(unsigned source, std::uint32_t generation) { return (std::uint64_t(generation) << 8U) | source; }

} // namespace

Result<std::unique_ptr<EventLoop>> UringLoop::create(std::chrono::microseconds busyPoll)
{
    std::unique_ptr<UringLoop> loop(new UringLoop(busyPoll));
    // Work that completions need is done when we ask for them, by our own thread. Linux 6.1.
    const unsigned flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQSIZE |
                           (loop->m_busyPoll.isOn() ? IORING_SETUP_TASKRUN_FLAG : 0U);
    io_uring_params parameters{};
    parameters.flags = flags;
    parameters.cq_entries = 4 * kEntries;
    if (const int result = ::io_uring_queue_init_params(kEntries, &loop->m_ring, &parameters); result < 0) {
        loop->m_ring.ring_fd = -1;
        return fail(systemError("io_uring", -result));
    }
    (void)::io_uring_register_ring_fd(&loop->m_ring); // saves a look-up in each call; works without
    return std::unique_ptr<EventLoop>(std::move(loop));
}

UringLoop::~UringLoop()
{
    if (m_ring.ring_fd >= 0)
        ::io_uring_queue_exit(&m_ring);
}

io_uring_sqe *UringLoop::entry()
{
    // A turn needs fewer: each poll may end and begin, and there is one message with what follows it.
    static_assert(2 * kMostSources + 2 <= kEntries);
    return ::io_uring_get_sqe(&m_ring);
}

Result<> UringLoop::watch(unsigned source, const Watch &wanted)
{
    Poll &poll = m_polls.at(source);
    if (poll.watch == wanted)
        return {};
    if (poll.runs) { // it also keeps a closed descriptor's socket open
        io_uring_sqe *const sqe = entry();
        ::io_uring_prep_poll_remove(sqe, dataOf(source, poll.generation));
        ::io_uring_sqe_set_data64(sqe, kStopped);
        sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
    }
    poll.watch = wanted;
    poll.runs = false;
    return {};
}

void UringLoop::send(const Outgoing &outgoing)
{
    io_uring_sqe *sqe = entry();
    // MSG_WAITALL does not wait here: with it, a message that leaves in part breaks the chain.
    ::io_uring_prep_sendmsg(sqe, outgoing.fd, &outgoing.message, MSG_DONTWAIT | MSG_NOSIGNAL | MSG_WAITALL);
    ::io_uring_sqe_set_data64(sqe, kSend);
    sqe->flags |= IOSQE_IO_LINK;
    sqe = entry();
    ::io_uring_prep_nop(sqe);
    ::io_uring_sqe_set_data64(sqe, kNotWhole);
    sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
}

void UringLoop::startPolls()
{
    for (unsigned source = 0; source < m_polls.size(); ++source) {
        Poll &poll = m_polls[source];
        if (poll.runs || poll.watch.fd < 0)
            continue;
        io_uring_sqe *const sqe = entry();
        ::io_uring_prep_poll_add(sqe, poll.watch.fd, poll.watch.events);
        ::io_uring_sqe_set_data64(sqe, dataOf(source, ++poll.generation));
        poll.runs = true;
    }
}

Result<> UringLoop::resultOf(int entered)
{
    if (entered < 0 && entered != -EINTR && entered != -EAGAIN && entered != -EBUSY)
        return fail(systemError("io_uring_enter", -entered));
    return {};
}

Result<> UringLoop::submitAndWait(unsigned completions)
{
    return resultOf(::io_uring_submit_and_wait(&m_ring, completions));
}

Result<> UringLoop::submitAndLook(unsigned completions)
{
    const auto time = m_busyPoll.next();
    if (time.count() == 0)
        return {};
    // With the work that is left over from it: what follows a message would be taken for an event.
    if (auto submitted = resultOf(::io_uring_submit_and_get_events(&m_ring)); !submitted)
        return submitted;
    const std::atomic_ref flags(*m_ring.sq.kflags); // the kernel's
    m_busyPoll.looked(lookFor(time, [&] {
        return ::io_uring_cq_ready(&m_ring) >= completions ||
               (flags.load(std::memory_order_relaxed) & IORING_SQ_TASKRUN) != 0;
    }));
    return {};
}

Result<bool> UringLoop::take(Outgoing *outgoing, std::uint32_t *ready)
{
    bool sent = false;
    int failed = 0;
    unsigned head = 0, count = 0;
    io_uring_cqe *cqe = nullptr;
    io_uring_for_each_cqe(&m_ring, head, cqe)
    {
        ++count;
        const std::uint64_t about = cqe->user_data;
        if (about == kSend) {
            outgoing->result = cqe->res;
            sent = true;
        } else if (about < kSend) {
            const auto source = unsigned(about & 0xffU);
            Poll &poll = m_polls.at(source);
            if (!poll.runs || dataOf(source, poll.generation) != about)
                continue;
            poll.runs = false;
            *ready |= 1U << source;
            failed = cqe->res < 0 ? -cqe->res : failed;
        }
    }
    ::io_uring_cq_advance(&m_ring, count);
    if (failed != 0)
        return fail(systemError("io_uring poll", failed));
    return sent;
}

Result<std::uint32_t> UringLoop::wait(Outgoing *outgoing)
{
    if (outgoing != nullptr)
        send(*outgoing);
    startPolls();
    // The message is told at once. What comes behind it is an event, or that it did not leave as a whole.
    const unsigned completions = outgoing == nullptr ? 1 : 2;
    if (const auto looked = submitAndLook(completions); !looked)
        return fail(looked.error());
    if (const auto waited = submitAndWait(completions); !waited)
        return fail(waited.error());
    std::uint32_t ready = 0;
    auto taken = take(outgoing, &ready);
    while (taken && outgoing != nullptr && !*taken) { // a signal came first
        if (const auto waited = submitAndWait(1); !waited)
            return fail(waited.error());
        taken = take(outgoing, &ready);
    }
    if (!taken)
        return fail(taken.error());
    return ready;
}

} // namespace portolan::dataplane::worker
