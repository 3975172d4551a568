// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/ipc/counters_page.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>

namespace portolan::dataplane::ipc {

namespace {

constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

tl::unexpected<Error> systemError(const char *what)
{
    return fail(ErrorCode::Internal, std::string("counters page: ") + what + ": " + std::strerror(errno), errno);
}

} // namespace

std::size_t bucketOf(std::chrono::microseconds latency)
{
    const auto us = std::uint64_t(std::max<std::int64_t>(latency.count(), 1));
    const auto power = std::size_t(std::bit_width(us) - 1);
    const bool upperHalf = power > 0 && us >= (std::uint64_t(3) << (power - 1));
    return std::min(power * 2 + (upperHalf ? 1 : 0), kHistogramBuckets - 1);
}

Result<CountersWriter> CountersWriter::create()
{
    UniqueFd fd(::memfd_create("portolan-counters", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd)
        return systemError("memfd_create");
    if (::ftruncate(fd.get(), off_t(sizeof(CountersPage))) != 0)
        return systemError("ftruncate");
    if (::fcntl(fd.get(), F_ADD_SEALS, kSeals) != 0)
        return systemError("seal");
    void *memory = ::mmap(nullptr, sizeof(CountersPage), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (memory == MAP_FAILED)
        return systemError("mmap");
    // Fresh pages are zero, which is what every counter starts with: constructing them would only touch all pages.
    auto *page = static_cast<CountersPage *>(memory);
    page->session.inUse.store(1, std::memory_order_relaxed);
    page->magic.store(CountersPage::kMagic, std::memory_order_release);
    return CountersWriter(std::move(fd), page);
}

CountersWriter::CountersWriter(CountersWriter &&other) noexcept
    : m_fd(std::move(other.m_fd))
    , m_page(std::exchange(other.m_page, nullptr))
{}

CountersWriter::~CountersWriter()
{
    if (m_page != nullptr)
        ::munmap(static_cast<void *>(m_page), sizeof(CountersPage));
}

CounterSlot *CountersWriter::lun(std::uint64_t lun)
{
    for (auto &slot : m_page->luns) {
        if (slot.inUse.load(std::memory_order_relaxed) == 0) {
            slot.lun.store(lun, std::memory_order_relaxed);
            slot.inUse.store(1, std::memory_order_release);
            return &slot;
        }
        if (slot.lun.load(std::memory_order_relaxed) == lun)
            return &slot;
    }
    return nullptr;
}

Result<CountersReader> CountersReader::open(int fd)
{
    const int seals = ::fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & kSeals) != kSeals)
        return fail(ErrorCode::ProtocolViolation, "counters page: not a memory file that is sealed against resizing");
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return systemError("fstat");
    if (status.st_size != off_t(sizeof(CountersPage)))
        return fail(ErrorCode::ProtocolViolation, "counters page: wrong size");
    void *memory = ::mmap(nullptr, sizeof(CountersPage), PROT_READ, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        return systemError("mmap");
    CountersReader reader(static_cast<const CountersPage *>(memory));
    if (reader.m_page->magic.load(std::memory_order_acquire) != CountersPage::kMagic)
        return fail(ErrorCode::ProtocolViolation, "counters page: unknown layout");
    return reader;
}

CountersReader::CountersReader(CountersReader &&other) noexcept
    : m_page(std::exchange(other.m_page, nullptr))
{}

CountersReader &CountersReader::operator=(CountersReader &&other) noexcept
{
    std::swap(m_page, other.m_page);
    return *this;
}

CountersReader::~CountersReader()
{
    if (m_page != nullptr)
        ::munmap(const_cast<CountersPage *>(m_page), sizeof(CountersPage)); // munmap() takes no const
}

const CounterSlot *CountersReader::lun(std::uint64_t lun) const
{
    const auto found = std::find_if(m_page->luns.begin(), m_page->luns.end(), [lun](const CounterSlot &slot) {
        return slot.inUse.load(std::memory_order_acquire) == 1 && slot.lun.load(std::memory_order_relaxed) == lun;
    });
    return found == m_page->luns.end() ? nullptr : &*found;
}

} // namespace portolan::dataplane::ipc
