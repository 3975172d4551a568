// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/mount_form.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace portolan::gui {

class BusyIndicator;
class MessageBar;

/// A disk on its way to a mounted one: decide, watch, open. A dialog around it has the buttons.
class MountPage : public QWidget {
    Q_OBJECT

public:
    enum class Stage { Decide, Run, Mounted };

    MountPage(udisks::UDisksClient &udisks, MountSubject subject, QWidget *parent = nullptr);

    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] QString nextText() const; ///< Of the button that goes on; empty: there is nothing to go on with.
    void proceed();                         ///< That button, while Decide.
    void cancel();                          ///< While Run. \sa MountRun::cancel
    [[nodiscard]] bool cancelling() const { return m_run->running() && m_run->cancelled(); }
    void setUsers(const QStringList &users) { m_form->setUsers(users); } ///< \sa MountSubject::users
    void refresh();                                                      ///< When it is shown again.

signals:
    void changed();

private:
    void build(const MountSubject &subject);
    QWidget *buildRun();
    QWidget *buildMounted();
    void showStage(Stage stage);
    void showState(); ///< While Decide: what stands against it.
    void showProgress();
    void showMounted(const QString &folder);
    void showFailure(const udisks::Failure &failure);

    udisks::UDisksClient &m_udisks;
    const QString m_device;
    MountForm *m_form;
    MountRun *m_run;
    Stage m_stage = Stage::Decide;
    MessageBar *m_message;
    QStackedWidget *m_stages;
    QScrollArea *m_scroll;
    QLabel *m_phase;
    QProgressBar *m_progress;
    QLabel *m_where;
    QPushButton *m_open;
    QString m_folder;
    bool m_told = false; ///< The message is about what was tried, not about the disk as it is.
};

} // namespace portolan::gui
