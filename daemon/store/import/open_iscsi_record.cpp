// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/open_iscsi_record.h"

#include <algorithm>

namespace portolan::store {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kBegin = "# BEGIN RECORD";
constexpr std::string_view kEnd = "# END RECORD";

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool isKeyCharacter(char c) { return c > ' ' && c <= '~'; }

} // namespace

tl::expected<OpenIscsiRecord, OpenIscsiRecord::Defect> OpenIscsiRecord::parse(Secret text)
{
    OpenIscsiRecord record;
    record.m_text = std::move(text);
    const auto bytes = record.m_text.bytes();
    std::string_view rest(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    if (rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());
    bool begun = false;
    int number = 0;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const std::string_view line = trimmed(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (++number > int(kMostLines))
            return tl::unexpected(Defect{number, "no file of open-iscsi has so many lines"});
        if (line.starts_with(kEnd))
            return record;
        begun = begun || line.starts_with(kBegin);
        if (const auto wrong = record.takeLine(line, number); !wrong.empty())
            return tl::unexpected(Defect{number, std::string(wrong)});
    }
    // open-iscsi writes in place, so a crash leaves the beginning of a record.
    if (begun)
        return tl::unexpected(Defect{number, "the record ends before “# END RECORD”; it was cut short"});
    return record;
}

std::string_view OpenIscsiRecord::takeLine(std::string_view line, int number)
{
    if (line.size() > kLongestLine)
        return "the line is longer than 4096 bytes";
    if (std::ranges::any_of(line, [](char c) { return isControl(c) && c != '\t'; }))
        return "expected text, not control characters";
    if (line.empty() || line.front() == '#')
        return {};
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
        return "expected KEY = VALUE";
    const std::string_view key = trimmed(line.substr(0, equals));
    if (key.empty() || !std::ranges::all_of(key, isKeyCharacter))
        return "expected a key of printable characters before the equals sign";
    const std::string_view value = trimmed(line.substr(equals + 1));
    if (const auto known = m_entries.find(key); known != m_entries.end() && known->second.value != value)
        m_contradictions.push_back(key);
    m_entries[key] = {value, number};
    return {};
}

const OpenIscsiRecord::Entry *OpenIscsiRecord::find(std::string_view key) const
{
    const auto found = m_entries.find(key);
    // "<empty>" is how iscsiadm prints a missing value; it gets into files by hand.
    if (found == m_entries.end() || found->second.value.empty() || found->second.value == "<empty>")
        return nullptr;
    return &found->second;
}

std::string_view OpenIscsiRecord::value(std::string_view key) const
{
    const Entry *const entry = find(key);
    return entry ? entry->value : std::string_view();
}

int OpenIscsiRecord::lineOf(std::string_view key) const
{
    const Entry *const entry = find(key);
    return entry ? entry->line : 0;
}

} // namespace portolan::store
