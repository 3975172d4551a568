// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/import_run.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace portolan::gui {

class BusyIndicator;
class CopyableLabel;
class ElidedLabel;
class ImportList;
class MessageBar;

/// Takes over what open-iscsi knows: looks first and shows the difference, and changes something only when told to.
class ImportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ImportDialog(client::InitiatorClient &client, QWidget *parent = nullptr);
    ~ImportDialog() override;

private:
    void build();
    QWidget *buildName();
    QWidget *buildAfterwards();
    void look();
    void import();
    void start(bool dryRun);
    void showReport(const client::ImportReport &report);
    void showDone(const client::ImportReport &report);
    void showFailure(const Error &error);
    void refresh();
    [[nodiscard]] static QString sentenceOf(const client::ImportReport &report);
    [[nodiscard]] static QString doneSentenceOf(const client::ImportReport &report);

    client::InitiatorClient &m_client;
    ImportRun *m_run;
    client::ImportReport m_report;
    bool m_looked = false; ///< m_report is what the check boxes ask for.
    bool m_importing = false, m_done = false;
    QLabel *m_title = nullptr, *m_sentence = nullptr, *m_phase;
    MessageBar *m_message;
    BusyIndicator *m_busy;
    ImportList *m_list;
    QCheckBox *m_replace, *m_takeName;
    QWidget *m_nameBox = nullptr, *m_afterwards = nullptr;
    ElidedLabel *m_name = nullptr;
    QLabel *m_why = nullptr, *m_bootHint = nullptr;
    CopyableLabel *m_command = nullptr;
    QPushButton *m_close, *m_import;
};

} // namespace portolan::gui
