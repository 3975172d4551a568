// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/import_notes.h"

namespace portolan::store {

void ImportNotes::skipped(const std::string &file, int line, std::string text)
{
    if (m_notes.size() < kMost)
        m_notes.push_back({ImportNote::Kind::Skipped, file, line, std::move(text)});
    else
        ++m_more;
}

void ImportNotes::adjusted(const std::string &file, int line, std::string text)
{
    add({ImportNote::Kind::Adjusted, file, line, std::move(text)});
}

void ImportNotes::leftOut(const std::string &file, int line, std::string text)
{
    add({ImportNote::Kind::LeftOut, file, line, std::move(text)});
}

void ImportNotes::add(ImportNote note)
{
    const auto key = std::pair(note.kind, note.text);
    if (const auto known = m_known.find(key); known != m_known.end()) {
        ++m_notes[known->second].count;
        return;
    }
    if (m_notes.size() >= kMost) {
        ++m_more;
        return;
    }
    m_known.emplace(key, m_notes.size());
    m_notes.push_back(std::move(note));
}

void ImportNotes::giveTo(ImportedDatabase *database)
{
    database->notes = std::move(m_notes);
    database->moreNotes = m_more;
    database->unknownKeys = m_unknownKeys;
}

} // namespace portolan::store
