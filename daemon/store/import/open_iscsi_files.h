// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"
#include "common/types/unique_fd.h"

#include <string>
#include <vector>

namespace portolan::store {

/// A folder whose content may be anybody's: no symbolic link in it is followed, nothing but regular files is read, and
/// of those only small ones.
class ImportFolder {
public:
    static constexpr std::size_t kLargestFile = 256 * 1024;
    static constexpr std::size_t kMostEntries = 200'000; ///< Of one folder.

    enum class Kind { File, Folder, Link, Other };
    struct Entry {
        std::string name;
        Kind kind = Kind::Other;
    };

    /// The folder itself may be reached over links: who names it may read it. \return NotFound, StoreFailed
    static Result<ImportFolder> open(const std::string &path);
    /// \return NotFound if there is no folder of this name; StoreFailed
    [[nodiscard]] Result<ImportFolder> folder(const std::string &name) const;
    /// Sorted by name. \return StoreFailed
    [[nodiscard]] Result<std::vector<Entry>> entries() const;
    /// \return NotFound; StoreFailed: not a regular file, too large, unreadable
    [[nodiscard]] Result<Secret> read(const std::string &name) const;

private:
    explicit ImportFolder(UniqueFd fd)
        : m_fd(std::move(fd))
    {}
    UniqueFd m_fd;
};

} // namespace portolan::store
