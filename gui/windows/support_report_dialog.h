// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/windows/support_report.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace portolan::gui {

class MessageBar;

/// Shows the report as it is before it goes anywhere: what is saved or copied is what stands here.
class SupportReportDialog : public QDialog {
    Q_OBJECT

public:
    explicit SupportReportDialog(client::InitiatorClient &client, QWidget *parent = nullptr);

private:
    void copy();
    void askWhere();
    void save(const QString &fileName);

    SupportReport m_report;
    QPlainTextEdit *m_text;
    MessageBar *m_message;
    QPushButton *m_copy, *m_save;
};

} // namespace portolan::gui
