// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace portolan {

/// Where a connection leaves this machine: as the routing table says, through one network device, or from one source
/// address.
class NetworkInterface {
public:
    enum class Kind : std::uint8_t { Any, Device, Address };

    NetworkInterface() = default; ///< Any.
    /// Reads "" (any), the name of a device ("eth1", 1 to 15 bytes) or a source address ("192.0.2.7", "2001:db8::1",
    /// "fe80::1%eth1"). Whether this machine has it is not asked.
    /// \return InvalidArgument that names what is wrong
    static Result<NetworkInterface> parse(std::string_view text);

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// The one spelling of it, which parse() reads back: IPv6 as in RFC 5952.
    [[nodiscard]] const std::string &text() const { return m_text; }

    friend bool operator==(const NetworkInterface &, const NetworkInterface &) = default;

private:
    NetworkInterface(Kind kind, std::string text)
        : m_kind(kind)
        , m_text(std::move(text))
    {}

    Kind m_kind = Kind::Any;
    std::string m_text;
};

} // namespace portolan
