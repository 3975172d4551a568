// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/attributes.h"

#include "daemon/protocol/text/text_items.h"

#include <algorithm>

namespace portolan::protocol::isns {

namespace {

constexpr std::size_t kAttributeHeader = 8;

std::uint32_t numberAt(std::span<const std::byte> bytes, std::size_t at)
{
    std::uint32_t number = 0;
    for (const std::byte byte : bytes.subspan(at, 4))
        number = number << 8 | std::to_integer<std::uint32_t>(byte);
    return number;
}

} // namespace

std::optional<std::uint32_t> Attribute::number() const
{
    return value.size() == 4 ? std::optional(numberAt(value, 0)) : std::nullopt;
}

std::optional<std::string_view> Attribute::text() const
{
    const std::string_view whole = asText(value);
    const std::string_view text = whole.substr(0, whole.find('\0'));
    const bool padded = whole.find_first_not_of('\0', text.size()) == std::string_view::npos;
    return padded ? std::optional(text) : std::nullopt;
}

Result<std::vector<Attribute>> splitAttributes(std::span<const std::byte> payload)
{
    std::vector<Attribute> attributes;
    while (!payload.empty()) {
        if (payload.size() < kAttributeHeader)
            return fail(ErrorCode::IsnsViolation, "the iSNS server sent an attribute that is cut off");
        const auto tag = Tag(numberAt(payload, 0));
        const std::size_t length = numberAt(payload, 4);
        payload = payload.subspan(kAttributeHeader);
        if (length % 4 != 0 || length > payload.size())
            return fail(ErrorCode::IsnsViolation, "the iSNS server sent the attribute " +
                                                      std::to_string(std::uint32_t(tag)) + " with the length " +
                                                      std::to_string(length) + ", which cannot be");
        attributes.push_back({tag, payload.first(length)});
        payload = payload.subspan(length);
    }
    return attributes;
}

void AttributeWriter::addNumber(std::uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        m_bytes.push_back(std::byte((number >> shift) & 0xff));
}

void AttributeWriter::add(Tag tag, std::span<const std::byte> value)
{
    const std::size_t padded = (value.size() + 3) / 4 * 4;
    addNumber(std::uint32_t(tag));
    addNumber(std::uint32_t(padded));
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    m_bytes.resize(m_bytes.size() + padded - value.size(), std::byte(0));
}

void AttributeWriter::add(Tag tag, std::string_view text)
{
    std::vector<std::byte> value(text.size() + 1, std::byte(0));
    std::ranges::copy(std::as_bytes(std::span(text)), value.begin());
    add(tag, std::span<const std::byte>(value));
}

void AttributeWriter::add(Tag tag, std::uint32_t number)
{
    addNumber(std::uint32_t(tag));
    addNumber(4);
    addNumber(number);
}

} // namespace portolan::protocol::isns
