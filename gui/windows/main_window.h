// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/help/help_key.h"
#include "gui/help/help_window.h"
#include "gui/models/event_feed.h"
#include "gui/models/target_feed.h"
#include "gui/widgets/clean_clipboard.h"
#include "gui/windows/all_targets.h"
#include "gui/windows/main_actions.h"
#include "gui/windows/removals.h"
#include "gui/windows/settings.h"
#include "gui/windows/target_controller.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace portolan::gui {

class AddStorageDialog;
class EmptyPage;
class ImportDialog;
class TargetDetails;
class TargetList;
class TimelineWindow;
class UnavailablePage;

/// The window: targets on the left, what is chosen on the right, the state of everything below.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(client::InitiatorClient &client, TargetFeed &feed, TargetModel &model, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// There is a tray: closing hides. Without one, closing ends the program.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    /// There is not even a bus to find the service on.
    void showNoBus(const Error &error);
    [[nodiscard]] TargetController &controller() { return m_controller; }
    [[nodiscard]] Removals &removals() { return m_removals; }
    [[nodiscard]] const MainActions &actions() const { return m_actions; }

public slots:
    void addStorage(const QString &address = {}); ///< With this in its field; a search that is under way stays.
    void openLinks(const QStringList &links);     ///< iscsi:// ones; a person looks at the address before it is used.
    void doAction(const QString &name);           ///< Of the desktop entry; an unknown one shows the window.
    void importOpenIscsi();
    void showTimeline(); ///< What happened to everything.
    void showHelp();     ///< On what has the focus, in whichever window.
    void logout(QStringList nodes);
    void logInAll();
    void logOutAll();
    void showTarget(const QString &node);
    void askPassword(const QString &node, const std::optional<Error> &reason = {});
    void bringUp();
    void quit();

signals:
    void quitRequested();
    void hidden(); ///< Closed into the tray.

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectClient();
    void connectActions();
    void restore();
    void save();
    void setRateUnit(RateUnit unit); ///< In the list, the graph, the status bar and the tray, and from now on.
    void updatePage();
    void updateActions();
    void updateStatus();
    void updateLive();
    void updateUndo();
    void finish();
    void editConnection();
    void rename();
    void copyNames();
    void forget();
    void showContextMenu(const QPoint &globalPosition);
    void showAbout();
    [[nodiscard]] QString current() const;

    client::InitiatorClient &m_client;
    TargetFeed &m_feed;
    TargetModel &m_model;
    Settings m_settings;
    MainActions m_actions;
    TargetController m_controller;
    EventFeed m_events;
    Removals m_removals;
    AllTargets *m_all;
    CleanClipboard m_clipboard;
    HelpKey m_helpKey;
    std::unique_ptr<HelpWindow> m_help;
    MessageBar *m_notice, *m_undo;
    QStackedWidget *m_pages;
    UnavailablePage *m_unavailable;
    EmptyPage *m_empty;
    QSplitter *m_splitter;
    TargetList *m_list;
    TargetDetails *m_details;
    QLabel *m_stateIcon, *m_stateText, *m_rates;
    QPointer<AddStorageDialog> m_wizard;
    QPointer<ImportDialog> m_import;
    QPointer<TimelineWindow> m_timeline;
    QTimer m_actionsWait;
    std::size_t m_chosen = 0; ///< Nodes that the actions were last made for.
    bool m_wasAvailable = false, m_hidesOnClose = false;
};

} // namespace portolan::gui
