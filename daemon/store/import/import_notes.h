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

    /// What happened, with %1 to %9 for what differs from file to file. A client knows it by its wording and has it in
    /// other languages (gui/client/sentences_notes.cpp).
    struct Text {
        std::string pattern;
        std::vector<std::string> arguments{};
    };
    void skipped(const std::string &file, int line, const Text &text);
    void adjusted(const std::string &file, int line, const Text &text);
    void leftOut(const std::string &file, int line, const Text &text);
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
