// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/utf8.h"

namespace portolan::protocol {

namespace {

/// Length of the sequence that `lead` begins, its first bits, and the least code point that needs this length.
struct Form {
    std::size_t length = 0;
    char32_t bits = 0;
    char32_t least = 0;
};

Form formOf(unsigned char lead)
{
    if (lead < 0x80)
        return {1, lead, 0};
    if (lead >= 0xc2 && lead < 0xe0)
        return {2, lead & 0x1fu, 0x80};
    if (lead >= 0xe0 && lead < 0xf0)
        return {3, lead & 0x0fu, 0x800};
    if (lead >= 0xf0 && lead < 0xf5)
        return {4, lead & 0x07u, 0x10000};
    return {};
}

bool isSurrogate(char32_t point) { return point >= 0xd800 && point < 0xe000; }

} // namespace

std::optional<char32_t> takeCodePoint(std::string_view &text)
{
    if (text.empty())
        return std::nullopt;
    const Form form = formOf(static_cast<unsigned char>(text.front()));
    if (form.length == 0 || form.length > text.size())
        return std::nullopt;
    char32_t point = form.bits;
    for (std::size_t i = 1; i < form.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80)
            return std::nullopt;
        point = point << 6 | (byte & 0x3fu);
    }
    if (point < form.least || point > 0x10ffff || isSurrogate(point))
        return std::nullopt;
    text.remove_prefix(form.length);
    return point;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty())
        if (!takeCodePoint(text))
            return false;
    return true;
}

std::string repairUtf8(std::string_view text)
{
    std::string repaired;
    repaired.reserve(text.size());
    while (!text.empty()) {
        const std::string_view before = text;
        if (takeCodePoint(text)) {
            repaired.append(before.substr(0, before.size() - text.size()));
        } else {
            repaired.append("\xef\xbf\xbd");
            text.remove_prefix(1);
        }
    }
    return repaired;
}

} // namespace portolan::protocol
