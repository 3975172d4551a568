// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/iscsi_name.h"

#include "daemon/protocol/text/text_values.h"
#include "daemon/protocol/text/utf8.h"

#include <algorithm>
#include <array>

namespace portolan::protocol {

namespace {

struct Range {
    char32_t first, last;
};

/// Fixed points of the mappings B.1, B.2 and NFKC of RFC 3454 that Unicode 3.2 has assigned and no table prohibits.
/// None of them combines with a neighbour, so a string of them is in normal form.
constexpr std::array kUnmappedRanges{
    Range{0x00e0, 0x00f6}, // à to ö
    Range{0x00f8, 0x00ff}, // ø to ÿ
    Range{0x03ac, 0x03af}, // ά to ί
    Range{0x03b1, 0x03c1}, // α to ρ; the final sigma behind it is mapped
    Range{0x03c3, 0x03ce}, // σ to ώ
    Range{0x0430, 0x045f}, // а to џ
    Range{0x3041, 0x3096}, // Hiragana
    Range{0x30a1, 0x30fa}, // Katakana
    Range{0x4e00, 0x9fa5}, // CJK ideographs
    Range{0xac00, 0xd7a3}, // Hangul syllables
};

char toLower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || isDigit(c); }

/// RFC 3722 §6.2: what ASCII is left after the mapping.
bool isAsciiOfNames(char32_t point)
{
    return point < 0x80 && (isLowerOrDigit(char(point)) || point == '-' || point == '.' || point == ':');
}

bool isAllowed(char32_t point)
{
    return isAsciiOfNames(point) || std::ranges::any_of(kUnmappedRanges, [point](Range range) {
               return point >= range.first && point <= range.last;
           });
}

auto refuse(std::string message) { return fail(ErrorCode::InvalidArgument, "iSCSI name: " + std::move(message)); }

Result<> checkCharacters(std::string_view name)
{
    while (!name.empty()) {
        const auto point = takeCodePoint(name);
        if (!point)
            return refuse("it is not valid UTF-8");
        if (isAllowed(*point))
            continue;
        if (*point < 0x80)
            return refuse("the character '" + printable(std::string(1, char(*point))) +
                          "' is not allowed; only a-z, 0-9, '-', '.' and ':' are");
        return refuse("it contains a character beyond ASCII whose canonical form is not certain; use ASCII");
    }
    return {};
}

/// yyyy-mm "." reversed domain [":" anything], §4.2.7.4. Dashes inside the domain are legal.
Result<> checkQualified(std::string_view rest)
{
    const auto digits = [&](std::size_t at, std::size_t count) {
        return std::ranges::all_of(rest.substr(at, count), isDigit);
    };
    if (rest.size() < 8 || !digits(0, 4) || rest[4] != '-' || !digits(5, 2) || rest[7] != '.')
        return refuse("after \"iqn.\" a date as yyyy-mm and a dot must follow");
    const int month = (rest[5] - '0') * 10 + (rest[6] - '0');
    if (month < 1 || month > 12)
        return refuse("the month must be 01 to 12");
    std::string_view domain = rest.substr(8);
    domain = domain.substr(0, domain.find(':'));
    const auto isDomain = [](char c) { return isLowerOrDigit(c) || c == '-' || c == '.'; };
    if (domain.empty() || domain.front() == '.' || domain.back() == '.' ||
        domain.find("..") != std::string_view::npos || !std::ranges::all_of(domain, isDomain))
        return refuse("after the date a reversed domain name such as com.example must follow");
    return {};
}

Result<> checkHex(std::string_view digits, std::string_view what, bool lengthOk)
{
    const auto isHex = [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); };
    if (!lengthOk || !std::ranges::all_of(digits, isHex))
        return refuse(std::string(what));
    return {};
}

Result<> checkForm(std::string_view name)
{
    if (name.starts_with("iqn."))
        return checkQualified(name.substr(4));
    const std::string_view rest = name.size() > 4 ? name.substr(4) : std::string_view{};
    if (name.starts_with("eui."))
        return checkHex(rest, "after \"eui.\" exactly 16 hexadecimal digits must follow", rest.size() == 16);
    if (name.starts_with("naa."))
        return checkHex(rest, "after \"naa.\" 16 or 32 hexadecimal digits must follow",
                        rest.size() == 16 || rest.size() == 32);
    return refuse("it must begin with \"iqn.\", \"eui.\" or \"naa.\"");
}

} // namespace

Result<std::string> normalizeName(std::string_view typed)
{
    if (typed.empty())
        return refuse("it is empty");
    if (typed.size() > kMaxNameLength)
        return refuse("it is longer than 223 bytes");
    std::string name(typed);
    std::ranges::transform(name, name.begin(), toLower);
    if (auto checked = checkCharacters(name); !checked)
        return fail(std::move(checked).error());
    if (auto checked = checkForm(name); !checked)
        return fail(std::move(checked).error());
    return name;
}

bool isCanonicalName(std::string_view name)
{
    const auto normal = normalizeName(name);
    return normal && *normal == name;
}

Result<> checkReceivedName(std::string_view name)
{
    if (name.empty())
        return refuse("it is empty");
    if (name.size() > kMaxNameLength)
        return refuse("it is longer than 223 bytes");
    while (!name.empty()) {
        const auto point = takeCodePoint(name);
        if (!point)
            return refuse("it is not valid UTF-8");
        if (*point < 0x20 || (*point >= 0x7f && *point < 0xa0))
            return refuse("it contains a control character");
    }
    return {};
}

} // namespace portolan::protocol
