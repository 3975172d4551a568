// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/windows/settings.h"

#include <QString>

#include <functional>

class QWidget;

namespace portolan::gui {

/// A question before something that cannot simply be taken back. The harmless answer is the default.
struct Question {
    Settings::Key key; ///< Whether it is asked at all; the box offers to ask no more.
    QString name;      ///< "Forget": the objects are "forgetDialog", "confirmForgetButton", "askAgain".
    QString text;      ///< "Forget “backup”?"
    QString consequence;
    QString yes; ///< Title, and the text of the button that does it.
};

/// Runs `then` if the person agrees, or at once if they do not want to be asked.
void confirm(QWidget *window, const Question &question, std::function<void()> then);

} // namespace portolan::gui
