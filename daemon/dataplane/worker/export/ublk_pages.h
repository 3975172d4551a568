// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/ublk_abi.h"
#include "daemon/dataplane/worker/export/ublk_port.h"
#include "daemon/dataplane/worker/page_mover.h"

#include <cstddef>
#include <vector>

namespace portolan::dataplane::worker {

/// Requests of ublk whose data stays in the pages of whoever made them. Each has a range of addresses, which only name
/// it: nothing is mapped there.
class UblkPages final : public PageMover {
public:
    /// \param requests  that can be lent at once
    UblkPages(UblkPort &port, std::size_t requests);

    /// \param request  below what the constructor was told, and not lent
    /// \param memory   of as many bytes as it transfers, if they have to be seen after all
    /// \return the address of its data; nullptr if the kernel does not lend it
    std::byte *lend(std::size_t request, const UblkPort::Place &place, std::span<std::byte> memory);
    /// \return false if something could not be stored
    bool takeBack(std::size_t request);

    void store(std::byte *to, std::span<const std::byte> from) override;
    std::span<const std::byte> load(std::span<const std::byte> what) override;
    ssize_t receive(int socket, std::byte *to, std::size_t size) override;
    ssize_t send(int socket, const std::byte *from, std::size_t size) override;

private:
    struct Lent {
        UblkPort::Place place;
        std::span<std::byte> memory;
        bool failed = false;
    };

    [[nodiscard]] std::size_t requestOf(const std::byte *address) const
    {
        return offsetOf(address) / ublk::kMaxRequestBytes;
    }
    [[nodiscard]] std::size_t placeIn(const std::byte *address) const
    {
        return offsetOf(address) % ublk::kMaxRequestBytes;
    }

    UblkPort &m_port;
    std::vector<Lent> m_lent;
};

} // namespace portolan::dataplane::worker
