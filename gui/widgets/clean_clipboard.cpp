// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/clean_clipboard.h"

#include "gui/models/text.h"

#include <QGuiApplication>

namespace portolan::gui {

CleanClipboard::CleanClipboard(QObject *parent)
    : QObject(parent)
{
    QClipboard *const clipboard = QGuiApplication::clipboard();
    // Another program's is its own affair, and asking for it would wait for that program.
    connect(clipboard, &QClipboard::dataChanged, this, [clipboard] {
        if (clipboard->ownsClipboard())
            clean(*clipboard, QClipboard::Clipboard);
    });
    connect(clipboard, &QClipboard::selectionChanged, this, [clipboard] {
        if (clipboard->ownsSelection())
            clean(*clipboard, QClipboard::Selection);
    });
}

void CleanClipboard::clean(QClipboard &clipboard, QClipboard::Mode mode)
{
    QString text = clipboard.text(mode);
    if (text.contains(kMayBreak))
        clipboard.setText(text.remove(kMayBreak), mode);
}

} // namespace portolan::gui
