// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before a program of this folder (LD_PRELOAD), which then tells how often it allocated for each request.
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace {
std::atomic<std::uint64_t> count{0};
void counted() { count.fetch_add(1, std::memory_order_relaxed); }
} // namespace

// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): the names of the C library
extern "C" {
void *__libc_malloc(std::size_t);
void *__libc_calloc(std::size_t, std::size_t);
void *__libc_realloc(void *, std::size_t);

/// See common/measurement.h.
std::uint64_t portolanBenchAllocations() { return count.load(std::memory_order_relaxed); }

void *malloc(std::size_t size)
{
    counted();
    return __libc_malloc(size);
}

void *calloc(std::size_t number, std::size_t size)
{
    counted();
    return __libc_calloc(number, size);
}

void *realloc(void *old, std::size_t size)
{
    counted();
    return __libc_realloc(old, size);
}
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
