// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/servers_dialog.h"

#include "common/dbus/errors.h"
#include "common/dbus/names.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/list_view.h"
#include "gui/windows/confirm.h"
#include "gui/windows/isns_dialog.h"
#include "gui/windows/permitted.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

constexpr uint kMinute = 60, kHour = 3600, kDay = 86400;

/// \param icon  name of its symbol, which may get a lock
QPushButton *button(const QString &name, const QString &text, QWidget *parent, const QString &icon = {})
{
    auto *created = new QPushButton(text, parent);
    created->setObjectName(name);
    created->setAutoDefault(false);
    created->setProperty("symbol", icon);
    return created;
}

} // namespace

ServersDialog::ServersDialog(InitiatorClient &client, ServersModel &model, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_model(model)
    , m_servers(new ListView(u"serverList"_s, tr("Storage servers"), this))
    , m_targets(new ListView(u"serverTargets"_s, tr("Targets of the chosen server"), this))
    , m_targetsTitle(new QLabel(this))
    , m_message(new MessageBar(this))
    , m_intervals(new QMenu(this))
    , m_add(button(u"addServer"_s, tr("&Add storage…"), this, u"add"_s))
    , m_addIsns(button(u"addIsnsServer"_s, tr("Add iS&NS server…"), this, u"add"_s))
    , m_search(button(u"searchAgain"_s, tr("&Search again"), this, u"rescan"_s))
    , m_searchAll(button(u"searchAll"_s, tr("Search a&ll"), this, u"rescan"_s))
    , m_byItself(button(u"searchByItself"_s, tr("Search by &itself"), this, u"timeline"_s))
    , m_remove(button(u"removeServer"_s, tr("&Remove…"), this, u"forget"_s))
{
    setObjectName(u"serversDialog"_s);
    setWindowTitle(tr("Storage servers"));
    build();
    connect(m_add, &QPushButton::clicked, this, &ServersDialog::addRequested);
    connect(m_addIsns, &QPushButton::clicked, this, &ServersDialog::addIsns);
    connect(m_search, &QPushButton::clicked, this, [this] { search(current()); });
    connect(m_searchAll, &QPushButton::clicked, this, &ServersDialog::searchAll);
    connect(m_remove, &QPushButton::clicked, this, &ServersDialog::remove);
    connect(m_intervals, &QMenu::triggered, this,
            [this](const QAction *choice) { setInterval(choice->data().toUInt()); });
    connect(new QShortcut(Qt::Key_F5, this), &QShortcut::activated, m_search, &QPushButton::click);
    connect(m_servers->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showResult();
        refresh();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &ServersDialog::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ServersDialog::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ServersDialog::refresh);
    connect(&m_client, &InitiatorClient::permissionsChanged, this, &ServersDialog::refresh);
    if (m_model.rowCount() > 0)
        m_servers->setCurrentIndex(m_model.index(0, 0));
    showResult();
    refresh();
    m_servers->setFocus(Qt::OtherFocusReason);
}

void ServersDialog::build()
{
    m_servers->setModel(&m_model);
    m_servers->setPlaceholder(tr("No storage server was searched yet."));
    m_servers->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_targets->setModel(&m_found);
    m_targets->setPlaceholder(tr("The searches at this server found no target."));
    m_targets->header()->setStretchLastSection(false);
    m_targets->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_targetsTitle->setObjectName(u"serverTargetsTitle"_s);
    m_targetsTitle->setTextFormat(Qt::PlainText);
    m_targetsTitle->setWordWrap(true);
    m_message->setObjectName(u"serversMessage"_s);
    m_message->setDismissible(true);
    auto *top = new QHBoxLayout;
    for (QPushButton *each : {m_add, m_addIsns, m_search, m_searchAll, m_byItself, m_remove})
        top->addWidget(each);
    top->addStretch(1);
    fillIntervals();
    QPushButton *close = button(u"closeButton"_s, tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_message);
    layout->addWidget(m_servers, 2);
    layout->addWidget(m_targetsTitle);
    layout->addWidget(m_targets, 3);
    layout->addLayout(bottom);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 30);
}

void ServersDialog::fillIntervals()
{
    const std::array choices{std::pair(tr("&When I ask"), 0U),
                             std::pair(tr("Every &5 minutes"), 5 * kMinute),
                             std::pair(tr("Every &15 minutes"), 15 * kMinute),
                             std::pair(tr("Every &30 minutes"), 30 * kMinute),
                             std::pair(tr("Every &hour"), kHour),
                             std::pair(tr("Every &6 hours"), 6 * kHour),
                             std::pair(tr("Every &day"), kDay)};
    auto *group = new QActionGroup(this);
    for (const auto &[text, seconds] : choices) {
        QAction *choice = group->addAction(m_intervals->addAction(text));
        choice->setCheckable(true);
        choice->setData(seconds);
    }
    m_otherInterval = group->addAction(QString()); // in the menu while it is needed
    m_otherInterval->setCheckable(true);
    m_intervals->setObjectName(u"searchIntervals"_s);
    m_byItself->setMenu(m_intervals);
}

QString ServersDialog::current() const { return m_model.portalAt(m_servers->currentIndex()); }

void ServersDialog::setButton(QPushButton *button, const char *action, bool possible)
{
    permit(*button, m_client, {action, button->property("symbol").toString(), possible});
}

