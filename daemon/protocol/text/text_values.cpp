// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/text_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace portolan::protocol {

namespace {

bool hasPrefix(std::string_view text, char lower, char upper)
{
    return text.size() >= 2 && text[0] == '0' && (text[1] == lower || text[1] == upper);
}

std::optional<unsigned> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return unsigned(c - '0');
    if (c >= 'a' && c <= 'f')
        return unsigned(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return unsigned(c - 'A') + 10;
    return std::nullopt;
}

std::optional<unsigned> base64Digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return unsigned(c - 'A');
    if (c >= 'a' && c <= 'z')
        return unsigned(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return unsigned(c - '0') + 52;
    if (c == '+')
        return 62;
    if (c == '/')
        return 63;
    return std::nullopt;
}

auto notBinary() { return fail(ErrorCode::ProtocolViolation, "the value is neither hexadecimal nor base64"); }

/// An odd number of digits begins with half a byte: 0xabc is 0a bc.
Result<std::vector<std::byte>> parseHex(std::string_view digits)
{
    std::vector<std::byte> bytes;
    bytes.reserve((digits.size() + 1) / 2);
    unsigned value = 0;
    std::size_t position = digits.size() % 2;
    for (const char c : digits) {
        const auto digit = hexDigit(c);
        if (!digit)
            return notBinary();
        value = value << 4 | *digit;
        if (++position % 2 == 0) {
            bytes.push_back(std::byte(value & 0xff));
            value = 0;
        }
    }
    return bytes;
}

Result<std::vector<std::byte>> parseBase64(std::string_view text)
{
    if (text.empty() || text.size() % 4 != 0)
        return notBinary();
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::vector<std::byte> bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t value = 0;
    unsigned bits = 0;
    for (const char c : text.substr(0, text.size() - padding)) {
        const auto digit = base64Digit(c);
        if (!digit)
            return notBinary();
        value = value << 6 | *digit;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(std::byte(value >> bits & 0xff));
        }
    }
    if ((value & ((1u << bits) - 1)) != 0) // RFC 4648 §3.5: the bits that pad must be 0
        return notBinary();
    return bytes;
}

} // namespace

Result<std::uint64_t> parseNumber(std::string_view text)
{
    const bool hex = hasPrefix(text, 'x', 'X');
    const std::string_view digits = hex ? text.substr(2) : text;
    const bool leadingZero = !hex && digits.size() > 1 && digits.front() == '0';
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (digits.empty() || leadingZero || error != std::errc{} || end != digits.data() + digits.size())
        return fail(ErrorCode::ProtocolViolation, "\"" + printable(text) + "\" is not a number");
    return value;
}

Result<std::uint64_t> parseNumber(std::string_view text, std::uint64_t lowest, std::uint64_t highest)
{
    auto value = parseNumber(text);
    if (value && (*value < lowest || *value > highest))
        return fail(ErrorCode::ProtocolViolation,
                    printable(text) + " is not between " + std::to_string(lowest) + " and " + std::to_string(highest));
    return value;
}

Result<bool> parseBoolean(std::string_view text)
{
    if (text == "Yes")
        return true;
    if (text == "No")
        return false;
    return fail(ErrorCode::ProtocolViolation, "\"" + printable(text) + "\" is neither Yes nor No");
}

std::vector<std::string_view> splitList(std::string_view text)
{
    std::vector<std::string_view> values;
    for (;;) {
        const auto comma = text.find(',');
        values.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos)
            return values;
        text.remove_prefix(comma + 1);
    }
}

Result<std::vector<std::byte>> parseBinary(std::string_view text, std::size_t most)
{
    auto bytes = hasPrefix(text, 'x', 'X') && text.size() > 2 ? parseHex(text.substr(2))
                 : hasPrefix(text, 'b', 'B')                  ? parseBase64(text.substr(2))
                                                              : Result<std::vector<std::byte>>(notBinary());
    if (bytes && bytes->size() > most)
        return fail(ErrorCode::ProtocolViolation, "the binary value has " + std::to_string(bytes->size()) +
                                                      " bytes where " + std::to_string(most) + " are allowed");
    return bytes;
}

std::string hexText(std::span<const std::byte> bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "0x";
    text.reserve(2 + 2 * bytes.size());
    for (const std::byte byte : bytes) {
        text += kDigits[std::to_integer<std::size_t>(byte >> 4)];
        text += kDigits[std::to_integer<std::size_t>(byte & std::byte{0x0f})];
    }
    return text;
}

bool isReservedAnswer(std::string_view value)
{
    return value == "Irrelevant" || value == "Reject" || value == "NotUnderstood";
}

std::string printable(std::string_view text)
{
    constexpr std::size_t kMost = 64;
    std::string shown(text.substr(0, kMost));
    std::ranges::replace_if(
        shown, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return text.size() > kMost ? shown + "..." : shown;
}

} // namespace portolan::protocol
