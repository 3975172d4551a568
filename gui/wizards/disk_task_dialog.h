// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/udisks_client.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace portolan::gui {

class MessageBar;

/// One thing that is done to a disk through UDisks2: what it is, what stands against it, one button, and how it goes.
/// What runs is not stopped when it is closed: UDisks2 ends what it has begun.
class DiskTaskDialog : public QDialog {
    Q_OBJECT

protected:
    /// \param bus  where UDisks2 is
    DiskTaskDialog(const QDBusConnection &bus, const QString &title, const QString &sentence, QWidget *parent);

    virtual void look() = 0;  ///< Whenever UDisks2 shows something new; not while something runs.
    virtual void begin() = 0; ///< The button. showProgress() first.

    [[nodiscard]] udisks::UDisksClient &udisks() { return m_udisks; }
    [[nodiscard]] MessageBar &message() { return *m_message; }
    [[nodiscard]] QVBoxLayout *body() { return m_body; }
    void setAction(const QString &text, bool possible); ///< Empty: nothing can be done.
    void showProgress(const QString &phase, double progress = -1);
    void showEnd(); ///< Nothing runs any more.
    void showFailure(const udisks::Failure &failure, const QString &disk, const QString &more = {});
    void start(); ///< Call at the end of the constructor.

private:
    void lookAgain();
    void fit(); ///< No text is cut off: it grows with what it says.

    udisks::UDisksClient m_udisks;
    MessageBar *m_message;
    QVBoxLayout *m_body;
    QWidget *m_work;
    QLabel *m_phase;
    QProgressBar *m_progress;
    QPushButton *m_cancel, *m_action;
    bool m_running = false;
    bool m_told = false; ///< The message is about what was tried.
};

} // namespace portolan::gui
