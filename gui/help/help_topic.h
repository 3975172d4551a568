// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

class QObject;

/// What the help tells, one page each.
namespace portolan::gui {

enum class HelpTopic { Basics, Connect, Passwords, Disks, LogOut, Lost, Throughput, Shortcuts };
inline constexpr std::array kHelpTopics{HelpTopic::Basics,     HelpTopic::Connect,  HelpTopic::Passwords,
                                        HelpTopic::Disks,      HelpTopic::LogOut,   HelpTopic::Lost,
                                        HelpTopic::Throughput, HelpTopic::Shortcuts};

[[nodiscard]] QString titleOf(HelpTopic topic);
/// Markdown, translated. Empty for Shortcuts, which are read off the actions.
[[nodiscard]] QString textOf(HelpTopic topic);
/// The topic for the part of a window that this widget is in: its own, or that of the nearest one around it.
[[nodiscard]] HelpTopic topicFor(const QObject *widget);

} // namespace portolan::gui
