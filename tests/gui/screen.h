// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace portolan::test {

/// An X server without a screen and a window manager on it, for what "offscreen" does not have: a tray, and windows
/// that are closed by a key. Ends with this object, by process id.
class Screen {
public:
    ~Screen();

    /// \return the cause, or empty
    QString start();
    [[nodiscard]] QString display() const { return m_display; }
    /// A key for the window that has the focus, as "ctrl+w".
    void key(const QString &key) const;
    [[nodiscard]] bool shows(const QString &title) const; ///< A visible window with this title.
    void focus(const QString &title) const;
    [[nodiscard]] QString clipboard() const;

private:
    [[nodiscard]] QString run(const QString &program, const QStringList &arguments) const;

    QProcess m_server, m_windows;
    QString m_display;
};

} // namespace portolan::test
