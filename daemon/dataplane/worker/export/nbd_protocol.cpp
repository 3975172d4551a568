// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/nbd_protocol.h"

#include <algorithm>
#include <cerrno>

namespace portolan::dataplane::worker::nbd {

namespace {

constexpr std::uint32_t kRequestMagic = 0x25609513, kReplyMagic = 0x67446698;

template <typename T>
T read(std::span<const std::byte> from)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = T(T(value << 8) | std::to_integer<T>(from[i]));
    return value;
}

void write(std::span<std::byte> to, std::uint32_t value)
{
    for (std::size_t i = 0; i < sizeof value; ++i)
        to[i] = std::byte(value >> (8 * (sizeof value - 1 - i)));
}

/// The protocol has numbers of its own, which are Linux' for these.
std::uint32_t numberOf(int error)
{
    switch (error) {
    case 0:
    case EPERM:
    case EIO:
    case ENOMEM:
    case EINVAL:
    case ENOSPC:
        return std::uint32_t(error);
    case EROFS:
        return EPERM;
    case EOPNOTSUPP:
        return ENOTSUP;
    default:
        return EIO;
    }
}

} // namespace

std::optional<Request> Request::parse(std::span<const std::byte, kRequestSize> bytes)
{
    if (read<std::uint32_t>(bytes) != kRequestMagic)
        return std::nullopt;
    Request request;
    request.flags = read<std::uint16_t>(bytes.subspan(4));
    request.command = read<std::uint16_t>(bytes.subspan(6));
    std::ranges::copy(bytes.subspan(8, 8), request.cookie.begin());
    request.offset = read<std::uint64_t>(bytes.subspan(16));
    request.length = read<std::uint32_t>(bytes.subspan(24));
    return request;
}

void writeReply(std::span<std::byte, kReplySize> to, const std::array<std::byte, 8> &cookie, int error)
{
    write(to, kReplyMagic);
    write(to.subspan(4), numberOf(error));
    std::ranges::copy(cookie, to.subspan(8).begin());
}

} // namespace portolan::dataplane::worker::nbd