void ServersDialog::refresh()
{
    const bool chosen = !current().isEmpty();
    setButton(m_add, "discover", true);
    setButton(m_addIsns, "discover", true);
    setButton(m_search, "discover", chosen);
    setButton(m_searchAll, "discover", m_model.rowCount() > 0);
    setButton(m_remove, "modify", chosen);
    showInterval();
    showTargets();
}

/// With the one that is set even if it is none of those offered: the command line knows others.
void ServersDialog::showInterval()
{
    const auto info = m_model.portal(current());
    const uint set = info ? info->refreshInterval : 0;
    bool offered = false;
    for (QAction *choice : m_intervals->actions()) {
        if (choice == m_otherInterval || choice->data().toUInt() != set)
            continue;
        choice->setChecked(true);
        offered = true;
    }
    if (offered) {
        m_intervals->removeAction(m_otherInterval);
    } else {
        m_intervals->addAction(m_otherInterval);
        m_otherInterval->setText(tr("&Every %1").arg(durationText(set)));
        m_otherInterval->setData(set);
        m_otherInterval->setChecked(true);
    }
    setButton(m_byItself, "discover", info.has_value());
    if (m_byItself->toolTip().isEmpty())
        m_byItself->setToolTip(tr("The service searches it again by itself, with or without this window. New targets "
                                  "are listed; none is connected and none is removed."));
}

void ServersDialog::setInterval(uint seconds)
{
    const auto info = m_model.portal(current());
    if (!info)
        return;
    m_client.setRefreshInterval(info->path, seconds, this,
                                [this, name = ServersModel::nameOf(*info)](const Result<void> &result) {
                                    if (!result)
                                        showError(*m_message, result.error(), name, Remedy::None);
                                    showInterval(); // as it is, whatever was chosen
                                });
}

void ServersDialog::showTargets()
{
    const QString portal = current();
    const auto info = m_model.portal(portal);
    m_targetsTitle->setText(info ? breakable(tr("Found at %1:").arg(ServersModel::nameOf(*info))) : QString());
    const int row = m_targets->currentIndex().row();
    m_found.clear();
    m_found.setHorizontalHeaderLabels({tr("Target"), tr("Last search"), tr("State")});
    for (const client::NodeInfo &node : m_model.nodesOf(portal)) {
        auto *name = new QStandardItem(displayable(node.title()));
        name->setToolTip(toolTipText(displayable(node.targetName)));
        m_found.appendRow({name, new QStandardItem(ServersModel::wordOf(m_model.findingOf(node))),
                           new QStandardItem(statusIcon(node.status), capitalized(client::wordOf(node.status)))});
    }
    m_targets->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_targets->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    if (row >= 0 && row < m_found.rowCount())
        m_targets->setCurrentIndex(m_found.index(row, 0));
}

/// Why the last search of the chosen one failed, as the service remembers it.
void ServersDialog::showResult()
{
    const auto info = m_model.portal(current());
    if (!info || info->lastResult.isEmpty() || info->lastResult == u"ok"_s)
        return m_message->dismiss();
    const Error error{dbus::errorCode(dbus::kErrorPrefix + info->lastResult), {}, 0, 0};
    showError(*m_message, error, ServersModel::nameOf(*info), Remedy::None);
}

void ServersDialog::search(const QString &portal)
{
    const auto info = m_model.portal(portal);
    if (!info)
        return;
    const auto end = [this, portal, name = ServersModel::nameOf(*info)](const std::optional<Error> &error) {
        m_model.setSearching(portal, false);
        if (error)
            return showError(*m_message, *error, name, Remedy::None);
        if (portal == current())
            m_message->dismiss();
    };
    m_model.setSearching(portal, true);
    m_client.refreshPortal(portal, this, [this, end](const Result<QString> &job) {
        if (!job)
            return end(job.error());
        m_client.whenFinished(*job, this, [end](const Result<client::JobInfo> &outcome) {
            if (!outcome)
                return end(outcome.error());
            end(outcome->state == dbus::JobState::Failed ? std::optional(outcome->error) : std::nullopt);
        });
    });
}

void ServersDialog::searchAll()
{
    m_message->dismiss();
    for (int row = 0; row < m_model.rowCount(); ++row)
        search(m_model.portalAt(m_model.index(row, 0)));
}

void ServersDialog::addIsns()
{
    auto *dialog = new IsnsDialog(m_client, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { choose(dialog->server()); });
    dialog->open();
}

void ServersDialog::choose(const Portal &server)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const auto info = m_model.portal(m_model.portalAt(m_model.index(row, 0)));
        if (info && info->port == server.port && info->address == QString::fromStdString(server.host))
            m_servers->setCurrentIndex(m_model.index(row, 0));
    }
    m_servers->setFocus(Qt::OtherFocusReason);
}

void ServersDialog::remove()
{
    const auto info = m_model.portal(current());
    if (!info)
        return;
    const QString name = ServersModel::nameOf(*info);
    confirm(this,
            {Settings::Key::ConfirmRemoveServer, u"RemoveServer"_s, tr("Remove the storage server “%1”?").arg(name),
             tr("It is not searched any more, and the password of its searches is removed. Its targets stay."),
             tr("Remove")},
            [this, path = info->path, name] {
                m_client.removePortal(path, this, [this, name](const Result<void> &result) {
                    if (!result)
                        showError(*m_message, result.error(), name, Remedy::None);
                });
            });
}

} // namespace portolan::gui
