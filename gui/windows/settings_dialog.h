// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/quantity.h"
#include "gui/windows/autostart.h"
#include "gui/windows/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace portolan::gui {

class MessageBar;

/// What a person can choose. The desktop's own settings count as soon as they are switched; the initiator name, which
/// the service keeps, is set with a button of its own.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(client::InitiatorClient &client, Autostart autostart = Autostart(),
                            QWidget *parent = nullptr);

signals:
    void rateUnitChosen(portolan::gui::RateUnit unit);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addDisplay(QVBoxLayout *layout);
    [[nodiscard]] QWidget *generalPage();
    [[nodiscard]] QWidget *notificationsPage();
    [[nodiscard]] QWidget *newTargetsPage();
    void showDefaults();
    void addSwitch(QVBoxLayout *layout, Settings::Key key, const QString &name, const QString &text);
    void setAutostart(bool on);

    client::InitiatorClient &m_client;
    Settings m_settings;
    Autostart m_autostart;
    QCheckBox *m_atLogin;
    QComboBox *m_units;
    MessageBar *m_message;
    QLabel *m_defaults = nullptr; ///< In a few words.
    QPushButton *m_change = nullptr;
};

} // namespace portolan::gui
