// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/permitted.h"

#include "gui/widgets/icons.h"

#include <QAbstractButton>
#include <QCoreApplication>

namespace portolan::gui {

using client::Permission;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Permitted)
};

} // namespace

void permit(QAbstractButton &button, const client::InitiatorClient &client, const Need &need)
{
    const Permission permission = client.permission(QLatin1String(need.permission));
    const bool locked = permission == Permission::Auth;
    button.setEnabled(need.possible && need.whyNot.isEmpty() && client.available() && permission != Permission::No);
    button.setIcon(locked ? lockedIcon(need.symbol) : need.plain ? QIcon() : symbolicIcon(need.symbol));
    button.setToolTip(!client.available()            ? Text::tr("The Portolan service is not running.")
                      : permission == Permission::No ? Text::tr("You are not allowed to do this on this computer.")
                      : !need.whyNot.isEmpty()       ? need.whyNot
                      : locked                       ? Text::tr("An administrator's password will be asked.")
                                                     : QString());
}

} // namespace portolan::gui
