// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/side_windows.h"

#include "gui/windows/passwords_dialog.h"
#include "gui/windows/servers_dialog.h"
#include "gui/windows/settings_dialog.h"
#include "gui/windows/support_report_dialog.h"

namespace portolan::gui {

SideWindows::SideWindows(client::InitiatorClient &client, const MainActions &actions, QWidget *window)
    : QObject(window)
    , m_actions(actions)
    , m_servers(client)
{
    offer(MainActions::Servers, [this, &client, window]() -> QDialog * {
        auto *dialog = new ServersDialog(client, m_servers, window);
        connect(dialog, &ServersDialog::addRequested, m_actions[MainActions::Add], &QAction::trigger);
        return dialog;
    });
    offer(MainActions::Passwords, [&client, window]() -> QDialog * { return new PasswordsDialog(client, window); });
    offer(MainActions::Report, [&client, window]() -> QDialog * { return new SupportReportDialog(client, window); });
    offer(MainActions::Preferences, [this, &client, window]() -> QDialog * {
        auto *dialog = new SettingsDialog(client, Autostart(), window);
        connect(dialog, &SettingsDialog::rateUnitChosen, this, &SideWindows::rateUnitChosen);
        return dialog;
    });
}

void SideWindows::offer(MainActions::Id id, std::function<QDialog *()> make)
{
    connect(m_actions[id], &QAction::triggered, this, [this, id, make = std::move(make)] {
        QPointer<QDialog> &dialog = m_open[id];
        if (!dialog) {
            dialog = make();
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            // Closed it is there a moment longer, and would be no good to be shown again.
            connect(dialog, &QDialog::finished, this, [this, id] { m_open.remove(id); });
        }
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
    });
}

} // namespace portolan::gui
