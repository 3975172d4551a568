// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/event_filter.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace portolan::gui {

class EventFeed;
class ListView;

/// What happened, newest first: to everything, or to one target. Narrowed by what a person asks for; from an event on
/// to what it is about.
class EventsPage : public QWidget {
    Q_OBJECT

public:
    enum class Scope { Everything, OneTarget };

    EventsPage(EventFeed &feed, Scope scope, QWidget *parent = nullptr);

    void setNode(const QString &node); ///< Of OneTarget; empty = none, and then nothing is shown.
    void focusFilter();

signals:
    void targetRequested(const QString &node);
    void diskRequested(const QString &node, const QString &lun); ///< The number as the service writes it.
    void momentRequested(const QString &node, qint64 timeUs);    ///< Unix µs

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    [[nodiscard]] QHBoxLayout *buildFilters();
    [[nodiscard]] QHBoxLayout *buildButtons();
    void connectFilters();
    void connectButtons();
    void showContextMenu(const QPoint &position);
    void updateTargets();
    void updateSince();
    void updatePlaceholder();
    void updateButtons();
    [[nodiscard]] const client::EventInfo *current() const;

    const EventFeed &m_feed;
    Scope m_scope;
    EventFilter m_filter;
    QLineEdit *m_text;
    QComboBox *m_severity, *m_target, *m_kind, *m_since;
    ListView *m_view;
    QPlainTextEdit *m_details;
    QToolButton *m_detailsOn, *m_toTarget, *m_toDisk, *m_toGraph, *m_copy;
};

} // namespace portolan::gui
