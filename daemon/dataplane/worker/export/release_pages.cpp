// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/release_pages.h"

#include <sys/mman.h>

namespace portolan::dataplane::worker {

namespace {

#ifdef MADV_DONTNEED_LOCKED
constexpr int kDropLocked = MADV_DONTNEED_LOCKED;
#else
constexpr int kDropLocked = 24; // Linux 5.18, uapi asm-generic/mman-common.h
#endif

} // namespace

void releasePages(std::byte *memory, std::size_t size)
{
    // The plain form refuses locked pages, the other one needs a newer kernel. Neither working only costs memory.
    if (::madvise(memory, size, kDropLocked) != 0)
        (void)::madvise(memory, size, MADV_DONTNEED);
}

} // namespace portolan::dataplane::worker
