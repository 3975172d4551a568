// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"

#include "cli/command.h"
#include "cli/json_forms.h"
#include "cli/target_finder.h"
#include "cli/text.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <optional>

namespace portolan::cli {

namespace {

using dbus::StatCounter;

constexpr double kMicrosecondsPerSecond = 1e6;
constexpr int kRowsPerHeader = 20;

/// Figures of one session at one moment.
struct Reading {
    client::SessionInfo session;
    client::Sample sample;
};

/// What happened between two samples, per second.
class Rates {
public:
    Rates(const client::Sample &before, const client::Sample &after)
        : m_before(before)
        , m_after(after)
    {}

    [[nodiscard]] double perSecond(StatCounter counter) const
    {
        const double seconds = double(m_after.timeUs - m_before.timeUs) / kMicrosecondsPerSecond;
        return seconds > 0 ? grown(counter) / seconds : 0;
    }
    /// Mean latency of the operations in between.
    [[nodiscard]] double meanUs(StatCounter sum, StatCounter operations) const
    {
        const double count = grown(operations);
        return count > 0 ? grown(sum) / count : 0;
    }

private:
    /// A counter that fell belongs to a new life of the service or the session.
    [[nodiscard]] double grown(StatCounter counter) const
    {
        const auto before = m_before.at(counter);
        const auto after = m_after.at(counter);
        return after >= before ? double(after - before) : 0;
    }

    const client::Sample &m_before, &m_after;
};

/// Counters now, or rates again and again with --watch.
class Stats : public Command {
public:
    void run(Context &context) override
    {
        m_context = &context;
        const Invocation &given = context.invocation;
        bool ok = true;
        const double seconds = given.has("interval") ? given.value("interval").toDouble(&ok) : 1.0;
        if (!ok || seconds < 0.1 || seconds > 3600)
            return complain(tr("--interval must be 0.1 to 3600 seconds."));
        const int count = given.has("count") ? given.value("count").toInt(&ok) : 0;
        if (!ok || count < 0)
            return complain(tr("--count must be a number."));
        m_left = count > 0 ? count : -1;
        m_watch = given.has("watch");
        if (!given.positional.isEmpty() && sessions().empty() && (!m_watch || !named()))
            return; // has complained
        m_timer.setInterval(int(seconds * 1000));
        connect(&m_timer, &QTimer::timeout, this, [this] { read(); });
        if (m_watch)
            m_timer.start();
        read();
    }

    bool interrupt() override
    {
        if (!m_watch)
            return false;
        m_context->finish(ExitCode::Ok); // how one leaves it
        return true;
    }

    [[nodiscard]] bool outlivesService() const override { return m_watch; }

private:
    void complain(const QString &text) { m_context->fail({ErrorCode::InvalidArgument, text.toStdString(), 0, 0}); }

    /// Whether the target is known at all; complains if not.
    bool named()
    {
        const QString &text = m_context->invocation.positional.constFirst();
        const auto nodes = findNodes(m_context->client->nodes(), text);
        if (!nodes)
            m_context->fail(nodes.error(), text);
        return bool(nodes);
    }

    /// Those to show; complains (and is empty) when a single look finds none.
    std::vector<client::SessionInfo> sessions()
    {
        auto all = m_context->client->sessions();
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
            return std::pair(a.targetName, a.id) < std::pair(b.targetName, b.id);
        });
        if (m_context->invocation.positional.isEmpty())
            return all;
        const QString &text = m_context->invocation.positional.constFirst();
        const auto nodes = findNodes(m_context->client->nodes(), text);
        if (!nodes) {
            if (!m_watch)
                m_context->fail(nodes.error(), text);
            return {};
        }
        std::erase_if(all, [&](const client::SessionInfo &session) {
            return std::none_of(nodes->begin(), nodes->end(),
                                [&](const auto &node) { return node.session == session.path; });
        });
        if (all.empty() && !m_watch)
            m_context->fail({ErrorCode::NotFound, "not connected", 0, 0}, text);
        return all;
    }

    void read()
    {
        if (m_pending > 0 || !m_context->client->available())
            return; // the last round is not back yet, or the service is away
        const auto shown = sessions();
        m_now.clear();
        m_pending = int(shown.size());
        if (shown.empty())
            return show();
        for (const auto &session : shown) {
            m_context->client->counters(session.path, this, [this, session](const Result<client::Sample> &sample) {
                if (sample)
                    m_now.push_back({session, *sample});
                else if (!m_watch)
                    m_error = sample.error();
                if (--m_pending == 0)
                    show();
            });
        }
    }

    void show()
    {
        if (m_error)
            return m_context->fail(*m_error);
        if (m_context->output->json())
            showJson();
        else if (m_watch)
            showRates();
        else
            showTotals();
        m_before = m_now;
        if (!m_watch || (m_left > 0 && --m_left == 0))
            m_context->finish(ExitCode::Ok);
    }

    [[nodiscard]] const client::Sample *before(const QString &session) const
    {
        const auto found = std::find_if(m_before.begin(), m_before.end(),
                                        [&](const Reading &reading) { return reading.session.path == session; });
        return found == m_before.end() ? nullptr : &found->sample;
    }

