// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMenu;
class QWidget;

/// What a window must hold for those who use no mouse, no eyes, another language or another direction. Only what is
/// visible is looked at; each check gives a line for each thing that is wrong.
namespace portolan::test {

/// What Tab and Shift+Tab do not reach.
[[nodiscard]] QStringList unreachable(QWidget *window);
/// What takes the focus and has nothing to say to a screen reader.
[[nodiscard]] QStringList nameless(QWidget *window);
/// Labels, buttons, tabs, boxes, headers, cells and hints that are smaller than their text and do not say it in a
/// tooltip either.
[[nodiscard]] QStringList cutOff(QWidget *window);
/// Fields of forms whose label does not belong to them, and mnemonics of labels that lead nowhere.
[[nodiscard]] QStringList withoutBuddy(QWidget *window);
/// Alt and one letter for two things.
[[nodiscard]] QStringList sharedMnemonics(QWidget *window);
/// The same in one menu; entries without one, too.
[[nodiscard]] QStringList badMnemonics(QMenu *menu);
/// Buttons that are only a picture.
[[nodiscard]] QStringList unexplainedIcons(QWidget *window);

/// All of these but the keys, which take long and want an active window.
[[nodiscard]] QStringList faults(QWidget *window);

} // namespace portolan::test
