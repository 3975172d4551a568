// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/history.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::journal;

namespace {

constexpr std::uint64_t kFirst = 100;
constexpr std::uint32_t kWriter = 7;
using After = History::After;

/// Blocks 100 to 109.
class Told {
public:
    Told() { tell({Record::Kind::Geometry, kWriter, kFirst, 10, 0}); }
    void tell(const Record &record) { QVERIFY(history.apply(record)); }
    Told &intent(std::uint64_t sequence, std::uint64_t block = kFirst, std::uint64_t count = 1)
    {
        tell({Record::Kind::Intent, kWriter, block, count, sequence});
        return *this;
    }
    Told &acknowledged(std::uint64_t sequence, std::uint64_t block = kFirst, std::uint64_t count = 1)
    {
        tell({Record::Kind::Acknowledged, kWriter, block, count, sequence});
        return *this;
    }
    Told &failed(std::uint64_t sequence)
    {
        tell({Record::Kind::Failed, kWriter, kFirst, 1, sequence});
        return *this;
    }
    Told &flushIntent(std::uint64_t sequence)
    {
        tell({Record::Kind::FlushIntent, kWriter, 0, 0, sequence});
        return *this;
    }
    Told &flushed(std::uint64_t sequence)
    {
        tell({Record::Kind::FlushFinished, kWriter, 0, 0, sequence});
        return *this;
    }
    /// What is said if block 100 holds this; "" if it is right.
    [[nodiscard]] std::string verdict(Content content, After after = After::AnyFault) const
    {
        const auto wrong = history.judge(kFirst, content, after);
        return wrong ? wrong->substr(0, wrong->find(':')) : "";
    }
    [[nodiscard]] std::string verdict(std::uint64_t sequence, std::uint64_t generation,
                                      After after = After::AnyFault) const
    {
        return verdict({Content::Kind::Whole, {kFirst, generation, sequence, 0, kWriter}}, after);
    }
    History history;
};

Content inspected(const std::vector<std::byte> &bytes) { return inspect(bytes); }

std::vector<std::byte> block(std::uint64_t sequence)
{
    std::vector<std::byte> bytes(kBlockBytes);
    write({kFirst, sequence, sequence, sequence - 1, kWriter}, bytes);
    return bytes;
}

} // namespace

class BlockJournalTest : public QObject {
    Q_OBJECT

private slots:
    void stampSurvivesItsBlock()
    {
        const Content content = inspected(block(5));
        QCOMPARE(content.kind, Content::Kind::Whole);
        QCOMPARE(content.stamp, (Stamp{kFirst, 5, 5, 4, kWriter}));
    }

