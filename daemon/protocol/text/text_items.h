// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portolan::protocol {

/// RFC 7143 §6.1: a key has 1 to 63 characters.
inline constexpr std::size_t kMaxKeyLength = 63;
/// §6.1: a simple value has at most 255 bytes, unless its key says otherwise.
inline constexpr std::size_t kMaxSimpleValue = 255;
/// §6.1: what we take of one text of a login, over all of its C-bit pieces.
inline constexpr std::size_t kMaxLoginText = 65536;

/// One key=value. Points into the text it was split from.
struct TextItem {
    std::string_view key, value;
    friend bool operator==(const TextItem &, const TextItem &) = default;
};

/// One item without its NUL, §6.1. The key must consist of its legal characters; whether anybody knows it is another
/// question: a key that begins with a small letter is legal here and answered with NotUnderstood (TXT-02).
/// \return ProtocolViolation without '=', or for an illegal key
Result<TextItem> splitItem(std::string_view item);

/// A complete text, every item ended by NUL. NULs behind the last item are taken as padding that was counted in.
/// \return ProtocolViolation for a missing NUL, an empty item between others, or what splitItem() refuses
Result<std::vector<TextItem>> splitText(std::string_view text);

[[nodiscard]] inline std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// Collects the key=value items of one message.
class TextWriter {
public:
    void add(std::string_view key, std::string_view value);
    [[nodiscard]] bool empty() const { return m_text.empty(); }
    [[nodiscard]] const std::string &text() const { return m_text; }
    /// Takes the first bytes off, at most `limit`.
    [[nodiscard]] std::vector<std::byte> take(std::size_t limit);

private:
    std::string m_text;
};

} // namespace portolan::protocol
