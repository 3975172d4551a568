// SPDX-License-Identifier: GPL-3.0-or-later
#include "stall_meter.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace portolan::test {

namespace {

double msOf(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double cpuMs() { return msOf(CLOCK_THREAD_CPUTIME_ID); }
double wallMs() { return msOf(CLOCK_MONOTONIC); }

} // namespace

StallMeter::StallMeter()
{
    const auto *loop = QAbstractEventDispatcher::instance();
    connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] { look(true); });
    connect(loop, &QAbstractEventDispatcher::awake, this, [this] { look(false); });
    mark();
}

void StallMeter::mark()
{
    m_cpu = cpuMs();
    m_wall = wallMs();
}

void StallMeter::look(bool waits)
{
    const double cpu = cpuMs(), wall = wallMs();
    if (!m_phases.empty()) {
        Phase &phase = m_phases.back();
        phase.cpuMs = std::max(phase.cpuMs, cpu - m_cpu);
        if (!m_waited)
            phase.wallMs = std::max(phase.wallMs, wall - m_wall);
        phase.sumMs += cpu - m_cpu;
        phase.lastsMs = wall - m_began;
    }
    m_waited = waits;
    m_cpu = cpu;
    m_wall = wall;
}

void StallMeter::begin(const QString &name)
{
    look(false);
    m_phases.push_back({name});
    mark();
    m_began = m_wall;
}

void StallMeter::act(const std::function<void()> &action)
{
    look(false);
    action();
    look(false);
}

bool StallMeter::until(const std::function<bool()> &happened, int timeoutMs)
{
    QEventLoop loop;
    bool yes = false;
    QTimer asks, limit;
    connect(&asks, &QTimer::timeout, &loop, [&] {
        yes = happened();
        if (yes)
            loop.quit();
    });
    limit.setSingleShot(true);
    connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    asks.start(10);
    limit.start(timeoutMs);
    look(false);
    loop.exec();
    look(false);
    return yes;
}

void StallMeter::rest(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    look(false);
    loop.exec();
    look(false);
}

QString StallMeter::table() const
{
    QString text =
        QStringLiteral(
            "\n%1  longest stretch          main thread   phase\n%1  processor    clock       in all        lasts\n")
            .arg(QString(), -34);
    for (const Phase &phase : m_phases)
        text += QString::asprintf("%-34s %8.1f ms %8.1f ms %9.0f ms %9.0f ms\n", qPrintable(phase.name), phase.cpuMs,
                                  phase.wallMs, phase.sumMs, phase.lastsMs);
    return text;
}

} // namespace portolan::test
