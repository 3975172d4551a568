// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace portolan::gui {

/// A flat list with columns as we show all of them; says why it is empty, and copies the chosen rows with Ctrl+C.
class ListView : public QTreeView {
    Q_OBJECT

public:
    /// \param name  object name  \param what  accessible name
    ListView(const QString &name, const QString &what, QWidget *parent = nullptr);

    void setPlaceholder(const QString &text);
    /// The role with the text that Ctrl+C takes; without it, the cells joined by tabs.
    void setCopyRole(int role) { m_copyRole = role; }
    void copySelection() const;
    /// At least so wide that each heading is read in full, in every language. After the widths that suit the cells.
    void widenToHeadings();
    void selectAll() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_placeholder;
    int m_copyRole = -1;
};

} // namespace portolan::gui
