// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/event_kind.h"

#include <QCoreApplication>

namespace portolan::gui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::EventKind)
};

struct Entry {
    const char *word;
    EventKind kind;
};

constexpr std::array kWords{
    Entry{"login", EventKind::Connection},        Entry{"logout", EventKind::Connection},
    Entry{"session", EventKind::Connection},      Entry{"foreign", EventKind::Connection},
    Entry{"async", EventKind::Connection},        Entry{"lun", EventKind::Disks},
    Entry{"discovery", EventKind::Discovery},     Entry{"node", EventKind::Discovery},
    Entry{"portal", EventKind::Discovery},        Entry{"settings", EventKind::Settings},
    Entry{"secret", EventKind::Settings},         Entry{"import", EventKind::Settings},
    Entry{"initiator_name", EventKind::Settings}, Entry{"defaults", EventKind::Settings},
};

} // namespace

EventKind kindOf(const QString &code)
{
    const QString word = code.section(QLatin1Char('.'), 0, 0);
    for (const Entry &entry : kWords) {
        if (word == QLatin1String(entry.word))
            return entry.kind;
    }
    return EventKind::Service;
}

QString nameOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Connection:
        return Text::tr("Connections");
    case EventKind::Disks:
        return Text::tr("Disks");
    case EventKind::Discovery:
        return Text::tr("Search and list");
    case EventKind::Settings:
        return Text::tr("Settings");
    case EventKind::Service:
        break;
    }
    return Text::tr("Service");
}

} // namespace portolan::gui
