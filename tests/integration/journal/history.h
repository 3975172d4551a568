// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "tests/integration/journal/stamp.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace portolan::journal {

/// One line of the journal.
struct Record {
    enum class Kind : std::uint32_t {
        Geometry = 1,  ///< the first one: which blocks of the device are ours, and who we are
        Intent,        ///< a write is about to be sent
        Acknowledged,  ///< it succeeded
        Failed,        ///< it failed: its blocks are old or new
        FlushIntent,   ///< a flush is about to be sent
        FlushFinished, ///< what was acknowledged before its intent is durable
    };
    Kind kind = Kind::Geometry;
    std::uint32_t writer = 0;
    std::uint64_t block = 0;    ///< the first one
    std::uint64_t count = 0;    ///< blocks
    std::uint64_t sequence = 0; ///< of the write or flush
};

/// What a disk may hold now, from the records of its journal in their order. At most one write is on its way to a
/// block.
class History {
public:
    /// How much is forgiven: nothing, or that what was not flushed is lost.
    enum class After : std::uint8_t { AnyFault, PowerLoss };

    /// \return an error if the record contradicts those before it
    Result<> apply(const Record &record);

    [[nodiscard]] const Record &geometry() const { return m_geometry; }
    [[nodiscard]] std::uint64_t lastSequence() const { return m_lastSequence; }
    /// What the next write with this sequence puts into a block.
    [[nodiscard]] Stamp next(std::uint64_t block, std::uint64_t sequence) const;
    [[nodiscard]] bool everWritten(std::uint64_t block) const { return !at(block).entries.empty(); }

    /// \return what is wrong with a block that holds this; nothing if it is right
    [[nodiscard]] std::optional<std::string> judge(std::uint64_t block, const Content &content, After after) const;

private:
    struct Entry {
        std::uint64_t sequence = 0;
        std::uint64_t generation = 0;
        std::uint64_t acknowledged = 0; ///< when, in records; 0: not (yet)
    };
    /// The writes from the newest durable one on; all of them as long as none is.
    struct Block {
        std::uint64_t generation = 0;
        bool durable = false; ///< the first entry is
        std::vector<Entry> entries;
    };

    Block &at(std::uint64_t block) { return m_blocks[block - m_geometry.block]; }
    [[nodiscard]] const Block &at(std::uint64_t block) const { return m_blocks[block - m_geometry.block]; }
    [[nodiscard]] bool ours(const Record &record) const;
    /// The first entry that the block may still hold.
    [[nodiscard]] static std::size_t firstPossible(const Block &block, After after);
    void acknowledge(const Record &record);
    void makeDurable(std::uint64_t before);

    Record m_geometry;
    std::vector<Block> m_blocks;
    std::set<std::uint64_t> m_notDurable;             ///< blocks
    std::map<std::uint64_t, std::uint64_t> m_flushes; ///< sequence -> when it was begun, in records
    std::uint64_t m_records = 0;
    std::uint64_t m_lastSequence = 0;
};

} // namespace portolan::journal
