// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"
#include "cli/table.h"

#include <QJsonObject>
#include <QString>

namespace portolan::cli {

/// Standard output and standard error. Results go to the first, as text or as one JSON document; what is said about
/// them (progress, warnings, errors in text mode) to the second. Control sequences only where a terminal is.
class Output {
public:
    explicit Output(bool json);

    [[nodiscard]] bool json() const { return m_json; }
    [[nodiscard]] bool colours() const { return m_colours; }

    void print(const QString &line);
    void print(const Table &table, bool header = true);
    void document(const QJsonObject &object); ///< The one document of a command.
    void jsonLine(const QJsonObject &object); ///< One of many, in --watch and --follow.
    void warn(const QString &text);
    /// What went wrong, what to do, and the words of the log, on standard error.
    void error(const QString &sentence, const QString &cure, const QString &detail);

    void progress(const QString &text); ///< A line that is replaced by the next; only on a terminal.
    void endProgress();
    /// Everything is written; false if standard output could not take it (full disk, for example).
    [[nodiscard]] bool flush();

private:
    bool m_json, m_colours, m_errorColours, m_showProgress;
    bool m_progressShown = false;
};

} // namespace portolan::cli
