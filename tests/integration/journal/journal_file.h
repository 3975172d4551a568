// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/journal/history.h"

#include "common/types/unique_fd.h"

namespace portolan::journal {

/// The records on a file of their own, which must be on another disk than the one under test. They survive the death of
/// the process, not of the machine.
class JournalFile {
public:
    /// Opens or creates it, and gives every record that is there to `history`. A last record that is cut off is
    /// dropped: its writer was killed.
    /// \param writable whether append() will be called
    static Result<JournalFile> open(const std::string &path, bool writable, History &history);

    Result<> append(const Record &record);

private:
    explicit JournalFile(UniqueFd file)
        : m_file(std::move(file))
    {}

    UniqueFd m_file;
};

} // namespace portolan::journal
