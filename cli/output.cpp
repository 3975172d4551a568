// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "cli/text.h"

#include <QJsonDocument>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace portolan::cli {

namespace {

bool isTerminal(int descriptor) { return ::isatty(descriptor) == 1 && qgetenv("TERM") != "dumb"; }

/// A progress line must stay one line, or it cannot be replaced.
QString fitted(QString text)
{
    winsize size{};
    const int columns = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    while (displayWidth(text) >= columns)
        text.chop(1);
    return text;
}

void write(FILE *file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
}

} // namespace

Output::Output(bool json)
    : m_json(json)
    , m_colours(!json && isTerminal(STDOUT_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR"))
    , m_errorColours(isTerminal(STDERR_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR"))
    , m_showProgress(!json && isTerminal(STDERR_FILENO))
{}

void Output::print(const QString &line)
{
    endProgress();
    write(stdout, line + u'\n');
}

void Output::print(const Table &table, bool header)
{
    for (const QString &line : table.lines(m_colours, header))
        print(line);
}

void Output::document(const QJsonObject &object)
{
    write(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)));
}

void Output::jsonLine(const QJsonObject &object)
{
    write(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
    std::fflush(stdout); // the reader waits for each
}

void Output::warn(const QString &text)
{
    endProgress();
    write(stderr, painted(tr("Note:"), Tone::Warning, m_errorColours) + u' ' + text + u'\n');
}

void Output::error(const QString &sentence, const QString &cure, const QString &detail)
{
    endProgress();
    write(stderr, painted(tr("Error:"), Tone::Bad, m_errorColours) + u' ' + sentence + u'\n');
    if (!cure.isEmpty())
        write(stderr, cure + u'\n');
    if (!detail.isEmpty())
        write(stderr, u'(' + detail + QStringLiteral(")\n"));
}

void Output::progress(const QString &text)
{
    if (!m_showProgress)
        return;
    write(stderr, QStringLiteral("\r\x1b[K") + fitted(text));
    std::fflush(stderr);
    m_progressShown = true;
}

void Output::endProgress()
{
    if (!m_progressShown)
        return;
    write(stderr, QStringLiteral("\r\x1b[K"));
    std::fflush(stderr);
    m_progressShown = false;
}

bool Output::flush()
{
    endProgress();
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

} // namespace portolan::cli
