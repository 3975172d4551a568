// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QClipboard>
#include <QObject>

namespace portolan::gui {

/// Takes the marks of breakable() out of what was copied here: a name must be the real one in whatever it is pasted
/// into. Labels and message boxes copy what they show, whichever way the person goes: key, menu or mouse.
class CleanClipboard : public QObject {
    Q_OBJECT

public:
    explicit CleanClipboard(QObject *parent = nullptr);

    /// Whoever it belongs to.
    static void clean(QClipboard &clipboard, QClipboard::Mode mode);
};

} // namespace portolan::gui
