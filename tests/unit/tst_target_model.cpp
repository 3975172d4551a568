// SPDX-License-Identifier: GPL-3.0-or-later
// The list of targets: what is a row, what stands below another, what they say together; and ten thousand of them.
#include "gui/models/target_filter.h"
#include "gui/models/target_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace gui;
using namespace Qt::StringLiterals;
using dbus::NodeStatus;

namespace {

TargetRow row(const QString &target, const QString &portal, NodeStatus status = NodeStatus::Disconnected)
{
    return {u"/nodes/"_s + target + u'_' + portal,
            target,
            u"iqn.2026-11.org.portolan.test:"_s + target,
            portal,
            status,
            {},
            {},
            {}};
}

QString cell(const QModelIndex &index, int column) { return index.siblingAtColumn(column).data().toString(); }

QStringList titles(const QAbstractItemModel &model, const QModelIndex &parent = {}, const QString &indent = {})
{
    QStringList all;
    for (int at = 0; at < model.rowCount(parent); ++at) {
        const QModelIndex index = model.index(at, 0, parent);
        all << indent + index.data().toString();
        all += titles(model, index, indent + u"  "_s);
    }
    return all;
}

} // namespace

class TestTargetModel : public QObject {
    Q_OBJECT

private slots:
    void severalPortalsAreOneTarget()
    {
        TargetModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.upsert(row(u"a"_s, u"10.0.0.1:3260"_s));
        model.upsert(row(u"b"_s, u"10.0.0.1:3260"_s));
        const QPersistentModelIndex top = model.index(0, 0);
        QVERIFY(!model.hasGroups());
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"b"_s}));

        model.upsert(row(u"a"_s, u"10.0.0.2:3260"_s));
        QVERIFY(model.hasGroups());
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"  10.0.0.1:3260"_s, u"  10.0.0.2:3260"_s, u"b"_s}));
        QCOMPARE(model.indexOf(u"/nodes/a_10.0.0.2:3260"_s).parent(), QModelIndex(top));
        QCOMPARE(top.data(TargetModel::NodesRole).toStringList().size(), 2);
        model.upsert(row(u"a"_s, u"10.0.0.3:3260"_s));
        QCOMPARE(model.rowCount(top), 3);

        model.remove(u"/nodes/a_10.0.0.1:3260"_s);
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"  10.0.0.2:3260"_s, u"  10.0.0.3:3260"_s, u"b"_s}));
        model.remove(u"/nodes/a_10.0.0.3:3260"_s);
        QVERIFY(!model.hasGroups());
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(top.data(TargetModel::NodeRole).toString(), u"/nodes/a_10.0.0.2:3260"_s);
        model.remove(u"/nodes/a_10.0.0.2:3260"_s);
        QCOMPARE(model.indexOf(u"/nodes/b_10.0.0.1:3260"_s).row(), 0);
        model.remove(u"nobody"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void saysWhatItsPathsAre()
    {
        TargetModel model;
        const QString one = u"10.0.0.1:3260"_s, two = u"10.0.0.2:3260"_s;
        TargetRow second = row(u"a"_s, two, NodeStatus::Connected);
        second.disks = {u"/dev/sdb"_s};
        model.upsert(row(u"a"_s, one));
        model.upsert(second);
        const QModelIndex top = model.index(0, 0);
        QCOMPARE(cell(top, TargetModel::State), u"1 of 2 connected"_s);
        QCOMPARE(top.data(TargetModel::StatusRole).toInt(), int(NodeStatus::Connected));
        QCOMPARE(top.data(TargetModel::NodeRole).toString(), second.node);
        QCOMPARE(cell(top, TargetModel::Disks), u"/dev/sdb"_s);

        TargetRow first = row(u"a"_s, one, NodeStatus::ConnectionFailed);
        model.upsert(first);
        QCOMPARE(top.data(TargetModel::StatusRole).toInt(), int(NodeStatus::ConnectionFailed));
        first.status = NodeStatus::Connected;
        model.upsert(first);
        QCOMPARE(cell(top, TargetModel::State), u"Connected"_s);
        QCOMPARE(model.count(NodeStatus::Connected), 2);
        QCOMPARE(model.count(NodeStatus::ConnectionFailed), 0);

        model.setRates(first.node, 1e6, {});
        model.setRates(second.node, 2e6, 5e6);
        model.setRates(second.node, 3e6, 5e6);
        QCOMPARE(cell(top, TargetModel::ReadRate), u"4.00 MB/s"_s);
        QCOMPARE(cell(top, TargetModel::WriteRate), u"5.00 MB/s"_s);
        QCOMPARE(top.siblingAtColumn(TargetModel::ReadRate).data(TargetModel::TrailRole).value<QList<double>>(),
                 (QList<double>{2e6, 4e6}));
    }

    void filters()
    {
        TargetModel model;
        TargetFilter filter;
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&model);
        filter.sort(0);
        model.upsert(row(u"photos"_s, u"10.0.0.2:3260"_s, NodeStatus::ConnectionFailed));
        model.upsert(row(u"music"_s, u"10.0.0.9:3260"_s, NodeStatus::Connected));
        model.upsert(row(u"photos"_s, u"10.0.0.1:3260"_s, NodeStatus::Connected));
        model.upsert(row(u"archive"_s, u"10.0.0.3:3260"_s, NodeStatus::Missing));
        const QStringList photos{u"photos"_s, u"  10.0.0.1:3260"_s, u"  10.0.0.2:3260"_s};
        QCOMPARE(titles(filter), QStringList{u"archive"_s} + QStringList{u"music"_s} + photos);

        filter.setShow(TargetFilter::Show::Connected);
        QVERIFY(titles(filter).contains(u"music"_s) && titles(filter).contains(u"  10.0.0.1:3260"_s));
        QVERIFY(!titles(filter).contains(u"archive"_s));
        filter.setShow(TargetFilter::Show::Problems);
        QVERIFY(titles(filter).contains(u"archive"_s) && titles(filter).contains(u"photos"_s));
        QVERIFY(!titles(filter).contains(u"music"_s));
        filter.setShow(TargetFilter::Show::All);
        filter.setText(u" 10.0.0.2 "_s);
        QVERIFY(titles(filter).contains(u"photos"_s) && titles(filter).contains(u"  10.0.0.2:3260"_s));
        QVERIFY(!titles(filter).contains(u"music"_s));

        // One that begins to fit appears, one that does not any more goes.
        filter.setText({});
        filter.setShow(TargetFilter::Show::Problems);
        model.upsert(row(u"music"_s, u"10.0.0.9:3260"_s, NodeStatus::Reconnecting));
        QVERIFY(titles(filter).contains(u"music"_s));
        model.upsert(row(u"photos"_s, u"10.0.0.2:3260"_s, NodeStatus::Connected));
        QVERIFY(!titles(filter).contains(u"photos"_s));
    }

    /// Numbers are compared in place of names until a name changes.
    void sortsByName()
    {
        TargetModel model;
        TargetFilter filter;
        filter.setSourceModel(&model);
        for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
            model.upsert(row(name, u"10.0.0.1:3260"_s));
        filter.sort(0);
        QCOMPARE(titles(filter), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        filter.sort(0, Qt::DescendingOrder);
        QCOMPARE(titles(filter), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
        TargetRow renamed = row(u"a"_s, u"10.0.0.1:3260"_s);
        renamed.title = u"d"_s;
        model.upsert(renamed);
        QCOMPARE(titles(filter), (QStringList{u"d"_s, u"c"_s, u"b"_s}));
        filter.setText(u"10.0"_s);
        QCOMPARE(titles(filter), (QStringList{u"d"_s, u"c"_s, u"b"_s}));
        model.upsert(row(u"bb"_s, u"10.0.0.1:3260"_s));
        model.remove(u"/nodes/c_10.0.0.1:3260"_s);
        QCOMPARE(titles(filter), (QStringList{u"d"_s, u"bb"_s, u"b"_s}));
    }

    void aChangeOfStateMovesNoName()
    {
        TargetModel model;
        for (int at = 0; at < 20; ++at)
            model.upsert(row(QString::number(at), u"10.0.0.1:3260"_s));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        std::vector<TargetModel::Prepared> lost;
        for (int at = 0; at < 20; ++at)
            lost.push_back(model.prepare(row(QString::number(at), u"10.0.0.1:3260"_s, NodeStatus::Reconnecting)));
        model.upsert(std::move(lost));
        QCOMPARE(changes.size(), 1); // for all of them
        QCOMPARE(changes[0][0].toModelIndex().column(), int(TargetModel::State));
        TargetRow second = row(u"7"_s, u"10.0.0.2:3260"_s, NodeStatus::Connected);
        model.upsert(second);
        changes.clear();
        second.status = NodeStatus::Disconnected;
        model.upsert(second); // another node stands for the target now, which may have another name
        QVERIFY(std::ranges::any_of(changes, [](const QList<QVariant> &change) {
            return change[0].toModelIndex().column() == TargetModel::Target;
        }));
    }

    void adoptsWhatIsReady()
    {
        TargetModel model, ready;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        TargetFilter filter;
        filter.setSourceModel(&model);
        filter.sort(0);
        model.adopt(ready);
        QCOMPARE(model.rowCount(), 0);
        ready.upsert(row(u"b"_s, u"10.0.0.1:3260"_s, NodeStatus::Connected));
        ready.upsert(row(u"b"_s, u"10.0.0.2:3260"_s));
        ready.upsert(row(u"a"_s, u"10.0.0.1:3260"_s));
        ready.rankTitles();
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.adopt(ready);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(ready.rowCount(), 0);
        QCOMPARE(ready.count(NodeStatus::Connected), 0);
        QCOMPARE(titles(filter), (QStringList{u"a"_s, u"b"_s, u"  10.0.0.1:3260"_s, u"  10.0.0.2:3260"_s}));
        QCOMPARE(model.count(NodeStatus::Connected), 1);
        QVERIFY(model.hasGroups());
        model.remove(u"/nodes/b_10.0.0.2:3260"_s);
        model.upsert(row(u"c"_s, u"10.0.0.1:3260"_s));
        QCOMPARE(titles(filter), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        ready.upsert(row(u"d"_s, u"10.0.0.1:3260"_s)); // it can be used again
        QCOMPARE(ready.rowCount(), 1);
    }

    /// What is slow is told as a part of what the same rows cost at the start, which no machine changes much.
    void tenThousand()
    {
        TargetModel model;
        TargetFilter filter;
        filter.setSourceModel(&model);
        filter.sort(0);
        constexpr int kNodes = 10'000;
        const auto add = [&model](int from, int to) {
            QElapsedTimer timer;
            timer.start();
            for (int at = from; at < to; ++at)
                model.upsert(row(u"t%1"_s.arg(at / 2), u"10.0.0.%1:3260"_s.arg(at % 2)));
            return timer.nsecsElapsed();
        };
        const qint64 first = add(0, kNodes / 10);
        const qint64 most = add(kNodes / 10, kNodes - kNodes / 10);
        const qint64 last = add(kNodes - kNodes / 10, kNodes);
        QCOMPARE(filter.rowCount(), kNodes / 2);
        QVERIFY2(
            last < 10 * first,
            qPrintable(
                u"%1 then %2 then %3 ms"_s.arg(double(first) / 1e6).arg(double(most) / 1e6).arg(double(last) / 1e6)));
        QElapsedTimer timer;
        timer.start();
        for (int at = 0; at < kNodes; at += 10)
            model.setRates(u"/nodes/t%1_10.0.0.0:3260"_s.arg(at / 2), double(at), 0.0);
        QVERIFY2(timer.nsecsElapsed() < 10 * first, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestTargetModel)
#include "tst_target_model.moc"
