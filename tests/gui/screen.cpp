// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartMs = 20'000;

QProcessEnvironment on(const QString &display)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, display);
    return environment;
}

/// Windows beside the first have the name of the program behind their own.
QString patternOf(const QString &title) { return u'^' + QRegularExpression::escape(title) + u"( .{1,3} Portolan)?$"_s; }

} // namespace

Screen::~Screen()
{
    for (QProcess *process : {&m_windows, &m_server}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(5000)) {
            process->kill();
            process->waitForFinished();
        }
    }
}

QString Screen::start()
{
    for (QProcess *process : {&m_windows, &m_server})
        process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1280x800x24"_s, u"-nolisten"_s,
                               u"tcp"_s, u"-noreset"_s});
    while (!m_server.canReadLine()) {
        if (!m_server.waitForReadyRead(kStartMs))
            return u"Xvfb: "_s + m_server.errorString();
    }
    m_display = u":"_s + QString::fromLatin1(m_server.readLine().trimmed());
    m_windows.setProcessEnvironment(on(m_display));
    m_windows.start(u"openbox"_s, {u"--sm-disable"_s});
    if (!m_windows.waitForStarted(kStartMs))
        return u"openbox: "_s + m_windows.errorString();
    // A window that appears while the window manager begins may be lost.
    const bool ready =
        QTest::qWaitFor([this] { return run(u"xdotool"_s, {u"get_desktop"_s}).trimmed() == u"0"_s; }, kStartMs);
    return ready ? QString() : u"no window manager"_s;
}

QString Screen::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(on(m_display));
    process.start(program, arguments);
    // The program under test may wait for this one, which plays its desktop.
    return QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kStartMs)
               ? QString::fromUtf8(process.readAllStandardOutput())
               : QString();
}

void Screen::key(const QString &key) const { (void)run(u"xdotool"_s, {u"key"_s, u"--clearmodifiers"_s, key}); }

bool Screen::shows(const QString &title) const
{
    const QString pattern = patternOf(title);
    return !run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, pattern}).trimmed().isEmpty();
}

void Screen::focus(const QString &title) const
{
    const QString pattern = patternOf(title);
    (void)run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, pattern, u"windowactivate"_s, u"--sync"_s});
}

QString Screen::clipboard() const { return run(u"xclip"_s, {u"-selection"_s, u"clipboard"_s, u"-out"_s}); }

} // namespace portolan::test