    void showJson()
    {
        QJsonArray targets;
        for (const Reading &reading : m_now) {
            const auto time = QDateTime::fromMSecsSinceEpoch(reading.sample.timeUs / 1000, Qt::UTC);
            QJsonObject object{{QStringLiteral("target"), reading.session.targetName},
                               {QStringLiteral("portal"), reading.session.portal},
                               {QStringLiteral("session"), reading.session.path},
                               {QStringLiteral("state"), jsonWord(reading.session.state)},
                               {QStringLiteral("time"), jsonTime(time)},
                               {QStringLiteral("counters"), countersForm(reading.sample)}};
            if (const auto *earlier = before(reading.session.path)) {
                const Rates rates(*earlier, reading.sample);
                object.insert(QStringLiteral("rates"),
                              QJsonObject{{QStringLiteral("read_bytes"), rates.perSecond(StatCounter::ReadBytes)},
                                          {QStringLiteral("written_bytes"), rates.perSecond(StatCounter::WrittenBytes)},
                                          {QStringLiteral("read_ops"), rates.perSecond(StatCounter::ReadOps)},
                                          {QStringLiteral("write_ops"), rates.perSecond(StatCounter::WriteOps)},
                                          {QStringLiteral("read_latency_us"),
                                           rates.meanUs(StatCounter::ReadLatencyUs, StatCounter::ReadOps)},
                                          {QStringLiteral("write_latency_us"),
                                           rates.meanUs(StatCounter::WriteLatencyUs, StatCounter::WriteOps)}});
            }
            targets.append(object);
        }
        const QJsonObject document{{QStringLiteral("targets"), targets}};
        if (m_watch)
            m_context->output->jsonLine(document);
        else
            m_context->output->document(document);
    }

    void showTotals()
    {
        if (m_now.empty())
            return m_context->output->warn(tr("Nothing is connected."));
        Table table({tr("TARGET"), tr(">READ"), tr(">WRITTEN"), tr(">READS"), tr(">WRITES"), tr(">READ LAT"),
                     tr(">WRITE LAT"), tr(">ERRORS"), tr(">RECONNECTS")});
        const client::Sample start;
        for (const Reading &reading : m_now) {
            const client::Sample &sample = reading.sample;
            const Rates all(start, sample);
            table.add({reading.session.targetName, sizeText(sample.at(StatCounter::ReadBytes)),
                       sizeText(sample.at(StatCounter::WrittenBytes)),
                       countText(double(sample.at(StatCounter::ReadOps))),
                       countText(double(sample.at(StatCounter::WriteOps))),
                       latencyText(all.meanUs(StatCounter::ReadLatencyUs, StatCounter::ReadOps)),
                       latencyText(all.meanUs(StatCounter::WriteLatencyUs, StatCounter::WriteOps)),
                       QString::number(sample.at(StatCounter::Errors) + sample.at(StatCounter::DigestErrors)),
                       QString::number(sample.at(StatCounter::Reconnects))});
        }
        m_context->output->print(table);
    }

    void showRates()
    {
        Table table({tr("TARGET"), tr(">      READ"), tr(">     WRITE"), tr("> READS/S"), tr(">WRITES/S"),
                     tr("> READ LAT"), tr(">WRITE LAT"), tr(">QUEUE")});
        for (const Reading &reading : m_now) {
            const auto *earlier = before(reading.session.path);
            if (!earlier)
                continue; // a rate needs two looks
            const Rates rates(*earlier, reading.sample);
            table.add({reading.session.targetName, rateText(rates.perSecond(StatCounter::ReadBytes)),
                       rateText(rates.perSecond(StatCounter::WrittenBytes)),
                       countText(rates.perSecond(StatCounter::ReadOps)),
                       countText(rates.perSecond(StatCounter::WriteOps)),
                       latencyText(rates.meanUs(StatCounter::ReadLatencyUs, StatCounter::ReadOps)),
                       latencyText(rates.meanUs(StatCounter::WriteLatencyUs, StatCounter::WriteOps)),
                       QString::number(reading.sample.at(StatCounter::InFlight))});
        }
        if (table.empty()) {
            if (m_left > 0)
                ++m_left; // the first look shows nothing and does not count
            return;
        }
        m_context->output->print(table, m_rows % kRowsPerHeader == 0);
        ++m_rows;
        (void)m_context->output->flush(); // seen at once, also through a pipe
    }

    Context *m_context = nullptr;
    QTimer m_timer;
    std::vector<Reading> m_now, m_before;
    std::optional<Error> m_error;
    int m_pending = 0, m_left = -1, m_rows = 0;
    bool m_watch = false;
};

} // namespace

CommandSpec statsCommand()
{
    return {.name = "stats",
            .arguments = "[TARGET] [--watch]",
            .summary = QT_TRANSLATE_NOOP("Cli", "Show how much was read and written, and how fast"),
            .most = 1,
            .options = {{"watch", nullptr, QT_TRANSLATE_NOOP("Cli", "Rates, again and again, until Ctrl+C.")},
                        {"interval", "SECONDS", QT_TRANSLATE_NOOP("Cli", "How often (default 1).")},
                        {"count", "N", QT_TRANSLATE_NOOP("Cli", "End after so many looks.")}},
            .examples = {{"stats", QT_TRANSLATE_NOOP("Cli", "Totals since each session began.")},
                         {"stats disk1 --watch", QT_TRANSLATE_NOOP("Cli", "Its throughput and latency every second.")},
                         {"stats --watch --json",
                          QT_TRANSLATE_NOOP("Cli", "One JSON document per line, for a collector.")}},
            .completes = CommandSpec::Completes::Targets,
            .make = [] { return std::make_unique<Stats>(); }};
}

} // namespace portolan::cli
