// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/settings_dialog.h"

#include "gui/widgets/error_message.h"
#include "gui/windows/initiator_name_page.h"
#include "gui/windows/node_settings_dialog.h"
#include "gui/windows/permitted.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using Key = Settings::Key;

namespace {

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QVBoxLayout *columnOf(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 14, 12, 12);
    layout->setSpacing(8);
    return layout;
}

} // namespace

SettingsDialog::SettingsDialog(client::InitiatorClient &client, Autostart autostart, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_autostart(std::move(autostart))
    , m_atLogin(new QCheckBox(tr("Start in the &tray when I log in"), this))
    , m_units(new QComboBox(this))
    , m_message(new MessageBar(this))
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    m_message->setObjectName(u"settingsMessage"_s);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(u"settingsTabs"_s);
    tabs->setAccessibleName(tr("Groups of settings"));
    tabs->addTab(new InitiatorNamePage(client, this), tr("&Initiator name"));
    tabs->widget(0)->layout()->setContentsMargins(12, 14, 12, 12);
    tabs->addTab(generalPage(), tr("&Desktop"));
    tabs->addTab(notificationsPage(), tr("N&otifications"));
    tabs->addTab(newTargetsPage(), tr("Ne&w targets"));
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"closeButton"_s);
    close->setAutoDefault(false); // Enter in a field is for that field.
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    layout->addWidget(tabs, 1);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 92, fontMetrics().height() * 32);
}

void SettingsDialog::addSwitch(QVBoxLayout *layout, Key key, const QString &name, const QString &text)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(name);
    box->setChecked(m_settings.flag(key));
    connect(box, &QCheckBox::toggled, this, [this, key](bool on) { m_settings.setValue(key, on); });
    layout->addWidget(box);
}

void SettingsDialog::addDisplay(QVBoxLayout *layout)
{
    m_units->setObjectName(u"rateUnit"_s);
    for (const RateUnit unit : kRateUnits)
        m_units->addItem(nameOf(unit));
    m_units->setCurrentIndex(int(m_settings.rateUnit()));
    connect(m_units, &QComboBox::activated, this,
            [this](int row) { emit rateUnitChosen(kRateUnits.at(std::size_t(row))); });
    auto *label = new QLabel(tr("Show throughp&ut in:"), this);
    label->setBuddy(m_units);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_units);
    row->addStretch(1);
    layout->addWidget(heading(tr("Display"), this));
    layout->addLayout(row);
    addSwitch(layout, Key::TraySymbolic, u"traySymbolic"_s, tr("Tray icon in the colour of the pa&nel"));
}

/// The menu of the graph chooses the unit, too.
void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_units->setCurrentIndex(int(m_settings.rateUnit()));
}

QWidget *SettingsDialog::generalPage()
{
    auto *page = new QWidget(this);
    QVBoxLayout *layout = columnOf(page);
    m_atLogin->setObjectName(u"autostart"_s);
    m_atLogin->setChecked(m_autostart.isOn());
    connect(m_atLogin, &QCheckBox::toggled, this, &SettingsDialog::setAutostart);
    layout->addWidget(heading(tr("Start"), page));
    layout->addWidget(m_atLogin);
    auto *note =
        new QLabel(tr("Targets marked “at start” are connected by the service, with or without this window."), page);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    layout->addWidget(note);
    layout->addSpacing(10);
    addDisplay(layout);
    layout->addSpacing(10);
    layout->addWidget(heading(tr("Ask before"), page));
    addSwitch(layout, Key::ConfirmForget, u"confirmForget"_s, tr("&Forgetting a target"));
    addSwitch(layout, Key::ConfirmRemoveServer, u"confirmRemoveServer"_s, tr("Removing a storage se&rver"));
    addSwitch(layout, Key::ConfirmRemovePassword, u"confirmRemovePassword"_s, tr("Removing a &password"));
    addSwitch(layout, Key::ConfirmLogoutAll, u"confirmLogoutAll"_s, tr("Logging out of &all targets"));
    layout->addStretch(1);
    return page;
}

QWidget *SettingsDialog::notificationsPage()
{
    auto *page = new QWidget(this);
    QVBoxLayout *layout = columnOf(page);
    layout->addWidget(heading(tr("Tell me when"), page));
    addSwitch(layout, Key::NotifyLost, u"notifyLost"_s, tr("The connection under a disk in use is &lost"));
    addSwitch(layout, Key::NotifyBack, u"notifyBack"_s, tr("It is &back"));
    addSwitch(layout, Key::NotifyRefused, u"notifyRefused"_s, tr("A login is &refused"));
    addSwitch(layout, Key::NotifyGrew, u"notifyGrew"_s, tr("A disk has become lar&ger"));
    addSwitch(layout, Key::NotifyBlocked, u"notifyBlocked"_s, tr("A logout is &held up by a disk in use"));
    auto *note = new QLabel(tr("Whatever is switched off here is still in the events of its target."), page);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    layout->addSpacing(6);
    layout->addWidget(note);
    layout->addStretch(1);
    return page;
}

QWidget *SettingsDialog::newTargetsPage()
{
    auto *page = new QWidget(this);
    QVBoxLayout *layout = columnOf(page);
    auto *note = new QLabel(tr("Targets that are found or added from now on begin with these settings. Those that are "
                               "in the list already keep their own."),
                            page);
    m_defaults = new QLabel(page);
    m_defaults->setObjectName(u"nodeDefaults"_s);
    for (QLabel *label : {note, m_defaults}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_change = new QPushButton(tr("&Change…"), page);
    m_change->setObjectName(u"changeDefaults"_s);
    m_change->setAutoDefault(false);
    connect(m_change, &QPushButton::clicked, this, [this] {
        auto *dialog = new NodeSettingsDialog(m_client, {}, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    using client::InitiatorClient;
    for (const auto signal :
         {&InitiatorClient::ready, &InitiatorClient::managerChanged, &InitiatorClient::permissionsChanged})
        connect(&m_client, signal, this, &SettingsDialog::showDefaults);
    connect(&m_client, &InitiatorClient::unavailable, this, &SettingsDialog::showDefaults);
    layout->addWidget(note);
    layout->addWidget(m_defaults);
    layout->addWidget(m_change, 0, Qt::AlignLeft);
    layout->addStretch(1);
    showDefaults();
    return page;
}

void SettingsDialog::showDefaults()
{
    const QVariantMap &defaults = m_client.manager().nodeDefaults;
    QStringList lines;
    for (const QString &property : {u"AutoLogin"_s, u"DataPlane"_s, u"HeaderDigest"_s, u"DataDigest"_s,
                                    u"ReplacementTimeout"_s, u"CommandTimeout"_s}) {
        const auto *setting = client::nodeSetting(property);
        if (const auto value = defaults.constFind(property); m_client.available() && value != defaults.constEnd())
            lines << tr("%1: %2", "setting, value").arg(setting->titleText(), valueText(*setting, *value));
    }
    m_defaults->setText(lines.join(u'\n'));
    permit(*m_change, m_client, {"modify", u"settings"_s, !defaults.isEmpty()});
}

void SettingsDialog::setAutostart(bool on)
{
    m_message->dismiss();
    const auto done = m_autostart.setOn(on);
    if (done)
        return;
    const QSignalBlocker quiet(m_atLogin);
    m_atLogin->setChecked(m_autostart.isOn());
    m_message->showMessage(MessageBar::Kind::Error, tr("The start in the tray could not be changed."),
                           QString::fromStdString(done.error().message));
}

} // namespace portolan::gui
