// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/import/import_notes.h"

namespace portolan::store {

namespace {

std::string filled(const ImportNotes::Text &text)
{
    std::string sentence;
    for (std::size_t at = 0; at < text.pattern.size(); ++at) {
        const char c = text.pattern[at];
        const auto digit =
            c == '%' && at + 1 < text.pattern.size() ? std::size_t(text.pattern[at + 1] - '1') : text.arguments.size();
        if (digit >= text.arguments.size()) {
            sentence += c;
            continue;
        }
        sentence += text.arguments[digit];
        ++at;
    }
    return sentence;
}

ImportNote noteOf(ImportNote::Kind kind, const std::string &file, int line, const ImportNotes::Text &text)
{
    return {kind, file, line, filled(text), 1, text.pattern, text.arguments};
}

} // namespace

void ImportNotes::skipped(const std::string &file, int line, const Text &text)
{
    if (m_notes.size() < kMost)
        m_notes.push_back(noteOf(ImportNote::Kind::Skipped, file, line, text));
    else
        ++m_more;
}

void ImportNotes::adjusted(const std::string &file, int line, const Text &text)
{
    add(noteOf(ImportNote::Kind::Adjusted, file, line, text));
}

void ImportNotes::leftOut(const std::string &file, int line, const Text &text)
{
    add(noteOf(ImportNote::Kind::LeftOut, file, line, text));
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
