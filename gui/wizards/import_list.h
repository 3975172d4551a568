// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/import_report.h"

#include <QTreeWidget>

namespace portolan::gui {

/// The difference that an import makes, in groups: new targets, changed settings (old → new), what stays as it was set
/// here, addresses to search, and what could not be taken over as it is, with file and line.
class ImportList : public QTreeWidget {
    Q_OBJECT

public:
    explicit ImportList(QWidget *parent = nullptr);

    void setReport(const client::ImportReport &report);
    void setPlaceholder(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Entry = client::ImportReport::Entry;
    QTreeWidgetItem *addGroup(const QString &title, qsizetype count);
    void addTargets(const client::ImportReport &report, client::ImportReport::State state, const QString &title,
                    uint count);
    void addAddresses(const std::vector<Entry> &addresses);
    void addNotes(const client::ImportReport &report);

    QString m_placeholder;
};

} // namespace portolan::gui
