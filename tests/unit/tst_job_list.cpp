// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/job_list.h"
#include "engine_fakes.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

namespace {

/// A job that does what the test says.
struct Work {
    int runs = 0, cancels = 0;
    std::optional<Operation> operation;

    [[nodiscard]] std::function<void(Operation)> run()
    {
        return [this](Operation given) {
            ++runs;
            operation = std::move(given);
        };
    }
    [[nodiscard]] std::function<void()> cancel()
    {
        return [this] { ++cancels; };
    }
};

OperationEnd failed(ErrorCode code) { return {Error{code, "as the test wants it", 0, 0}, {}, {}}; }

} // namespace

class TestJobList : public QObject {
    Q_OBJECT

private slots:
    void jobRunsFromTheEventLoop()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        JobInfo info;
        info.operation = QStringLiteral("login");
        info.startedByUid = 1000;
        info.nodes = {4};
        const JobId id = jobs.begin(info, work.run(), work.cancel());
        QCOMPARE(work.runs, 0);
        QCOMPARE(jobs.job(id)->state, JobState::Running);
        QCOMPARE(jobs.job(id)->started, time.wallTime());
        QCOMPARE(jobs.job(id)->startedByUid, 1000U);
        time.settle();
        QCOMPARE(work.runs, 1);
    }

    void phasesAreToldWhenTheyChange()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        time.settle();
        QSignalSpy changed(&jobs, &JobList::changed);
        work.operation->phase(QStringLiteral("connecting"));
        work.operation->phase(QStringLiteral("connecting"));
        work.operation->phase(QStringLiteral("security"));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(jobs.job(id)->phase, QStringLiteral("security"));
        work.operation->done({});
        work.operation->phase(QStringLiteral("scanning")); // of somebody who did not notice
        QCOMPARE(jobs.job(id)->phase, QStringLiteral("security"));
    }

    void endings_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("expected");
        QTest::newRow("done") << -1 << int(JobState::Done);
        QTest::newRow("failed") << int(ErrorCode::HostNotFound) << int(JobState::Failed);
        QTest::newRow("cancelled") << int(ErrorCode::Cancelled) << int(JobState::Cancelled);
    }

    void endings()
    {
        QFETCH(int, error);
        QFETCH(int, expected);
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        time.settle();
        OperationEnd end;
        end.result = {{QStringLiteral("luns"), 2U}};
        if (error >= 0)
            end = failed(ErrorCode(error));
        end.blockers = {mountedAt(QStringLiteral("/srv"))};
        work.operation->done(end);
        const auto job = jobs.job(id);
        QCOMPARE(int(job->state), expected);
        QCOMPARE(job->error.has_value(), error >= 0);
        QCOMPARE(job->result.size(), error >= 0 ? 0 : 1);
        QCOMPARE(job->blockers.size(), 1U);
        work.operation->done(failed(ErrorCode::Internal)); // the first end counts
        QCOMPARE(int(jobs.job(id)->state), expected);
    }

    void cancelEndsTheJobAndStopsItsWork()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        time.settle();
        QVERIFY(jobs.cancel(id));
        QCOMPARE(work.cancels, 1);
        QCOMPARE(jobs.job(id)->state, JobState::Cancelled);
        work.operation->done({}); // its own end, too late
        QCOMPARE(jobs.job(id)->state, JobState::Cancelled);
        QCOMPARE(jobs.cancel(id).error().code, ErrorCode::Busy);
        QCOMPARE(jobs.cancel(id + 1).error().code, ErrorCode::NotFound);
        QCOMPARE(work.cancels, 1);
    }

    void whatIsBeingCompletedIsNotCancelled()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        time.settle();
        work.operation->finalise();
        QCOMPARE(jobs.job(id)->state, JobState::Finalising);
        QCOMPARE(jobs.cancel(id).error().code, ErrorCode::Busy);
        QCOMPARE(work.cancels, 0);
        work.operation->done({});
        QCOMPARE(jobs.job(id)->state, JobState::Done);
    }

    void jobThatWasCancelledBeforeItBeganNeverRuns()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        QVERIFY(jobs.cancel(id));
        time.advance(1s);
        QCOMPARE(work.runs, 0);
        QCOMPARE(work.cancels, 0);
        QCOMPARE(jobs.job(id)->state, JobState::Cancelled);
    }

    /// A client that was restarted meanwhile still finds out how it ended.
    void finishedJobsStayForAMinute()
    {
        FakeTime time;
        JobList jobs(&time);
        Work work;
        const JobId id = jobs.begin({}, work.run(), work.cancel());
        time.advance(1h); // a job that runs is never forgotten
        QVERIFY(jobs.job(id));
        work.operation->done({});
        QSignalSpy removed(&jobs, &JobList::removed);
        time.advance(59999ms);
        QCOMPARE(jobs.jobs().size(), 1U);
        time.advance(1ms);
        QCOMPARE(jobs.jobs().size(), 0U);
        QCOMPARE(removed.size(), 1);
        QVERIFY(jobs.begin({}, work.run(), work.cancel()) > id); // its number is not given again
    }

    /// A client that fails in a loop fills no memory; what runs is never what goes.
    void finishedJobsAreBounded()
    {
        FakeTime time;
        JobList jobs(&time);
        Work running, work;
        const JobId first = jobs.begin({}, running.run(), running.cancel());
        QSignalSpy removed(&jobs, &JobList::removed);
        for (std::size_t i = 0; i < JobList::kMostFinished + 10; ++i) {
            jobs.begin({}, work.run(), work.cancel());
            time.settle();
            work.operation->done(failed(ErrorCode::Busy));
        }
        QCOMPARE(jobs.jobs().size(), JobList::kMostFinished + 1);
        QCOMPARE(removed.size(), 10);
        QCOMPARE(removed.at(0).at(0).value<JobId>(), first + 1); // the oldest
        QCOMPARE(jobs.job(first)->state, JobState::Running);
        time.advance(61s);
        QCOMPARE(jobs.jobs().size(), 1U);
    }

    void workMayOutliveTheList()
    {
        FakeTime time;
        Work work;
        {
            JobList jobs(&time);
            jobs.begin({}, work.run(), work.cancel());
            time.settle();
        }
        work.operation->phase(QStringLiteral("waiting"));
        work.operation->done({});
        QCOMPARE(time.pending(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestJobList)
#include "tst_job_list.moc"
