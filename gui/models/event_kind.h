// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

namespace portolan::gui {

/// What an event is about, for those who look for something.
enum class EventKind { Connection, Disks, Discovery, Settings, Service };
inline constexpr std::array kEventKinds{EventKind::Connection, EventKind::Disks, EventKind::Discovery,
                                        EventKind::Settings, EventKind::Service};

/// From the first word of its code, "session.lost"; of an unknown code the Service.
[[nodiscard]] EventKind kindOf(const QString &code);
[[nodiscard]] QString nameOf(EventKind kind);

} // namespace portolan::gui
