// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace portolan::protocol::isns {

/// RFC 4171 §6.1, those that are used here; a server may send any other.
enum class Tag : std::uint32_t {
    Delimiter = 0,
    EntityIdentifier = 1,
    EntityProtocol = 2,
    PortalAddress = 16,
    PortalPort = 17,
    IscsiName = 32,
    IscsiNodeType = 33,
    IscsiAlias = 34,
    GroupIscsiName = 48,
    GroupPortalAddress = 49,
    GroupPortalPort = 50,
    GroupTag = 51,
};

inline constexpr std::uint32_t kProtocolIscsi = 2;     ///< EntityProtocol, RFC 4171 §6.2.2
inline constexpr std::uint32_t kNodeTypeTarget = 1;    ///< IscsiNodeType, a bit; RFC 4171 §6.4.2
inline constexpr std::uint32_t kNodeTypeInitiator = 2; ///< The same.

/// One tag-length-value, RFC 4171 §5.1. The value is a view of the payload.
struct Attribute {
    Tag tag = Tag::Delimiter;
    std::span<const std::byte> value; ///< With its padding.

    /// Nothing unless it has four bytes.
    [[nodiscard]] std::optional<std::uint32_t> number() const;
    /// Without the zeros that end and pad it; nothing if there is a zero in between.
    [[nodiscard]] std::optional<std::string_view> text() const;
};

/// \return IsnsViolation: an attribute ends beyond the payload, or has a length that is no multiple of four
Result<std::vector<Attribute>> splitAttributes(std::span<const std::byte> payload);

class AttributeWriter {
public:
    void add(Tag tag, std::span<const std::byte> value);
    void add(Tag tag, std::string_view text); ///< Adds the zero that ends it.
    void add(Tag tag, std::uint32_t number);
    void add(Tag tag) { add(tag, std::span<const std::byte>()); } ///< In a query: wanted. Also the delimiter.
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    void addNumber(std::uint32_t number);

    std::vector<std::byte> m_bytes;
};

} // namespace portolan::protocol::isns
