// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/text/text_items.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

/// '#' stands only in X#NodeArchitecture, and in the X#, Y#, Z# keys of RFC 3720.
bool isKeyCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '+' || c == '@' || c == '_' || c == '#';
}

} // namespace

Result<TextItem> splitItem(std::string_view item)
{
    const auto equals = item.find('=');
    if (equals == std::string_view::npos)
        return fail(ErrorCode::ProtocolViolation, "the target sent text that is not key=value");
    const TextItem split{item.substr(0, equals), item.substr(equals + 1)};
    if (split.key.empty() || split.key.size() > kMaxKeyLength || !std::ranges::all_of(split.key, isKeyCharacter))
        return fail(ErrorCode::ProtocolViolation, "the target sent a key with an illegal name");
    return split;
}

Result<std::vector<TextItem>> splitText(std::string_view text)
{
    std::vector<TextItem> items;
    if (!text.empty() && text.back() != '\0')
        return fail(ErrorCode::ProtocolViolation, "the target sent text that does not end with NUL");
    while (text.size() > 1 && text[text.size() - 2] == '\0')
        text.remove_suffix(1);
    if (text.size() == 1)
        return items;
    while (!text.empty()) {
        const auto end = text.find('\0');
        const auto item = splitItem(text.substr(0, end));
        if (!item)
            return fail(item.error());
        items.push_back(*item);
        text.remove_prefix(end + 1);
    }
    return items;
}

void TextWriter::add(std::string_view key, std::string_view value)
{
    m_text.append(key).append(1, '=').append(value).append(1, '\0');
}

std::vector<std::byte> TextWriter::take(std::size_t limit)
{
    const auto bytes = std::as_bytes(std::span(m_text)).first(std::min(limit, m_text.size()));
    std::vector<std::byte> taken(bytes.begin(), bytes.end());
    m_text.erase(0, taken.size());
    return taken;
}

} // namespace portolan::protocol
