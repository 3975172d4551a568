// SPDX-License-Identifier: GPL-3.0-or-later
// Every flat model keeps what Qt's views rely on, through every change that it knows, on its own and below a sorting
// proxy. The tree of targets has tst_target_model.
#include "gui/models/disks_model.h"
#include "gui/models/events_model.h"
#include "gui/models/parameters_model.h"
#include "gui/models/point_table_model.h"

#include <QAbstractItemModelTester>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using Tester = QAbstractItemModelTester;

namespace {

/// A model and a view's usual proxy, both watched.
template <typename Model>
class Watched {
public:
    Watched()
    {
        m_proxy.setSourceModel(&model);
        m_proxy.sort(0);
    }
    Model model;

private:
    QSortFilterProxyModel m_proxy;
    Tester m_own{&model, Tester::FailureReportingMode::QtTest};
    Tester m_sorted{&m_proxy, Tester::FailureReportingMode::QtTest};
};

client::LunInfo disk(quint64 lun)
{
    client::LunInfo info;
    info.path = u"/luns/%1"_s.arg(lun);
    info.lun = lun;
    info.device = u"/dev/loop%1"_s.arg(lun);
    info.sizeBytes = (lun + 1) << 30;
    return info;
}

client::EventInfo happening(quint64 id)
{
    client::EventInfo info;
    info.id = id;
    info.time = QDateTime::fromSecsSinceEpoch(qint64(id));
    info.severity = dbus::Severity(id % 4);
    info.code = u"session-lost"_s;
    info.source = u"nas:%1"_s.arg(id);
    return info;
}

std::vector<gui::MeasuredPoint> points(int from, int to)
{
    std::vector<gui::MeasuredPoint> result;
    for (int second = from; second < to; ++second)
        result.push_back({qint64(second) * 1'000'000, {second * 1e6, second * 2e6}, second == from});
    return result;
}

} // namespace

class TestGuiModels : public QObject {
    Q_OBJECT

private slots:
    void disks()
    {
        Watched<gui::DisksModel> watched;
        auto &model = watched.model;
        for (const quint64 lun : {5, 0, 2})
            model.upsert(disk(lun));
        QCOMPARE(model.at(1).lun, 2U);
        client::LunInfo grown = disk(2);
        grown.sizeBytes *= 2;
        model.upsert(grown);
        model.remove(disk(0).path);
        model.remove(disk(0).path);
        QCOMPARE(model.rowCount(), 2);
        model.clear();
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void events()
    {
        Watched<gui::EventsModel> watched;
        auto &model = watched.model;
        model.add({happening(5), happening(7), happening(6), happening(6)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.at(0).id, 7U);
        model.add(happening(8));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void eventsWithoutEnd() // the oldest ones go
    {
        constexpr quint64 kMost = gui::EventsModel::kMost;
        gui::EventsModel model;
        for (quint64 id = 1; id <= kMost; ++id)
            model.add(happening(id));
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        for (quint64 id = kMost + 1; id <= kMost + 3; ++id)
            model.add(happening(id));
        model.add(happening(2));
        QCOMPARE(model.rowCount(), int(kMost));
        QCOMPARE(model.at(model.rowCount() - 1).id, 4U);
    }

    void parameters()
    {
        Watched<gui::ParametersModel> watched;
        auto &model = watched.model;
        model.setParameters({{u"MaxBurstLength"_s, u"262144"_s, u"65536"_s}, {u"ImmediateData"_s, u"Yes"_s, u"Yes"_s}});
        QCOMPARE(model.rowCount(), 2);
        model.setParameters({{u"HeaderDigest"_s, u"CRC32C"_s, u"None"_s}});
        model.setParameters({});
        QCOMPARE(model.rowCount(), 0);
    }

    void rates()
    {
        Watched<gui::PointTableModel> watched;
        auto &model = watched.model;
        model.setPoints(points(0, 60));
        model.setPoints(points(1, 61));  // time goes on
        model.setPoints(points(1, 61));  // nothing new
        model.setPoints(points(2, 600)); // a longer span
        model.setPoints(points(590, 600));
        QCOMPARE(model.rowCount(), 10);
        // Newest first.
        QVERIFY(model.index(0, 2).data().toString().contains(u"1198"_s) ||
                model.index(0, 2).data().toString().startsWith(u"1.2"_s));
        model.setPoints({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestGuiModels)
#include "tst_gui_models.moc"
