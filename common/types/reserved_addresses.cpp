// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/reserved_addresses.h"

#include <sys/mman.h>

namespace portolan {

ReservedAddresses::ReservedAddresses(std::size_t size)
{
    void *const begin = ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (begin == MAP_FAILED)
        return;
    m_begin = static_cast<std::byte *>(begin);
    m_size = size;
}

ReservedAddresses::~ReservedAddresses()
{
    if (m_size > 0)
        ::munmap(m_begin, m_size);
}

} // namespace portolan
