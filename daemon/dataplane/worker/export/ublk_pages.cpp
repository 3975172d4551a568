// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_pages.h"

namespace portolan::dataplane::worker {

UblkPages::UblkPages(UblkPort &port, std::size_t requests)
    : PageMover(ReservedAddresses(requests * ublk::kMaxRequestBytes))
    , m_port(port)
    , m_lent(requests)
{}

std::byte *UblkPages::lend(std::size_t request, const UblkPort::Place &place, std::span<std::byte> memory)
{
    if (isEmpty() || !m_port.lendPages(place, unsigned(request)))
        return nullptr;
    m_lent[request] = {place, memory};
    return addressOf(request * ublk::kMaxRequestBytes);
}

bool UblkPages::takeBack(std::size_t request)
{
    m_port.takePagesBack(m_lent[request].place.file, unsigned(request));
    return !m_lent[request].failed;
}

void UblkPages::store(std::byte *to, std::span<const std::byte> from)
{
    Lent &lent = m_lent[requestOf(to)];
    if (!m_port.give(lent.place, placeIn(to), from))
        lent.failed = true;
}

std::span<const std::byte> UblkPages::load(std::span<const std::byte> what)
{
    const Lent &lent = m_lent[requestOf(what.data())];
    const std::size_t offset = placeIn(what.data());
    const auto memory = lent.memory.subspan(offset, what.size());
    return m_port.fetch(lent.place, offset, memory) ? memory : std::span<std::byte>();
}

ssize_t UblkPages::receive(int socket, std::byte *to, std::size_t size)
{
    return m_port.receivePages(socket, unsigned(requestOf(to)), placeIn(to), size);
}

ssize_t UblkPages::send(int socket, const std::byte *from, std::size_t size)
{
    return m_port.sendPages(socket, unsigned(requestOf(from)), placeIn(from), size);
}

} // namespace portolan::dataplane::worker
