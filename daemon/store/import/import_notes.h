// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/import/import_records.h"

#include <map>
#include <string>
#include <utility>

namespace portolan::store {

/// Collects notes. What is left out is told once with the number of files it concerns; the number of notes is bounded.
class ImportNotes {
public:
    static constexpr std::size_t kMost = 500;

    void skipped(const std::string &file, int line, std::string text);
    void adjusted(const std::string &file, int line, std::string text);
    void leftOut(const std::string &file, int line, std::string text);
    void unknownKey() { ++m_unknownKeys; }

    /// Moves everything into the database.
    void giveTo(ImportedDatabase *database);

private:
    void add(ImportNote note);

    std::vector<ImportNote> m_notes;
    std::map<std::pair<ImportNote::Kind, std::string>, std::size_t> m_known;
    std::uint32_t m_more = 0, m_unknownKeys = 0;
};

} // namespace portolan::store
