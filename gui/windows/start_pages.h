// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace portolan::gui {

class CopyableLabel;

/// No target is known yet: what this program is for, and the one thing to do; or two, if open-iscsi knows some.
class EmptyPage : public QWidget {
    Q_OBJECT

public:
    EmptyPage(QAction *add, QAction *import, QWidget *parent = nullptr);
    void setInitiatorName(const QString &name);
    void setImportable(uint targets); ///< That open-iscsi knows; 0 = nothing is offered.

private:
    CopyableLabel *m_initiatorName;
    QPushButton *m_import;
};

/// The service is not there: why, and what to do. The window finds it by itself when it comes.
class UnavailablePage : public QWidget {
    Q_OBJECT

public:
    explicit UnavailablePage(QWidget *parent = nullptr);
    /// \param again  it was there before
    void setReason(const Error &reason, bool again);
    void setWaiting(); ///< Nobody knows yet.

private:
    QLabel *m_heading, *m_sentence, *m_details;
    QWidget *m_commandRow;
};

} // namespace portolan::gui
