// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace portolan::gui {

/// F1 in every window of the program. A shortcut of the main window would sleep while a dialog is open.
class HelpKey : public QObject {
    Q_OBJECT

public:
    explicit HelpKey(QObject *parent);
    ~HelpKey() override;

signals:
    void pressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace portolan::gui