    void everyFlippedByteIsSeen()
    {
        auto bytes = block(5);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            bytes[at] ^= std::byte(0x10);
            QVERIFY(inspected(bytes).kind != Content::Kind::Whole);
            bytes[at] ^= std::byte(0x10);
        }
    }

    void everyTearIsSeen()
    {
        const auto older = block(5);
        const auto newer = block(6);
        for (std::size_t at = 512; at < kBlockBytes; at += 512) {
            auto bytes = newer;
            std::copy(older.begin() + std::ptrdiff_t(at), older.end(), bytes.begin() + std::ptrdiff_t(at));
            QCOMPARE(inspected(bytes).kind, Content::Kind::Torn);
        }
    }

    void nothingIsKnownOfABlockThatWasNotAcknowledged()
    {
        const Told told;
        QCOMPARE(told.verdict({Content::Kind::Zero, {}}), std::string());
        QCOMPARE(told.verdict({Content::Kind::Garbage, {}}), std::string());
        QCOMPARE(Told().intent(1).verdict({Content::Kind::Garbage, {}}), std::string());
        QCOMPARE(Told().intent(1).verdict(1, 1), std::string());
    }

    void newestAcknowledgedMustBeThere() // P1, P2
    {
        Told told;
        told.intent(1).acknowledged(1).intent(2).acknowledged(2);
        QCOMPARE(told.verdict(2, 2), std::string());
        QCOMPARE(told.verdict(1, 1), std::string("stale"));
        QCOMPARE(told.verdict(3, 3), std::string("never written"));
        QCOMPARE(told.verdict(2, 1), std::string("contradictory"));
        QCOMPARE(told.verdict({Content::Kind::Zero, {}}), std::string("lost"));
        QCOMPARE(told.verdict({Content::Kind::Garbage, {}}), std::string("garbage"));
        QCOMPARE(told.verdict({Content::Kind::Torn, {}}), std::string("torn"));
        QCOMPARE(told.verdict({Content::Kind::Whole, {kFirst + 1, 2, 2, 0, kWriter}}), std::string("misplaced"));
        QCOMPARE(told.verdict({Content::Kind::Whole, {kFirst, 2, 2, 0, kWriter + 1}}), std::string("foreign"));
    }

    void unacknowledgedIsOldOrNew() // P4
    {
        for (const bool failed : {false, true}) {
            Told told;
            told.intent(1).acknowledged(1).intent(2);
            if (failed)
                told.failed(2);
            QCOMPARE(told.verdict(1, 1), std::string());
            QCOMPARE(told.verdict(2, 2), std::string());
            QCOMPARE(told.verdict({Content::Kind::Garbage, {}}), std::string("garbage"));
            told.intent(3).acknowledged(3); // and may not come back after a later one
            QCOMPARE(told.verdict(2, 2), std::string("stale"));
            QCOMPARE(told.verdict(3, 3), std::string());
        }
    }

    void flushedIsThereAfterPowerLoss() // P5
    {
        Told told;
        told.intent(1).acknowledged(1).flushIntent(2);
        QCOMPARE(told.verdict({Content::Kind::Zero, {}}, After::PowerLoss),
                 std::string()); // the flush may not have come
        told.intent(3).acknowledged(3).flushed(2);
        QCOMPARE(told.verdict(1, 1, After::PowerLoss), std::string());
        QCOMPARE(told.verdict(3, 2, After::PowerLoss), std::string());
        QCOMPARE(told.verdict(1, 1), std::string("stale"));
        QCOMPARE(told.verdict({Content::Kind::Zero, {}}, After::PowerLoss), std::string("lost"));
        told.flushIntent(4).flushed(4);
        QCOMPARE(told.verdict(1, 1, After::PowerLoss), std::string("stale"));
        QCOMPARE(told.verdict(3, 2, After::PowerLoss), std::string());
    }

    void nextNamesWhatItReplaces()
    {
        Told told;
        told.intent(1).acknowledged(1).intent(2).failed(2);
        QCOMPARE(told.history.next(kFirst, 3), (Stamp{kFirst, 3, 3, 1, kWriter}));
    }

    void contradictoryRecordsAreRefused()
    {
        QVERIFY(!History().apply({Record::Kind::Intent, kWriter, kFirst, 1, 1}));
        QVERIFY(!History().apply({Record::Kind::Geometry, kWriter, 0, 0, 0}));
        QVERIFY(!History().apply({Record::Kind::Geometry, kWriter, 0, std::uint64_t(1) << 40, 0}));
        for (const Record &record : {Record{Record::Kind::Intent, kWriter, kFirst - 1, 1, 1},
                                     Record{Record::Kind::Intent, kWriter, kFirst + 9, 2, 1},
                                     Record{Record::Kind::Intent, kWriter, kFirst, 0, 1},
                                     Record{Record::Kind::Acknowledged, kWriter, kFirst, UINT64_MAX, 1},
                                     Record{Record::Kind::Geometry, kWriter, kFirst, 1, 1}})
            QVERIFY(!Told().history.apply(record));
    }
};

QTEST_APPLESS_MAIN(BlockJournalTest)
#include "tst_block_journal.moc"
