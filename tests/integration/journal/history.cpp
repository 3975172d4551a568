// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/history.h"

#include <algorithm>

namespace portolan::journal {

namespace {

constexpr std::uint64_t kMostBlocks = std::uint64_t(1) << 28; // 1 TiB

} // namespace

bool History::ours(const Record &record) const
{
    return record.count > 0 && record.count <= m_geometry.count && record.block >= m_geometry.block &&
           record.block - m_geometry.block <= m_geometry.count - record.count;
}

Result<> History::apply(const Record &record)
{
    ++m_records;
    if ((m_records == 1) != (record.kind == Record::Kind::Geometry))
        return fail(ErrorCode::InvalidArgument, "the journal does not start with the one description of its blocks");
    m_lastSequence = std::max(m_lastSequence, record.sequence);
    switch (record.kind) {
    case Record::Kind::Geometry:
        if (record.count == 0 || record.count > kMostBlocks)
            return fail(ErrorCode::InvalidArgument, "the journal is for " + std::to_string(record.count) + " blocks");
        m_geometry = record;
        m_blocks.resize(record.count);
        return {};
    case Record::Kind::FlushIntent:
        m_flushes[record.sequence] = m_records;
        return {};
    case Record::Kind::FlushFinished:
        if (const auto begun = m_flushes.find(record.sequence); begun != m_flushes.end())
            makeDurable(begun->second);
        m_flushes.erase(record.sequence);
        return {};
    case Record::Kind::Intent:
    case Record::Kind::Acknowledged:
    case Record::Kind::Failed:
        break;
    }
    if (!ours(record))
        return fail(ErrorCode::InvalidArgument, "a record of the journal names a block that is not ours");
    if (record.kind == Record::Kind::Acknowledged)
        acknowledge(record);
    if (record.kind == Record::Kind::Intent) {
        for (std::uint64_t block = record.block; block < record.block + record.count; ++block)
            at(block).entries.push_back({record.sequence, ++at(block).generation, 0});
    }
    return {};
}

void History::acknowledge(const Record &record)
{
    for (std::uint64_t block = record.block; block < record.block + record.count; ++block) {
        const auto entry = std::ranges::find(at(block).entries, record.sequence, &Entry::sequence);
        if (entry != at(block).entries.end())
            entry->acknowledged = m_records;
        m_notDurable.insert(block);
    }
}

void History::makeDurable(std::uint64_t before)
{
    std::erase_if(m_notDurable, [&](std::uint64_t number) {
        Block &block = at(number);
        const auto durable = std::find_if(block.entries.rbegin(), block.entries.rend(), [&](const Entry &entry) {
            return entry.acknowledged != 0 && entry.acknowledged < before;
        });
        if (durable == block.entries.rend())
            return false;
        block.entries.erase(block.entries.begin(), durable.base() - 1);
        block.durable = true;
        return block.entries.size() == 1;
    });
}

Stamp History::next(std::uint64_t block, std::uint64_t sequence) const
{
    const Block &state = at(block);
    std::uint64_t previous = 0;
    for (const Entry &entry : state.entries)
        previous = entry.acknowledged != 0 ? entry.sequence : previous;
    return {block, state.generation + 1, sequence, previous, m_geometry.writer};
}

std::size_t History::firstPossible(const Block &block, After after)
{
    if (after == After::PowerLoss)
        return 0;
    for (std::size_t entry = block.entries.size(); entry > 0; --entry) {
        if (block.entries[entry - 1].acknowledged != 0)
            return entry - 1;
    }
    return 0;
}

std::optional<std::string> History::judge(std::uint64_t block, const Content &content, After after) const
{
    const Block &state = at(block);
    const std::size_t first = firstPossible(state, after);
    // Before its first acknowledged write (after power loss: its first durable one) a block holds what was there before
    // us.
    const bool known =
        after == After::PowerLoss ? state.durable : !state.entries.empty() && state.entries[first].acknowledged != 0;
    const auto complain = [&](const std::string &fault) {
        std::string expected;
        for (std::size_t entry = first; entry < state.entries.size(); ++entry)
            expected += (expected.empty() ? "" : " or ") + std::to_string(state.entries[entry].sequence);
        return fault + ": block " + std::to_string(block) + " holds " + describe(content) + ", not write " + expected;
    };
    if (content.kind == Content::Kind::Torn)
        return complain("torn");
    if (content.kind != Content::Kind::Whole) {
        if (!known)
            return std::nullopt;
        return complain(content.kind == Content::Kind::Zero ? "lost" : "garbage");
    }
    if (content.stamp.block != block)
        return complain("misplaced");
    if (content.stamp.writer != m_geometry.writer)
        return known ? std::optional(complain("foreign")) : std::nullopt;
    for (std::size_t entry = first; entry < state.entries.size(); ++entry) {
        if (state.entries[entry].sequence == content.stamp.sequence)
            return content.stamp.generation == state.entries[entry].generation
                       ? std::nullopt
                       : std::optional(complain("contradictory"));
    }
    if (!known)
        return std::nullopt;
    return complain(content.stamp.sequence < state.entries[first].sequence ? "stale" : "never written");
}

} // namespace portolan::journal
