// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/clean_clipboard.h"

#include "gui/models/text.h"

#include <QGuiApplication>

namespace portolan::gui {

CleanClipboard::CleanClipboard(QObject *parent)
    : QObject(parent)
{
    connect(QGuiApplication::clipboard(), &QClipboard::changed, this, &CleanClipboard::clean);
}

void CleanClipboard::clean(QClipboard::Mode mode)
{
    QClipboard *const clipboard = QGuiApplication::clipboard();
    const bool ours = mode == QClipboard::Clipboard   ? clipboard->ownsClipboard()
                      : mode == QClipboard::Selection ? clipboard->ownsSelection()
                                                      : false;
    if (!ours) // Asking another program for its clipboard would wait for it.
        return;
    QString text = clipboard->text(mode);
    if (text.contains(kMayBreak))
        clipboard->setText(text.remove(kMayBreak), mode);
}

} // namespace portolan::gui
