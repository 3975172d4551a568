// SPDX-License-Identifier: GPL-3.0-or-later
// Events, the filter over them and the points of the graph: what they hold, and, watched by Qt's own tester, what they
// tell their views.
#include "gui/models/event_filter.h"
#include "gui/models/events_model.h"
#include "gui/models/point_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::gui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

client::EventInfo eventOf(quint64 id, const QString &code, dbus::Severity severity = dbus::Severity::Info,
                          const QString &node = u"/node/a"_s)
{
    client::EventInfo event;
    event.id = id;
    event.time = QDateTime::currentDateTimeUtc().addSecs(qint64(id) - 1000);
    event.severity = severity;
    event.code = code;
    event.source = u"iqn.2026-10.org.portolan.test:"_s + node.right(1);
    event.message = u"message %1"_s.arg(id);
    event.node = node;
    return event;
}

QList<quint64> idsOf(const EventFilter &filter)
{
    QList<quint64> ids;
    for (int row = 0; row < filter.rowCount(); ++row)
        ids << filter.eventAt(filter.index(row, 0))->id;
    return ids;
}

} // namespace

class TestGuiEventModels : public QObject {
    Q_OBJECT

private slots:
    void points()
    {
        PointTableModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        const auto some = [](int count, double value) {
            std::vector<MeasuredPoint> points;
            for (int i = 0; i < count; ++i)
                points.push_back({1'700'000'000'000'000 + i * 1'000'000LL, {value, value / 2, value, value}, i == 0});
            return points;
        };
        for (const int count : {3, 10, 10, 2, 0, 5}) {
            model.setPoints(some(count, 1e6 * count));
            QCOMPARE(model.rowCount(), count);
            if (count == 0)
                continue;
            QVERIFY(model.index(count - 1, 0).data().toString().contains(u"gap"_s)); // the oldest is the last
            QCOMPARE(model.index(count - 1, 1).data().toString(), valueText(Quantity::Throughput, 1e6 * count, {}));
        }
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.columnCount(), 3);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        for (const Quantity quantity : kQuantities) {
            model.setQuantity(quantity);
            QCOMPARE(model.rowCount(), quantity == Quantity::Throughput ? 5 : 0); // values of another are not shown
            model.setPoints(some(4, 1000));
            QCOMPARE(model.columnCount(), 1 + int(seriesOf(quantity).size()));
            for (int column = 0; column < model.columnCount(); ++column)
                QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        }
        QCOMPARE(reset.size(), 3);
        model.setQuantity(Quantity::Throughput);
        model.setPoints(some(2, 1e6));
        model.setUnit(RateUnit::Bits);
        QCOMPARE(model.index(0, 1).data().toString(), u"8.00 Mbit/s"_s);
    }

    void events()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.add(eventOf(5, u"session.lost"_s, dbus::Severity::Warning));
        model.add({eventOf(1, u"login.ok"_s), eventOf(2, u"session.online"_s), eventOf(5, u"session.lost"_s)});
        QCOMPARE(model.rowCount(), 3); // the same one twice is one
        model.add({eventOf(7, u"session.restored"_s), eventOf(9, u"lun.added"_s)});
        QList<quint64> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids << model.at(row).id;
        QCOMPARE(ids, (QList<quint64>{9, 7, 5, 2, 1}));
        model.setTitle(u"/node/a"_s, u"Backup"_s);
        QCOMPARE(model.index(0, EventsModel::Target).data().toString(), u"Backup"_s);
        const QString details = model.index(2, 0).data(EventsModel::DetailsRole).toString();
        QVERIFY2(details.contains(u"Code: session.lost"_s) && details.contains(u"Node: /node/a"_s),
                 qPrintable(details));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void eventsAreBounded()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        for (quint64 from = 1; from < EventsModel::kMost + 3000; from += 1000) {
            std::vector<client::EventInfo> some;
            for (quint64 id = from; id < from + 1000; ++id)
                some.push_back(eventOf(id, u"login.ok"_s));
            model.add(some);
        }
        QCOMPARE(model.rowCount(), int(EventsModel::kMost));
        QCOMPARE(model.at(0).id, EventsModel::kMost + 3000);
        model.add(eventOf(1, u"login.ok"_s)); // too old to be kept
        QCOMPARE(model.rowCount(), int(EventsModel::kMost));
    }

    void eventFilter()
    {
        EventsModel model;
        EventFilter filter(model);
        const QAbstractItemModelTester tester(&filter, kFatal);
        model.add({eventOf(1, u"login.ok"_s), eventOf(2, u"session.lost"_s, dbus::Severity::Warning),
                   eventOf(3, u"lun.added"_s, dbus::Severity::Info, u"/node/b"_s),
                   eventOf(4, u"login.failed"_s, dbus::Severity::Error, u"/node/b"_s),
                   eventOf(5, u"initiator.other"_s, dbus::Severity::Warning, {})});
        QVERIFY(!filter.narrows());
        QCOMPARE(idsOf(filter), (QList<quint64>{5, 4, 3, 2, 1}));
        filter.setSeverity(dbus::Severity::Warning);
        QCOMPARE(idsOf(filter), (QList<quint64>{5, 4, 2}));
        filter.setNode(u"/node/b"_s);
        QCOMPARE(idsOf(filter), (QList<quint64>{4}));
        filter.setSeverity(dbus::Severity::Debug);
        filter.setKind(EventKind::Disks);
        QCOMPARE(idsOf(filter), (QList<quint64>{3}));
        filter.setNode(QString(u""_s)); // none: nothing
        filter.setKind({});
        QCOMPARE(idsOf(filter), (QList<quint64>{5}));
        filter.setNode({});
        for (const auto &[text, found] :
             std::initializer_list<std::pair<QString, QList<quint64>>>{{u"LOST"_s, {2}},
                                                                       {u"message 4"_s, {4}},
                                                                       {u"lun.added"_s, {3}},
                                                                       {u"test:b"_s, {4, 3}},
                                                                       {u" "_s, {5, 4, 3, 2, 1}}}) {
            filter.setText(text);
            QCOMPARE(idsOf(filter), found);
        }
        filter.setSince(QDateTime::currentDateTimeUtc().addSecs(-997));
        QVERIFY2(idsOf(filter) == (QList<quint64>{5, 4}) || idsOf(filter) == (QList<quint64>{5, 4, 3}), "seconds pass");
        model.add(eventOf(6, u"login.ok"_s));
        QCOMPARE(idsOf(filter).first(), 6U);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
    }

    void kinds()
    {
        QCOMPARE(kindOf(u"session.reconnecting"_s), EventKind::Connection);
        QCOMPARE(kindOf(u"async.0"_s), EventKind::Connection);
        QCOMPARE(kindOf(u"lun.resized"_s), EventKind::Disks);
        QCOMPARE(kindOf(u"node.missing"_s), EventKind::Discovery);
        QCOMPARE(kindOf(u"secret.changed"_s), EventKind::Settings);
        QCOMPARE(kindOf(u"initiator_name.changed"_s), EventKind::Settings);
        QCOMPARE(kindOf(u"initiator.other"_s), EventKind::Service);
        QCOMPARE(kindOf(u"of.a.newer.service"_s), EventKind::Service);
    }
};

QTEST_GUILESS_MAIN(TestGuiEventModels)
#include "tst_gui_event_models.moc"
