// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/help/help_topic.h"

#include <QDialog>
#include <QList>

class QAction;
class QListWidget;
class QTextBrowser;

namespace portolan::gui {

/// The topics on the left, what is to be known on the right. It has no parent, so that it can be read while a dialog
/// waits for an answer.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    /// \param actions  what is listed under "Keyboard", with their shortcuts; read now and not kept
    explicit HelpWindow(const QList<QAction *> &actions);

    void showTopic(HelpTopic topic);

private:
    [[nodiscard]] static QString shortcutsText(const QList<QAction *> &actions);
    void showRow(int row);

    QString m_shortcuts;
    QListWidget *m_topics;
    QTextBrowser *m_text;
};

} // namespace portolan::gui
