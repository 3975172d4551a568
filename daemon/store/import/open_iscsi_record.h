// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace portolan::store {

/// One text file of open-iscsi: lines `KEY = VALUE`, comments that begin with '#', and around a record the comments
/// `# BEGIN RECORD` and `# END RECORD`.
///
/// Taken as open-iscsi takes it: of a key that is given twice the last value counts, an empty value is no value, and a
/// backslash at the end of a line is part of the value (a password may end so), not a continuation.
class OpenIscsiRecord {
public:
    static constexpr std::size_t kLongestLine = 4096;
    static constexpr std::size_t kMostLines = 8192;

    struct Entry {
        std::string_view value;
        int line = 0;
    };
    /// Where the text stops making sense, and what was expected there.
    struct Defect {
        int line = 0;
        std::string text;
    };

    /// Keeps the text, which may hold passwords, in memory that is wiped.
    static tl::expected<OpenIscsiRecord, Defect> parse(Secret text);

    /// \return nullptr if the key is not there or has no value
    [[nodiscard]] const Entry *find(std::string_view key) const;
    [[nodiscard]] std::string_view value(std::string_view key) const; ///< Empty = none.
    [[nodiscard]] int lineOf(std::string_view key) const;             ///< 0 = none
    [[nodiscard]] const std::map<std::string_view, Entry> &entries() const { return m_entries; }
    /// Keys that were given twice with different values.
    [[nodiscard]] const std::vector<std::string_view> &contradictions() const { return m_contradictions; }

private:
    OpenIscsiRecord() = default;
    /// \return what is wrong with the line; empty = nothing
    std::string_view takeLine(std::string_view line, int number);

    Secret m_text;
    std::map<std::string_view, Entry> m_entries; ///< Views into m_text, whose bytes stay where they are when it moves.
    std::vector<std::string_view> m_contradictions;
};

} // namespace portolan::store
