// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

class QAbstractButton;

namespace portolan::gui {

/// What a button asks the service for, and whether there is anything to ask for just now.
struct Need {
    const char *permission; ///< The last part of the polkit action, as "modify".
    QString symbol;         ///< Carries a lock while a password will be asked.
    bool possible = true;   ///< False where the window itself shows why not,
    QString whyNot{};       ///< else this says it; empty: it is possible.
    bool plain = false;     ///< Without the lock there is no symbol.
};

/// Lets the button be pressed where it is possible, the service is there and permits it; its tooltip says why it cannot
/// be, or that a password will be asked.
void permit(QAbstractButton &button, const client::InitiatorClient &client, const Need &need);

} // namespace portolan::gui
