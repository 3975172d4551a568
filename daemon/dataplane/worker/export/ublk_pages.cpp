// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_pages.h"

#include <sys/mman.h>

namespace portolan::dataplane::worker {

UblkPages::UblkPages(UblkPort &port, std::size_t requests)
    : m_port(port)
    , m_lent(requests)
{
    void *const addresses = ::mmap(nullptr, requests * ublk::kMaxRequestBytes, PROT_NONE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (addresses == MAP_FAILED)
        return;
    m_addresses = static_cast<std::byte *>(addresses);
    setRange(m_addresses, requests * ublk::kMaxRequestBytes);
}

UblkPages::~UblkPages()
{
    if (m_addresses != nullptr)
        ::munmap(m_addresses, m_lent.size() * ublk::kMaxRequestBytes);
}

std::byte *UblkPages::lend(std::size_t request, const UblkPort::Data &data, std::span<std::byte> memory)
{
    if (m_addresses == nullptr || !m_port.lendPages(data, unsigned(request)))
        return nullptr;
    m_lent[request] = {data, memory};
    return m_addresses + request * ublk::kMaxRequestBytes;
}

bool UblkPages::takeBack(std::size_t request)
{
    m_port.takePagesBack(m_lent[request].data.file, unsigned(request));
    return !m_lent[request].failed;
}

void UblkPages::store(std::byte *to, std::span<const std::byte> from)
{
    Lent &lent = m_lent[requestOf(to)];
    if (!m_port.give(lent.data, offsetOf(to), from))
        lent.failed = true;
}

std::span<const std::byte> UblkPages::load(std::span<const std::byte> what)
{
    const Lent &lent = m_lent[requestOf(what.data())];
    const std::size_t offset = offsetOf(what.data());
    const auto memory = lent.memory.subspan(offset, what.size());
    return m_port.fetch(lent.data, offset, memory) ? memory : std::span<std::byte>();
}

ssize_t UblkPages::receive(int socket, std::byte *to, std::size_t size)
{
    return m_port.receivePages(socket, unsigned(requestOf(to)), offsetOf(to), size);
}

ssize_t UblkPages::send(int socket, const std::byte *from, std::size_t size)
{
    return m_port.sendPages(socket, unsigned(requestOf(from)), offsetOf(from), size);
}

} // namespace portolan::dataplane::worker
